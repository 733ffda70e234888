"""The offices that tests of services work on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.core import paths
from desktop.services import agencies, mentoring, pairing_acts
from desktop.services.office import Office
from tests.builders import copy_office, fill_from_samples, make_office, seal_a_packet


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A new office of 雲林縣 in `tmp_path / "office"`, without agencies and people."""
    with make_office(tmp_path / "office") as opened:
        yield opened


@pytest.fixture(scope="session")
def _with_agencies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("agencies") / "office"
    with make_office(folder) as office:
        agencies.import_file(office, paths.resources() / "samples" / "agencies.csv")
    return folder


@pytest.fixture(scope="session")
def _with_samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples") / "office"
    with make_office(folder) as office:
        fill_from_samples(office)
    return folder


@pytest.fixture(scope="session")
def _with_packet(_with_samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packet") / "office"
    with copy_office(_with_samples, folder) as office:
        seal_a_packet(office)
    return folder


@pytest.fixture
def agencies_only(_with_agencies: Path, tmp_path: Path) -> Iterator[Office]:
    """An office that knows the samples' agencies and nobody yet."""
    with copy_office(_with_agencies, tmp_path / "office") as opened:
        yield opened


@pytest.fixture
def county(_with_samples: Path, tmp_path: Path) -> Iterator[Office]:
    """An office with the samples' agencies, people and history."""
    with copy_office(_with_samples, tmp_path / "office") as opened:
        yield opened


@pytest.fixture
def sealed(_with_packet: Path, tmp_path: Path) -> Iterator[Office]:
    """The same with two people nominated for course-oer and packet 1 sealed."""
    with copy_office(_with_packet, tmp_path / "office") as opened:
        yield opened


@pytest.fixture(scope="session")
def _paired(_with_samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("paired") / "office"
    with copy_office(_with_samples, folder) as office:
        for role, name in mentoring.LISTS.items():
            mentoring.import_file(office, paths.resources() / "samples" / f"{name}.csv", role)
        pairing_acts.accept(office)
    return folder


@pytest.fixture
def paired(_paired: Path, tmp_path: Path) -> Iterator[Office]:
    """The same county with the samples' pools and their 48 pairs accepted."""
    with copy_office(_paired, tmp_path / "office") as opened:
        yield opened
