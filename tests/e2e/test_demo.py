"""The promise as a whole: `luminary demo` ends 0, and strangers' tools accept the packet it made."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from desktop.core import paths
from tests.tools import require_tool

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent.parent
SAMPLES = paths.resources() / "samples"


def luminary(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own, as a person starts it."""
    return subprocess.run(
        [sys.executable, "-m", "desktop", *map(str, words)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("demo") / "d"
    done = luminary("demo", "--out", out, "--json")
    assert done.returncode == 0, done.stderr
    files = [Path(entry["path"]) for entry in json.loads(done.stdout)["files"]]
    assert len(files) > 15
    assert all(path.is_file() for path in files)
    return out


@pytest.fixture(scope="module")
def packet(demo: Path) -> Path:
    (found,) = (demo / "packet").glob("*.asice")
    return found


@pytest.fixture(scope="module")
def unpacked(packet: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(packet) as archive:
        archive.extractall(folder)
    return folder


def run(tool: str, *words: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """A tool of Debian, or one of the development environment beside this Python."""
    beside = Path(sys.executable).with_name(tool)
    program = str(beside) if beside.exists() else require_tool(tool)
    return subprocess.run(
        [program, *map(str, words)], cwd=cwd, capture_output=True, encoding="utf-8", check=False
    )


def test_reports_say_what_is_expected(demo: Path) -> None:
    report = (demo / "reports" / "roster-dirty.csv").read_text(encoding="utf-8-sig").splitlines()
    # Into an office that holds these people already, so that only the reading's own findings are the same.
    assert report[0] == "檔案列,欄位,程度,原因"
    assert "8,身分證統一編號,error,檢查碼不符" in report
    verdicts = (demo / "reports" / "nominate-course-basic.csv").read_text(encoding="utf-8-sig")
    expected = (SAMPLES / "nominate-basic.expected.csv").read_text(encoding="utf-8-sig")
    wanted = [line for line in expected.splitlines() if ",否," in line or line.startswith("檔案列")]
    assert verdicts.splitlines() == wanted


def test_the_rest_of_the_year_is_in_it(demo: Path) -> None:
    reports = {path.name: path.read_text(encoding="utf-8") for path in (demo / "reports").glob("*.txt")}
    assert "超過 1 字" in reports["reflections.txt"]
    assert "超過 30 字" in reports["reflections.txt"]
    assert "「線上讀書會」，但未參加前一階段" in reports["camp-stages.txt"]
    assert "只記入參訓紀錄" in reports["attendance.txt"]
    assert reports["showcase.txt"].count("不在名冊中") == 2
    assert "有 4 位圈長" in reports["check.txt"]
    seats = (demo / "reports" / "nominate-english-camp.csv").read_text(encoding="utf-8-sig")
    assert [seats.count(word) for word in (",正取,", ",增額候補,", ",no,")] == [50, 4, 5]
    calendar = (demo / "reports" / "luminary.ics").read_text(encoding="utf-8")
    assert calendar.count("BEGIN:VEVENT") > 12


def test_the_round_with_the_agencies_is_in_it(demo: Path) -> None:
    forms = demo / "forms"
    late = (forms / "reminder.txt").read_text(encoding="utf-8-sig")
    assert late.count("雲林縣") == 4
    names = {path.name for path in forms.glob("*.pdf")}
    assert {"reminder.pdf", "questions.pdf", "consolidated.pdf", "submission-letter.pdf"} <= names
    assert "memo-course-basic.pdf" in names


def test_our_own_verifier_accepts_it_and_notices_a_flip(demo: Path, packet: Path, tmp_path: Path) -> None:
    trust = demo / "packet" / "office-certificate.pem"
    done = luminary("packet", "verify", packet, "--trust", trust, "--json")
    answer = json.loads(done.stdout)
    assert done.returncode == 0
    assert (answer["complete"], answer["unaltered"], answer["signer"]["trusted"]) == (True, True, True)
    content = bytearray(packet.read_bytes())
    for place in (0, 100, len(content) // 2, len(content) - 1):
        content[place] ^= 1
        flipped = tmp_path / packet.name
        flipped.write_bytes(content)
        content[place] ^= 1
        assert luminary("packet", "verify", flipped, "--json").returncode == 1, place


def test_the_pairs_are_proven_by_the_packet_alone(demo: Path, packet: Path, tmp_path: Path) -> None:
    verdict = json.loads((demo / "packet" / "verified.json").read_text(encoding="utf-8"))
    assert verdict["pairs"] is True
    assert luminary("pair-check", "--packet", packet).returncode == 0
    other = tmp_path / packet.name
    content = packet.read_bytes()
    assert b'"worst": 35' in content
    other.write_bytes(content.replace(b'"worst": 35', b'"worst": 36', 1))
    assert luminary("pair-check", "--packet", other).returncode == 1
    pairs = (demo / "reports" / "pairs.csv").read_text(encoding="utf-8").splitlines()
    assert len(pairs) == 49
    assert "電子師徒制" in (demo / "reports" / "check.txt").read_text(encoding="utf-8")


@pytest.mark.tools
def test_unzip_and_openssl_accept_it(demo: Path, packet: Path, unpacked: Path) -> None:
    assert run("unzip", "-t", packet).returncode == 0
    words = ["cms", "-verify", "-binary", "-cades", "-inform", "DER", "-auth_level", "2", "-out", "/dev/null"]
    files: list[str | Path] = [
        "-in",
        unpacked / "META-INF" / "signature.p7s",
        "-content",
        unpacked / "META-INF" / "ASiCManifest.xml",
        "-CAfile",
        demo / "packet" / "office-certificate.pem",
    ]
    assert run("openssl", *words, *files).returncode == 0
    manifest = unpacked / "META-INF" / "ASiCManifest.xml"
    manifest.write_bytes(manifest.read_bytes() + b" ")
    try:
        assert run("openssl", *words, *files).returncode != 0
    finally:
        manifest.write_bytes(manifest.read_bytes()[:-1])


@pytest.mark.tools
def test_pdf_tools_accept_every_booklet(demo: Path, unpacked: Path) -> None:
    certificate = demo / "packet" / "office-certificate.pem"
    for pdf in [*sorted((unpacked / "forms").glob("*.pdf")), unpacked / "summary" / "cover.pdf"]:
        signed = run("pdfsig", pdf).stdout
        assert "Signature is Valid." in signed, pdf
        assert "Total document signed" in signed, pdf
        assert run("qpdf", "--check", pdf).returncode == 0, pdf
        validated = run("pyhanko", "sign", "validate", "--trust-replace", "--trust", certificate, pdf)
        assert "INTACT:TRUSTED,UNTOUCHED" in validated.stdout, validated


def test_csvw_accepts_every_table(unpacked: Path) -> None:
    described = sorted((unpacked / "data").glob("*-metadata.json"))
    assert len(described) == 21
    for path in described:
        assert run("csvwvalidate", path, cwd=path.parent).returncode == 0, path


@pytest.mark.tools
def test_the_hash_on_the_cover_is_that_of_the_tables(unpacked: Path) -> None:
    line = "LC_ALL=C sha256sum data/*.csv | sha256sum"
    done = subprocess.run(["sh", "-c", line], cwd=unpacked, capture_output=True, encoding="ascii", check=True)
    digest = done.stdout.split()[0]
    printed = run("pdftotext", unpacked / "summary" / "cover.pdf", "-").stdout
    assert digest in "".join(printed.split())


@pytest.mark.tools
def test_rare_names_print_and_are_found(demo: Path) -> None:
    text = run("pdftotext", demo / "forms" / "course-basic.pdf", "-").stdout
    assert "曹𪚥宏" in text


def test_a_second_demo_replaces_the_first_and_nothing_else(demo: Path, tmp_path: Path) -> None:
    assert luminary("demo", "--out", demo).returncode == 0
    (tmp_path / "mine.txt").write_text("keep", encoding="ascii")
    done = luminary("demo", "--out", tmp_path)
    assert done.returncode == 2
    assert (tmp_path / "mine.txt").read_text(encoding="ascii") == "keep"
