"""What strangers' programs say of a packet and of tampered ones; no code of ours takes part in the answer."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.exports.verify import verify
from tests.exports import packets
from tests.tools import require_tool

pytestmark = pytest.mark.tools

KINDS = ["p256", "rsa2048"]
FORM = Path("forms/course-basic.pdf")
Folder = Callable[[str], Path]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """By kind of key: a folder with the files of a packet, beside it the packet and the certificate."""
    made: dict[str, Path] = {}

    def folder(kind: str) -> Path:
        if kind not in made:
            top = tmp_path_factory.mktemp(kind)
            signer = packets.signer(kind)
            stamped = packets.content(
                booklets=(packets.booklet(seal=packets.SEAL),), proofs=(packets.proof(),)
            )
            sealed = packets.seal(top, stamped, signer, stamp=packets.pdf(1, "stamp"))
            (top / "certificate.pem").write_bytes(signer.certificate.to_pem())
            with zipfile.ZipFile(sealed.path) as archive:
                archive.extractall(top / "files")
            made[kind] = top / "files"
        return made[kind]

    return folder


def run(folder: Path, *words: str, shell: bool = False) -> tuple[int, str]:
    """Exit status and everything printed; a crash of the program is a failure of its own kind."""
    done = subprocess.run(
        words[0] if shell else list(words),
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        shell=shell,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def tampered(folder: Path, target: Path, name: str, old: bytes, new: bytes) -> Path:
    """A copy of the files with one of them changed."""
    for path in folder.rglob("*"):
        if path.is_file():
            copy = target / path.relative_to(folder)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    content = (folder / name).read_bytes()
    assert content.count(old) >= 1
    (target / name).write_bytes(content.replace(old, new, 1))
    return target


# --- the signature over the manifest ---------------------------------------------------------------------


def openssl(folder: Path, certificate: Path) -> tuple[int, str]:
    return run(
        folder,
        *(require_tool("openssl"), "cms", "-verify", "-binary", "-cades", "-inform", "DER"),
        *("-in", "META-INF/signature.p7s", "-content", "META-INF/ASiCManifest.xml"),
        *("-CAfile", str(certificate), "-auth_level", "2"),
        *("-attime", str(int(packets.NOW.timestamp())), "-out", "content.out"),
    )


@pytest.mark.parametrize("kind", KINDS)
def test_openssl_accepts_the_signature(unpacked: Folder, kind: str) -> None:
    folder = unpacked(kind)
    status, said = openssl(folder, folder.parent / "certificate.pem")
    assert status == 0, said
    assert "CAdES Verification successful" in said


@pytest.mark.parametrize("kind", KINDS)
def test_openssl_refuses_another_manifest_and_another_certificate(
    unpacked: Folder, tmp_path: Path, kind: str
) -> None:
    good = unpacked(kind)
    changed = tampered(good, tmp_path, "META-INF/ASiCManifest.xml", b"people", b"peoplf")
    assert openssl(changed, good.parent / "certificate.pem")[0] != 0
    other = unpacked(KINDS[1 - KINDS.index(kind)])
    assert openssl(good, other.parent / "certificate.pem")[0] != 0


@pytest.mark.slow
def test_pyhanko_accepts_the_signature_over_the_manifest(unpacked: Folder) -> None:
    folder = unpacked("p256")
    detached = ("--detached", "META-INF/signature.p7s", "META-INF/ASiCManifest.xml")
    status, said = pyhanko(folder, *detached)
    assert status == 0, said
    assert "INTACT:TRUSTED" in said


# --- the digests in the manifest and in packet.json ------------------------------------------------------


def test_xmllint_and_sha256sum_agree_with_the_manifest(unpacked: Folder) -> None:
    folder = unpacked("p256")
    xpath = "//*[local-name()='DataObjectReference']/@URI"
    status, said = run(folder, require_tool("xmllint"), "--xpath", xpath, "META-INF/ASiCManifest.xml")
    assert status == 0, said
    uris = [part.split('"')[1] for part in said.split() if part.startswith("URI=")]
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert set(uris) == present - {"mimetype", "content.out"} - {
        name for name in present if name.startswith("META-INF/")
    }
    status, said = run(folder, require_tool("sha256sum"), *uris)
    statement = json.loads((folder / "packet.json").read_text(encoding="utf-8"))
    stated = {one["path"]: one["sha256"] for one in statement["files"]}
    found = {line.split()[1]: line.split()[0] for line in said.splitlines()}
    del found["packet.json"]
    assert found == stated


def test_the_hash_over_the_tables_is_that_of_one_line_of_shell(unpacked: Folder) -> None:
    require_tool("sha256sum")
    folder = unpacked("p256")
    status, said = run(folder, "LC_ALL=C sha256sum data/*.csv | sha256sum", shell=True)
    info = verify(folder.parent / "LGDL-104-10009-0007.asice").packet
    assert status == 0
    assert info is not None
    assert said.split()[0] == info.tables_sha256


# --- the zip and the tables ------------------------------------------------------------------------------


def test_unzip_finds_no_fault(unpacked: Folder) -> None:
    folder = unpacked("p256")
    status, said = run(folder.parent, require_tool("unzip"), "-t", "LGDL-104-10009-0007.asice")
    assert status == 0
    assert "No errors detected" in said
    status, said = run(folder.parent, require_tool("unzip"), "-Zv", "LGDL-104-10009-0007.asice", "mimetype")
    assert "none (stored)" in said
    assert (folder.parent / "LGDL-104-10009-0007.asice").read_bytes()[30:38] == b"mimetype"


def test_unzip_notices_a_changed_byte(unpacked: Folder, tmp_path: Path) -> None:
    good = (unpacked("p256").parent / "LGDL-104-10009-0007.asice").read_bytes()
    (tmp_path / "changed.asice").write_bytes(good.replace(b"P0001", b"P0003", 1))
    status, _ = run(tmp_path, require_tool("unzip"), "-t", "changed.asice")
    assert status != 0


def test_a_proof_is_json_that_any_reader_takes(unpacked: Folder) -> None:
    status, said = run(unpacked("p256"), sys.executable, "-m", "json.tool", "proof/pairing.json")
    assert status == 0, said
    assert json.loads(said) == json.loads(packets.proof().content)


def script(name: str) -> str:
    """A console script of the environment that runs the tests."""
    beside = Path(sys.executable).parent / name
    return str(beside) if beside.exists() else require_tool(name)


def csvwvalidate(folder: Path, table: str) -> int:
    return run(folder, script("csvwvalidate"), f"data/{table}.csv-metadata.json")[0]


@pytest.mark.parametrize("table", ["people", "course_nominations"])
def test_csvwvalidate_accepts_the_tables(unpacked: Folder, table: str) -> None:
    assert csvwvalidate(unpacked("p256"), table) == 0


def test_csvwvalidate_refuses_a_changed_table(unpacked: Folder, tmp_path: Path) -> None:
    changed = tampered(unpacked("p256"), tmp_path, "data/course_nominations.csv", b"P0002", b"P0009")
    assert csvwvalidate(changed, "course_nominations") != 0


# --- the signed PDFs -------------------------------------------------------------------------------------

CHANGES = [
    (b"0 0 612 792", b"0 0 613 792"),
    (b"/SigFlags 3", b"/SigFlags 1"),
    (b"/M (D:2015", b"/M (D:2014"),
]


def pyhanko(folder: Path, *words: str) -> tuple[int, str]:
    trust = ("--trust-replace", "--trust", str(folder.parent / "certificate.pem"))
    return run(folder, script("pyhanko"), "sign", "validate", "--validation-time", "claimed", *trust, *words)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", [str(FORM), "summary/cover.pdf"])
def test_poppler_mupdf_and_qpdf_accept_the_pdfs(unpacked: Folder, kind: str, name: str) -> None:
    folder = unpacked(kind)
    _, said = run(folder, require_tool("pdfsig"), "-nocert", name)
    assert "Signature is Valid." in said
    assert "Total document signed" in said
    assert "ETSI.CAdES.detached" in said
    _, said = run(folder, require_tool("mutool"), "sign", "-v", name)
    assert "The document is unchanged since signing." in said
    status, said = run(folder, require_tool("qpdf"), "--check", name)
    assert status == 0, said
    assert "No syntax or stream encoding errors" in said


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_pyhanko_accepts_the_pdfs(unpacked: Folder, kind: str) -> None:
    status, said = pyhanko(unpacked(kind), "--pretty-print", str(FORM))
    assert status == 0, said
    assert "The signature covers the entire file." in said
    assert "The signature is judged VALID." in said


@pytest.mark.parametrize(("old", "new"), CHANGES)
def test_poppler_and_mupdf_refuse_a_changed_pdf(
    unpacked: Folder, tmp_path: Path, old: bytes, new: bytes
) -> None:
    changed = tampered(unpacked("p256"), tmp_path, str(FORM), old, new)
    _, said = run(changed, require_tool("pdfsig"), "-nocert", str(FORM))
    assert "Digest Mismatch." in said
    _, said = run(changed, require_tool("mutool"), "sign", "-v", str(FORM))
    assert "Signature invalidated by change to document." in said


@pytest.mark.slow
def test_pyhanko_refuses_a_changed_pdf(unpacked: Folder, tmp_path: Path) -> None:
    good = unpacked("p256")
    changed = tampered(good, tmp_path / "files", str(FORM), *CHANGES[0])
    (tmp_path / "certificate.pem").write_bytes((good.parent / "certificate.pem").read_bytes())
    status, said = pyhanko(changed, str(FORM))
    assert status != 0
    assert "INVALID" in said


def test_what_is_appended_is_seen(unpacked: Folder, tmp_path: Path) -> None:
    changed = tampered(unpacked("p256"), tmp_path, str(FORM), b"%%EOF\n", b"%%EOF\n")
    (changed / FORM).write_bytes((changed / FORM).read_bytes() + b"% more\n")
    _, said = run(changed, require_tool("pdfsig"), "-nocert", str(FORM))
    assert "Not total document signed" in said
    _, said = run(changed, require_tool("mutool"), "sign", "-v", str(FORM))
    assert "there have been edits since signing" in said
