"""`luminary` and `python -m desktop`: the window, or the command line when there are words for it."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the window or a command and end with its exit status."""
    words = sys.argv[1:]
    if not words or words[0] == "gui":
        # Imported here: the command line must run where there is no Qt, and the window starts faster alone.
        from desktop.app import main as window  # noqa: PLC0415 - see above

        sys.exit(window(words[1:]))
    if words[0] == "shots":
        from desktop.app import shots  # noqa: PLC0415 - the same

        sys.exit(shots(words[1:]))
    from desktop.cli.main import main as command  # noqa: PLC0415 - the window does without it

    sys.exit(command(words))


if __name__ == "__main__":
    main()
