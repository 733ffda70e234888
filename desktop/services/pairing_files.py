"""Files about a pairing: the pairs with their ids, and the explanation in which people are only numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop.core.errors import Param
from desktop.core.findings import Finding, Severity
from desktop.core.progress import Progress, Silent
from desktop.core.text import mask_id, mask_name
from desktop.exports.csv_out import encode_rows
from desktop.rules import pairing_explain as explain
from desktop.services import pairing, pairing_words
from desktop.services.pairing import Paired, PairLine

PAIRS = ("mentee_id", "mentor_id", "points", "locked", "broken_rule")
"""Columns of the pairs: one row a mentee, in the order of the ids; several rules are joined by a space."""

EXPLANATION = (
    "kind",
    "mentee",
    "mentor",
    "points",
    "needs",
    "first",
    "gap",
    "wish",
    "place",
    "admissible",
    "locked",
    "broken_rule",
    "other_mentor",
    "other_points",
    "forbidden",
    "rivals",
    "seats",
    "relief_mentor",
    "relief",
    "change_placed",
    "change_worst",
    "change_total",
)
"""Columns of the explanation. The changes are those of the one thing that the row tells:

a mentee with a mentor: if `other_mentor`, the best one who was not given, were forced; a mentee without:
the cheapest `relief` (capacity: one more seat; else the rule to lift); a seat: one more of that mentor.
"""

_STEP = "pairing.step_explain"


def pairs(paired: Paired) -> bytes:
    """The pairs as CSV (UTF-8, RFC 4180) with the ids of the input."""
    rows = [
        (
            one.mentee,
            one.mentor,
            "" if one.points is None else str(one.points.total),
            _truth(one.locked) if one.mentor else "",
            " ".join(one.rules),
        )
        for one in paired.lines
    ]
    return encode_rows(PAIRS, rows)


def explanation(paired: Paired, *, progress: Progress | None = None) -> bytes:
    """The explanation as CSV, without ids: people are numbered as the certificate numbers them, from 0.

    Every mentee's alternative is solved again, so it takes as long as so many pairings.
    """
    watched = progress or Silent()
    case, reasons = pairing.case(paired), pairing.reasons(paired)
    partner, rows = dict(paired.solution.pairs), []
    for at, line in enumerate(paired.lines):
        watched.step(at, len(paired.lines), _STEP)
        told = _left_out(reasons[at]) if at in reasons else _other(case, at, partner[at])
        rows.append({"kind": "mentee", "mentee": str(at), **_own(line, partner.get(at)), **told})
    watched.step(len(paired.lines), len(paired.lines), _STEP)
    rows += [
        {"kind": "seat", "mentor": str(one.mentor), **_change(one.change)} for one in pairing.prices(paired)
    ]
    return encode_rows(EXPLANATION, [tuple(row.get(name, "") for name in EXPLANATION) for row in rows])


def findings(paired: Paired) -> tuple[Finding, ...]:
    """Warnings: who is left out, and which pairs fixed by hand break a rule; people are masked."""
    found = []
    for one in paired.lines:
        if not one.mentor and one.admissible:
            found.append(_about(paired, one, "pairing.no_seat", {"admissible": one.admissible}))
        elif not one.mentor:
            found.append(_about(paired, one, "pairing.none_admissible", {}))
        if one.rules:
            params = {
                "rules": pairing_words.rules(one.rules, "zh_TW"),
                "rules_en": pairing_words.rules(one.rules, "en"),
            }
            found.append(_about(paired, one, "pairing.by_hand", params))
    return tuple(found)


def _about(paired: Paired, line: PairLine, code: str, params: Mapping[str, Param]) -> Finding:
    return Finding(
        code,
        Severity.WARNING,
        person=mask_id(line.mentee),
        name=mask_name(paired.pools.names.get(line.mentee, "")),
        params=params,
    )


def _own(line: PairLine, mentor: int | None) -> Mapping[str, str]:
    """What the pair itself has."""
    if line.points is None:
        return {"admissible": str(line.admissible)}
    return {
        "mentor": str(mentor),
        "points": str(line.points.total),
        **{name: str(getattr(line.points, name)) for name in line.points._fields},
        "place": str(line.place),
        "admissible": str(line.admissible),
        "locked": _truth(line.locked),
        "broken_rule": " ".join(line.rules),
    }


def _other(case: explain.Case, at: int, mentor: int) -> Mapping[str, str]:
    """The best admissible mentor who was not given, and what forcing the pair would change."""
    scores, possible = case.scores[at], explain.losses(case, at)
    others = [to for to, loss in enumerate(possible) if loss is not None and to != mentor]
    if not others:
        return {}
    best = min(others, key=lambda to: (-scores[to], to))
    change = explain.forced(case, (at, best))
    return {"other_mentor": str(best), "other_points": str(scores[best]), **_change(change)}


def _left_out(reason: explain.Reason) -> Mapping[str, str]:
    """Why somebody is left out, and the relief."""
    forbidden = " ".join(f"{rule}:{count}" for rule, count in sorted(reason.forbidden.items()))
    told = {"forbidden": forbidden, "rivals": _numbers(reason.rivals)}
    if reason.rivals:
        told["seats"] = str(reason.seats)
    if reason.relief is None:
        return told
    help_ = reason.relief
    return {**told, "relief_mentor": str(help_.mentor), "relief": help_.rule, **_change(help_.change)}


def _change(one: explain.Change) -> Mapping[str, str]:
    return {f"change_{name}": str(getattr(one, name)) for name in ("placed", "worst", "total")}


def _numbers(found: Sequence[int]) -> str:
    return " ".join(map(str, found))


def _truth(value: bool) -> str:
    return "true" if value else "false"
