"""Draws a booklet, one person's form, or a blank form, as PDF/A-1b."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import BinaryIO

from desktop.core.collector import collector_paused
from desktop.core.progress import Progress, Silent
from desktop.exports import cover, pdfa, roster
from desktop.exports.book import Book
from desktop.exports.document import Booklet, PersonForm, Rendered, Values
from desktop.exports.person_form import PersonForms
from desktop.exports.prepared import Prepared, prepared

_PROGRESS = "forms.progress"


def render_booklet(booklet: Booklet, out: BinaryIO, progress: Progress) -> Rendered:
    """Cover, roster, and one form a person in the order of `booklet.forms`, with a bookmark each.

    The same booklet gives the same bytes. Raises `DataError` for a layout that does not fit.
    """

    def draw(book: Book, form: Prepared) -> None:
        cover.draw(book, form.layout, form.common, booklet)
        roster.draw(book, form.layout, form.common, booklet)
        people = PersonForms(book, form, booklet.header, booklet.seals)
        for done, person in enumerate(booklet.forms):
            progress.step(done, len(booklet.forms), _PROGRESS)
            people.draw(person, level=1)
        progress.step(len(booklet.forms), len(booklet.forms), _PROGRESS)

    return _render(booklet.form, booklet.title, booklet.created, out, draw, len(booklet.forms))


def render_single(booklet: Booklet, person: PersonForm, out: BinaryIO) -> Rendered:
    """One person's form alone, as it stands in the booklet."""
    return render_people(booklet, [person], out, Silent())


def render_people(
    booklet: Booklet, chosen: Sequence[PersonForm], out: BinaryIO, progress: Progress
) -> Rendered:
    """The forms of some people of the booklet, as they stand in it, without cover and roster."""

    def draw(book: Book, form: Prepared) -> None:
        people = PersonForms(book, form, booklet.header, booklet.seals)
        for done, person in enumerate(chosen):
            progress.step(done, len(chosen), _PROGRESS)
            people.draw(person, level=0)

    title = f"{booklet.title}　{chosen[0].form_no}" if len(chosen) == 1 else booklet.title
    return _render(booklet.form, title, booklet.created, out, draw, len(chosen))


def render_blank(form: str, header: Values, out: BinaryIO, *, seals: Sequence[str] | None = None) -> Rendered:
    """The form named `form` without a person, for writing by hand; without a date, so never two versions.

    `seals` are the office's labels; the usual ones if it has not set any.
    """

    def draw(book: Book, shared: Prepared) -> None:
        labels = shared.common.seals if seals is None else seals
        PersonForms(book, shared, header, labels).draw_blank()

    return _render(form, prepared(form).layout.title, None, out, draw, 0)


def _render(
    form: str,
    title: str,
    created: datetime | None,
    out: BinaryIO,
    draw: Callable[[Book, Prepared], None],
    people: int,
) -> Rendered:
    shared = prepared(form)
    draft = io.BytesIO()
    with collector_paused():
        book = Book(draft, shared.common, shared.labels)
        draw(book, shared)
        book.close()
        pdfa.finish(draft, out, pdfa.About(title, created), book.sections)
    return Rendered(book.pages, people, book.missing)
