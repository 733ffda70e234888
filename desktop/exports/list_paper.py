"""Lists of people on paper of their own: attendance, completion, registration, signing in; PDF/A-1b."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import BinaryIO

from desktop.core.collector import collector_paused
from desktop.exports import layouts, pdfa, roster
from desktop.exports.book import Book
from desktop.exports.document import ListPaper, Rendered
from desktop.exports.roster import Listing
from desktop.exports.typesetting import label_font


def render(papers: Sequence[ListPaper], out: BinaryIO) -> Rendered:
    """Draw the lists one after the other; the first gives the document its title and date.

    Raises `DataError` for a layout that does not fit.
    """
    first, common, draft = papers[0], layouts.common(), io.BytesIO()
    with collector_paused():
        book = Book(draft, common, label_font(""))
        for one in papers:
            layout = layouts.list_layout(one.form)
            listing = Listing(layout, one.about, one.subtitle, one.header, one.roster, one.seals, one.code)
            roster.draw_listing(book, common, listing)
        book.close()
        title = f"{first.about}{layouts.list_layout(first.form).title}"
        pdfa.finish(draft, out, pdfa.About(title, first.created), book.sections)
    return Rendered(book.pages, sum(one.roster.people for one in papers), book.missing)


def title(form: str) -> str:
    """What a list is called, as it stands on the paper."""
    return layouts.list_layout(form).title
