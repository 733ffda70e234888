"""Draws a booklet, one person's form, or a blank form, as PDF/A-1b."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import BinaryIO

from desktop.core.progress import Progress
from desktop.exports import blocks, cover, layouts, pdfa, roster
from desktop.exports.book import Book
from desktop.exports.document import Booklet, PersonForm, Rendered, Values
from desktop.exports.person_form import PersonForms
from desktop.exports.typesetting import label_font

_PROGRESS = "forms.progress"


def render_booklet(booklet: Booklet, out: BinaryIO, progress: Progress) -> Rendered:
    """Cover, roster, and one form a person in the order of `booklet.forms`, with a bookmark each.

    The same booklet gives the same bytes. Raises `DataError` for a layout that does not fit.
    """

    def draw(book: Book) -> None:
        layout, common = layouts.layout(booklet.form), layouts.common()
        cover.draw(book, layout, common, booklet)
        roster.draw(book, layout, common, booklet)
        people = PersonForms(book, layout, common, booklet.header, booklet.seals)
        for done, form in enumerate(booklet.forms):
            progress.step(done, len(booklet.forms), _PROGRESS)
            people.draw(form, level=1)
        progress.step(len(booklet.forms), len(booklet.forms), _PROGRESS)

    return _render(booklet.form, booklet.title, booklet.created, out, draw, len(booklet.forms))


def render_single(booklet: Booklet, form: PersonForm, out: BinaryIO) -> Rendered:
    """One person's form alone, as it stands in the booklet."""

    def draw(book: Book) -> None:
        layout = layouts.layout(booklet.form)
        PersonForms(book, layout, layouts.common(), booklet.header, booklet.seals).draw(form, level=0)

    return _render(booklet.form, f"{booklet.title}　{form.form_no}", booklet.created, out, draw, 1)


def render_blank(form: str, header: Values, out: BinaryIO, *, seals: Sequence[str] | None = None) -> Rendered:
    """The form named `form` without a person, for writing by hand; without a date, so never two versions.

    `seals` are the office's labels; the usual ones if it has not set any.
    """

    def draw(book: Book) -> None:
        layout, common = layouts.layout(form), layouts.common()
        labels = common.seals if seals is None else seals
        PersonForms(book, layout, common, header, labels).draw_blank()

    return _render(form, layouts.layout(form).title, None, out, draw, 0)


def _render(
    form: str,
    title: str,
    created: datetime | None,
    out: BinaryIO,
    draw: Callable[[Book], None],
    people: int,
) -> Rendered:
    layout, common = layouts.layout(form), layouts.common()
    draft = io.BytesIO()
    book = Book(draft, common, label_font(_printed(layout, common)))
    draw(book)
    book.close()
    pdfa.finish(draft, out, pdfa.About(title, created), book.sections)
    return Rendered(book.pages, people, book.missing)


def _printed(layout: layouts.Layout, common: layouts.Common) -> str:
    """What a form prints by itself: these characters are embedded as one font that all documents share."""
    texts: Mapping[str, object] = common.model_dump(exclude={"blocks"})
    own = "".join(value for value in texts.values() if isinstance(value, str))
    return own + layout.title + layout.continued + blocks.characters(layouts.blocks(layout, common))
