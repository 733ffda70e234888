"""`luminary backup make|list|check|restore`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.cli.command import PASSPHRASE_VARIABLE, Command, Context, Outcome, read_secret
from desktop.cli.usage import Parser
from desktop.core.clock import TAIWAN, roc_short
from desktop.core.findings import Finding, Severity

if TYPE_CHECKING:
    from desktop.core.vault import Secret
    from desktop.services.backup import BackupInfo


def _declare_make(parser: Parser) -> None:
    text = parser.text
    parser.add_argument("--to", type=Path, metavar="FILE", help=text.what("backup.arg.to"))


def _declare_list(parser: Parser) -> None:
    parser.add_argument("--data", type=Path, metavar="DIR", help=parser.text.what("cli.arg.data"))


def _declare_check(parser: Parser) -> None:
    text = parser.text
    _declare_secret(parser)
    parser.add_argument(
        "--passphrase-file", type=Path, metavar="F", help=text.what("cli.arg.passphrase_file")
    )


def _declare_secret(parser: Parser) -> None:
    text = parser.text
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--recovery-file", type=Path, metavar="F", help=text.what("backup.arg.recovery_file"))


def _make(context: Context) -> Outcome:
    from desktop.services import backup  # lazy: only this command needs SQLAlchemy

    # Read only: a backup can be made while a window has the office open for writing.
    with context.office(read_only=True) as office:
        made = backup.make(office, context.arguments.to, progress=context.progress)
    return _proven(context, made)


def _list(context: Context) -> Outcome:
    from desktop.services import backup  # lazy: only this command needs SQLAlchemy

    found = backup.list_(context.folder)
    lines = [
        context.say(
            "backup.line",
            path=str(info.path),
            made_at=_when(info.made_at, context),
            people=info.people,
            sha256=info.sha256,
        )
        for info in found
        if info.ok
    ]
    findings = tuple(_broken(info) for info in found if not info.ok)
    return Outcome(
        data={"backups": [_data(info) | {"made_at": info.made_at or None} for info in found]},
        lines=tuple(lines) or (context.say("backup.none"),),
        findings=findings,
        failed=bool(findings),
    )


def _check(context: Context) -> Outcome:
    from desktop.services import backup  # lazy: only this command needs SQLAlchemy

    info = backup.check(context.arguments.file, _secret(context), clock=context.clock)
    if info.ok:
        return _proven(context, info)
    return Outcome(data=_data(info), findings=(_broken(info),), failed=True)


def _restore(context: Context) -> Outcome:
    from desktop.services import restore  # lazy: only this command needs SQLAlchemy

    done = restore.restore(context.arguments.file, context.folder, _secret(context), clock=context.clock)
    made_at = _when(done.made_at, context)
    said = context.say("backup.restored", people=done.people, made_at=made_at, path=str(done.folder))
    kept = (context.say("backup.kept", path=str(done.kept)),) if done.kept else ()
    return Outcome(
        data={
            "path": str(done.folder),
            "people": done.people,
            "made_at": done.made_at,
            "kept": str(done.kept) if done.kept else None,
        },
        lines=(said, *kept),
    )


def _secret(context: Context) -> Secret:
    from desktop.core.vault import Passphrase, RecoveryCode  # lazy: cryptography, for these commands only

    file: Path | None = context.arguments.recovery_file
    if file is None:
        return Passphrase(context.passphrase())
    return RecoveryCode(read_secret(file, PASSPHRASE_VARIABLE, "cli.no_passphrase"))


def _when(made_at: str, context: Context) -> str:
    """The moment as people write it: 104/02/10 09:05; in English 2015-02-10 09:05."""
    moment = datetime.fromisoformat(made_at).astimezone(TAIWAN)
    day = moment.date().isoformat() if context.text.language == "en" else roc_short(moment.date())
    return f"{day} {moment:%H:%M}"


def _proven(context: Context, info: BackupInfo) -> Outcome:
    line = context.say("backup.proven", path=str(info.path), people=info.people, sha256=info.sha256)
    return Outcome(data=_data(info), lines=(line,))


def _broken(info: BackupInfo) -> Finding:
    return Finding("backup.broken", Severity.ERROR, params={"path": str(info.path)})


def _data(info: BackupInfo) -> dict[str, Any]:
    return {
        "path": str(info.path),
        "sha256": info.sha256,
        "people": info.people if info.ok else None,
        "ok": info.ok,
    }


COMMANDS = (
    Command(("backup", "make"), "cli.help.backup_make", _make, _declare_make),
    Command(("backup", "list"), "cli.help.backup_list", _list, _declare_list, office=False),
    Command(("backup", "check"), "cli.help.backup_check", _check, _declare_check, office=False),
    Command(("backup", "restore"), "cli.help.backup_restore", _restore, _declare_secret),
)
