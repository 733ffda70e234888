"""The command line from outside: JSON, exit statuses, and no traceback whatever is asked."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.cli.main import main
from desktop.core import paths

SAMPLES = paths.resources() / "samples"
PASSPHRASE = "correct horse battery staple"


def test_an_office_is_made_once(run: Callable[..., tuple[int, Any, str]], tmp_path: Path) -> None:
    code = tmp_path / "code.txt"
    assert run("office", "init", "--county", "10009", "--recovery-file", code)[0] == 0
    assert len(code.read_text(encoding="ascii").strip()) > 20
    status, data, error = run("office", "init", "--county", "10009")
    assert status == 2
    assert data["error"]["message"] in error


def test_an_office_says_whether_it_is_whole(
    county: Callable[..., tuple[int, Any, str]], tmp_path: Path
) -> None:
    assert county("office", "check")[:2] == (0, {"findings": []})
    database = tmp_path / "office" / "office.db"
    pages = bytearray(database.read_bytes())
    pages[-100] ^= 1  # of the last page: nothing that opening reads
    database.write_bytes(pages)
    status, data, error = county("office", "check")
    assert status == 1
    assert [finding["code"] for finding in data["findings"]] == ["integrity.database_damaged"]
    assert data["findings"][0]["message"] in error


def test_bytes_that_are_no_text_are_a_wrong_request(
    run: Callable[..., tuple[int, Any, str]], tmp_path: Path
) -> None:
    status, data, _ = run("office", "init", "--county", "10009", "--agency", "雲林\udcff")
    assert (status, data["error"]["code"]) == (2, "cli.not_text")
    assert "agency" in data["error"]["message"]
    assert not (tmp_path / "office").exists()


def test_an_unknown_county_is_a_wrong_request(run: Callable[..., tuple[int, Any, str]]) -> None:
    status, data, _ = run("office", "init", "--county", "99999")
    assert (status, data["error"]["code"]) == (2, "counties.unknown")


def test_the_recovery_code_is_shown_once_without_a_file(run: Callable[..., tuple[int, Any, str]]) -> None:
    _, _, error = run("office", "init", "--county", "10009")
    assert "復原碼" in error


def test_a_recovery_code_that_cannot_be_written_is_shown(
    run: Callable[..., tuple[int, Any, str]], tmp_path: Path
) -> None:
    status, _, error = run("office", "init", "--county", "10009", "--recovery-file", tmp_path / "no" / "code")
    assert status == 0
    assert "復原碼" in error


def test_import_counts(county: Callable[..., tuple[int, Any, str]]) -> None:
    status, data, _ = county("roster", "import", SAMPLES / "roster-cp950.csv")
    counts = ("records", "new", "changed", "same", "clash", "errors", "committed")
    assert status == 0
    assert tuple(data[key] for key in counts) == (583, 583, 0, 0, 0, 0, True)
    status, data, _ = county("roster", "import", SAMPLES / "roster.csv")
    assert tuple(data[key] for key in counts) == (620, 37, 0, 583, 0, 0, True)


def test_dry_run_writes_nothing(county: Callable[..., tuple[int, Any, str]]) -> None:
    assert county("roster", "import", SAMPLES / "roster.csv", "--dry-run")[1]["committed"] is False
    assert county("roster", "import", SAMPLES / "roster.csv")[1]["new"] == 620


def test_an_import_says_what_it_did_and_what_it_did_not_read(
    county: Callable[..., tuple[int, Any, str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def last_lines(*words: str | Path) -> list[str]:
        main(["roster", "import", *map(str, words), "--data", str(tmp_path / "office")])
        return capsys.readouterr().out.splitlines()[1:]

    unread = "未讀入的欄位：序號。若其中有需要的資料，請改用範例檔的欄名後再匯入。"
    assert last_lines(SAMPLES / "roster.csv", "--dry-run") == [unread, "只檢查，未寫入任何資料。"]
    assert last_lines(SAMPLES / "roster.csv") == [unread, "已寫入。"]
    assert last_lines(SAMPLES / "roster.csv") == [unread, "沒有新增或異動的資料。"]
    assert last_lines(SAMPLES / "roster-dirty.csv")[-1].endswith("請加 --skip-errors。")


def test_findings_that_are_only_counted_are_told(
    county: Callable[..., tuple[int, Any, str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("desktop.imports.problems.Problems.__init__.__kwdefaults__", {"kept": 3})
    dirty = str(SAMPLES / "roster-dirty.csv")
    assert main(["roster", "import", dirty, "--data", str(tmp_path / "office")]) == 1
    assert "自第 13 列起只計數、未逐項列出" in capsys.readouterr().out


def test_errors_end_with_1_and_name_record_field_and_masked_person(
    county: Callable[..., tuple[int, Any, str]],
) -> None:
    status, data, error = county("roster", "import", SAMPLES / "roster-dirty.csv")
    assert (status, data["committed"]) == (1, False)
    finding = next(one for one in data["findings"] if one["record"] == 15)
    assert set(finding) == {"record", "person", "field", "severity", "code", "clause", "message"}
    assert (finding["field"], finding["severity"]) == ("出生年月日", "error")
    assert "日期不存在" in finding["message"]
    assert finding["message"] in error
    assert "V156621436" not in error + json.dumps(data)


def test_reflections_are_imported_and_listed_with_what_is_too_long(
    county: Callable[..., tuple[int, Any, str]],
) -> None:
    county("roster", "import", SAMPLES / "roster.csv")
    status, data, error = county("reflections", "import", SAMPLES / "reflections.csv")
    assert (status, data["committed"], data["errors"]) == (0, True, 0)
    assert {one["code"] for one in data["findings"]} == {"reflections.too_long"}
    assert "超過 30 字" in error
    status, data, _ = county("reflections", "list")
    assert status == 0
    assert sorted(one["over"] for one in data["reflections"])[-3:] == [0, 1, 30]
    assert all("○" in one["author"] for one in data["reflections"])
    status, data, _ = county("reflections", "list", "--show", "too_long", "--find", "第五項")
    assert [(one["over"], one["title"]) for one in data["reflections"]] == [(30, "讀〈第五項修練〉")]
    assert county("reflections", "list", "--withdrawn")[1] == {"reflections": []}
    assert county("reflections", "list", "--withdrawn", "--show", "all")[0] == 2


def test_reflections_go_out_as_text_digest_forms_and_file(
    county: Callable[..., tuple[int, Any, str]], tmp_path: Path
) -> None:
    county("roster", "import", SAMPLES / "roster.csv")
    county("reflections", "import", SAMPLES / "reflections.csv")
    status, data, _ = county("reflections", "text", "1")
    assert (status, data["text"].split("\n")[0]) == (0, "【讀〈學習的力量〉】")
    assert county("reflections", "text", "99")[0] == 2
    status, data, _ = county("reflections", "digest", "--month", "104/03", "--out", tmp_path)
    assert (status, Path(data["path"]).name) == (0, "reflections-10403.pdf")
    assert county("reflections", "digest", "--month", "104/3", "--by", "posted", "--out", tmp_path)[0] == 1
    status, data, _ = county("reflections", "export", "--out", tmp_path / "all.xlsx")
    assert (status, data["reflections"]) == (0, 12)
    status, data, _ = county("reflections", "import", tmp_path / "all.xlsx")
    assert (status, data["same"], data["new"], data["changed"]) == (0, 12, 0, 0)
    status, data, _ = county("forms", "reflections", "--blank", "--out", tmp_path)
    assert (status, data["files"][0]["pages"]) == (0, 1)


def test_nominations_say_verdict_and_reasons_also_of_the_refused(
    county: Callable[..., tuple[int, Any, str]],
) -> None:
    county("roster", "import", SAMPLES / "roster.csv")
    county("history", "import", SAMPLES / "history.csv", "--complete")
    status, data, _ = county("nominate", "course-basic", SAMPLES / "nominate-basic.csv")
    assert (status, data["records"], data["accepted"], data["refused"]) == (1, 22, 16, 6)
    refused = [one for one in data["nominations"] if one["verdict"] == "no"]
    assert refused[0] == {
        "record": 18,
        "name": "潘啟文",
        "session": 4,
        "rank": 6,
        "verdict": "no",
        "seat": None,
        "reasons": refused[0]["reasons"],
    }
    assert refused[0]["reasons"][0]["message"] == "議會不在本班參加對象"
    assert refused[0]["reasons"][0]["clause"].startswith("柒、一、（一）")


def test_nobody_is_nominated_if_the_report_cannot_be_written(
    county: Callable[..., tuple[int, Any, str]], tmp_path: Path
) -> None:
    county("roster", "import", SAMPLES / "roster.csv")
    path, report = SAMPLES / "nominate-newmedia.csv", tmp_path / "none" / "report.csv"
    status, data, _ = county("nominate", "course-newmedia", path, "--report", report)
    assert (status, data["error"]["code"]) == (3, "file.missing")
    assert str(report) in data["error"]["message"]
    assert county("forms", "course-newmedia", "--out", tmp_path)[0] == 1
    assert county("nominate", "course-newmedia", path, "--report", tmp_path / "report.csv")[1]["committed"]
    assert (tmp_path / "report.csv").exists()


def test_undo_and_redo(county: Callable[..., tuple[int, Any, str]]) -> None:
    county("roster", "import", SAMPLES / "roster.csv")
    status, data, _ = county("undo")
    assert (status, data["action"]) == (0, "roster.import")
    assert county("roster", "import", SAMPLES / "roster.csv", "--dry-run")[1]["new"] == 620
    assert county("redo")[0] == 0
    assert county("roster", "import", SAMPLES / "roster.csv", "--dry-run")[1]["same"] == 620


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("nonsense",),
        ("roster",),
        ("roster", "import"),
        ("packet", "build"),
        ("office", "init"),
        ("roster", "import", "x.csv", "--what"),
    ],
)
def test_wrong_words_end_with_2(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(list(words)) == 2
    shown = capsys.readouterr().err
    assert shown.startswith("用法：luminary")
    assert "命令的寫法不對：" in shown


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("roster", "import"), "缺少 FILE"),
        (("roster", "import", "x.csv", "--skip"), "不認得 --skip"),
        (("forms", "course-oer", "--out", "x", "--each", "--blank"), "--blank：不能與 --each 一起用"),
        (("check", "--data"), "--data：後面要有一個值"),
    ],
)
def test_what_is_wrong_is_said_in_our_words_also_as_json(
    words: tuple[str, ...], reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words, "--json"]) == 2
    error = json.loads(capsys.readouterr().out)["error"]
    assert error["code"] == "cli.usage"
    assert f"：{reason}。" in error["message"]


@pytest.mark.parametrize("words", [("--lang=en",), ("--lang", "en"), ("--lang", "zh_TW", "--lang", "en")])
def test_the_language_may_stand_anywhere(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    for given in ((*words, "check"), ("check", *words)):
        assert main(list(given)) == 2
        assert "No passphrase" in capsys.readouterr().err


def test_help_ends_with_0_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    assert "名冊" in capsys.readouterr().out
    assert main(["roster", "import", "--lang", "en", "--help"]) == 0
    assert "staff roster" in capsys.readouterr().out


@pytest.mark.parametrize("words", [("roster", "import"), ("nominate",), ("forms",), ("packet", "build")])
def test_the_help_of_a_command_is_in_one_language(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words, "--lang", "en", "--help"]) == 0
    assert re.findall(r"[\u4e00-\u9fff]", capsys.readouterr().out) == []


def test_no_passphrase_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("LUMINARY_PASSPHRASE", raising=False)
    assert main(["office", "init", "--county", "10009", "--data", str(tmp_path / "office")]) == 2
    assert "LUMINARY_PASSPHRASE" in capsys.readouterr().err
    assert not (tmp_path / "office").exists()


def test_a_wrong_passphrase_ends_with_3(county: Callable[..., tuple[int, Any, str]], tmp_path: Path) -> None:
    wrong = tmp_path / "wrong"
    wrong.write_text("not the passphrase\n", encoding="utf-8")
    status, data, _ = county("check", "--passphrase-file", wrong)
    assert (status, data["error"]["code"]) == (3, "vault.wrong_passphrase")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("zeros.csv", bytes(5000)),
        ("noise.csv", bytes(range(256)) * 40),
        ("not.xlsx", b"PK\x03\x04 nothing"),
        ("no-header.csv", "甲,乙,丙\n1,2,3\n".encode()),
        ("folder.csv", None),
    ],
)
def test_a_file_that_cannot_be_read_is_told(
    county: Callable[..., tuple[int, Any, str]], tmp_path: Path, name: str, content: bytes | None
) -> None:
    path = tmp_path / name
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    for kind in ("agencies", "roster", "history"):
        status, data, error = county(kind, "import", path)
        assert status in {1, 3}
        assert data["error"]["message"] in error
    assert county("roster", "import", tmp_path / "missing.csv")[0] == 3


def test_a_second_writer_is_told(county: Callable[..., tuple[int, Any, str]], tmp_path: Path) -> None:
    from desktop.core.clock import SystemClock  # noqa: PLC0415 - only this test opens an office itself
    from desktop.services.office import Passphrase, open_office  # noqa: PLC0415 - the same

    with open_office(tmp_path / "office", Passphrase(PASSPHRASE), clock=SystemClock()):
        status, data, _ = county("roster", "import", SAMPLES / "roster.csv")
        assert (status, data["error"]["code"]) == (3, "office.locked")
        assert county("check")[0] == 0, "reading needs no lock"


def test_a_bug_becomes_a_report_without_personal_data(
    county: Callable[..., tuple[int, Any, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object, **_options: object) -> None:
        raise ZeroDivisionError("A123456789 王小明")

    monkeypatch.setattr("desktop.services.preflight.check", broken)
    status, data, error = county("check")
    assert (status, data["error"]["code"]) == (3, "cli.crash")
    report = Path(
        next(word for word in error.replace("「", " ").replace("」", " ").split() if "crash-" in word)
    )
    text = report.read_text(encoding="utf-8")
    report.unlink()
    assert "ZeroDivisionError" in text
    assert "A123456789" not in text + error
    assert "王小明" not in text + error


def test_a_bug_without_room_for_its_report_is_told_all_the_same(
    county: Callable[..., tuple[int, Any, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object, **_options: object) -> None:
        raise ZeroDivisionError("A123456789 王小明")

    def full(*_arguments: object, **_options: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("desktop.services.preflight.check", broken)
    monkeypatch.setattr("desktop.cli.crash.tempfile.NamedTemporaryFile", full)
    status, data, error = county("check")
    assert (status, data["error"]["code"]) == (3, "cli.crash")
    assert "ZeroDivisionError" in error
    assert "A123456789" not in error


def test_qt_and_heavy_libraries_are_not_imported_for_the_parser() -> None:
    import subprocess  # noqa: PLC0415 - a fresh interpreter tells what is imported
    import sys  # noqa: PLC0415 - the same

    code = (
        "import sys, desktop.cli.main\n"
        "heavy = {'PySide6', 'sqlalchemy', 'reportlab', 'pyhanko', 'scipy', 'pikepdf', 'openpyxl'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
