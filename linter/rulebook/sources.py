"""rules/sources.yaml: each law and document once, and the outlines that say which duties a year has."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from linter.model.failure import RuleFailure
from linter.model.fold import fold
from linter.model.rule import Basis, Source
from linter.model.text import Block
from linter.rulebook.diagnosis import near, validate
from linter.rulebook.page import Page
from linter.rulebook.schema import MARKS
from linter.rulebook.wording import say

FILE = "sources.yaml"
KINDS = ("law", "regulation", "interpretation", "party", "opinion", "plan", "standard", "local")
_FIRST, _LAST = 1949, 2100  # years without limit
_STATE = "中华人民共和国"  # opens the full name of a national law
_BARE_KINDS = ("law", "regulation", "party")
_SHORT = 3  # characters of the shortest name that is found without 《》; 刑法 and 水法 are not
_DATES = ("from", "to", "since", "published")
_WORD = {"type": "string", "minLength": 1}
_MARK = {"enum": list(MARKS)}
_CLAUSES = {"type": "object", "additionalProperties": _MARK, "minProperties": 1}
_YEAR = {"type": ["integer", "null"]}
_YEARS = {"type": "array", "items": _YEAR, "minItems": 2, "maxItems": 2}
_ALIAS = {
    "type": "object",
    "properties": {"name": _WORD, "years": _YEARS},
    "required": ["name", "years"],
    "additionalProperties": False,
}
_MOVE = {
    "type": "object",
    "properties": {"was": {"type": "integer", "minimum": 1}, "now": {"type": "integer", "minimum": 1}, "about": {"type": "array", "items": _WORD, "minItems": 1}},
    "required": ["was", "now", "about"],
    "additionalProperties": False,
}
_SOURCE = {
    "type": "object",
    "properties": {
        "name": _WORD,
        "aliases": {"type": "array", "items": {"anyOf": [_WORD, _ALIAS]}, "minItems": 1, "uniqueItems": True},
        "number": _WORD,
        "kind": {"enum": list(KINDS)},
        "from": _WORD,
        "to": _WORD,
        "superseded_by": _WORD,
        "text": _MARK,
        "items": _CLAUSES,
        "articles": _CLAUSES,
        "titles": {"type": "object", "additionalProperties": _WORD, "minProperties": 1},
        "recalled": {"type": "array", "items": {"enum": ["name", "number", "from", "to", "superseded_by", "since", "published"]}, "minItems": 1},
        "since": _WORD,
        "published": _WORD,
        "last_article": {"type": "integer", "minimum": 1},
        "moved": {"type": "array", "items": _MOVE, "minItems": 1},
        "namesakes": {"const": True},
        "note": _WORD,
    },
    "required": ["name", "kind", "text"],
    "additionalProperties": False,
}
_NOTICE = {"type": "object", "properties": {"zh": _WORD, "en": _WORD}, "required": ["zh", "en"], "additionalProperties": False}
_OUTLINE = {
    "type": "object",
    "properties": {"id": _WORD, "source": _WORD, "years": _YEARS, "confirmed": {"type": "boolean"}, "notice": _NOTICE},
    "required": ["id", "source", "years", "confirmed"],
    "additionalProperties": False,
}
_NAMES = {"type": "array", "items": _WORD, "minItems": 1, "uniqueItems": True}
_SCHEMA = {
    "type": "object",
    "properties": {
        "outlines": {"type": "array", "items": _OUTLINE},
        "sources": {"type": "object", "additionalProperties": _SOURCE},
        "laws": {"type": "object", "properties": dict.fromkeys(MARKS, _NAMES), "additionalProperties": False},
    },
    "required": ["sources"],
    "additionalProperties": False,
}


class Shelf(NamedTuple):
    """All sources and outlines. `titles` are the numbered items of an outline: key → item → title."""

    sources: dict[str, Source]
    titles: dict[str, dict[str, str]]
    outlines: tuple[dict[str, Any], ...]

    def basis(self, entry: dict[str, Any]) -> Basis:
        """The basis of one entry of a rule, whose source is known.

        `text` is the rule's own mark, else that of the item or article, else (where the rule cites no clause)
        that of the source. That a document was seen says nothing of a clause that is not listed: recalled.
        """
        source = self.sources[entry["source"]]
        item, article = str(entry.get("item", "")), str(entry.get("article", ""))
        clause = item or article
        mark = source.text
        if clause:
            mark = source.items.get(clause) or source.items.get(clause.split(".")[0], "recalled")
        return Basis(source.key, item, article, entry.get("text", mark))


def gather(pages: list[Page]) -> tuple[Shelf, list[RuleFailure]]:
    """The sources of every folder's sources.yaml; a key is defined once."""
    sources: dict[str, Source] = {}
    titles: dict[str, dict[str, str]] = {}
    outlines: list[dict[str, Any]] = []
    homes: dict[str, str] = {}
    names: dict[str, list[tuple[str, int, int]]] = {}
    lines: dict[str, tuple[str, int | None]] = {}
    failures: list[RuleFailure] = []
    for page in pages:
        faults = validate(page, _SCHEMA)
        failures += faults
        if faults:
            continue
        for key, entry in page.data["sources"].items():
            line = page.line(("sources", key))
            if key in sources:
                failures.append(RuleFailure(page.file, line, say("source-taken", key=key, file=homes[key])))
                continue
            failures += [RuleFailure(page.file, line, sentence) for sentence in _faults(key, entry)]
            homes[key] = page.file
            lines[key] = (page.file, line)
            sources[key] = _source(key, entry)
            names[key] = _names(entry)
            if "titles" in entry:
                titles[key] = entry["titles"]
        for mark, plain in page.data.get("laws", {}).items():
            for index, name in enumerate(plain):
                line = page.line(("laws", mark, index))
                if name in sources:
                    failures.append(RuleFailure(page.file, line, say("source-taken", key=name, file=homes[name])))
                    continue
                homes[name] = page.file
                sources[name] = Source(name, _STATE + name, (name,), "", "law", "", "", "", mark, {}, spelt=(_STATE + name, name))
                names[name] = [(_STATE + name, _FIRST, _LAST), (name, _FIRST, _LAST)]
                lines[name] = (page.file, line)
        outlines += [
            {**outline, "line": page.line(("outlines", index)), "file": page.file}
            for index, outline in enumerate(page.data.get("outlines", []))
        ]
    failures += _crossed(lines, sources, names)
    failures += _outlined(outlines, sources)
    plain = [
        {**{key: value for key, value in outline.items() if key not in ("line", "file")}, "titles": titles.get(outline["source"], {})}
        for outline in outlines
    ]
    return Shelf(_with_bare(sources), titles, tuple(plain)), failures


