"""The Luminary proposal of the demo county: selected, with a visit, actions and sharing."""

from __future__ import annotations

import tomllib

from desktop.core import paths
from desktop.services import luminary
from desktop.services.office import Office


def run(office: Office) -> None:
    """State the proposal, its lists and the center's answer, as the sample has them."""
    path = paths.resources() / "samples" / "luminary.toml"
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    luminary.put(office, told["fields"])
    for name, lines in told["lists"].items():
        for values in lines:
            luminary.add_line(office, name, values)
    answer = told["answer"]
    luminary.state(office, answer["state"], number=answer["number"], day=answer["day"])
