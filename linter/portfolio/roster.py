"""The roster (花名册): who must report, as a table .xlsx or .csv (UTF-8 or GB18030) → units.

The header may stand below a title, its columns in any order. Needed is 名称; 别名 (several parted by 、 ; | or /), 级别, 特征,
区划, 上级 and 应报送 may be missing. A unit is its name together with the unit above: two counties of one name are two units.
"""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Connection, Engine, delete, insert, select, update

from linter.model.failure import UsageFailure
from linter.model.rule import LEVELS
from linter.portfolio.identity import unit_id
from linter.portfolio.matching import REPORTS, ROSTER
from linter.portfolio.names import key
from linter.portfolio.settling import settle
from linter.portfolio.spreadsheet import Row, sheets_of
from linter.portfolio.store import writing
from linter.portfolio.tables import alias, report, unit

if TYPE_CHECKING:
    from linter.output.catalogue import Catalogue

_HEADS = {
    "name": ("名称", "单位名称", "单位", "报送单位", "应报送单位名称", "name"),
    "aliases": ("别名", "简称", "曾用名", "其他名称", "aliases", "alias"),
    "level": ("级别", "层级", "单位层级", "行政级别", "level"),
    "traits": ("特征", "职能", "职能特征", "traits"),
    "region": ("区划", "地区", "区划地区", "行政区划", "所属地区", "区域", "region"),
    "parent": ("上级", "上级单位", "主管单位", "parent"),
    "must_submit": ("应报送", "是否应报送", "应报", "是否报送", "mustsubmit"),
}
_LEVELS = {
    "province": ("省", "省级", "自治区", "直辖市"),
    "city": ("市", "市级", "地级", "设区的市", "设区市", "州", "地市级"),
    "county": ("县", "县级", "区", "区县", "县区", "县市区", "旗"),
    "township": ("乡", "镇", "乡镇", "乡镇级", "街道", "镇街", "乡镇街道"),
    "department": ("部门", "部门级", "县级部门", "市级部门", "省级部门", "工作部门", "局"),
}
_TRAITS = {"enforces": ("执法", "行政执法"), "legislates": ("立法",), "reviews": ("复议", "行政复议"), "litigates": ("诉讼", "应诉", "行政诉讼")}
_YES = ("是", "应", "应报", "应报送", "√", "✓", "1", "y", "yes", "true", "")
_NO = ("否", "不", "不报", "无需", "×", "x", "0", "n", "no", "false")
_HEADER_ROWS = 10  # a title and remarks may stand above
_ROWS = 300_000
_BYTES = 50_000_000
_TOLD = 3
_SPACES = re.compile(r"[\s　()（）:：/*、]+")
_PARTED = re.compile(r"[、;；|/\n]+")


class Entry(NamedTuple):
    """A unit of the roster."""

    name: str
    aliases: tuple[str, ...]
    level: str | None
    traits: tuple[str, ...]
    region: str
    parent: str
    must_submit: bool

    @property
    def id(self) -> int:
        """The id of the unit."""
        return unit_id(key(self.name), key(self.parent))


class Enrolled(NamedTuple):
    """What a roster did to a store. `shared` are names that several units have: there the unit above must decide."""

    added: int
    changed: int
    same: int
    shared: tuple[str, ...]


def read_roster(path: str, words: "Catalogue") -> tuple[Entry, ...]:
    """The units of a roster in order. UsageFailure, with the numbers of the rows, for what is no roster or does not hold."""
    data = _bytes(path, words)
    suffix = path.rpartition(".")[2].lower()
    if suffix not in ("xlsx", "csv"):
        raise UsageFailure(words("roster.format", path=path))
    rows = _workbook(data, path, words) if suffix == "xlsx" else _table(data, path, words)
    entries = tuple(_entries(rows, path, words))
    if not entries:
        raise UsageFailure(words("roster.empty", path=path))
    return entries


def _bytes(path: str, words: "Catalogue") -> bytes:
    try:
        with open(path, "rb") as file:
            data = file.read(_BYTES + 1)
    except FileNotFoundError:
        raise UsageFailure(words("roster.missing", path=path)) from None
    except OSError:
        raise UsageFailure(words("roster.unreadable", path=path)) from None
    if len(data) > _BYTES:
        raise UsageFailure(words("roster.size", path=path, limit=_BYTES))
    return data


def _table(data: bytes, path: str, words: "Catalogue") -> list[Row]:
    import csv
    import io

    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise UsageFailure(words("roster.encoding", path=path))
    head = text[:2000]
    separator = max((",", "，", ";", "\t"), key=lambda mark: (head.count(mark), mark == ","))
    try:
        return [(number, cells) for number, cells in zip(range(1, _ROWS + 1), csv.reader(io.StringIO(text, newline=""), delimiter=separator), strict=False)]
    except csv.Error:
        raise UsageFailure(words("roster.broken", path=path)) from None


def _workbook(data: bytes, path: str, words: "Catalogue") -> list[Row]:
    from linter.model.failure import ReadFailure

    try:
        sheets = sheets_of(data, _ROWS)
    except ReadFailure as failure:
        if not data.startswith(b"PK"):  # no package at all, whatever it is called
            raise UsageFailure(words("roster.broken", path=path)) from None
        raise UsageFailure(f"{path}：{failure.message}") from None
    except ValueError:
        raise UsageFailure(words("roster.broken", path=path)) from None
    return next((rows for rows in sheets if _header(rows)), sheets[0] if sheets else [])


