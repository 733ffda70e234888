"""The libraries that the program stands on, with version and licence, as their own metadata say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import metadata

PROGRAM = "luminary-desk"

_NAME = re.compile(r"[A-Za-z0-9._-]+")
_LICENCE_CLASSIFIER = "License :: OSI Approved :: "
_LONGEST = 60
"""Some packages put the whole text of their licence where its name belongs."""


@dataclass(frozen=True, slots=True)
class Library:
    """One installed library; `licence` is blank where its metadata say nothing."""

    name: str
    version: str
    licence: str


def installed() -> tuple[Library, ...]:
    """What the program needs and what that needs, by name; empty where no metadata came with the program."""
    found: dict[str, Library] = {}
    waiting = _needed(PROGRAM)
    while waiting:
        key = _key(waiting.pop())
        if key in found:
            continue
        try:
            about = metadata.distribution(key)
        except metadata.PackageNotFoundError:  # for another system, or an extra that nobody asked for
            continue
        found[key] = _library(about)
        waiting += _needed(key)
    return tuple(sorted(found.values(), key=lambda one: one.name.casefold()))


def _needed(name: str) -> list[str]:
    try:
        wanted = metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return []
    return [match[0] for line in wanted if "extra ==" not in line and (match := _NAME.match(line))]


def _key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).casefold()


def _library(about: metadata.Distribution) -> Library:
    return Library(about.metadata["Name"], about.version, _licence(about))


def _licence(about: metadata.Distribution) -> str:
    stated = _stated(about, "License-Expression") or _stated(about, "License")
    if stated and len(stated) <= _LONGEST and "\n" not in stated:
        return stated
    classified = about.metadata.get_all("Classifier") or []
    kinds = [line.removeprefix(_LICENCE_CLASSIFIER) for line in classified if _LICENCE_CLASSIFIER in line]
    return ", ".join(kinds) or stated.partition("\n")[0][:_LONGEST]


def _stated(about: metadata.Distribution, key: str) -> str:
    return str(about.metadata[key]) if key in about.metadata else ""
