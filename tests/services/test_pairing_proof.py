"""A certificate beside the pairs that are told with it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.core import paths
from desktop.services import mentoring, pairing, pairing_pools, pairing_proof
from desktop.services.office import Office
from desktop.services.pairing import Paired
from desktop.services.pairing_pools import Lock
from desktop.services.pairing_proof import Told

SAMPLES = paths.resources() / "samples"


@pytest.fixture(scope="module")
def best() -> Paired:
    found = pairing_pools.from_files(SAMPLES / "mentors.csv", SAMPLES / "mentees.csv")
    return pairing.pair(pairing_pools.bound(found))


def told(paired: Paired, *, locked: bool = False, state: str = "suggested") -> list[Told]:
    lines = [one for one in paired.lines if one.points is not None]
    return [Told(one.mentee, one.mentor, one.points.total, state, locked) for one in lines if one.points]


def test_a_pair_that_goes_on_beside_the_proof_is_refused(best: Paired) -> None:
    content, rows = pairing.dumps(best.certificate), told(best)
    other = rows[0]._replace(mentor=rows[-1].mentor)
    for state, expected in (("suggested", ("certificate.pairs",)), ("ended", ()), ("refused", ())):
        beside = [*rows, other._replace(state=state)]
        assert pairing_proof.faults(best.pools, content, beside) == expected
    assert pairing_proof.faults(best.pools, content, rows[1:]) == ("certificate.pairs",)
    assert pairing_proof.faults(best.pools, b"[]", rows) == ("certificate.malformed",)


def test_pairs_are_not_the_best_because_a_certificate_locks_them_unsaid(best: Paired) -> None:
    """A lock needs no proof: whoever locks poor pairs and does not say so claims that they are the best."""
    poor = [Lock(best.lines[at].mentee, best.lines[at - 1].mentor, "x") for at in (0, 1)]
    worse = pairing.pair(replace(best.pools, locks=tuple(poor)))
    content, rows = pairing.dumps(worse.certificate), told(worse)
    assert worse.total < best.total
    assert pairing_proof.faults(best.pools, content, rows) == ("certificate.locks",)
    for kept in (told(worse, locked=True), told(worse, state="granted")):
        assert pairing_proof.faults(best.pools, content, kept) == ()


def test_a_pool_of_the_office_has_the_same_numbers_as_its_files(county: Office, best: Paired) -> None:
    for role, name in mentoring.LISTS.items():
        mentoring.import_file(county, SAMPLES / f"{name}.csv", role)
    with county.database.reading() as session:
        assert pairing_pools.of_session(session).inputs == best.pools.inputs
