"""From a condition as written in the plan's data to the tree that is judged, every name in it checked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from pydantic import TypeAdapter, ValidationError

from desktop.core.findings import Severity
from desktop.rules import checks
from desktop.rules.bilingual import NO_TEXT
from desktop.rules.parameters import fitting
from desktop.rules.plan import ATTESTED, AllOf, AnyOf, Check, Condition, CourseGroup, Outcome, Setting
from desktop.rules.schema import Node, ReasonData
from desktop.rules.verdict import Answer, Reason
from desktop.rules.where import Where

CONDITIONS: Final = "conditions.toml"
_FORMS: Final = ("check", "all", "any", "use")
_CHECK_KEYS: Final = ("check", "clause", "reasons", "warnings")
_GROUP_SLOTS: Final = (*(answer.value for answer in Answer), ATTESTED)
_SEVERITY: Final = {
    "yes": Severity.INFO,
    ATTESTED: Severity.INFO,
    "unknown": Severity.WARNING,
    "no": Severity.ERROR,
}
_SLOT_TABLE: Final = TypeAdapter(dict[str, str])


@dataclass(frozen=True, slots=True)
class TreeBuilder:
    """Builds the conditions of one activity.

    `clause`, on who may take part, is cited by the reasons of every check that does not name another of
    `clauses`; `prefix` makes a reason's short name its code (`history_incomplete` →
    `plan104.history_incomplete`); `named` are the conditions for `use`.
    """

    clause: str
    clauses: Collection[str]
    prefix: str
    reasons: Mapping[str, ReasonData]
    named: Mapping[str, Node]
    settings: Mapping[str, Setting]
    courses: Mapping[str, CourseGroup]

    def build(self, node: object, where: Where, used: tuple[str, ...] = ()) -> Condition:
        """The tree of `node`, which stands at `where`; `used` are the named conditions it is part of."""
        if not isinstance(node, dict):
            raise where.wrong("a condition is a table")
        forms = [form for form in _FORMS if form in node]
        if len(forms) != 1:
            raise where.wrong(f"a condition has exactly one of {', '.join(_FORMS)}")
        if forms[0] == "use":
            return self._use(node, where, used)
        return self._check(node, where) if forms[0] == "check" else self._group(node, forms[0], where, used)

    def _use(self, node: Node, where: Where, used: tuple[str, ...]) -> Condition:
        _refuse_other_keys(node, ("use",), where)
        name = node["use"]
        if not isinstance(name, str) or name not in self.named or name in used:
            raise where.at("use").unknown(name, (known for known in self.named if known not in used))
        return self.build(self.named[name], Where(CONDITIONS, name), (*used, name))

    def _group(self, node: Node, form: str, where: Where, used: tuple[str, ...]) -> Condition:
        _refuse_other_keys(node, (form, "reasons"), where)
        parts = node[form]
        if not isinstance(parts, list) or not parts:
            raise where.at(form).wrong("a list with at least one condition")
        reasons = self._reasons(node, "reasons", _GROUP_SLOTS, where)
        built = tuple(self.build(part, where.at(form, index), used) for index, part in enumerate(parts))
        return (AllOf if form == "all" else AnyOf)(built, reasons)

    def _check(self, node: Node, where: Where) -> Condition:
        kind = checks.KINDS.get(str(node["check"]))
        if kind is None:
            raise where.at("check").unknown(node["check"], checks.KINDS)
        reasons = self._reasons(node, "reasons", (*kind.slots, ATTESTED), where)
        if ATTESTED in reasons and not any(reason.attestable for reason in reasons.values()):
            raise where.at("reasons", ATTESTED).wrong("needs a reason for unknown")
        warned = [slot for slot in kind.slots if not slot.startswith("no")]
        warnings = self._reasons(node, "warnings", warned, where, Severity.WARNING)
        written = {name: value for name, value in node.items() if name not in _CHECK_KEYS}
        bound = fitting(kind, written, where, self.settings, self.courses)
        outcomes = {slot: _outcome(slot, reasons, warnings) for slot in (*kind.slots, ATTESTED)}
        return Check(kind.name, partial(kind.function, **bound), outcomes)

    def _reasons(
        self, node: Node, table: str, slots: Iterable[str], where: Where, severity: Severity | None = None
    ) -> dict[str, Reason]:
        spot, clause = where.at(table), str(node.get("clause", self.clause))
        if clause not in self.clauses:
            raise where.at("clause").unknown(clause, self.clauses)
        try:
            written = _SLOT_TABLE.validate_python(node.get(table, {}))
        except ValidationError as error:
            raise spot.invalid(error) from None
        for slot in written:
            if slot not in slots:
                raise spot.unknown(slot, slots)
        return {
            slot: self._reason(
                name,
                clause,
                severity or _SEVERITY[_answer_of(slot)],
                spot.at(slot),
                attestable=ATTESTED in written and slot.startswith("unknown"),
            )
            for slot, name in written.items()
        }

    def _reason(
        self, name: str, clause: str, severity: Severity, where: Where, *, attestable: bool
    ) -> Reason:
        code = f"{self.prefix}{name}"
        if code not in self.reasons:
            raise where.unknown(name, (known.removeprefix(self.prefix) for known in self.reasons))
        data = self.reasons[code]
        next_ = data.next.text() if data.next else NO_TEXT
        return Reason(code, clause, severity, data.what.text(), next_, attestable)


def unexplained(tree: Condition) -> frozenset[Answer]:
    """The answers that the tree could give without any reason; a tree to print reasons from has none."""
    if isinstance(tree, Check):
        told = tree.outcomes.items()
        return frozenset(one.answer for slot, one in told if slot != ATTESTED and not one.reasons)
    own = {answer for answer in Answer if answer.value in tree.reasons}
    return _unexplained_in(tree) - own


def _unexplained_in(group: AllOf | AnyOf) -> frozenset[Answer]:
    """Reasons as `evaluate` combines them: all-of says yes by its last part, any-of says no by all parts."""
    parts = [unexplained(part) for part in group.parts]
    somewhere, everywhere = frozenset().union(*parts), parts[0].intersection(*parts)
    if isinstance(group, AllOf):
        return (somewhere - {Answer.YES}) | (parts[-1] & {Answer.YES})
    return (somewhere - {Answer.NO}) | (everywhere & {Answer.NO})


def _outcome(slot: str, reasons: Mapping[str, Reason], warnings: Mapping[str, Reason]) -> Outcome:
    """What a slot says; a slot with a detail (`no.council`) falls back to the reason of its bare answer."""
    bare = _answer_of(slot)
    answer = Answer.YES if bare == ATTESTED else Answer(bare)
    reason, warning = (table.get(slot) or table.get(bare) for table in (reasons, warnings))
    return Outcome(answer, (reason,) if reason else (), (warning,) if warning else ())


def _answer_of(slot: str) -> str:
    return slot.partition(".")[0]


def _refuse_other_keys(node: Node, known: Iterable[str], where: Where) -> None:
    for name in node:
        if name not in known:
            raise where.at(name).key_unknown()
