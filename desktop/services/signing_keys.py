"""Who signs for the office: a PKCS#12 file of the agency, or the office key that the program makes once."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from desktop.core import paths
from desktop.exports.office_key import create_office_key
from desktop.exports.signing import Signer, load_signer
from desktop.models.office import OfficeRow
from desktop.services import settings
from desktop.services.office import Office

OFFICE_KEY = "office.p12"
CERTIFICATE = "office-certificate.pem"


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A PKCS#12 file with its passphrase, named by the coordinator for one packet."""

    path: Path
    passphrase: str


def signer(office: Office, key: KeyFile | None = None) -> Signer:
    """The signer of `key`, or of the office key, which is made the first time it is needed."""
    if key is not None:
        return load_signer(key.path, key.passphrase)
    path = office.keys / OFFICE_KEY
    if not path.exists():
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
    with office.database.reading() as session:
        row = session.scalars(select(OfficeRow)).one()
    paths.write_atomic(
        path, create_office_key(row.county_code, row.agency, _passphrase(office), office.clock.now())
    )
    made = load_signer(path, _passphrase(office)).certificate
    # The certificate is public: the center enrolls it, and `packet verify --trust` takes it.
    paths.write_atomic(office.keys / CERTIFICATE, ssl.DER_cert_to_PEM_cert(made.der).encode())
    with office.database.writing("key.make", made.fingerprint, undoable=False) as journal:
        settings.put(journal, settings.OFFICE_KEY, made.fingerprint)


def _passphrase(office: Office) -> str:
    """Derived from the database key: whoever can open the office can sign for it, and nobody else."""
    return office.derive("office-key").hex()
