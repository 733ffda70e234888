"""Errors, texts, dates, identities, paths and the vault: the floor under every other package."""
