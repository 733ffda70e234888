"""Diagnostics say much about the program and nothing about a person."""

from __future__ import annotations

import logging
from pathlib import Path

from sqlalchemy import select

from desktop.models.migrate import CURRENT
from desktop.models.people import Agency, Person
from desktop.services import diagnostics, libraries, office_profile
from desktop.services.office import Office


def test_it_holds_nothing_about_anybody(county: Office, tmp_path: Path) -> None:
    logging.getLogger("desktop.services").info("王小明 A123456789 0912-345-678 failed")
    diagnostics.write(county, {"qt": "6.12"}, tmp_path / "a.txt")
    text = (tmp_path / "a.txt").read_text(encoding="utf-8")
    with county.database.reading() as session:
        private = {
            value
            for row in session.execute(select(Person.name, Person.id_no, Person.email, Person.mobile))
            for value in row
            if value
        }
        private |= set(session.scalars(select(Agency.name)))
    profile = office_profile.read(county)
    private |= {profile.coordinator, profile.phone, profile.email, str(county.folder)}
    assert [value for value in private if value in text] == []
    assert "A123456789" not in text
    schema = f"schema: {CURRENT} of {CURRENT}"
    for told in ("person: 620", schema, "qt: 6.12", "place: local", "SQLAlchemy:", "failed"):
        assert told in text, told


def test_libraries_are_named_with_their_licences() -> None:
    found = {one.name: one for one in libraries.installed()}
    assert found["SQLAlchemy"].licence == "MIT"
    assert "LGPL" in found["PySide6_Essentials"].licence
    assert "numpy" in found, "what is needed by what we need is named too"
    assert "pytest" not in found
