"""`luminary mentors|mentees import` and `luminary mentoring …`: the pools of e-mentoring and their words."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.command import Command, Context, Outcome
from desktop.cli.imports import declare_import, outcome
from desktop.cli.usage import Parser
from desktop.core import terms
from desktop.core.errors import UsageError
from desktop.core.text import mask_id, mask_name

if TYPE_CHECKING:
    from desktop.services.mentoring_terms import TermLine
    from desktop.services.mentoring_union import Across, Union

_ROLES = ("mentor", "mentee")
_WORDS = {"list": 0, "alias": 2, "unalias": 1}
"""What is done with the words of expertise → how many words it takes."""


def _import(role: str, context: Context) -> Outcome:
    from desktop.services import mentoring  # lazy: only these commands need SQLAlchemy

    given = context.arguments
    with context.office() as office:
        result = mentoring.import_file(
            office, given.file, role, dry_run=given.dry_run, skip_errors=given.skip_errors
        )
    return outcome(context, result)


def _declare_list(parser: Parser) -> None:
    parser.add_argument("--role", choices=_ROLES, default="", help=parser.text.what("cli.arg.mentoring_role"))


def _list(context: Context) -> Outcome:
    from desktop.services import mentoring  # lazy: as above

    with context.office(read_only=True) as office:
        found = mentoring.listing(office, context.arguments.role)
    return Outcome(
        data={
            "members": [
                {
                    "id": one.id,
                    "role": one.role,
                    "name": mask_name(one.person.name),
                    "agency": one.person.agency,
                    "terms": one.terms,
                    "capacity": one.capacity,
                }
                for one in found
            ]
        },
        lines=tuple(
            context.say(
                "mentoring.line",
                role=terms.label("mentoring_role", one.role, context.text.language),
                name=mask_name(one.person.name),
                agency=one.person.agency,
                terms=one.terms,
            )
            for one in found
        ),
    )


def _declare_withdraw(parser: Parser) -> None:
    text = parser.text
    parser.add_argument("id", type=int, nargs="+", metavar="ID", help=text.what("cli.arg.mentoring_id"))
    parser.add_argument("--reason", required=True, metavar="TEXT", help=text.what("cli.arg.mentoring_reason"))


def _withdraw(context: Context) -> Outcome:
    from desktop.services import mentoring  # lazy: as above

    given = context.arguments
    with context.office() as office:
        mentoring.withdraw(office, given.id, given.reason)
    said = context.say("cli.mentoring.withdrawn", count=len(given.id))
    return Outcome(data={"withdrawn": given.id}, lines=(said,))


def _declare_terms(parser: Parser) -> None:
    text = parser.text
    parser.add_argument("action", choices=tuple(_WORDS), help=text.what("cli.arg.mentoring_action"))
    parser.add_argument("word", nargs="*", metavar="WORD", help=text.what("cli.arg.mentoring_word"))


def _terms(context: Context) -> Outcome:
    from desktop.services import mentoring_terms  # lazy: as above

    given = context.arguments
    if len(given.word) != _WORDS[given.action]:
        raise UsageError("cli.mentoring.words", action=given.action, count=_WORDS[given.action])
    if given.action == "list":
        return _list_terms(context)
    with context.office() as office:
        if given.action == "alias":
            meant = mentoring_terms.put(office, *given.word)
            said = context.say("cli.mentoring.alias", alias=given.word[0], term=meant)
            return Outcome(data={"alias": given.word[0], "term": meant}, lines=(said,))
        mentoring_terms.remove(office, given.word[0])
    said = context.say("cli.mentoring.unalias", alias=given.word[0])
    return Outcome(data={"removed": given.word[0]}, lines=(said,))


def _list_terms(context: Context) -> Outcome:
    from desktop.services import mentoring_terms  # lazy: as above

    with context.office(read_only=True) as office:
        found, known = mentoring_terms.listing(office), mentoring_terms.aliases(office)
    return Outcome(
        data={
            "terms": [
                {
                    "term": one.term,
                    "mentors": one.mentors,
                    "mentees": one.mentees,
                    "only": one.only or None,
                    "written": dict(one.written),
                    "similar": list(one.similar),
                }
                for one in found
            ],
            "aliases": [{"alias": one.alias, "term": one.term, "own": one.own} for one in known],
        },
        lines=tuple(_term_line(context, one) for one in found),
    )


def _term_line(context: Context, one: TermLine) -> str:
    said = [context.say("cli.mentoring.term", term=one.term, mentors=one.mentors, mentees=one.mentees)]
    others = [word for word in one.written if word != one.term]
    if others:
        said.append(context.say("cli.mentoring.term_written", words="、".join(others)))
    if one.only:
        said.append(context.say(f"cli.mentoring.only-{one.only}"))
    if one.similar:
        said.append(context.say("cli.mentoring.similar", words="、".join(one.similar)))
    return "　".join(said)


def _declare_history(parser: Parser) -> None:
    text = parser.text
    parser.add_argument(
        "file", type=Path, nargs="?", metavar="FILE", help=text.what("cli.arg.mentoring_history")
    )
    parser.add_argument("--dry-run", action="store_true", help=text.what("cli.arg.dry_run"))
    parser.add_argument("--skip-errors", action="store_true", help=text.what("cli.arg.skip_errors"))


def _history(context: Context) -> Outcome:
    from desktop.services import earlier_pairs  # lazy: as above

    given = context.arguments
    if given.file is not None:
        with context.office() as office:
            result = earlier_pairs.import_file(
                office, given.file, dry_run=given.dry_run, skip_errors=given.skip_errors
            )
        return outcome(context, result)
    with context.office(read_only=True) as office:
        pairs: list[dict[str, str | int]] = [
            {
                "year": one.roc_year,
                "mentor": mask_name(one.mentor) or mask_id(one.mentor_no),
                "mentee": mask_name(one.mentee) or mask_id(one.mentee_no),
            }
            for one in earlier_pairs.listing(office)
        ]
    return Outcome(
        data={"pairs": pairs},
        lines=tuple(context.say("cli.mentoring.earlier", **one) for one in pairs),
    )


def _declare_export(parser: Parser) -> None:
    parser.add_argument(
        "--out", type=Path, required=True, metavar="JSON", help=parser.text.what("cli.arg.mentoring_pool")
    )


def _export(context: Context) -> Outcome:
    from desktop.services import mentoring_union  # lazy: as above

    path = context.arguments.out
    with context.office() as office:
        count = mentoring_union.export_pool(office, path)
    said = context.say("cli.mentoring.exported", count=count, path=str(path))
    return Outcome(data={"path": str(path), "people": count}, lines=(said,))


def _declare_union(parser: Parser) -> None:
    text = parser.text
    parser.add_argument(
        "file", type=Path, nargs="+", metavar="FILE", help=text.what("cli.arg.mentoring_neighbour")
    )
    parser.add_argument("--out", type=Path, metavar="CSV", help=text.what("cli.arg.mentoring_union_out"))


def _union(context: Context) -> Outcome:
    from desktop.services import mentoring_union, union_words  # lazy: as above

    given = context.arguments
    written: tuple[str, ...] = ()
    with context.office(read_only=given.out is None) as office:
        found = mentoring_union.read(office, given.file)
        if given.out is not None:
            mentoring_union.write(office, found, given.out)
            written = (context.say("cli.written", path=str(given.out)),)
    return Outcome(
        data={
            "counties": list(found.counties),
            "people": found.people,
            **{name: union_words.figures(getattr(found, name)) for name in union_words.FIGURES},
            "across": [
                {
                    "role": one.role,
                    "name": mask_name(one.name),
                    "agency": one.agency,
                    "county": one.county,
                    "partner": one.partner,
                    "points": one.points,
                    "placed_before": one.placed_before,
                }
                for one in found.across
            ],
            "newly_placed": [
                {"name": mask_name(one.name), "agency": one.agency} for one in found.newly_placed
            ],
        },
        lines=(*_union_lines(context, found), *written),
    )


def _union_lines(context: Context, found: Union) -> tuple[str, ...]:
    from desktop.services import union_words  # lazy: as above

    return (
        *union_words.lines(found, context.text.language),
        *(_across_line(context, one) for one in found.across),
        *(
            context.say("cli.mentoring.newly", name=mask_name(one.name), agency=one.agency)
            for one in found.newly_placed
        ),
    )


def _across_line(context: Context, one: Across) -> str:
    from desktop.services import union_words  # lazy: as above

    language = context.text.language
    return context.say(
        "cli.mentoring.across",
        role=union_words.role(one, language),
        name=mask_name(one.name),
        agency=one.agency,
        county=union_words.county(one.county, language),
        partner=one.partner,
        points=one.points,
    )


def _declare_who(parser: Parser) -> None:
    parser.add_argument("token", nargs="+", metavar="TOKEN", help=parser.text.what("cli.arg.mentoring_token"))


def _who(context: Context) -> Outcome:
    from desktop.services import mentoring_union  # lazy: as above

    with context.office(read_only=True) as office:
        found = mentoring_union.who(office, context.arguments.token)
    return Outcome(
        data={
            "members": [
                {
                    "token": one.token,
                    "role": one.role,
                    "name": one.name,
                    "agency": one.agency,
                    "withdrawn": one.withdrawn,
                }
                for one in found
            ]
        },
        lines=tuple(
            context.say(
                "cli.mentoring.who-gone" if one.withdrawn else "cli.mentoring.who",
                token=one.token,
                role=terms.label("mentoring_role", one.role, context.text.language),
                name=one.name,
                agency=one.agency,
            )
            for one in found
        ),
    )


COMMANDS = (
    Command(("mentors", "import"), "cli.help.mentors_import", partial(_import, "mentor"), declare_import),
    Command(("mentees", "import"), "cli.help.mentees_import", partial(_import, "mentee"), declare_import),
    Command(("mentoring", "list"), "cli.help.mentoring_list", _list, _declare_list),
    Command(("mentoring", "withdraw"), "cli.help.mentoring_withdraw", _withdraw, _declare_withdraw),
    Command(("mentoring", "terms"), "cli.help.mentoring_terms", _terms, _declare_terms),
    Command(("mentoring", "history"), "cli.help.mentoring_history", _history, _declare_history),
    Command(("mentoring", "export-pool"), "cli.help.mentoring_export", _export, _declare_export),
    Command(("mentoring", "union"), "cli.help.mentoring_union", _union, _declare_union),
    Command(("mentoring", "who"), "cli.help.mentoring_who", _who, _declare_who),
)
