from __future__ import annotations

import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from tests import laws
from tests.laws import Source
from tests.tools import require_tool

ROOT = laws.ROOT
BIN = Path(sys.executable).parent

BREACHES = {
    "layers, and siblings that never import one another": [
        ("core/low.py", "import desktop.models"),
        ("models/low.py", "import desktop.services"),
        ("services/low.py", "import desktop.views"),
        ("views/low.py", "import desktop.cli"),
        ("rules/side.py", "import desktop.imports"),
        ("exports/side.py", "def late() -> None:\n    import desktop.models"),
    ],
    "no cycles": [("rules/one.py", "import desktop.rules.two"), ("rules/two.py", "import desktop.rules.one")],
    "views use services and core": [("views/deep.py", "import desktop.models")],
    "no Qt below the views, nor anywhere the command line reaches": [
        ("services/qt.py", "import PySide6.QtCore"),
        ("cli/qt.py", "import desktop.views.window"),
    ],
    "the database only in models and services": [
        ("rules/sql.py", "import sqlalchemy"),
        ("views/sql.py", "from sqlalchemy import orm"),
        ("cli/sql.py", "import sqlcipher3"),
    ],
    "PDF only in exports": [
        ("services/pdf.py", "import reportlab.pdfgen"),
        ("views/pdf.py", "import pikepdf"),
    ],
    "cryptography only in exports and core.vault": [
        ("services/key.py", "import cryptography.x509"),
        ("core/key.py", "import cryptography"),
        ("models/key.py", "import pyhanko.sign"),
        ("imports/key.py", "from asn1crypto import cms"),
    ],
    "the credential store only in core.credentials": [("services/store.py", "import keyring")],
    "core is the standard library, with regex in text": [
        ("core/heavy.py", "import pydantic"),
        ("core/folders.py", "import platformdirs"),
    ],
    "platform folders only through core.paths, graphemes only through core.text": [
        ("services/folders.py", "import platformdirs"),
        ("rules/letters.py", "import regex"),
    ],
}
"""Contract → modules that break it, so that no contract is only words."""

ALLOWED = [
    ("core/text.py", "import regex"),
    ("core/vault.py", "import cryptography"),
    ("core/credentials.py", "import keyring"),
    ("models/base.py", "import sqlalchemy"),
    ("services/office.py", "import sqlalchemy\nimport desktop.models.base"),
    ("exports/pdf.py", "import reportlab, pikepdf, pyhanko, cryptography, asn1crypto"),
    ("views/window.py", "import PySide6\nimport desktop.services.office"),
    ("cli/command.py", "import desktop.services.office"),
]


