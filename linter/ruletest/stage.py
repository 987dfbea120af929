"""An example as a whole report: a string stands as one numbered item in the results part."""

import re
from typing import Any, NamedTuple

from linter.checks.context import Entry
from linter.engine import Options
from linter.model.rule import LEVELS, Rule
from linter.model.text import Document
from linter.reading import ResidueWords, read

# issuers whose level and traits need no guessing
_ISSUERS = {
    "province": "东江省人民政府",
    "city": "云泽市人民政府",
    "county": "青岚县人民政府",
    "township": "柳溪镇人民政府",
    "department": "青岚县市场监督管理局",
}
_FILLER = "统筹推进各方面任务落细落实，一体谋划，一体推进，务求实效。"


# {{words}} marks what a finding must point to; {{1600}} is filler and no mark
_MARKED = re.compile(r"\{\{((?!\d{1,5}\}\}).{1,200}?)\}\}", re.DOTALL)


class Example(NamedTuple):
    """One example made ready: the text of a report, the options it is judged with, the other texts it is held against.

    `marks` are the spans of `text` that the rule's findings must point to, none where the example marks nothing.
    """

    expected: str
    number: int  # of the example within its class, from 0
    text: str
    options: Options
    marks: tuple[tuple[int, int], ...] = ()
    previous: str = ""
    ledger: tuple[Entry, ...] = ()
    waivers: tuple[dict[str, Any], ...] = ()  # entries of a waiver file, and the day they are judged on
    as_of: str = ""


def examples_of(rule: Rule, raw: dict[str, list[Any]], options: Options) -> list[Example]:
    """All examples of a rule. Raises ValueError with a sentence for a mapping that names no place."""
    return [_example(rule, expected, index, entry, options) for expected, entries in raw.items() for index, entry in enumerate(entries or ())]


def document_of(text: str, residue: ResidueWords) -> Document:
    """The text of an example as a report that was read."""
    return read("example.txt", data=text.encode(), name="example.txt", residue=residue)


def _example(rule: Rule, expected: str, number: int, entry: Any, options: Options) -> Example:
    fields: dict[str, Any] = {"text": entry} if isinstance(entry, str) else dict(entry)
    rows = fields.pop("ledger", ())
    ledger = tuple(Entry(r["indicator"], str(r["value"]), r.get("unit", ""), r.get("source", ""), i) for i, r in enumerate(rows, 1))
    waivers, as_of = tuple(fields.pop("waivers", ())), str(fields.pop("as_of", ""))
    before = fields.pop("previous", None)
    previous = ""
    if before is not None:
        year = (fields.get("year") or _year(rule)) - 1
        earlier = dict(before) if isinstance(before, dict) else {"text": before}
        previous, _ = _staged(rule, {"year": year, **{key: fields[key] for key in ("level", "issuer") if key in fields}, **earlier}, options)
    staged, chosen = _staged(rule, fields, options)
    text, marks = _unmarked(staged)
    return Example(expected, number, text, chosen, marks, _unmarked(previous)[0], ledger, waivers, as_of)


def _unmarked(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """`text` without the braces of its marks, and where the marked words stand then."""
    pieces: list[str] = []
    marks: list[tuple[int, int]] = []
    at = size = 0
    for match in _MARKED.finditer(text):
        pieces += [text[at : match.start()], match[1]]
        size += match.start() - at
        marks.append((size, size + len(match[1])))
        size += len(match[1])
        at = match.end()
    return "".join([*pieces, text[at:]]), tuple(marks)


def _staged(rule: Rule, fields: dict[str, Any], options: Options) -> tuple[str, Options]:
    fields = dict(fields)
    level = fields.pop("level", None) or ("county" if "county" in rule.levels else rule.levels[0])
    year = fields.pop("year", None) or _year(rule)
    stage = fields.pop("stage", None) or ("submitted" if "draft" not in rule.stages else "draft")
    issuer = fields.pop("issuer", None) or _ISSUERS.get(level, "某地人民政府")
    fields.pop("traits", None)
    chosen = options._replace(level=level if level in LEVELS else None, year=year, stage=stage, assume_report=True)
    if "doc" in fields:
        return _fill(fields["doc"]), chosen
    unknown = set(fields) - {"text", "plan", "shortcomings", "first", "preamble", "other"}
    if unknown:
        raise ValueError(f"示例写了不认识的位置：{'、'.join(sorted(unknown))}")
    parts = [f"{issuer}{year}年法治政府建设年度报告", fields.get("preamble") or "现将有关情况报告如下。"]
    chapters = [("主要举措和成效", [fields.get("text") or _FILLER, _FILLER])]
    if "shortcomings" in fields:
        chapters.append(("存在的不足", [fields["shortcomings"], "个别方面还有差距。"]))
    if "first" in fields:
        chapters.append(("党政主要负责人履行推进法治建设第一责任人职责情况", [fields["first"]]))
    if "plan" in fields:
        chapters.append(("下一年度主要安排", [fields["plan"], "再接再厉，善作善成。"]))
    if "other" in fields:
        chapters.append(("其他需要报告的情况", [fields["other"]]))
    for number, (heading, items) in zip("一二三四五", chapters, strict=False):
        parts.append(f"{number}、{heading}")
        parts.extend(f"{i}.{item}" if len(items) > 1 else item for i, item in enumerate(items, 1))
    return _fill("\n".join(parts) + "\n"), chosen


def _year(rule: Rule) -> int:
    first, last = rule.years
    year = 2023
    if first is not None:
        year = max(year, first)
    return min(year, last) if last is not None else year


def _fill(text: str) -> str:
    """`{{1600}}` stands for that many characters of neutral prose."""
    return re.sub(r"\{\{(\d{1,5})\}\}", lambda m: (_FILLER * (int(m[1]) // len(_FILLER) + 1))[: int(m[1])], text)
