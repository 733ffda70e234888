"""Which program this is, and when it was made: a PC's clock before that moment is wrong."""

from __future__ import annotations

from datetime import datetime

from desktop.core.clock import TAIWAN

VERSION = "0.1.0"
BUILT_AT = datetime(2026, 11, 24, tzinfo=TAIWAN)
