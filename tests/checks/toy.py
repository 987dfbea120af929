"""Invented rules and reports: documents in, verdicts out. Tests name what they look at and nothing else."""

from collections.abc import Mapping
from typing import Any

import jsonschema
import yaml

from linter.checks.registry import kinds
from linter.engine import Engine, Judgement, Options
from linter.model.lexicon import Lexicon
from linter.model.result import Report
from linter.model.rule import LEVELS, STAGES, Basis, Rule, Rulebook
from linter.model.verdict import Verdict
from linter.reading import read, residue_words

NEUTRAL = "统筹推进各方面任务落细落实，一体谋划，务求实效。"  # sets off no rule


def judged(engine: Engine, data: str | bytes, name: str = "report.txt", **options: object) -> Judgement:
    """One document through an engine; `options` are those of linter.engine.Options."""
    raw = data.encode() if isinstance(data, str) else data
    document = read(name, data=raw, name=name, residue=residue_words(engine.lexicon))
    return engine.judge(document, engine.options._replace(**options))  # type: ignore[arg-type]


def report(
    *items: str,
    title: str = "青岚县人民政府2024年法治政府建设年度报告",
    preamble: str = "现将有关情况报告如下。",
    shortcomings: tuple[str, ...] = (),
    first: str = "",
    plan: tuple[str, ...] = (),
    other: str = "",
) -> str:
    """The text of a report whose results part holds `items`, numbered 1. 2. … after a neutral first item."""
    chapters: list[tuple[str, tuple[str, ...]]] = [("主要举措和成效", (NEUTRAL, *items))]
    if shortcomings:
        chapters.append(("存在的不足", shortcomings))
    if first:
        chapters.append(("党政主要负责人履行推进法治建设第一责任人职责情况", (first,)))
    if plan:
        chapters.append(("下一年度主要安排", plan))
    if other:
        chapters.append(("其他需要报告的情况", (other,)))
    lines = [title, preamble]
    for number, (heading, texts) in zip("一二三四五", chapters, strict=False):
        lines.append(f"{number}、{heading}")
        lines += [f"{i}.{text}" if len(texts) > 1 else text for i, text in enumerate(texts, 1)]
    return "\n".join(lines) + "\n"


class Outcome:
    """What toy rules decided about one text."""

    def __init__(self, judgement: Judgement) -> None:
        self.judgement = judgement
        self.report: Report = judgement.report
        self.text = self.report.document.text
        self._verdicts = {v.rule.id.removeprefix("enforcement."): v for v in self.report.verdicts}

    def verdict(self, name: str = "a") -> Verdict:
        return self._verdicts[name]

    def status(self, name: str = "a") -> str:
        return self._verdicts[name].status

    def said(self, name: str = "a") -> tuple[str, str]:
        """Status and reason."""
        verdict = self._verdicts[name]
        return verdict.status, verdict.reason

    def statuses(self) -> dict[str, str]:
        return {name: v.status for name, v in self._verdicts.items()}

    def evidence(self, name: str = "a") -> list[str]:
        """The literal pieces of evidence shown, in the order of the passages."""
        return [self.text[e.start : e.end] for p in self._verdicts[name].passages for e in p.evidence]

    def kinds(self, name: str = "a") -> list[str]:
        return [e.kind for p in self._verdicts[name].passages for e in p.evidence]

    def passages(self, name: str = "a") -> list[str]:
        return [self.text[p.start : p.end] for p in self._verdicts[name].passages]

    def nearest(self, name: str = "a") -> tuple[str, str] | None:
        """Literal text and reason of the nearest miss."""
        near = self._verdicts[name].nearest
        return (self.text[near.start : near.end], near.role) if near else None

    def unclaimed(self) -> list[str]:
        """The literal facts that no duty owns."""
        view = self.report.document.view
        return [self.text[slice(*view.span(f.start, f.end))] for f in self.judgement.unclaimed]


class Bench:
    """One toy rulebook, ready to judge."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def judge(self, text: str | bytes, **options: object) -> Outcome:
        """A whole text, as the report of a county for 2024 unless `options` say otherwise."""
        given = {"level": "county", "year": 2024, "stage": "draft", "assume_report": True} | options
        return Outcome(judged(self.engine, text, "report.txt", **given))

    def items(self, *items: str, **options: object) -> Outcome:
        """A report whose results part holds these items."""
        return self.judge(report(*items), **options)


class Toys:
    """Makes engines of a few rules written as YAML, with the shipped lexicon, sources and profiles.

    Names without a dot stand below `enforcement.`, so that they belong to a dimension. Only the keys of the
    check kind need be given; each is validated by the kind's own schema and prepared by it.
    """

    def __init__(self, book: Rulebook) -> None:
        self._book = book
        self._lexicon = Lexicon(book.lexicon)
        self._kinds = kinds()

    def __call__(self, source: str, *, lexicon: Mapping[str, object] | None = None, **options: Any) -> Bench:
        """The bench of `source`, a mapping of rule names to keys; `lexicon` adds word lists."""
        book = self._book._replace(lexicon={**self._book.lexicon, **(lexicon or {})})
        words = Lexicon(book.lexicon)
        rules = tuple(self.rule(name, keys or {}, words) for name, keys in yaml.safe_load(source).items())
        return Bench(Engine(book._replace(rules=rules), Options(**options)))

    def rule(self, name: str, keys: dict[str, object], lexicon: Lexicon | None = None) -> Rule:
        """One rule; common keys default to those of a plain warning of weight 3."""
        keys = dict(keys)
        common = {key: keys.pop(key) for key in ("applies", "severity", "weight", "family", "collective", "requires", "pack", "stability", "basis") if key in keys}
        applies = dict(common.get("applies", {}))  # type: ignore[call-overload]
        kind = self._kinds[str(keys.pop("check", "coverage"))]
        if "when" in applies:
            keys["when"] = applies.pop("when")
        definitions = kind.properties.get("definitions", {})
        schema = {"definitions": definitions, "properties": kind.properties, "required": list(kind.required), "additionalProperties": False}
        jsonschema.validate(keys, schema, jsonschema.Draft7Validator)
        years = applies.get("years", [None, None])
        return Rule(
            id=name if "." in name else f"enforcement.{name}",
            title_zh=f"事项{name}",
            title_en=f"Duty {name}",
            pack=str(common.get("pack", "core")),
            stability=str(common.get("stability", "stable")),
            replaced_by="",
            basis=tuple(Basis(*entry) for entry in common.get("basis", [["outline-2021-2025", "15", "", "verified"]])),  # type: ignore[attr-defined]
            levels=tuple(applies.get("levels", LEVELS)),
            years=(years[0], years[1]),
            traits=tuple(applies.get("traits", ())),
            stages=tuple(applies.get("stages", STAGES)),
            severity=str(common.get("severity", "warning")),
            weight=int(common.get("weight", 3)),  # type: ignore[call-overload]
            check=kind.name,
            spec=kind.prepare(keys, lexicon or self._lexicon),
            advice_zh="建议补充。",
            advice_en="Say more.",
            family=str(common.get("family", "")),
            collective=_id(common.get("collective", "")),
            requires=_id(common.get("requires", "")),
        )


def _id(name: object) -> str:
    text = str(name)
    return text if not text or "." in text else f"enforcement.{text}"
