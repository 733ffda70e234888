"""`luminary plan …`: the year's plan as data; a new one looked at, or put in the place of the old one."""

from __future__ import annotations

from pathlib import Path

from desktop.cli.command import Command, Context, Outcome
from desktop.cli.usage import Parser


def _declare(parser: Parser) -> None:
    parser.add_argument("source", type=Path, metavar="PATH", help=parser.text.what("cli.arg.plan_source"))


def _check(context: Context) -> Outcome:
    from desktop.services import imported_plan  # lazy: the reader of plans takes a while to load

    given = imported_plan.read(context.arguments.source)
    activities = [one.title.in_language(context.text.language) for one in given.plan.activities.values()]
    title = given.plan.title.in_language(context.text.language)
    return Outcome(
        data={
            "year": given.plan.year,
            "title": title,
            "sha256": given.plan.sha256,
            "activities": list(given.plan.activities),
        },
        lines=(
            context.say("cli.plan.good", title=title, sha256=given.plan.sha256),
            *(f"  {one}" for one in activities),
        ),
    )


def _import(context: Context) -> Outcome:
    from desktop.services import imported_plan, plan_import  # lazy: only these commands need SQLAlchemy

    given = imported_plan.read(context.arguments.source)
    with context.office() as office:
        compared = plan_import.replace(office, given)
    changes = {name: list(getattr(compared, name)) for name in ("added", "removed", "changed")}
    said = [
        context.say(f"cli.plan.{name}", files=plan_import.named(given, files, context.text.language))
        for name, files in changes.items()
        if files
    ]
    code = "cli.plan.same" if compared.same else "cli.plan.imported"
    return Outcome(
        data={"sha256": given.plan.sha256, "same": compared.same, **changes},
        lines=(context.say(code, year=given.plan.year), *said),
    )


def _show(context: Context) -> Outcome:
    from desktop.services import plan_overview  # lazy: only this command needs SQLAlchemy

    with context.office(read_only=True) as office:
        plan = plan_overview.read(office, context.text.language)
    imported = None if plan.imported_at is None else plan.imported_at.isoformat()
    where = (
        context.say("cli.plan.own") if imported is None else context.say("cli.plan.from_file", at=imported)
    )
    return Outcome(
        data={
            "year": plan.year,
            "title": plan.title,
            "sha256": plan.sha256,
            "imported_at": imported,
            "activities": [one.id for one in plan.activities],
        },
        lines=(
            plan.title,
            where,
            f"SHA-256 {plan.sha256}",
            *(f"  {one.id}　{one.title}" for one in plan.activities),
        ),
    )


COMMANDS = (
    Command(("plan", "check"), "cli.help.plan_check", _check, _declare, office=False),
    Command(("plan", "import"), "cli.help.plan_import", _import, _declare),
    Command(("plan", "show"), "cli.help.plan_show", _show),
)
