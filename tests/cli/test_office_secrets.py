"""`luminary office passphrase|recovery-code|remember|forget`, and opening with what the PC remembers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.cli.command import PASSPHRASE_VARIABLE
from desktop.cli.main import main
from desktop.cli.office_secrets import NEW_PASSPHRASE_VARIABLE
from desktop.services import office_secrets
from desktop.services.office import Passphrase, RecoveryCode, open_office
from tests.builders import CLOCK, PASSPHRASE, make_office
from tests.keyrings import Remembering, credential_store

NEW = "another sentence to remember"


class Ran:
    """How a command ended and what it said."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err

    @property
    def data(self) -> Any:
        return json.loads(self.out)

    @property
    def error(self) -> tuple[int, str]:
        return self.status, self.data["error"]["code"]


class Desk:
    """An office on a PC, and what is typed there."""

    def __init__(self, place: Path, recovery_code: str, output: pytest.CaptureFixture[str]) -> None:
        self.place, self.recovery_code, self.output = place, recovery_code, output

    def run(self, *words: object, as_json: bool = True) -> Ran:
        status = main([*map(str, words), "--data", str(self.place / "office"), *["--json"] * as_json])
        ran = Ran(status, *self.output.readouterr())
        assert "Traceback" not in ran.err
        return ran

    def file(self, content: str) -> Path:
        """A file that holds a secret, with the line end of Windows."""
        path = self.place / f"secret-{len(list(self.place.iterdir()))}"
        path.write_bytes(f"{content}\r\n".encode())
        return path

    def opens(self, secret: str) -> bool:
        ran = self.run("check", "--passphrase-file", self.file(secret))
        assert ran.status == 0 or ran.error == (3, "vault.wrong_passphrase")
        return ran.status == 0

    def recovers(self, code: str) -> bool:
        """Whether the code is the one in force, by changing the passphrase to what it is already."""
        words = ["--recovery-code-file", self.file(code), "--new-passphrase-file", self.file(PASSPHRASE)]
        ran = self.run("office", "passphrase", *words)
        assert ran.status == 0 or ran.error == (3, "vault.wrong_recovery")
        return ran.status == 0


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Desk:
    """A closed office whose passphrase is in the environment."""
    monkeypatch.setenv(PASSPHRASE_VARIABLE, PASSPHRASE)
    with (
        make_office(tmp_path / "office") as office,
        office_secrets.new_recovery_code(office, Passphrase(PASSPHRASE)) as code,
    ):
        pass
    return Desk(tmp_path, code, capfd)


@pytest.fixture
def store() -> Iterator[Remembering]:
    """A PC whose credential store works."""
    backend = Remembering()
    with credential_store(backend):
        yield backend


def test_the_passphrase_is_changed(desk: Desk) -> None:
    ran = desk.run("office", "passphrase", "--new-passphrase-file", desk.file(NEW))
    assert ran.status == 0
    assert ran.data.keys() == {"path", "since", "message"}
    assert (desk.opens(NEW), desk.opens(PASSPHRASE)) == (True, False)
    assert NEW not in ran.out + ran.err


@pytest.mark.parametrize("as_json", [True, False])
def test_it_says_how_old_backups_open(desk: Desk, as_json: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NEW_PASSPHRASE_VARIABLE, NEW)
    ran = desk.run("office", "passphrase", as_json=as_json)
    assert "備份仍要用製作當時的密碼" in ran.out
    monkeypatch.setenv(PASSPHRASE_VARIABLE, NEW)
    ran = desk.run("office", "passphrase", "--lang", "en", as_json=as_json)
    assert "still open with the passphrase that was valid when they were made" in ran.out


