from __future__ import annotations

from pathlib import Path

import pytest

from desktop.exports import csv_out, sealed_tables
from tests.exports import packets


def test_the_tables_come_back_as_they_were_sealed(tmp_path: Path) -> None:
    found = sealed_tables.read(packets.seal(tmp_path).path)
    assert found is not None
    expected = {file.name: file.rows for file in csv_out.encode_tables(packets.content().tables)}
    assert {name: len(rows) for name, rows in found.items()} == expected


def test_a_proof_comes_back_as_it_was_sealed(tmp_path: Path) -> None:
    path = packets.seal(tmp_path, packets.content(proofs=(packets.proof(),))).path
    assert sealed_tables.read_proof(path, "pairing") == packets.proof().content
    assert sealed_tables.read_proof(path, "awards") is None


@pytest.mark.parametrize("content", [None, b"", b"PK no packet"])
def test_what_is_no_packet_is_none(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "a.asice").write_bytes(content)
    assert sealed_tables.read(tmp_path / "a.asice") is None
    assert sealed_tables.read_proof(tmp_path / "a.asice", "pairing") is None
