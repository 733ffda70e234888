"""The parser of the command line: argparse in the language asked for, its refusals as `UsageError`."""

from __future__ import annotations

import argparse
import sys
from typing import Any, NoReturn

from desktop.core.errors import UsageError
from desktop.core.messages import Catalogue

_WORDS = {
    "usage: ": "frame.usage",
    "positional arguments": "cli.argparse.positional",
    "options": "cli.argparse.options",
    "show this help message and exit": "cli.argparse.help",
    "argument %(argument_name)s: %(message)s": "cli.argparse.argument",
    "the following arguments are required: %s": "cli.argparse.required",
    "unrecognized arguments: %s": "cli.argparse.unrecognised",
    "expected one argument": "cli.argparse.one",
    "invalid choice: %(value)r (choose from %(choices)s)": "cli.argparse.choice",
    "not allowed with argument %s": "cli.argparse.not_with",
}
"""What argparse says by itself → the code of what we say; anything else it says stays in English."""


class Parser(argparse.ArgumentParser):
    """The parser of one command; `text` is the catalogue for its help.

    Options are taken as they are written, never shortened: a script must not break when one is added.
    """

    def __init__(self, *, text: Catalogue, **options: Any) -> None:
        super().__init__(allow_abbrev=False, **options)
        self.text = text

    def error(self, message: str) -> NoReturn:
        """Show how the command is used, and raise `UsageError` with what is wrong."""
        self.print_usage(sys.stderr)
        raise UsageError("cli.usage", reason=message, command=self.prog)


def speak(text: Catalogue) -> None:
    """Let argparse use the words of this catalogue, with its own placeholders."""
    # It asks gettext, which has no Chinese for it, by a global name that it looks up each time.
    vars(argparse)["_"] = lambda words: text.what(_WORDS[words]) if words in _WORDS else words
