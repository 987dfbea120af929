"""The commonest gaps of a year: duties by the share of reports that do not report them, over all and by level or place."""

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from linter.portfolio.scope import Scope
from linter.portfolio.table import Cell, Column, Table, columns
from linter.portfolio.values import STATUSES
from linter.portfolio.views.entries import Entry, area, dimensions_of, duties_of, entries, levels_of, scope_notes, share

if TYPE_CHECKING:
    from linter.output.catalogue import Catalogue

_EVIDENCED, _MENTIONED, _PLANNED, _ABSENT = (STATUSES.index(status) for status in ("evidenced", "mentioned", "planned", "absent"))
_OPEN = STATUSES.index("review")


def gaps(connection: Connection, scope: Scope, words: "Catalogue", *, by: str = "", top: int = 0) -> Table:
    """Duties of the one year in `scope.years`, the commonest gap first; `by` level | region adds its share in each, `top` keeps so many.

    A gap is a duty that a report does not report or only plans, among the reports where it applies and the rules decide; those to be reviewed
    are counted beside it.
    """
    found = entries(connection, scope, statuses=True)
    titles = dimensions_of(connection, scope, words)
    groups = _groups(found, by, words)
    whole = _joined(found)
    parts = {group: _joined(own) for group, own in groups.items()}
    rules = len(found[0].statuses) if found else 1
    rows: list[tuple[Cell, ...]] = []
    for duty in duties_of(connection, scope, words):
        column = whole[duty.number :: rules]
        evidenced, mentioned, planned, absent = map(column.count, (_EVIDENCED, _MENTIONED, _PLANNED, _ABSENT))
        decided = evidenced + mentioned + planned + absent
        if decided and planned + absent:
            shares = [_share(part[duty.number :: rules]) for part in parts.values()]
            missing = share(planned + absent, decided)
            rows.append((duty.title, titles[duty.dimension], decided, absent, planned, mentioned, evidenced, column.count(_OPEN), missing, *shares, duty.name))
    rows.sort(key=lambda row: (-row[8], -row[3]))  # type: ignore[operator]  # of equal ones that of the first dimension
    heads = columns(words, "duty", "dimension-", "applies:number", "absent:number", "planned:number", "mentioned:number", "evidenced:number", "review:number-", "gap:percent")
    heads += tuple(Column(f"{by}:{key}", title, "percent", words("common.group")) for key, title in _titles(groups, by, words).items()) + columns(words, "rule-")
    (year,) = scope.years
    own = [words("common.note")] if rows else []
    if top and len(rows) > top:
        own.append(words("common.top", shown=top, number=len(rows)))
    return Table("gaps", words("common", year=year), heads, tuple(rows[:top] if top else rows), scope_notes(connection, scope, words, len(found), before=own))


def _groups(found: list[Entry], by: str, words: "Catalogue") -> dict[str, list[Entry]]:
    """Level or place → its reports, in their order."""
    held: dict[str, list[Entry]] = defaultdict(list)
    for entry in found if by else ():
        held[(entry.level or "") if by == "level" else area(entry.region, entry.parent) or words("views.nowhere")].append(entry)
    order = [*levels_of(found), ""] if by == "level" else sorted(held)
    return {key: held[key] for key in order if key in held}


def _titles(groups: dict[str, list[Entry]], by: str, words: "Catalogue") -> dict[str, str]:
    return {key: (words.term("level", key) if key else words("unknown")) if by == "level" else key for key in groups}


def _joined(found: list[Entry]) -> bytes:
    return b"".join(entry.statuses for entry in found)


def _share(column: bytes) -> Cell:
    """The share of gaps in a column of statuses."""
    missing = column.count(_ABSENT) + column.count(_PLANNED)
    return share(missing, missing + column.count(_EVIDENCED) + column.count(_MENTIONED))
