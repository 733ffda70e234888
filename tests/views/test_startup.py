"""What the window loads before it is painted: a rule, where a time would only be a number."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.views.pages import PAGES

ROOT = Path(__file__).resolve().parent.parent.parent

HEAVY = frozenset(
    {
        *("PIL", "alembic", "argparse", "asn1crypto", "cryptography", "email", "http", "keyring", "lxml"),
        *("numpy", "openpyxl", "pikepdf", "pydantic", "pyhanko", "python_calamine", "regex", "reportlab"),
        *("scipy", "sqlalchemy", "sqlcipher3", "ssl", "tempfile", "xml"),
        *("PySide6.QtNetwork", "PySide6.QtPdf", "PySide6.QtPrintSupport", "PySide6.QtSvg"),
        *("desktop.cli", "desktop.exports", "desktop.imports", "desktop.models", "desktop.rules"),
        *("desktop.services.office", "desktop.core.vault"),
        *(page.module for page in PAGES),
    }
)
"""Modules, with everything below them, that the entrance is painted without."""

PROBE = """
import json, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
before = set(sys.modules)
from desktop import app
from desktop.core.clock import SystemClock
from desktop.core.preferences import Preferences
qt = QApplication([])
bench = app.workbench(qt, Preferences(Path(sys.argv[1], "preferences.json")), SystemClock())
window = app.open_window(bench, Path(sys.argv[1], "office"))
window.show()
qt.processEvents()
print(json.dumps(sorted(set(sys.modules) - before)))
bench.runner.close()
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", PROBE, str(tmp_path_factory.mktemp("probe"))],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    modules: list[str] = json.loads(done.stdout)
    return modules


def test_the_entrance_is_painted_before_what_is_heavy_is_loaded(loaded: list[str]) -> None:
    assert [name for name in loaded if any(f"{name}.".startswith(f"{heavy}.") for heavy in HEAVY)] == []


def test_the_probe_sees_what_is_loaded(loaded: list[str]) -> None:
    assert "desktop.views.main_window" in loaded


def test_no_page_waits_for_what_draws_a_pdf() -> None:
    pages = [page.module for page in PAGES]
    found = subprocess.run(
        [sys.executable, "-c", f"import sys, {', '.join(pages)}\nprint('reportlab' in sys.modules)"],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert found.stdout.split() == ["False"]
