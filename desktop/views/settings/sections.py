"""The one registry of the sections of the settings.

To add a section: 1. a file here with a subclass of `Section`, 2. a line in SECTIONS, its icon in
resources/icons, 3. its words in resources/messages/view_settings.toml and its scenes in `scenes.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.views.settings.section import Section
    from desktop.views.workbench import Workbench


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """One section: its key, its icon, where its class is, and the fields that lie in it."""

    key: str
    icon: str
    module: str
    name: str
    fields: tuple[str, ...] = ()

    def make(self, bench: Workbench) -> Section:
        """The section itself; its module is imported now, for the page opens faster without it."""
        module = import_module(f"desktop.views.settings.{self.module}")
        made: Section = getattr(module, self.name)(bench)
        return made


SECTIONS = (
    SectionSpec(
        "office",
        "building-2",
        "office",
        "OfficeSection",
        ("contact", "agency", "coordinator", "phone", "email", "folder"),
    ),
    SectionSpec("seals", "stamp", "seals", "SealsSection", ("approvers",)),
    SectionSpec("letter", "mail", "letter", "LetterSection", ("letter_date", "letter_number")),
    SectionSpec("keys", "key-round", "keys", "KeysSection", ("key", "certificate")),
    SectionSpec("secrets", "lock", "secrets", "SecretsSection", ("passphrase", "recovery", "remember")),
    SectionSpec(
        "appearance", "palette", "appearance", "AppearanceSection", ("language", "theme", "text_size")
    ),
    SectionSpec("privacy", "shield-check", "privacy", "PrivacySection", ("mask", "retention", "log")),
    SectionSpec("backups", "database-backup", "backups", "BackupsSection", ("backup", "restore")),
    SectionSpec("plan", "scroll-text", "plan", "PlanSection", ("decisions",)),
    SectionSpec("exports", "file-spreadsheet", "exports", "ExportsSection", ("profiles",)),
    SectionSpec("about", "info", "about", "AboutSection", ("diagnostics", "licences")),
)


def section_of(field: str) -> SectionSpec:
    """The section of that name, or the one that holds a field; the first for a name that nobody knows."""
    return next((one for one in SECTIONS if field == one.key or field in one.fields), SECTIONS[0])
