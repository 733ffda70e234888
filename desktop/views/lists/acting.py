"""Doing something at once on a page: what cannot be done is said, and the page shows things as they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desktop.core.errors import KnownError
from desktop.views.page import Page


def act(page: Page, done: Callable[..., Any], *arguments: Any, **named: Any) -> bool:
    """Call a service with the office; whether it was done."""
    try:
        done(page.bench.office, *arguments, **named)
    except KnownError as error:
        page.bench.presenter.present(error)
        page.reload()
        return False
    return True