def _source(key: str, entry: dict[str, Any]) -> Source:
    aliases = tuple(alias if isinstance(alias, str) else alias["name"] for alias in entry.get("aliases", []))
    return Source(
        key,
        entry["name"],
        aliases,
        entry.get("number", ""),
        entry["kind"],
        entry.get("from", ""),
        entry.get("to", ""),
        entry.get("superseded_by", ""),
        entry["text"],
        {str(clause): mark for clause, mark in {**entry.get("items", {}), **entry.get("articles", {})}.items()},
        tuple(entry.get("recalled", ())),
        entry.get("since", ""),
        entry.get("published", ""),
        tuple((alias["name"], alias["years"][0] or _FIRST, alias["years"][1] or _LAST) for alias in entry.get("aliases", []) if not isinstance(alias, str)),
        entry.get("last_article", 0),
        tuple((move["was"], move["now"], tuple(move["about"])) for move in entry.get("moved", ())),
        entry.get("namesakes", False),
        tuple(_folded(name) for name in (entry["name"], *aliases)),
    )


def _folded(name: str) -> str:
    return fold(name, (Block("paragraph", 0, len(name)),)).text


def _with_bare(sources: dict[str, Source]) -> dict[str, Source]:
    """Adds the names that are worth looking for without 《》: of laws, regulations and party documents that began, ended or
    were renumbered at a time that is known, and longer names that hold one of them (劳动合同法 is no 合同法)."""
    named = {key: source for key, source in sources.items() if source.kind in _BARE_KINDS}
    dated = {key for key, source in named.items() if source.start or source.end or source.moved or source.last_article}
    wanted = {name for key in dated for name in named[key].spelt if len(name) >= _SHORT}
    out = dict(sources)
    for key, source in named.items():
        bare = tuple(name for name in source.spelt if name in wanted or any(other in name for other in wanted))
        if bare:
            out[key] = source._replace(bare=bare)
    return out


def _faults(key: str, entry: dict[str, Any]) -> Iterator[str]:
    days: dict[str, date] = {}
    for name in _DATES:
        if name in entry:
            try:
                days[name] = date.fromisoformat(entry[name])
            except ValueError:
                yield say("source-date", date=entry[name])
    for first, second in (("from", "to"), ("published", "from"), ("since", "from")):
        if first in days and second in days and days[first] > days[second]:
            yield say("source-dates", key=key, start=entry[first], end=entry[second])
    if "items" in entry and "articles" in entry:
        yield say("source-both", key=key)
    for item in entry.get("items", {}):
        if item not in entry.get("titles", {}):
            yield say("source-items", key=key, item=item)


def _names(entry: dict[str, Any]) -> list[tuple[str, int, int]]:
    """Name and aliases, each with the report years it is used for."""
    found = [(entry["name"], _FIRST, _LAST)]
    for alias in entry.get("aliases", []):
        if isinstance(alias, str):
            found.append((alias, _FIRST, _LAST))
        else:
            first, last = alias["years"]
            found.append((alias["name"], first or _FIRST, last or _LAST))
    return found


def _crossed(lines: dict[str, tuple[str, int | None]], sources: dict[str, Source], names: dict[str, list[tuple[str, int, int]]]) -> Iterator[RuleFailure]:
    """Names that two sources have in the same year, and successors that are not there."""
    taken: dict[str, list[tuple[int, int, str]]] = {}
    for key in sorted(names):
        for name, first, last in names[key]:
            other = next((o for f, t, o in taken.get(name, ()) if o != key and f <= last and first <= t), None)
            if other:
                yield RuleFailure(*lines[key], say("source-name", name=name, other=other))
            taken.setdefault(name, []).append((first, last, key))
        successor = sources[key].superseded_by
        if successor and successor not in sources:
            yield RuleFailure(*lines[key], say("superseded-unknown", key=key, other=successor, hint=near(successor, sources)))


def _outlined(outlines: list[dict[str, Any]], sources: dict[str, Source]) -> Iterator[RuleFailure]:
    taken: dict[int, str] = {}
    for outline in outlines:
        file, line, name = outline["file"], outline["line"], outline["id"]
        if outline["source"] not in sources:
            hint = near(outline["source"], sources)
            yield RuleFailure(file, line, say("outline-source", id=name, source=outline["source"], hint=hint))
        if not outline["confirmed"] and "notice" not in outline:
            yield RuleFailure(file, line, say("outline-notice", id=name))
        first, last = outline["years"]
        for year in range(first or _FIRST, (last or _LAST) + 1):
            if taken.setdefault(year, name) != name:
                yield RuleFailure(file, line, say("outline-overlap", id=name, other=taken[year]))
                break
