"""Every example through the whole rulebook; what does not come out as its class says is a failure."""

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from linter.checks.context import Companions
from linter.checks.registry import FINDERS
from linter.engine import Engine, Judgement
from linter.model.rule import Rule
from linter.reading import residue_words
from linter.ruletest.stage import Example, document_of, examples_of
from linter.ruletest.waiving import came_out as came_out_waived

_REGEX_TEXT = 100_000  # characters of a regex's own literals that it must get through
_REGEX_SECONDS = 1.0
_PRESENT = ("evidenced", "mentioned", "planned")


class Failure(NamedTuple):
    """An example that came out otherwise, a rule that set off another, or a regex that is too slow."""

    rule: str
    expected: str
    number: int  # of the example within its class, from 0
    got: str
    reason: str


def run(engine: Engine, examples: dict[str, dict[str, Any]], wanted: Callable[[str], bool]) -> tuple[int, list[Failure]]:
    """Runs the examples of the rules that `wanted` accepts; returns how many ran and the failures."""
    count, failures = 0, []
    for rule, example, judgement in _judged(engine, examples, wanted):
        count += 1
        got, reason = _came_out(rule, example, judgement)
        if got != example.expected:
            failures.append(Failure(rule.id, example.expected, example.number, got, reason))
    for rule in engine.rulebook.rules:
        if rule.check == "waiver" and wanted(rule.id):
            for example in examples_of(rule, examples[rule.id]["examples"], engine.options):
                count += 1
                got = came_out_waived(rule, example, engine)
                if got != example.expected:
                    failures.append(Failure(rule.id, example.expected, example.number, got, ""))
    failures.extend(_slow(engine, wanted))
    return count, failures


def _came_out(rule: Rule, example: Example, judgement: Judgement) -> tuple[str, str]:
    """(class, reason) of a rule in a judged example, in the terms of its check kind."""
    report = judgement.report
    if rule.check not in FINDERS:
        verdict = next(v for v in report.verdicts if v.rule.id == rule.id)
        return verdict.status, verdict.reason
    if rule.check == "relation":
        return _gravest({r.verdict for r in report.relations if r.rule == rule.id}, ("inconsistent", "consistent", "cannot-tell"))
    if rule.check == "claim":
        found = {c.support for c in report.claims if c.rule == rule.id and (not example.marks or _touches(example.marks, c.start, c.end))}
        return _gravest(found, ("unsupported", "partial", "supported"))
    # what points nowhere touches no mark
    spans = [(r.start or 0, r.end or 0) for r in judgement.remarks if r.rule.id == rule.id]
    if not spans:
        return "clean", ""
    for mark in example.marks:
        if not _touches(spans, *mark):
            return "missed", f"未指到标出的文字 {example.text[mark[0] : mark[1]]}"
    for start, end in spans:
        if example.marks and not _touches(example.marks, start, end):
            return "elsewhere", f"指到了未标出的文字 {example.text[start:end]}"
    return "finding", ""


def _touches(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    return any(start < right and left < end for left, right in spans)


def _gravest(found: set[str], order: tuple[str, ...]) -> tuple[str, str]:
    return next((name for name in order if name in found), "none"), ""


def cross(engine: Engine, examples: dict[str, dict[str, Any]], wanted: Callable[[str], bool]) -> list[Failure]:
    """Which other rules the examples of a rule set off, those explained by `also`, kinship or a shared parent left out."""
    rules = {r.id: r for r in (*engine.coverage_rules, *engine.other_rules)}
    found = []
    for rule, example, judgement in _judged(engine, examples, wanted):
        if rule.check != "coverage" or example.expected == "absent":
            continue
        explained = set(examples[rule.id]["also"]) | {rule.id, rule.requires, rule.collective}
        for verdict in judgement.report.verdicts:
            other = verdict.rule
            if other.check != "coverage" or verdict.status not in _PRESENT or other.id in explained or verdict.reason == "collective" or not verdict.weight:
                continue
            if _kin(rule, other, rules):
                continue
            found.append(Failure(rule.id, example.expected, example.number, verdict.status, other.id))
    return found


def _kin(rule: Rule, other: Rule, rules: dict[str, Rule]) -> bool:
    if rule.family and rule.family == other.family:
        return True
    return rule.id in (other.requires, other.collective) or other.id.startswith(rule.id + ".") or rule.id.startswith(other.id + ".")


def _judged(engine: Engine, examples: dict[str, dict[str, Any]], wanted: Callable[[str], bool]) -> Iterator[tuple[Rule, Example, Judgement]]:
    residue = residue_words(engine.lexicon)
    for bench, asked in _benches(engine, wanted):
        for rule in sorted((*bench.coverage_rules, *bench.other_rules, *bench.finder_rules), key=lambda r: r.id):
            if not asked(rule.id):
                continue
            for example in examples_of(rule, examples[rule.id]["examples"], engine.options):
                previous = None
                if example.previous:
                    previous = bench.read(document_of(example.previous, residue), example.options._replace(year=None))
                companions = Companions(previous, example.ledger)
                yield rule, example, bench.judge(document_of(example.text, residue), example.options, companions)


def _benches(engine: Engine, wanted: Callable[[str], bool]) -> Iterator[tuple[Engine, Callable[[str], bool]]]:
    """The engine itself, and one for the rules that are off unless they are named; each with the rules it is asked for."""
    yield engine, wanted
    quiet = tuple(rule.id for rule in engine.rulebook.rules if not rule.on and wanted(rule.id))
    if quiet and not engine.options.select:
        yield Engine(engine.rulebook, engine.options._replace(select=quiet)), quiet.__contains__


def _slow(engine: Engine, wanted: Callable[[str], bool]) -> Iterator[Failure]:
    for rule in (*engine.coverage_rules, *engine.other_rules, *engine.finder_rules):
        if not wanted(rule.id):
            continue
        for pattern, literals in _regexes(rule.spec):
            words = "".join(literals)
            text = (words * (_REGEX_TEXT // len(words) + 1))[:_REGEX_TEXT]
            started = time.perf_counter()
            for _ in engine.vocabulary.pattern(pattern).finditer(text):
                pass
            if time.perf_counter() - started > _REGEX_SECONDS:
                yield Failure(rule.id, "regex", 0, "slow", pattern)


def _regexes(prepared: Any) -> Iterator[tuple[str, list[str]]]:
    """(pattern, literals) of every prepared regex anywhere in a rule's spec."""
    if isinstance(prepared, dict):
        for value in prepared.values():
            yield from _regexes(value)
    elif isinstance(prepared, list):
        if len(prepared) == 3 and prepared[0] == "re":
            yield prepared[1], prepared[2]
        else:
            for value in prepared:
                yield from _regexes(value)
