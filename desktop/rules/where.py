"""A place in the plan's data, and the errors that name it: file, key and reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pydantic import ValidationError

from desktop.core.errors import DataError


@dataclass(frozen=True, slots=True)
class Where:
    """A key of a file, dotted as in TOML (`eligibility.all.0.check`; list indexes count from 0)."""

    file: str
    key: str = ""

    def at(self, *names: str | int) -> Where:
        """A key below this one."""
        return replace(self, key=".".join(str(part) for part in (self.key, *names) if part != ""))

    def wrong(self, reason: str) -> DataError:
        """The value does not fit; `reason` is technical English for whoever writes the data."""
        return DataError("rules.plan_value", file=self.file, key=self.key, reason=reason)

    def key_unknown(self) -> DataError:
        """Nothing reads this key."""
        return DataError("rules.plan_key_unknown", file=self.file, key=self.key)

    def unknown(self, name: object, known: Iterable[str]) -> DataError:
        """The value names something that does not exist."""
        return DataError(
            "rules.plan_name_unknown", file=self.file, key=self.key, name=str(name), known=", ".join(known)
        )

    def invalid(self, error: ValidationError) -> DataError:
        """The first complaint of pydantic about what stands here."""
        first = error.errors()[0]
        spot = self.at(*first["loc"])
        if first["type"] == "missing":
            return DataError("rules.plan_key_missing", file=spot.file, key=spot.key)
        if first["type"] in {"extra_forbidden", "unexpected_keyword_argument"}:
            return spot.key_unknown()
        return spot.wrong(first["msg"])
