"""A new recovery code on offer: it counts when the coordinator says that it is kept, and not before."""

from __future__ import annotations

from contextlib import ExitStack, suppress

from desktop.core.errors import Cancelled
from desktop.services import office_secrets
from desktop.services.office import Office
from desktop.services.office_secrets import Proof


class RecoveryOffer:
    """`office_secrets.new_recovery_code` in two steps, for a dialog between them.

    Make it, `keep` it and `drop` it in the worker. One that is neither kept nor dropped leaves the old code
    in force. Raises as `new_recovery_code` does.
    """

    def __init__(self, office: Office, current: Proof) -> None:
        self._block = ExitStack()
        self.code = self._block.enter_context(office_secrets.new_recovery_code(office, current))

    def keep(self) -> None:
        """Let this code open the office, and the old one no more."""
        self._block.close()

    def drop(self) -> None:
        """Let the old code go on opening it; fine after `keep`."""
        with suppress(Cancelled), self._block:
            raise Cancelled
