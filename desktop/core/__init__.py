"""Errors, texts, dates, identities, paths and the vault; standard library only, and the floor under every other package."""
