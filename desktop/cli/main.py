"""The entry of the command line: parse, run one command, print, and end with the right exit status."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from desktop.cli.command import Command, Context, Outcome
from desktop.cli.crash import report_crash
from desktop.cli.progress import StderrProgress
from desktop.cli.registry import COMMANDS
from desktop.cli.usage import Parser, speak
from desktop.core import messages
from desktop.core.errors import Cancelled, EnvironmentFailure, KnownError, UsageError
from desktop.core.findings import Severity
from desktop.core.os_errors import known

LANGUAGE_VARIABLE = "LUMINARY_LANG"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status: 0 done, 1 data, 2 usage, 3 environment. Never raises."""
    _use_any_console()
    words = list(sys.argv[1:] if argv is None else argv)
    text = messages.catalogue(_language(words))
    try:
        arguments = _parser(text).parse_args(words)
        _refuse_what_is_no_text(arguments)
    except SystemExit as ended:  # argparse has printed its help
        return int(ended.code or 0)
    except KnownError as error:
        return _fail(error, text, as_json="--json" in words)
    command: Command = arguments.command
    try:
        outcome = command.run(Context(arguments, text, StderrProgress(text)))
        return _print(outcome, text, as_json=arguments.json)
    except KnownError as error:
        return _fail(error, text, as_json=arguments.json)
    except (KeyboardInterrupt, Cancelled):
        return _fail(EnvironmentFailure("cli.interrupted"), text, as_json=arguments.json)
    except BrokenPipeError:  # the reader of our output went away, as `| head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EnvironmentFailure.exit_status
    except OSError as error:
        return _fail(known(error), text, as_json=arguments.json)
    except Exception as error:  # noqa: BLE001 - the crash hook of the command line: never a traceback
        return _fail(report_crash(error), text, as_json=arguments.json)


def _refuse_what_is_no_text(arguments: argparse.Namespace) -> None:
    """Raise `UsageError` for bytes that this system's encoding does not know; in a path they are allowed."""
    for name, value in vars(arguments).items():
        if isinstance(value, str) and any("\ud800" <= letter <= "\udfff" for letter in value):
            raise UsageError("cli.not_text", argument=name.replace("_", "-"))


def _use_any_console() -> None:
    """A zh-TW Windows console is cp950: show what it lacks as \\u escapes instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _language(words: Sequence[str]) -> str:
    """--lang of the words, read before the parser is built so that its help is in that language."""
    given = [word.removeprefix("--lang=") for word in words if word.startswith("--lang=")]
    given += [after for word, after in pairwise(words) if word == "--lang"]
    asked = given[-1] if given else os.environ.get(LANGUAGE_VARIABLE, "")
    return asked if asked in messages.LANGUAGES else messages.LANGUAGES[0]


def _parser(text: messages.Catalogue) -> Parser:
    speak(text)
    parser = Parser(text=text, prog="luminary", description=text.text("cli.description"))
    _add_language(parser)
    families: dict[tuple[str, ...], argparse._SubParsersAction[Parser]] = {
        (): parser.add_subparsers(metavar=text.what("cli.metavar"), required=True)
    }
    for command in COMMANDS:
        *family, word = command.words
        key = tuple(family)
        if key not in families:
            group = families[()].add_parser(family[0], text=text, help=text.what(f"cli.family.{family[0]}"))
            families[key] = group.add_subparsers(metavar=text.what("cli.metavar"), required=True)
        help_text = text.text(command.help)
        sub = families[key].add_parser(word, text=text, help=help_text, description=help_text)
        command.declare(sub)
        _add_common(sub, command)
        sub.set_defaults(command=command)
    return parser


def _add_common(parser: Parser, command: Command) -> None:
    text = parser.text
    if command.office:
        parser.add_argument("--data", type=Path, metavar="DIR", help=text.what("cli.arg.data"))
        parser.add_argument(
            "--passphrase-file", type=Path, metavar="F", help=text.what("cli.arg.passphrase_file")
        )
    parser.add_argument("--json", action="store_true", help=text.what("cli.arg.json"))
    _add_language(parser)


def _add_language(parser: Parser) -> None:
    """Before the command or after it; `_language` has read it already."""
    parser.add_argument("--lang", choices=messages.LANGUAGES, help=parser.text.what("cli.arg.lang"))


def _print(outcome: Outcome, text: messages.Catalogue, *, as_json: bool) -> int:
    for finding in outcome.findings:
        if finding.severity is not Severity.INFO:
            print(text.sentence(finding), file=sys.stderr)
    if as_json:
        _print_json(outcome.data)
    else:
        for line in outcome.lines:
            print(line)
    return 1 if outcome.failed else 0


def _fail(error: KnownError, text: messages.Catalogue, *, as_json: bool) -> int:
    sentence = text.error(error)
    print(sentence, file=sys.stderr)
    if as_json:
        _print_json({"error": {"code": error.code, "message": sentence}})
    return error.exit_status


def _print_json(data: object) -> None:
    """One object, UTF-8 whatever the console's own encoding is."""
    line = json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"
    sys.stdout.flush()
    binary = getattr(sys.stdout, "buffer", None)
    if binary is None:  # a test's captured stream
        sys.stdout.write(line)
    else:
        binary.write(line.encode("utf-8", "backslashreplace"))
        binary.flush()
