"""Words of expertise: counted after aliasing, matched exactly, and aliases that never go in a circle."""

from __future__ import annotations

import pytest

from desktop.core import paths
from desktop.core.errors import DataError, UsageError
from desktop.rules import mentoring as rules
from desktop.services import mentoring, mentoring_terms, pairing_pools, undo
from desktop.services.mentoring_terms import TermLine
from desktop.services.office import Office

SAMPLES = paths.resources() / "samples"


@pytest.fixture
def pools(county: Office) -> Office:
    """The pools of the samples; the first mentor knows more than the others need."""
    mentoring.import_file(county, SAMPLES / "mentors.csv", "mentor")
    mentoring.import_file(county, SAMPLES / "mentees.csv", "mentee")
    return county


def say(office: Office, role: str, terms: str) -> int:
    """Give the first of a pool these words; returns the member."""
    one = mentoring.listing(office, role)[0]
    mentoring.put(office, one.id, {"terms": terms})
    return one.id


def line(office: Office, term: str) -> TermLine:
    return next(one for one in mentoring_terms.listing(office) if one.term == term)


def test_every_word_is_listed_with_who_uses_it(pools: Office) -> None:
    before = line(pools, "資訊")
    say(pools, "mentor", "電腦、資訊、量子計算")
    say(pools, "mentee", "資訊安全, 資訊科技；電腦")
    after = line(pools, "資訊")
    assert after.only == ""
    assert (after.written["電腦"], after.written["資訊科技"]) == (2, 1)
    assert after.mentors - before.mentors == 0, "somebody counts once, however often they wrote it"
    assert after.mentees - before.mentees == 1
    only = line(pools, "資訊安全")
    assert (only.mentors, only.mentees, only.only) == (0, 1, "mentee")
    assert "資訊" in only.similar
    assert "資訊安全" in after.similar
    assert line(pools, "量子計算").only == "mentor"
    assert "資訊" not in line(pools, "量子計算").similar


def test_a_part_of_a_word_never_matches(pools: Office) -> None:
    mentor, mentee = say(pools, "mentor", "資訊"), say(pools, "mentee", "資訊安全")

    def needs() -> int:
        with pools.database.reading() as session:
            found = pairing_pools.of_session(session)
        numbers = {one.id: one.person.id_no for one in mentoring.listing(pools)}
        one = next(some for some in found.mentors if some.id == numbers[mentor])
        other = next(some for some in found.mentees if some.id == numbers[mentee])
        return rules.points(one, other, rules.settings()).needs

    assert needs() == 0
    assert mentoring_terms.put(pools, "資訊安全", "資訊") == "資訊"
    assert needs() == 40
    assert undo.undo(pools.database).action == "pairing.term"
    assert needs() == 0


def test_an_alias_of_an_alias_means_the_last_term(office: Office) -> None:
    assert mentoring_terms.put(office, "資通", "資訊科技") == "資訊", "資訊科技 is an alias of the program"
    assert mentoring_terms.put(office, "ICT", "資通") == "資訊"
    with office.database.reading() as session:
        known = mentoring_terms.in_force(session)
        assert dict(mentoring_terms.settings(session).aliases) == known
    assert (known["資通"], known["ICT"]) == ("資訊", "資訊")
    assert all(term not in known for term in known.values()), "one step is always enough"
    mentoring_terms.remove(office, "ICT")
    own = [one.alias for one in mentoring_terms.aliases(office) if one.own]
    assert own == ["資通"]
    assert mentoring_terms.put(office, "資通", "文書") == "文書"
    assert mentoring_terms.put(office, "電腦", "文書") == "文書", "the office goes before the program"


def test_what_would_go_in_a_circle_is_refused(office: Office) -> None:
    mentoring_terms.put(office, "甲", "乙")
    with pytest.raises(DataError, match=r"mentoring_terms\.itself"):
        mentoring_terms.put(office, "乙", "甲")
    with pytest.raises(DataError, match=r"mentoring_terms\.itself"):
        mentoring_terms.put(office, "丙", "丙")
    with pytest.raises(DataError, match=r"mentoring_terms\.is_term"):
        mentoring_terms.put(office, "乙", "丁")
    with pytest.raises(DataError, match=r"mentoring_terms\.is_term"):
        mentoring_terms.put(office, "資訊", "丁")
    for wrong in ("", " ", "甲、乙", "字" * 41, "甲\x07"):
        with pytest.raises(DataError, match=r"mentoring_terms\.word"):
            mentoring_terms.put(office, wrong, "戊")
    for unknown in ("丁", "電腦"):
        with pytest.raises(UsageError, match=r"mentoring_terms\.no_alias"):
            mentoring_terms.remove(office, unknown)
