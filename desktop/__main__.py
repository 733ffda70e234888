"""`luminary` and `python -m desktop`: hand over to the command line."""

from __future__ import annotations

import sys

from desktop.cli.main import main as run


def main() -> None:
    """Run the command line and end with its exit status."""
    sys.exit(run())


if __name__ == "__main__":
    main()