def lint_imports(folder: Path, modules: Sequence[tuple[str, str]]) -> tuple[int, str]:
    """The exit status and output of import-linter, with this project's contracts, on a tree of `modules`."""
    package = folder / "desktop"
    for name in ("core", "models", "rules", "imports", "exports", "services", "views", "cli"):
        (package / name).mkdir(parents=True)
        (package / name / "__init__.py").touch()
    (package / "__init__.py").touch()
    (package / "__main__.py").touch()
    for name, text in (*ALLOWED, *modules):
        (package / name).write_text(text + "\n", encoding="utf-8")
    settings = str(ROOT / "pyproject.toml")
    words = [str(BIN / "lint-imports"), "--no-cache", "--config", settings]
    done = subprocess.run(words, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout


def sections(output: str) -> dict[str, str]:
    """Contract → what import-linter says of its breaches."""
    text = output.partition("Broken contracts")[2]
    starts = sorted((text.find(f"{name}\n---"), name) for name in BREACHES)
    ends = [start for start, _ in starts[1:]] + [len(text)]
    return {name: text[start:end] for (start, name), end in zip(starts, ends, strict=True) if start >= 0}


def test_every_contract_has_a_breach_to_prove_it() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    assert {contract["name"] for contract in contracts} == set(BREACHES)


def test_what_the_laws_allow_passes(tmp_path: Path) -> None:
    status, output = lint_imports(tmp_path, [])
    assert status == 0, output


def test_every_breach_is_found_under_its_contract(tmp_path: Path) -> None:
    status, output = lint_imports(tmp_path, [module for many in BREACHES.values() for module in many])
    assert status == 1
    told = sections(output)
    for contract, modules in BREACHES.items():
        for name, _ in modules:
            evidence = "desktop." + name.removesuffix(".py").replace("/", ".")
            if contract == "no cycles":
                evidence = "No cycles are allowed in desktop.rules."
            assert evidence in told[contract], f"{contract}: {name} was not found\n{output}"


def test_the_project_keeps_the_laws() -> None:
    assert laws.breaches(ROOT) == []


LOCAL_IMPORT = "def run() -> None:\n{above}    from desktop.services import demo{beside}\n"

LAW_BREACHES: list[tuple[Callable[[Sequence[Source]], Iterator[str]], str, str]] = [
    (laws.long_files, "desktop/long.py", "x = 1\n" * 401),
    (laws.long_functions, "tests/test_long.py", "def long() -> None:\n" + "    print()\n" * 60),
    (laws.unexplained_imports, "desktop/cli/a.py", LOCAL_IMPORT.format(above="", beside="")),
    (laws.unexplained_imports, "desktop/cli/b.py", LOCAL_IMPORT.format(above="", beside="  # noqa: PLC0415")),
    (laws.possessive_groups, "desktop/a.py", 'MANY = re.compile(r"a(?:bc){1,9}+")'),
    (laws.possessive_groups, "desktop/b.py", 'MAYBE = f"(?:{clean})?+"'),
    (laws.registry_hosts, "requirements/dev.lock", "--index-url https://py" + "pi.org/simple"),
    (laws.machine_paths, "docs/a.md", "cd /" + "home/somebody/luminary"),
    (laws.machine_paths, "docs/b.md", "cd C:" + r"\Users\somebody\luminary"),
    (laws.other_locks, "uv.lock", ""),
]


@pytest.mark.parametrize(("law", "name", "text"), LAW_BREACHES)
def test_a_breach_is_found(law: Callable[[Sequence[Source]], Iterator[str]], name: str, text: str) -> None:
    assert len(list(law([Source(name, text)]))) == 1


@pytest.mark.parametrize(
    ("law", "name", "text"),
    [
        (laws.long_files, "desktop/long.py", "x = 1\n" * 400),
        (laws.long_functions, "tests/test_long.py", "def long() -> None:\n" + "    print()\n" * 59),
        (laws.unexplained_imports, "desktop/a.py", LOCAL_IMPORT.format(above="    # lazy\n", beside="")),
        (laws.unexplained_imports, "desktop/b.py", LOCAL_IMPORT.format(above="", beside="  # lazy")),
        (laws.possessive_groups, "desktop/a.py", 'MANY = re.compile(r"[a-z]{1,9}+(?>(?:bc){1,9})(?:d)+")'),
        (laws.machine_paths, "docs/a.md", "https://example.org/" + "home/x and tests/" + "work/x"),
    ],
)
def test_what_a_law_allows_is_left_alone(
    law: Callable[[Sequence[Source]], Iterator[str]], name: str, text: str
) -> None:
    assert list(law([Source(name, text)])) == []


def test_every_law_has_a_breach_to_prove_it() -> None:
    assert {law for law, _, _ in LAW_BREACHES} == set(laws.LAWS)


@pytest.mark.tools
def test_files_are_found_with_and_without_git(tmp_path: Path) -> None:
    (tmp_path / "kept.py").touch()
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "made.py").touch()
    (tmp_path / ".gitignore").write_text("/.venv/\n", encoding="utf-8")
    expected = [tmp_path / ".gitignore", tmp_path / "kept.py"]
    assert laws.project_files(tmp_path) == expected
    subprocess.run([require_tool("git"), "init", "-q", str(tmp_path)], check=True)
    assert laws.project_files(tmp_path) == expected


BAD_STYLE = "import os\n\ndef  shout(text): print(text.upper())\n"


@pytest.mark.parametrize(
    "words",
    [
        ("ruff", "check"),
        ("ruff", "format", "--check"),
        pytest.param(("mypy",), marks=pytest.mark.slow),
    ],
)
def test_style_and_types_are_kept_by_the_projects_settings(words: tuple[str, ...], tmp_path: Path) -> None:
    bad = tmp_path / "bad.py"
    bad.write_text(BAD_STYLE, encoding="utf-8")
    settings = "--config-file" if words[0] == "mypy" else "--config"
    command = [sys.executable, "-m", *words, settings, str(ROOT / "pyproject.toml"), str(bad)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1, done.stdout + done.stderr


HEAVY = {
    "PySide6",
    "alembic",
    "cryptography",
    "openpyxl",
    "pikepdf",
    "pydantic",
    "pyhanko",
    "python_calamine",
    "reportlab",
    "scipy",
    "sqlalchemy",
    "sqlcipher3",
}


@pytest.mark.parametrize("module", ["desktop.cli", "desktop.__main__"])
def test_the_command_line_starts_without_heavy_packages(module: str) -> None:
    code = f"import sys, {module}; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    assert not HEAVY & set(loaded.stdout.split())
