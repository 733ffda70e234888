"""How many approval seals stand side by side."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.exports.paper import CM

LEAST_WIDTH = 3.5 * CM


def rows(seals: Sequence[str], width: float) -> list[Sequence[str]]:
    """As few rows as hold all seals in a width of so many points, the rows as even as they can be."""
    if not seals:
        return []
    per_row = int(width / LEAST_WIDTH)
    count = -(-len(seals) // per_row)
    each = -(-len(seals) // count)
    return [seals[at : at + each] for at in range(0, len(seals), each)]
