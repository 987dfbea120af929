"""Tables of wrong wording → what is written instead, and where the words around a hit leave no doubt.

The form of a table is told at the head of rules/lexicon/terms.yaml. Literals only: the one pass over the view finds
them, and what stands around is looked at where one was found.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from linter.checks.context import Context
from linter.checks.matchers import folded
from linter.checks.sources.surroundings import Surroundings

_GROUP = re.compile(r"\(([^()|]*(?:\|[^()|]*)+)\)")
_FOUND = "(*)"
_WINDOW = 24  # characters on either side that are cut into words
_CROSSING = 3  # characters up to which a wording may be the end of one word and the beginning of the next
_QUOTES = frozenset("“”‘’\"'「」『』")
_CONTEXT = ("near", "unless", "before", "after", "not-before", "not-after")
_OPTIONS = {"use", "except", "within", "from", "to", "severity", "doubt", "sure", *_CONTEXT}

# wording → [correction, conditions]
Table = dict[str, list[Any]]


class Hit(NamedTuple):
    """A wrong wording at a view span, and what the table says of it."""

    start: int
    end: int
    use: str
    severity: str
    doubt: bool


def prepare(table: dict[str, Any]) -> Table:
    """A table of the lexicon as plain data. ValueError with a sentence where an entry makes no sense."""
    out: Table = {}
    for key, value in table.items():
        entry = dict(value) if isinstance(value, dict) else {"use": value}
        unknown = set(entry) - _OPTIONS
        if unknown or not isinstance(entry.get("use"), str):
            raise ValueError(f"词表条目“{key}”要写 use；不认识的键：{'、'.join(sorted(unknown)) or '无'}")
        use = entry.pop("use")
        conditions = {name: [folded(word) for word in value] if isinstance(value, list) else value for name, value in entry.items()}
        literals = [(folded(wording), word) for wording, word in _spelt_out(key)]
        for mask in conditions.get("except", ()):
            if not any(literal in mask for literal, _ in literals):
                raise ValueError(f"词表条目“{key}”的例外“{mask}”中没有该用语")
        for literal, word in literals:
            if literal in out:
                raise ValueError(f"词表条目“{literal}”写了两次")
            if len(literal) < 2:
                raise ValueError(f"词表条目“{literal}”过短")
            own = dict(conditions)
            if "except" in own:
                own["except"] = [[mask, mask.index(literal)] for mask in own["except"] if literal in mask]
            out[literal] = [use.replace(_FOUND, word), own]
    return out


def _spelt_out(key: str) -> Iterator[tuple[str, str]]:
    """(wording, word of its group) of a key; a key without a group stands for itself."""
    group = _GROUP.search(key)
    if group is None:
        yield key, ""
        return
    for word in group[1].split("|"):
        yield key[: group.start()] + word + key[group.end() :], word


def find(table: Table, context: Context, near: Surroundings, year: int | None) -> list[Hit]:
    """What stands in the report and nothing around it excuses, sorted by place; of overlapping hits the longest."""
    hits = context.scan.hits
    present = table.keys() & hits.keys()
    found = []
    for wording in present:
        use, conditions = table[wording]
        if not _in_years(conditions, year):
            continue
        for start in hits[wording]:
            end = start + len(wording)
            if conditions and not _stands(conditions, near, start, end):
                continue
            short = len(wording) <= _CROSSING
            if (short or wording == 2 * wording[: len(wording) // 2]) and _broken(context, start, end):
                continue
            if short and not conditions.get("sure") and _crosses(context, near, start, end):
                continue
            found.append(Hit(start, end, use, conditions.get("severity", ""), bool(conditions.get("doubt"))))
    found.sort(key=lambda hit: (hit.start, -hit.end))
    kept: list[Hit] = []
    for hit in found:
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def _in_years(conditions: dict[str, Any], year: int | None) -> bool:
    if "from" not in conditions and "to" not in conditions:
        return True
    return year is not None and conditions.get("from", 0) <= year <= conditions.get("to", 9999)


def _stands(conditions: dict[str, Any], near: Surroundings, start: int, end: int) -> bool:
    """Whether masks and the words around leave the wording standing as wrong."""
    view = near.view
    for mask, offset in conditions.get("except", ()):
        if view.startswith(mask, start - offset) and start >= offset:
            return False
    if "after" in conditions and not view.startswith(tuple(conditions["after"]), end):
        return False
    if "not-after" in conditions and view.startswith(tuple(conditions["not-after"]), end):
        return False
    if "before" in conditions and not near.behind(tuple(conditions["before"]), start):
        return False
    if "not-before" in conditions and near.behind(tuple(conditions["not-before"]), start):
        return False
    if "near" in conditions or "unless" in conditions:
        left, right = near.around(start, conditions.get("within", "clause"))
        around = view[left:start] + "\n" + view[end:right]
        if "near" in conditions and not any(word in around for word in conditions["near"]):
            return False
        return not any(word in around for word in conditions.get("unless", ()))
    return True


def _broken(context: Context, start: int, end: int) -> bool:
    """True where a quotation mark stands inside, which the view leaves out: “三项制度”制度 is no slip."""
    span = context.document.view.span(start, end)
    return span.end - span.start > end - start and not _QUOTES.isdisjoint(context.document.text[span.start : span.end])


def _crosses(context: Context, near: Surroundings, start: int, end: int) -> bool:
    """True where a word of the dictionary holds one end of the wording only: 公共|献血. jieba is asked where a wording was found."""
    if context.segmenter is None:
        return False
    left, right = near.around(start, "clause")
    at = left = max(left, start - _WINDOW)
    for word in context.segmenter.words(near.view[left : min(right, end + _WINDOW)]):
        after = at + len(word)
        if len(word) > 1 and (at < start < after < end or start < at < end < after):
            return True
        at = after
    return False
