"""A picture as SVG for the screen: only what QtSvg paints as other viewers do, no clip path, no `None`."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from desktop.exports.picture import Box, Diamond, Picture, Shape, Stroke, Words


def svg(picture: Picture, colours: Mapping[str, str], family: str) -> bytes:
    """The picture in these colours (name → #RRGGBB), its words in one family of fonts."""
    size = f"{picture.width:.1f}", f"{picture.height:.1f}"
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size[0]}" height="{size[1]}" '
        f'viewBox="0 0 {size[0]} {size[1]}" font-family={quoteattr(family)}>'
    )
    return "\n".join([head, *(_shape(shape, colours) for shape in picture.shapes), "</svg>"]).encode()


def _shape(shape: Shape, colours: Mapping[str, str]) -> str:
    match shape:
        case Box(x, y, width, height, fill, line, radius):
            place = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="{radius:g}"'
            stroke = f' stroke="{colours[line]}" stroke-width="1"' if line else ""
            return f'<rect {place} fill="{colours[fill] if fill else "none"}"{stroke}/>'
        case Stroke(x1, y1, x2, y2, line, width):
            place = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
            return f'<line {place} stroke="{colours[line]}" stroke-width="{width:g}"/>'
        case Diamond(x, y, half, fill):
            corners = ((x, y - half), (x + half, y), (x, y + half), (x - half, y))
            points = " ".join(f"{px:.1f},{py:.1f}" for px, py in corners)
            return f'<polygon points="{points}" fill="{colours[fill]}"/>'
        case Words():
            return _words(shape, colours)


def _words(words: Words, colours: Mapping[str, str]) -> str:
    weight = ' font-weight="bold"' if words.bold else ""
    return (
        f'<text x="{words.x:.1f}" y="{words.y:.1f}" font-size="{words.size:.2f}" '
        f'text-anchor="{words.anchor}" fill="{colours[words.colour]}"{weight}>{escape(words.text)}</text>'
    )
