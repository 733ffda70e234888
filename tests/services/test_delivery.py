"""A copy on a stick is the same as what was sealed, or there is none."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.core.errors import Cancelled, DataError, EnvironmentFailure, UsageError
from desktop.services import delivery, packet_history
from desktop.services.office import Office

NUMBER = "LGDL-104-10009-0001"


class Meanwhile:
    """Does something when the copy comes to a step."""

    def __init__(self, label: str, act: Callable[[], object]) -> None:
        self.label, self.act, self.seen = label, act, [""]

    def step(self, _done: int, _total: int, label: str) -> None:
        self.seen.append(label)
        if label == self.label and self.seen[-2] != label:
            self.act()


def unfinished(folder: Path) -> Path:
    return next(folder.glob(".*.part"))


def kept(office: Office) -> Path:
    return office.outbox / f"{NUMBER}.asice"


def test_packet_and_slip_are_copied_and_read_back(sealed: Office, tmp_path: Path) -> None:
    watched = Meanwhile("", lambda: None)
    made = delivery.deliver(sealed, 1, tmp_path / "stick", progress=watched)
    assert made.path.read_bytes() == kept(sealed).read_bytes()
    assert made.size == kept(sealed).stat().st_size
    assert made.sha256 == packet_history.sent(sealed, 1).sha256
    assert made.slip.read_bytes() == delivery.slip(sealed, 1)
    assert sorted(path.name for path in (tmp_path / "stick").iterdir()) == [
        f"{NUMBER}-slip.pdf",
        f"{NUMBER}.asice",
    ]
    assert list(dict.fromkeys(watched.seen))[1:] == [
        "delivery.step_check",
        "delivery.step_copy",
        "delivery.step_read",
    ]


def test_copying_again_is_no_harm(sealed: Office, tmp_path: Path) -> None:
    first = delivery.deliver(sealed, 1, tmp_path)
    assert delivery.deliver(sealed, 1, tmp_path) == first


def test_another_file_of_the_same_number_is_not_overwritten(sealed: Office, tmp_path: Path) -> None:
    other = tmp_path / f"{NUMBER}.asice"
    other.write_bytes(b"sealed before an older backup was restored")
    with pytest.raises(EnvironmentFailure, match=r"delivery\.taken"):
        delivery.deliver(sealed, 1, tmp_path)
    assert other.read_bytes().startswith(b"sealed before")
    assert not list(tmp_path.glob("*-slip.pdf"))


def test_a_stick_that_forgets_is_found_out(sealed: Office, tmp_path: Path) -> None:
    def spoil() -> None:
        with unfinished(tmp_path).open("r+b") as file:
            file.seek(1000)
            file.write(b"\0\0\0\0")

    with pytest.raises(EnvironmentFailure, match=r"delivery\.differs"):
        delivery.deliver(sealed, 1, tmp_path, progress=Meanwhile("delivery.step_read", spoil))
    assert [path.name for path in tmp_path.iterdir()] == ["office"], "nothing half done stays"


def test_a_stick_that_is_pulled_out_is_told(sealed: Office, tmp_path: Path) -> None:
    stick = tmp_path / "stick"

    def pull_out() -> None:
        unfinished(stick).unlink()
        stick.rmdir()

    with pytest.raises(EnvironmentFailure) as caught:
        delivery.deliver(sealed, 1, stick, progress=Meanwhile("delivery.step_read", pull_out))
    assert (caught.value.code, caught.value.params["path"]) == ("delivery.gone", str(stick))


def test_a_cancelled_copy_leaves_nothing(sealed: Office, tmp_path: Path) -> None:
    def cancel() -> None:
        raise Cancelled

    for label in ("delivery.step_copy", "delivery.step_read"):
        with pytest.raises(Cancelled):
            delivery.deliver(sealed, 1, tmp_path / "stick", progress=Meanwhile(label, cancel))
        assert not list((tmp_path / "stick").iterdir())


def test_a_changed_or_lost_packet_is_not_sent(sealed: Office, tmp_path: Path) -> None:
    content = kept(sealed).read_bytes()
    kept(sealed).write_bytes(content + b" ")
    for act in (lambda: delivery.deliver(sealed, 1, tmp_path / "stick"), lambda: delivery.slip(sealed, 1)):
        with pytest.raises(DataError, match=r"delivery\.damaged"):
            act()
    kept(sealed).unlink()
    with pytest.raises(DataError, match=r"delivery\.lost"):
        delivery.deliver(sealed, 1, tmp_path / "stick")
    assert not (tmp_path / "stick").exists()


def test_a_number_that_was_never_sealed_is_a_wrong_request(sealed: Office, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"delivery\.unknown"):
        delivery.deliver(sealed, 2, tmp_path)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "delivery.full"),
        (errno.EDQUOT, "delivery.full"),
        (errno.EROFS, "delivery.protected"),
        (errno.EACCES, "delivery.protected"),
        (errno.EIO, "delivery.gone"),
        (errno.ENODEV, "delivery.gone"),
        (errno.ENOENT, "delivery.gone"),
        (errno.EISDIR, "file.is_folder"),
        (errno.EINVAL, "file.failed"),
    ],
)
def test_what_went_wrong_with_the_medium_is_named(number: int, code: str, tmp_path: Path) -> None:
    assert delivery.failure(OSError(number, "text"), tmp_path).code == code


@pytest.mark.parametrize(
    ("number", "code"),
    [(19, "delivery.protected"), (112, "delivery.full"), (21, "delivery.gone"), (1167, "delivery.gone")],
)
def test_windows_names_it_in_its_own_numbers(number: int, code: str, tmp_path: Path) -> None:
    error = OSError(errno.EINVAL, "text")
    error.winerror = number  # type: ignore[attr-defined] # only Windows has it
    assert delivery.failure(error, tmp_path).code == code


def test_a_mount_point_that_may_not_be_made_was_pulled_out(tmp_path: Path) -> None:
    gone = tmp_path / "media" / "STICK"
    assert delivery.failure(OSError(errno.EACCES, "text"), gone).code == "delivery.gone"


def test_too_little_room_is_told_before_anything_is_written(
    sealed: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.core.storage.free_room", lambda _path: 1000)  # the disk is not ours to fill
    with pytest.raises(EnvironmentFailure, match=r"storage\.short"):
        delivery.deliver(sealed, 1, tmp_path / "stick")
    assert not list((tmp_path / "stick").iterdir())
