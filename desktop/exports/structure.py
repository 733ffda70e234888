"""The structure tree of a document: what a reading voice reads, and in which order (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from desktop.exports.book import Section
from desktop.exports.pen import Tag


def add(pdf: Pdf, sections: Sequence[Section]) -> None:
    """Give `pdf` the tree of the sections' tags; the pages must be those of the sections, in their order."""
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = pdf.make_indirect(Dictionary(S=Name.Document, P=root))
    parents = Array()
    pages = iter(pdf.pages)
    parts = Array()
    for section in sections:
        part = pdf.make_indirect(Dictionary(S=Name.Sect, P=document, T=String(section.title)))
        kids = Array()
        for tags in section.pages:
            page = next(pages).obj
            page.StructParents = len(parents) // 2
            page.Tabs = Name.S
            contents = Array()
            for tag in tags:
                kids.append(_element(pdf, tag, part, page, contents))
            parents.append(len(parents) // 2)
            parents.append(contents)
        part.K = kids
        parts.append(part)
    document.K = parts
    root.K = document
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=parents))
    root.ParentTreeNextKey = len(parents) // 2
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)


def _element(pdf: Pdf, tag: Tag, parent: Object, page: Object, contents: Array) -> Object:
    """The element of a tag; its marked contents are put into `contents` by their number."""
    if not tag.parts:
        leaf = pdf.make_indirect(Dictionary(S=_name(tag.role), P=parent, Pg=page, K=tag.content))
        contents.append(leaf)
        return leaf
    element = pdf.make_indirect(Dictionary(S=_name(tag.role), P=parent, Pg=page))
    element.K = Array([_element(pdf, part, element, page, contents) for part in tag.parts])
    return element


@lru_cache
def _name(role: str) -> Name:
    return Name("/" + role)
