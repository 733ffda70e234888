"""Widgets; the only Qt below desktop.app."""

from desktop.views.references import keep_constants

keep_constants()
