"""R15: bytes of a packet flipped, the CRC repaired: none undetected."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from desktop.exports import container
from desktop.exports.container import Entry
from desktop.exports.verify import verify_content
from tests.exports import packets

NAME = "LGDL-104-10009-0007.asice"
Check = Callable[[bytes], bool]


def packet_of(kind: str, folder: Path) -> bytes:
    content = packets.content(
        tables=packets.tables()[:1], booklets=(packets.booklet(pages=1),), proofs=(packets.proof(),)
    )
    return packets.seal(folder, content, packets.signer(kind)).path.read_bytes()


@pytest.fixture(scope="module")
def packet(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return packet_of("p256", tmp_path_factory.mktemp("packet"))


def flips(good: bytes, bits_of: Callable[[int], Iterable[int]]) -> Iterator[tuple[int, int, bytes]]:
    """Every byte with each of its bits that `bits_of` names flipped; CRCs fit the changed contents."""
    regions = _regions(good)
    for index in range(len(good)):
        for bit in bits_of(index):
            flipped = bytearray(good)
            flipped[index] ^= 1 << bit
            yield index, bit, _repaired(bytes(flipped), regions, index)


def _regions(good: bytes) -> list[tuple[str, int, int]]:
    """Name, start and end of each file's content."""
    found, at = [], 0
    for name, content in container.read(good).items():
        at += 30 + len(name)  # a local header
        found.append((name, at, at + len(content)))
        at += len(content)
    return found


def _repaired(flipped: bytes, regions: list[tuple[str, int, int]], index: int) -> bytes:
    if not any(start <= index < end for _, start, end in regions):
        return flipped  # in a header or the directory: there is nothing to repair
    return b"".join(container.write([Entry(name, flipped[start:end]) for name, start, end in regions]))


def undetected(good: bytes, accepts: Check, bits_of: Callable[[int], Iterable[int]]) -> list[tuple[int, int]]:
    return [(index, bit) for index, bit, flipped in flips(good, bits_of) if accepts(flipped)]


def our_verifier(content: bytes) -> bool:
    answer = verify_content(content, NAME)
    return answer.complete and answer.unaltered


def every_zip_program(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.testzip() is None
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError):
        return False


def test_the_packet_itself_is_accepted(packet: bytes) -> None:
    assert our_verifier(packet)


def test_repaired_flips_pass_where_only_the_crc_is_checked(packet: bytes) -> None:
    """The control: the rig would see an undetected flip, and the CRC is indeed repaired."""
    contents = sum(end - start for _, start, end in _regions(packet))
    sample = range(0, len(packet), 97)
    passed = undetected(packet, every_zip_program, lambda index: (0,) if index in sample else ())
    assert len(passed) > 0.9 * contents / 97


@pytest.mark.slow
def test_one_bit_of_every_region(packet: bytes) -> None:
    """Every byte of the headers, the manifest and the signature, every eleventh of the other contents."""
    dense = {
        index
        for name, start, end in _regions(packet)
        for index in range(start, end, 1 if name.startswith("META-INF/") else 11)
    }
    dense |= set(range(len(packet))) - {
        index for _, start, end in _regions(packet) for index in range(start, end)
    }
    assert undetected(packet, our_verifier, lambda index: (index % 8,) if index in dense else ()) == []


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.parametrize("kind", ["p256", "rsa2048"])
def test_every_bit_of_every_byte(kind: str, tmp_path: Path) -> None:
    assert undetected(packet_of(kind, tmp_path), our_verifier, lambda _: range(8)) == []
