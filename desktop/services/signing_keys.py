"""Who signs for the office: a PKCS#12 file of the agency, or the office key that the program makes once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desktop.core import paths, vault
from desktop.exports.office_key import create_office_key
from desktop.exports.signing import Signer, load_signer, read_signer
from desktop.services import settings
from desktop.services.office import Office

OFFICE_KEY = "office.p12"
CERTIFICATE = "office-certificate.pem"


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A PKCS#12 file with its passphrase, named by the coordinator for one packet."""

    path: Path
    passphrase: str


def is_made(office: Office) -> bool:
    """Whether the office key exists: it is made when it is first needed."""
    return (office.keys / OFFICE_KEY).exists()


def signer(office: Office, key: KeyFile | None = None) -> Signer:
    """The signer of `key`, or of the office key, which is made the first time it is needed."""
    if key is not None:
        return load_signer(key.path, key.passphrase)
    path = office.keys / OFFICE_KEY
    if not is_made(office):
        _make(office, path)
    return load_signer(path, _passphrase(office))


def replace(office: Office) -> Signer:
    """Make another office key. The old files get the day's name: packets signed with it stay verifiable."""
    path = office.keys / OFFICE_KEY
    stem = f"{office.clock.now():%Y%m%d-%H%M%S}"
    for name in (OFFICE_KEY, CERTIFICATE):
        held = office.keys / name
        if held.exists():
            held.replace(held.with_name(f"until-{stem}-{name}"))
    _make(office, path)
    return load_signer(path, _passphrase(office))


def _make(office: Office, path: Path) -> None:
    """The key file comes last: while it is missing, whatever failed before is simply done again."""
    row, passphrase = office.row(), _passphrase(office)
    content = create_office_key(row.county_code, row.agency, passphrase, office.clock.now())
    made = read_signer(content, passphrase, str(path)).certificate
    # The certificate is public: the center enrolls it, and `packet verify --trust` takes it.
    paths.write_atomic(office.keys / CERTIFICATE, made.to_pem())
    with office.database.writing("key.make", made.fingerprint, undoable=False) as journal:
        settings.put(journal, settings.OFFICE_KEY, made.fingerprint)
    paths.write_atomic(path, content)


def _passphrase(office: Office) -> str:
    """Derived from the database key: whoever can open the office can sign for it, and nobody else."""
    return passphrase_of(office.key)


def passphrase_of(key: bytes) -> str:
    """What opens the office key of an office with this database key."""
    return vault.derive(key, "office-key").hex()
