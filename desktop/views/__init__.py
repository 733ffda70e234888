"""Widgets; the only Qt below desktop.app."""