def _plain(cell: str) -> str:
    return _SPACES.sub("", cell).lower()


def _header(rows: Iterable[Row]) -> tuple[int, dict[str, int]] | None:
    """(index of the row below the header, column of each field); None where no row names units."""
    for index, (_, cells) in enumerate(rows):
        if index == _HEADER_ROWS:
            break
        columns: dict[str, int] = {}
        for at, cell in enumerate(cells):
            for field, heads in _HEADS.items():
                if _plain(cell) in heads:
                    columns.setdefault(field, at)
        if "name" in columns and (len(columns) > 1 or sum(bool(cell.strip()) for cell in cells) == 1):
            return index + 1, columns
    return None


def _entries(rows: list[Row], path: str, words: "Catalogue") -> Iterator[Entry]:
    found = _header(rows)
    if found is None:
        raise UsageFailure(words("roster.header", path=path, rows=_HEADER_ROWS))
    first, columns = found
    faults: dict[str, list[int]] = {}
    seen: dict[int, int] = {}
    for number, cells in rows[first:]:
        own = {field: cells[at].strip() if at < len(cells) else "" for field, at in columns.items()}
        if not any(own.values()):
            continue
        entry = _entry(own, number, faults)
        if entry is None:
            continue
        if entry.id in seen:
            faults.setdefault("roster.twice", []).append(number)
            continue
        seen[entry.id] = number
        yield entry
    for fault, numbers in faults.items():
        told = "、".join(map(str, numbers[:_TOLD])) + ("…" if len(numbers) > _TOLD else "")
        raise UsageFailure(words(fault, path=path, rows=told))


def _entry(own: dict[str, str], number: int, faults: dict[str, list[int]]) -> Entry | None:
    level = _one(own.get("level", ""), _LEVELS, LEVELS)
    must = own.get("must_submit", "").lower()
    name = own["name"]
    traits = [_one(part, _TRAITS, tuple(_TRAITS)) for part in _PARTED.split(own.get("traits", "").replace("，", "、").replace(",", "、")) if part.strip()]
    for wrong, fault in (
        (not key(name), "roster.name"),
        (level == "", "roster.level"),
        ("" in traits, "roster.traits"),
        (must not in _YES + _NO, "roster.must"),
    ):
        if wrong:
            faults.setdefault(fault, []).append(number)
            return None
    aliases = tuple(dict.fromkeys(part.strip() for part in _PARTED.split(own.get("aliases", "").replace("，", "、").replace(",", "、")) if key(part)))
    return Entry(name, aliases, level, tuple(sorted({trait for trait in traits if trait})), own.get("region", ""), own.get("parent", ""), must in _YES)


def _one(cell: str, table: dict[str, tuple[str, ...]], known: tuple[str, ...]) -> str | None:
    """The word of the program for a cell; None for an empty one, '' for one that is not known."""
    plain = _plain(cell)
    if not plain:
        return None
    return plain if plain in known else next((word for word, spelt in table.items() if plain in spelt), "")


def enrol(engine: Engine, entries: Iterable[Entry]) -> Enrolled:
    """Takes a roster into the store and matches all reports anew. Units that it does not name stay as they are.

    The same roster twice changes nothing.
    """
    added = changed = same = 0
    with writing(engine) as connection:
        known = {row.id: row for row in connection.execute(select(unit))}
        names = _names(connection)
        for entry in entries:
            row = {
                "name": entry.name, "level": entry.level, "region": entry.region, "parent": entry.parent, "traits": " ".join(entry.traits),
                "must_submit": entry.must_submit, "origin": ROSTER,
            }  # fmt: skip
            own = {key(name): name for name in reversed((entry.name, *entry.aliases))}
            held = known.get(entry.id)
            if held is None:
                connection.execute(insert(unit), {"id": entry.id, **row})
                added += 1
            elif any(getattr(held, field) != value for field, value in row.items()) or names.get(entry.id) != own:
                connection.execute(update(unit).where(unit.c.id == entry.id).values(**row))
                connection.execute(delete(alias).where(alias.c.unit_id == entry.id))
                changed += 1
            else:
                same += 1
                continue
            connection.execute(insert(alias), [{"unit_id": entry.id, "key": folded, "name": name} for folded, name in sorted(own.items())])
        _retired(connection)
        settle(connection)
        return Enrolled(added, changed, same, _shared(connection))


def _names(connection: Connection) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = {}
    for row in connection.execute(select(alias.c.unit_id, alias.c.key, alias.c.name)):
        found.setdefault(row.unit_id, {})[row.key] = row.name
    return found


def _retired(connection: Connection) -> None:
    """Units that reports made go when there is a roster; but for those that somebody assigned a report to."""
    assigned = select(report.c.unit_id).where(report.c.matched == "assigned", report.c.unit_id.is_not(None))
    connection.execute(update(report).where(report.c.matched == "report").values(unit_id=None, matched="none"))
    connection.execute(delete(unit).where(unit.c.origin == REPORTS, unit.c.id.not_in(assigned)))


def _shared(connection: Connection) -> tuple[str, ...]:
    """Names that several units of the roster have."""
    owners: dict[str, set[int]] = {}
    spelt: dict[str, str] = {}
    for row in connection.execute(select(alias.c.unit_id, alias.c.key, alias.c.name).order_by(alias.c.unit_id)):
        owners.setdefault(row.key, set()).add(row.unit_id)
        spelt.setdefault(row.key, row.name)
    return tuple(sorted(spelt[folded] for folded, ids in owners.items() if len(ids) > 1))
