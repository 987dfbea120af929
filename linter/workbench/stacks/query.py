"""What a page of the stacks is asked for: the address after the question mark, read and written. Nothing else remembers it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from starlette.datastructures import QueryParams

from linter.configuration.keys import LEVELS

_LONGEST = 100  # characters of a word to look for
ALL = "all"  # of years


class Query(NamedTuple):
    """A view and what narrows it; '' and None narrow nothing. `sort` is the key of a column, with - in front falling; of `table` where a view has several."""

    view: str = ""
    book: int | None = None
    year: str = ""  # '' the view's own choice, ALL, or a year
    level: str = ""
    region: str = ""
    find: str = ""
    by: str = ""
    part: str = ""  # a dimension: the columns of the heat map
    table: str = ""
    sort: str = ""
    page: int = 1

    def address(self, **other: Any) -> str:
        """The address of this query with other values; another view, order or narrowing begins at its first page."""
        if other and "page" not in other:
            other["page"] = 1
        asked = self._replace(**other)
        return f"/stacks/{asked.view}" + asked.tail()

    def tail(self) -> str:
        """What stands after the path, with its question mark; '' where nothing is asked."""
        said = [(name, str(value)) for name, value in zip(self._fields[1:], self[1:], strict=True) if value not in ("", None) and (name, value) != ("page", 1)]
        return "?" + str(QueryParams(said)) if said else ""

    def said(self) -> tuple[str, ...]:
        """The query as plain words, a name before each value."""
        return tuple(word for name, value in zip(self._fields, self, strict=True) if value is not None for word in (name, str(value)))

    def kept(self) -> "Query":
        """What is true of another view too: rulebook, year, level, region."""
        return Query("", self.book, self.year, self.level, self.region)


def query_of(view: str, said: Mapping[str, str]) -> Query:
    """The query of an address. What cannot be meant is left out: an address may be old, or typed."""
    year, page, sort = said.get("year", ""), said.get("page", ""), said.get("sort", "")
    return Query(
        view,
        number(said.get("book", "")),
        year if year == ALL or number(year) is not None else "",
        said["level"] if said.get("level") in LEVELS else "",
        said.get("region", "")[:_LONGEST],
        said.get("find", "").strip()[:_LONGEST],
        said.get("by", "")[:_LONGEST],
        said.get("part", "")[:_LONGEST],
        said.get("table", "")[:_LONGEST],
        sort[:_LONGEST],
        max(1, number(page) or 1),
    )


def number(text: str) -> int | None:
    """A whole number of at most 16 digits; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 16 else None
