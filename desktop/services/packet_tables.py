"""The rows of a packet's tables: everybody it names once, and what each family of activities says of them.

Column orders are those of `resources/packet/tables/`; a test holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from desktop.exports.packet import TableData
from desktop.services import packet_cells
from desktop.services.desk import Dossier


def tables(session: Session, dossiers: Sequence[Dossier]) -> tuple[TableData, ...]:
    """The tables of a packet that holds these dossiers."""
    people = {entry.person.id: entry.person for one in dossiers for entry in one.entries}
    own = (table for one in dossiers for table in one.tables(session))
    return (TableData("people", tuple(packet_cells.person(row) for row in people.values())), *own)
