"""Widgets; the only Qt below desktop.app."""

import desktop.views.pyside  # noqa: F401 - before anything else of Qt
