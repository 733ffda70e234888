"""Every command there is.

To add one: 1. write `declare` and `run` in the file of its family, 2. list it in that file's COMMANDS with
the code of its help text, 3. add its messages to resources/messages/cli.toml.
"""

from __future__ import annotations

from desktop.cli import (
    attendance,
    backups,
    calendar,
    camp,
    check,
    demo,
    diagnose,
    events,
    forms,
    handover,
    hosting,
    imports,
    letters,
    mentoring,
    nominate,
    office_secrets,
    offices,
    packets,
    pair,
    pairs,
    plan,
    proposal,
    reflections,
    rounds,
    scope,
    showcase,
    statistics,
    undo,
)
from desktop.cli.command import Command

COMMANDS: tuple[Command, ...] = (
    *demo.COMMANDS,
    *offices.COMMANDS,
    *office_secrets.COMMANDS,
    *plan.COMMANDS,
    *imports.COMMANDS,
    *letters.COMMANDS,
    *rounds.COMMANDS,
    *nominate.COMMANDS,
    *attendance.COMMANDS,
    *calendar.COMMANDS,
    *camp.COMMANDS,
    *reflections.COMMANDS,
    *showcase.COMMANDS,
    *mentoring.COMMANDS,
    *pair.COMMANDS,
    *pairs.COMMANDS,
    *proposal.COMMANDS,
    *diagnose.COMMANDS,
    *events.COMMANDS,
    *hosting.COMMANDS,
    *statistics.COMMANDS,
    *scope.COMMANDS,
    *check.COMMANDS,
    *forms.COMMANDS,
    *packets.COMMANDS,
    *backups.COMMANDS,
    *handover.COMMANDS,
    *undo.COMMANDS,
)
