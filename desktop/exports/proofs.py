"""The proofs of a packet: JSON without personal data that anybody can check, beside the tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from desktop.core.errors import DataError
from desktop.exports import container, strict_json
from desktop.exports.packet import ProofFile, proof_path
from desktop.exports.verification import Fault

MAX_PROOFS = 8
"""In one packet; each is read whole, so that their number and `strict_json.MAX_BYTES` bound the work."""

_NAME = re.compile(r"[a-z][a-z_]{0,39}")


def ordered(proofs: Sequence[ProofFile]) -> tuple[ProofFile, ...]:
    """The proofs in name order, as the packet has them.

    Raises `DataError` that names the first one that the format does not allow, so that nothing is signed
    which the verifier would refuse.
    """
    names = [proof.name for proof in proofs]
    for number, proof in enumerate(proofs):
        if number >= MAX_PROOFS or proof.name in names[:number] or not _fits(proof):
            raise DataError("packet.proof_invalid", name=proof.name)
    return tuple(sorted(proofs, key=lambda one: one.name))


def _fits(proof: ProofFile) -> bool:
    try:
        check(proof.content)
    except Fault:
        return False
    return is_name(proof.name)


def is_name(name: str) -> bool:
    """Whether a proof may be called so."""
    return _NAME.fullmatch(name) is not None and container.is_allowed(proof_path(name))


def check(content: bytes) -> None:
    """Whether a proof is a JSON object in its one form; raises `Fault`."""
    try:
        value = strict_json.read(content)
    except strict_json.StrictJsonError as problem:
        raise Fault("packet.json_malformed") from problem
    if not isinstance(value, dict):
        raise Fault("packet.json_malformed")