def test_a_forgotten_passphrase_is_changed_with_the_recovery_code(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(PASSPHRASE_VARIABLE)
    monkeypatch.setenv(NEW_PASSPHRASE_VARIABLE, NEW)
    sheet = desk.file(desk.recovery_code.lower())
    assert desk.run("office", "passphrase", "--recovery-code-file", sheet).status == 0
    assert (desk.opens(NEW), desk.opens(PASSPHRASE)) == (True, False)


def test_the_recovery_code_goes_before_a_passphrase_in_the_environment(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PASSPHRASE_VARIABLE, "what was forgotten")
    monkeypatch.setenv(NEW_PASSPHRASE_VARIABLE, NEW)
    sheet = desk.file(desk.recovery_code)
    assert desk.run("office", "passphrase", "--recovery-code-file", sheet).status == 0


def test_a_wrong_or_missing_secret_changes_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (desk.place / "office" / "vault.json").read_bytes()
    assert desk.run("office", "passphrase").error == (2, "cli.no_new_passphrase")
    monkeypatch.setenv(NEW_PASSPHRASE_VARIABLE, "elevenchars")
    assert desk.run("office", "passphrase").error == (2, "vault.passphrase_short")
    monkeypatch.setenv(NEW_PASSPHRASE_VARIABLE, NEW)
    slip = desk.file(desk.recovery_code[:-1])
    ran = desk.run("office", "passphrase", "--recovery-code-file", slip)
    assert ran.error == (3, "vault.recovery_length")
    assert desk.run("office", "passphrase", "--recovery-code-file", "none").status == 3
    monkeypatch.setenv(PASSPHRASE_VARIABLE, "not the passphrase")
    for words in (["passphrase"], ["recovery-code"], ["remember"], ["forget"]):
        assert desk.run("office", *words).error == (3, "vault.wrong_passphrase")
    monkeypatch.delenv(PASSPHRASE_VARIABLE)
    for words in (["passphrase"], ["recovery-code"], ["remember"], ["forget"]):
        assert desk.run("office", *words).error == (2, "cli.no_passphrase")
    assert (desk.place / "office" / "vault.json").read_bytes() == before


def test_a_new_recovery_code_is_written_to_its_file(desk: Desk) -> None:
    sheet = desk.place / "sheet"
    ran = desk.run("office", "recovery-code", "--recovery-file", sheet)
    code = sheet.read_text(encoding="ascii").strip()
    assert (ran.status, ran.data.keys()) == (0, {"path", "since", "message"})
    assert code not in ran.out + ran.err
    assert (desk.recovers(code), desk.recovers(desk.recovery_code)) == (True, False)


@pytest.mark.parametrize("words", [[], ["--recovery-file", Path("none", "sheet")]])
def test_it_is_shown_once_without_a_file_or_if_that_cannot_be_written(
    desk: Desk, words: list[object]
) -> None:
    ran = desk.run("office", "recovery-code", *words, "--lang", "en")
    code = next(line for line in ran.err.splitlines() if line.startswith("Recovery code")).split()[-1]
    assert ran.status == 0
    assert code not in ran.out
    assert (desk.recovers(code), desk.recovers(desk.recovery_code)) == (True, False)


def test_a_sheet_that_is_there_is_not_written_over(desk: Desk) -> None:
    sheet = desk.file(desk.recovery_code)
    ran = desk.run("office", "recovery-code", "--recovery-file", sheet)
    assert ran.error == (2, "cli.recovery_file_taken")
    assert desk.recovers(sheet.read_text(encoding="ascii").strip())


def test_a_code_is_handed_over_before_it_counts(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody who sees an error has been told to keep the old sheet, and it opens."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        ran = desk.run("office", "recovery-code", "--lang", "en")
    assert ran.error == (3, "file.disk_full")
    assert "until then keep the current sheet" in ran.err
    code = next(line for line in ran.err.splitlines() if line.startswith("Recovery code")).split()[-1]
    assert (desk.recovers(code), desk.recovers(desk.recovery_code)) == (False, True)


def test_a_remembered_office_opens_without_a_passphrase(
    desk: Desk, store: Remembering, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = desk.run("office", "remember")
    assert (ran.status, ran.data["remembered"], len(store.kept)) == (0, True, 1)
    monkeypatch.delenv(PASSPHRASE_VARIABLE)
    assert desk.run("check").status == 0
    assert desk.run("backup", "make").status == 0
    ran = desk.run("office", "forget")
    assert (ran.status, ran.data["remembered"], store.kept) == (0, False, {})
    for words in (["check"], ["office", "forget"]):
        assert desk.run(*words).error == (2, "cli.no_passphrase")


def test_a_passphrase_that_is_given_counts(
    desk: Desk, store: Remembering, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.run("office", "remember")
    monkeypatch.setenv(PASSPHRASE_VARIABLE, "not the passphrase")
    assert desk.run("check").error == (3, "vault.wrong_passphrase")


def test_what_the_pc_remembers_proves_nothing(
    desk: Desk, store: Remembering, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.run("office", "remember")
    monkeypatch.delenv(PASSPHRASE_VARIABLE)
    monkeypatch.setenv(NEW_PASSPHRASE_VARIABLE, NEW)
    for words in (["passphrase"], ["recovery-code"]):
        assert desk.run("office", *words).error == (2, "cli.no_passphrase")
    assert desk.opens(PASSPHRASE)


def test_what_the_pc_has_lost_is_told(
    desk: Desk, store: Remembering, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.run("office", "remember")
    store.kept.clear()
    monkeypatch.delenv(PASSPHRASE_VARIABLE)
    assert desk.run("check").error == (3, "vault.keyring_empty")


def test_a_pc_without_a_store_is_told(desk: Desk) -> None:
    assert desk.run("office", "remember").error == (3, "vault.keyring_absent")
    assert desk.run("office", "forget").status == 0, "there is nothing to forget"
    assert desk.opens(PASSPHRASE)


def test_an_office_in_use_is_not_changed(desk: Desk) -> None:
    with open_office(desk.place / "office", RecoveryCode(desk.recovery_code), clock=CLOCK):
        for words in (["recovery-code"], ["remember"], ["forget"]):
            assert desk.run("office", *words).error == (3, "office.locked")


def test_each_is_said_in_words(desk: Desk, store: Remembering) -> None:
    assert "請繼續保管密碼" in desk.run("office", "remember", as_json=False).out
    assert "不再由電腦記住" in desk.run("office", "forget", as_json=False).out
    assert "已更換復原碼" in desk.run("office", "recovery-code", as_json=False).out
