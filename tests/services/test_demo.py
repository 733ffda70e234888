"""Where a demo may be made, and its pairs; what it makes is proved end to end."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from desktop.core.errors import UsageError
from desktop.core.progress import Silent
from desktop.services import demo, demo_mentoring, pairs, plans
from desktop.services.mentoring_dossier import MentoringDossier
from desktop.services.office import Office
from tests.builders import CLOCK


def begin(out: Path) -> None:
    """The first step: the place is cleared and an office made."""
    next(demo.run(out, clock=CLOCK, progress=Silent()))


def test_the_current_folder_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    begin(Path())
    assert (tmp_path / "recovery-code.txt").is_file()


def test_an_earlier_demo_is_replaced_and_nothing_else(tmp_path: Path) -> None:
    out = tmp_path / "demo"
    begin(out)
    (out / "forms" / "old.pdf").touch()
    (out / "notes.txt").write_text("my own", encoding="utf-8")
    begin(out)
    assert not (out / "forms" / "old.pdf").exists()
    assert (out / "notes.txt").read_text(encoding="utf-8") == "my own"


def test_another_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.docx").touch()
    with pytest.raises(UsageError, match=r"demo\.folder_not_empty"):
        begin(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.docx"]


def test_the_demo_has_a_pair_of_every_kind(county: Office) -> None:
    demo_mentoring.run(county)
    with county.database.reading() as session:
        own = MentoringDossier.read(session, plans.current(session), None)
        late = pairs.of_session(session, date(2026, 1, 5))
    assert own.certificate is not None
    assert json.loads(own.certificate)["counts"]["pairs"] == 48
    assert own.fresh
    assert Counter(one.state for one in own.pairs) == {"granted": 42, "suggested": 6}
    assert max(len(one.lines("discussion")) for one in own.pairs) == 4
    assert sum(len(one.lines("practice")) for one in own.pairs) == 1
    assert sum(bool(one.cells.get("aims")) for one in own.pairs) == 1
    assert own.pairs[0].camps["launch_camp"] == ("attended", "attended")
    assert [one.is_silent for one in late].count(True) == 1, "the plan's last day counts, not today"
