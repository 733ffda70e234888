"""Medians over the counties, signed by the center: taken, kept, and drawn beside the county's own figures.

The file `NAME.json` says {format, roc_year, instrument, sha256, counties, dimensions, items}; beside it lies
`NAME.json.p7s`, a detached CAdES signature over its bytes. A group of fewer than five counties is withheld:
its figure is null, and so is everything where fewer than five counties are in it at all.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from desktop.core.errors import DataError
from desktop.exports.bounded_read import read_at_most
from desktop.rules import answering, diagnosis
from desktop.services import diagnoses, settings
from desktop.services.office import Office

FORMAT = "luminary-benchmark/1"
SIGNATURE = ".p7s"
_LARGEST = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Percent by dimension and level by item over so many counties; None where it is withheld."""

    roc_year: int
    counties: int
    dimensions: Mapping[str, float | None]
    items: Mapping[str, float | None]
    signer: str
    """SHA-256 of the certificate that signed it."""


def take(office: Office, path: Path, trust: Path) -> Benchmark:
    """Take a file whose signature leads to a certificate that the office trusts.

    Raises `DataError` for a file that is none, whose signature does not hold or leads elsewhere, or that
    tells figures of fewer than five counties; `EnvironmentFailure` when it cannot be read.
    """
    # Imported here: only a signature that is checked needs the cryptographic library.
    from desktop.exports import cms  # noqa: PLC0415 - see above
    from desktop.exports.trust import load_trust  # noqa: PLC0415 - see above
    from desktop.exports.verification import Fault  # noqa: PLC0415 - see above

    content = read_at_most(path, _LARGEST)
    signature = read_at_most(path.with_name(path.name + SIGNATURE), _LARGEST)
    if content is None or signature is None:
        raise DataError("benchmark.no_benchmark", file=path.name)
    anchors = load_trust(trust)
    try:
        signed = cms.verify(signature, hashlib.sha256(content).digest(), timed=True)
    except Fault as fault:
        raise DataError("benchmark.signature", file=path.name) from fault
    now = office.clock.now()
    if not anchors.reaches(signed.certificate, now):
        raise DataError("benchmark.untrusted", file=path.name)
    found = _checked(path.name, content, signed.certificate.fingerprint)
    told = {
        "roc_year": found.roc_year,
        "counties": found.counties,
        "dimensions": dict(found.dimensions),
        "items": dict(found.items),
        "signer": found.signer,
    }
    with office.database.writing("diagnosis.benchmark", str(found.roc_year)) as journal:
        settings.put(journal, settings.BENCHMARK, told)
    return found


def current(session: Session) -> Benchmark | None:
    """What was taken last; None if nothing was."""
    told = settings.get(session, settings.BENCHMARK)
    return None if told is None else Benchmark(**told)


def _checked(name: str, content: bytes, signer: str) -> Benchmark:
    form = diagnoses.form()
    try:
        told: dict[str, Any] = json.loads(content)
        if told["format"] != FORMAT:
            raise ValueError
        found = Benchmark(
            int(told["roc_year"]),
            int(told["counties"]),
            {group: _figure(told["dimensions"], group, 100) for group, _label in answering.groups(form)},
            {one.code: _figure(told["items"], one.code, 5) for one in answering.items_of(form)},
            signer,
        )
        same = (told["instrument"], told["sha256"]) == (form.id, form.sha256)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError("benchmark.no_benchmark", file=name) from error
    if not same:
        raise DataError("diagnosis.other_version", theirs=str(told["instrument"]), ours=form.version)
    figures = (*found.dimensions.values(), *found.items.values())
    if found.counties < diagnosis.FEWEST_SHOWN and any(one is not None for one in figures):
        raise DataError("benchmark.few", counties=found.counties)
    return found


def _figure(figures: Mapping[str, Any], name: str, most: float) -> float | None:
    value = figures.get(name)
    if value is None:
        return None
    number = float(value)
    if not 0 <= number <= most:
        raise ValueError(name)
    return number
