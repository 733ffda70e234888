"""The camp's five stages as a pyramid, for the screen and on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from desktop.core.messages import catalogue
from desktop.exports import picture_svg, pyramid
from desktop.exports.pyramid import COLOURS, Pyramid, Step
from desktop.services import camp
from desktop.services.camp import Overview, Stage
from desktop.services.office import Office

__all__ = ["COLOURS", "lines", "paper", "read", "svg"]

_GREYS = {"ink": 0, "ink_soft": 0.2, "bar": 0.82, "left": 1, "outline": 0.4, "on_bar": 0}


def read(found: Overview, language: str) -> Pyramid:
    """The pyramid; the whole width stands for the members, or for the stage that has more."""
    most = max([len(found.lines), 1, *(stage.heads for stage in found.stages)])
    return Pyramid(tuple(_step(stage, language) for stage in found.stages), most)


def _step(stage: Stage, language: str) -> Step:
    text = catalogue(language)
    notes = []
    if stage.passed:
        notes.append(text.text("camp.pyramid_passed", count=stage.passed))
    if stage.left:
        notes.append(text.text("camp.pyramid_left", count=stage.left))
    if stage.skipped:
        notes.append(text.text("camp.pyramid_skipped", count=len(stage.skipped)))
    heads = text.text("camp.pyramid_heads", count=stage.heads)
    return Step(stage.label.in_language(language), stage.heads, stage.left, heads, "　".join(notes))


def svg(drawn: Pyramid, width: float, size: float, colours: Mapping[str, str], family: str) -> bytes:
    """The pyramid as SVG, `width` wide, its words of `size`, in logical pixels."""
    return picture_svg.svg(pyramid.draw(drawn, width, size), colours, family)


def lines(drawn: Pyramid) -> Sequence[str]:
    """The pyramid in words, a line a stage, for those who cannot see it."""
    return [f"{step.label} {step.words} {step.note}".rstrip() for step in drawn.steps]


def paper(office: Office) -> bytes:
    """The pyramid as PDF/A-1b on a landscape A4 sheet."""
    # Imported here: the page shows the pyramid without ReportLab.
    from desktop.exports import picture_sheet  # noqa: PLC0415 - see above

    found = camp.overview(office)
    drawn = read(found, "zh_TW")
    title = catalogue().text("camp.pyramid_title", activity=found.title.zh_TW)
    return picture_sheet.render(
        title,
        office.row().agency,
        partial(pyramid.draw, drawn),
        _GREYS,
        office.clock.now(),
    )
