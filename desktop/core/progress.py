"""How long work tells where it stands, and how it is cancelled."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Given to every long use case. `step` may raise `Cancelled`, which unwinds the transaction."""

    def step(self, done: int, total: int, label: str) -> None:
        """Say that `done` of `total` units are finished; `label` is a message code of what is going on."""
        ...


class Silent:
    """Progress that nobody watches."""

    def step(self, done: int, total: int, label: str) -> None:
        """Do nothing."""
