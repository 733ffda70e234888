"""`luminary packet build` and `luminary packet verify`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.cli.command import Command, Context, Outcome, findings_data, read_date, read_secret
from desktop.cli.usage import Parser
from desktop.core.errors import UsageError
from desktop.core.findings import has_errors

if TYPE_CHECKING:
    from desktop.exports.packet import Letter
    from desktop.exports.verification import Verification
    from desktop.services.signing_keys import KeyFile

KEY_VARIABLE = "LUMINARY_KEY_PASSPHRASE"


def _declare_build(parser: Parser) -> None:
    text = parser.text
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help=text.what("cli.arg.out"))
    parser.add_argument("--key", type=Path, metavar="FILE.p12", help=text.what("cli.arg.key"))
    parser.add_argument(
        "--key-passphrase-file", type=Path, metavar="F", help=text.what("cli.arg.key_passphrase_file")
    )
    parser.add_argument("--letter-no", metavar="TEXT", help=text.what("cli.arg.letter_no"))
    parser.add_argument("--letter-date", metavar="DATE", help=text.what("cli.arg.letter_date"))


def _declare_verify(parser: Parser) -> None:
    text = parser.text
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--trust", type=Path, metavar="PEM", help=text.what("cli.arg.trust"))
    parser.add_argument("--registry", type=Path, metavar="CSV", help=text.what("cli.arg.registry"))


def _build(context: Context) -> Outcome:
    from desktop.services import packets  # lazy: SQLAlchemy, ReportLab and pyHanko

    given = context.arguments
    with context.office() as office:
        built = packets.build(
            office, given.out, key=_key(given), letter=_letter(given), progress=context.progress
        )
    findings = findings_data(built.findings, context.text)
    if built.sealed is None or built.path is None:
        return Outcome(
            data={"path": None, "findings": findings},
            lines=(context.say("cli.packet.not_built"),),
            findings=built.findings,
            failed=True,
        )
    return Outcome(
        data={
            "path": str(built.path),
            "slip": str(built.slip),
            "excel": [str(path) for path in built.copies],
            "encrypted_path": None,
            "sequence": built.sequence,
            "packet_id": built.sealed.packet_id,
            "sha256": built.sealed.sha256,
            "files": list(built.sealed.files),
            "findings": findings,
        },
        lines=tuple(map(str, (built.path, built.slip, *built.copies))),
        findings=built.findings,
    )


def _key(given: argparse.Namespace) -> KeyFile | None:
    from desktop.services.signing_keys import KeyFile  # lazy: only this command needs SQLAlchemy

    if given.key is None:
        return None
    return KeyFile(given.key, read_secret(given.key_passphrase_file, KEY_VARIABLE, "cli.no_key_passphrase"))


def _letter(given: argparse.Namespace) -> Letter | None:
    from desktop.exports.packet import Letter  # lazy: with the others of this command

    if given.letter_no is None and given.letter_date is None:
        return None
    if given.letter_no is None or given.letter_date is None:
        raise UsageError("cli.letter_half")
    return Letter(read_date(given.letter_date), given.letter_no)


def _verify(context: Context) -> Outcome:
    from desktop.services import packets  # lazy: pyHanko costs half a second of start

    given = context.arguments
    answer = packets.verify_file(
        given.file, trust_file=given.trust, registry_file=given.registry, progress=context.progress
    )
    return Outcome(
        data=_answer_data(answer) | {"findings": findings_data(answer.findings, context.text)},
        lines=_answer_lines(answer, context),
        findings=answer.findings,
        failed=not answer.accepted or has_errors(answer.findings),
    )


def _answer_data(answer: Verification) -> dict[str, Any]:
    signer = answer.signer
    return {
        "complete": answer.complete,
        "unaltered": answer.unaltered,
        "signer": {
            "subject": signer.subject,
            "fingerprint": signer.fingerprint,
            "county_code": signer.county_code,
            "registered": signer.registered,
            "trusted": signer.trusted,
            "revocation": str(signer.revocation),
        },
    }


def _answer_lines(answer: Verification, context: Context) -> tuple[str, ...]:
    """The three answers in plain words."""
    signer = answer.signer
    words = {True: "yes", False: "no", None: "unknown"}
    return (
        context.say(f"cli.verify.complete.{words[answer.complete]}"),
        context.say(f"cli.verify.unaltered.{words[answer.unaltered]}"),
        context.say(
            "cli.verify.signer", subject=signer.subject or "—", fingerprint=signer.fingerprint or "—"
        ),
        context.say(f"cli.verify.registered.{words[signer.registered]}"),
        context.say(f"cli.verify.trusted.{words[signer.trusted]}"),
        context.say(f"cli.verify.revocation.{signer.revocation}"),
    )


COMMANDS = (
    Command(("packet", "build"), "cli.help.packet_build", _build, _declare_build),
    Command(("packet", "verify"), "cli.help.packet_verify", _verify, _declare_verify, office=False),
)
