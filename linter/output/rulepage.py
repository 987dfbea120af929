"""A page a rule, as Markdown: what it asks and why, what counts, to whom it applies, examples, advice, neighbours.

A pure function of the rule, the rulebook and the rule's file; after ruff's template for rules.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from linter.model.result import DUTIES
from linter.model.rule import LEVELS, STAGES, Rule, Rulebook, weighting_of
from linter.output.catalogue import Catalogue, catalogue
from linter.output.law import citation

_TERMS = 40  # terms of a list shown, the others counted
_INNER = 12  # the same of a word list inside
_MARK = re.compile(r"\{\{((?!\d{1,5}\}\}).{1,200}?)\}\}", re.DOTALL)  # as in linter.ruletest.stage: {{1600}} is filler
_FILLER = re.compile(r"\{\{\d{1,5}\}\}")
_EXAMPLE = 160  # characters of an example
_ORDER = ("evidenced", "mentioned", "absent", "planned", "not-applicable")
# keys that have a sentence of their own; the others of a duty are shown as they stand
_TOLD = frozenset({"mention", "own", "inside", "specific", "weak", "when", "evidence", "variants", "zero"})


def page(rule: Rule, rulebook: Rulebook, file: Mapping[str, Any], meanings: Mapping[str, str] | None = None, lang: str = "zh") -> str:
    """The page of a rule. `file` is its entry of rulebook.examples, `meanings` says in words what the keys of its kind are for.

    Links are relative to docs/rules/, where the page of `a.b` is `a/b.md`.
    """
    words = catalogue(lang)
    keys = file.get("keys", {})
    parts = [
        f"# {_escaped(rule.title_zh)}\n\n*{_escaped(rule.title_en)}* · `{rule.id}`",
        words("page.asks", what=words(f"page.asks.{rule.check}", title=_escaped(words.pick(rule.title_zh, rule.title_en)))),
        _why(rule, rulebook, words),
    ]
    parts += _counts(rule, keys, rulebook, meanings or {}, words) if rule.check in DUTIES else [_options(keys, rulebook, meanings or {}, words)]
    parts += [_applies(rule, rulebook, words), _examples(file.get("examples", {}), words)]
    parts += [words("page.advice", advice=_escaped(words.pick(rule.advice_zh, rule.advice_en))), _neighbours(rule, rulebook, words)]
    parts.append(words("page.file", path=f"{'../' * (rule.id.count('.') + 2)}rules/{rule.id.replace('.', '/')}.yaml"))
    return "\n\n".join(part for part in parts if part) + "\n"


def link(rule_id: str, here: str = "") -> str:
    """The link from the page of the rule `here` (from docs/rules/ itself where that is empty) to the page of `rule_id`."""
    return "../" * here.count(".") + rule_id.replace(".", "/") + ".md"


def _why(rule: Rule, rulebook: Rulebook, words: Catalogue) -> str:
    """The legal bases; '' for a rule about the check itself, which has none."""
    cited = dict.fromkeys(citation(basis, rulebook, words) for basis in rule.basis)
    return words("page.why") + "\n\n" + "\n".join(f"- {_escaped(text)}" for text in cited) if cited else ""


def _escaped(text: str) -> str:
    """Text without meaning in Markdown, in a table too."""
    return re.sub(r"([\\`*_\[\]<>|])", r"\\\1", text)


def _code(text: str) -> str:
    return f"`{text}`"


def _counts(rule: Rule, keys: Mapping[str, Any], rulebook: Rulebook, meanings: Mapping[str, str], words: Catalogue) -> list[str]:
    """What counts as a mention, and what as evidence."""
    mention = keys.get("mention", {})
    lines = []
    for label, found in (("mention", mention.get("any")), ("own", keys.get("own")), ("inside", keys.get("inside")), ("specific", keys.get("specific"))):
        if found:
            lines.append(words(f"page.{label}", terms=_terms(found, rulebook, words)))
    if mention.get("except"):
        lines.append(words("page.except", terms=_terms(mention["except"], rulebook, words)))
    if mention.get("unless"):
        within = words(f"page.within.{mention['unless'].get('within', 'clause')}")
        lines.append(words("page.unless", within=within, terms=_terms(mention["unless"]["any"], rulebook, words)))
    if keys.get("weak"):
        lines.append(words("page.weak", terms=_terms(keys["weak"], rulebook, words)))
    if rule.collective:
        lines.append(words("page.collective", rule=_title(rule.collective, rulebook, words)))
    if keys.get("when"):
        lines.append(words("page.when", terms=_terms(keys["when"], rulebook, words)))
    lines += [_option(key, keys[key], rulebook, meanings, words) for key in keys if key not in _TOLD]
    parts = [words("page.counts") + "\n\n" + "\n".join(f"- {line}" for line in lines)] if lines else []
    if rule.check == "coverage":
        lines = [_evidence(keys["evidence"], rulebook, words) if "evidence" in keys else words("page.evidence.default")]
        for variant in keys.get("variants", []):
            lines.append(words("page.variant", years=_years(variant["years"], words), evidence=_evidence(variant["evidence"], rulebook, words)))
        zero = keys.get("zero")
        if zero:
            status = words(f"status.{zero.get('gives', 'evidenced')}")
            lines.append(words("page.zero", terms=_terms(zero["terms"], rulebook, words), status=status))
        parts.append(words("page.evidence") + "\n\n" + "\n".join(f"- {line}" for line in lines))
    return parts


def _terms(found: Iterable[Any], rulebook: Rulebook, words: Catalogue) -> str:
    terms = [_matcher(each, rulebook, words) for each in found]
    more = words("explain.more", count=len(terms) - _TERMS) if len(terms) > _TERMS else ""
    return words("list.comma").join(terms[:_TERMS]) + more


def _matcher(matcher: Any, rulebook: Rulebook, words: Catalogue) -> str:
    """A matcher as its author wrote it, in words."""
    if not isinstance(matcher, dict):
        return _listed(str(matcher), rulebook, words)
    def inner(found: list[Any]) -> list[str]:
        return [_matcher(each, rulebook, words) for each in found]

    if "all" in matcher:
        within = words(f"page.within.{matcher.get('within', 'clause')}")
        return words("page.all", within=within, terms=words("page.plus").join(inner(matcher["all"])))
    if "any" in matcher:
        return words("page.either", terms=words("page.or").join(inner(matcher["any"])))
    if "regex" in matcher:
        return words("page.regex", pattern=_code(matcher["regex"]))
    if "words" in matcher:
        return words("page.whole-word", term=_escaped(matcher["words"]))
    where = words.term("role", matcher["in"]) if "in" in matcher else words("page.least", count=matcher["min"])
    return words("page.where", where=where, term=_matcher(matcher["match"], rulebook, words))


def _listed(term: str, rulebook: Rulebook, words: Catalogue) -> str:
    """A term, or a word list with its first words."""
    listed = rulebook.lexicon.get(term[1:]) if term.startswith("$") else None
    if not isinstance(listed, list):
        return _escaped(term)
    more = words("explain.more", count=len(listed) - _INNER) if len(listed) > _INNER else ""
    return words("page.list", name=_code(term), terms=words("list.comma").join(_escaped(w) for w in listed[:_INNER]) + more)


def _evidence(node: Mapping[str, Any], rulebook: Rulebook, words: Catalogue) -> str:
    key, value = next(iter(node.items()))
    if key in ("any", "all"):
        joined = words("page.or" if key == "any" else "page.plus").join(_evidence(inner, rulebook, words) for inner in value)
        return joined if key == "any" or len(value) == 1 else words("page.together", parts=joined)
    if key == "at_least":
        joined = words("list.semicolon").join(_evidence(inner, rulebook, words) for inner in value["of"])
        return words("page.at-least", count=value["n"], parts=joined)
    name = words(f"page.evidence.{key}.{value}" if key == "document" else f"page.evidence.{key}")
    if not isinstance(value, dict):
        return name
    details = [words(f"page.detail.{part}", terms=_value(inner, rulebook, words)) for part, inner in value.items()]
    return words("page.detailed", name=name, details=words("list.semicolon").join(details))


def _options(keys: Mapping[str, Any], rulebook: Rulebook, meanings: Mapping[str, str], words: Catalogue) -> str:
    """The keys of a kind that finds things, each with what it is for."""
    lines = [f"- {_option(key, value, rulebook, meanings, words)}" for key, value in keys.items()]
    return words("page.looks") + "\n\n" + "\n".join(lines) if lines else ""


def _option(key: str, value: Any, rulebook: Rulebook, meanings: Mapping[str, str], words: Catalogue) -> str:
    meaning = words("page.meaning", text=_escaped(meanings[key])) if key in meanings else ""
    return words("page.option", name=_code(key) + meaning, value=_value(value, rulebook, words))


def _value(value: Any, rulebook: Rulebook, words: Catalogue) -> str:
    if isinstance(value, bool):
        return words("explain.yes" if value else "explain.no")
    if isinstance(value, list):
        more = words("explain.more", count=len(value) - _INNER) if len(value) > _INNER else ""
        return words("list.comma").join(_value(each, rulebook, words) for each in value[:_INNER]) + more
    if isinstance(value, dict) and "regex" in value:
        return _matcher(value, rulebook, words)
    if isinstance(value, dict):
        return words("list.semicolon").join(f"{_escaped(key)}{words('list.colon')}{_value(each, rulebook, words)}" for key, each in value.items())
    return _listed(str(value), rulebook, words) if value is not None else words("page.open")


def _applies(rule: Rule, rulebook: Rulebook, words: Catalogue) -> str:
    comma = words("list.comma")
    levels = words("page.every") if set(rule.levels) == set(LEVELS) else comma.join(words(f"level.{level}") for level in LEVELS if level in rule.levels)
    stages = words("page.every") if set(rule.stages) == set(STAGES) else comma.join(words(f"stage.{stage}") for stage in STAGES if stage in rule.stages)
    traits = comma.join(words(f"page.trait.{trait}") for trait in rule.traits) or words("page.every")
    weight = str(rule.weight)
    if rule.check in DUTIES:
        others = [(level, weighting_of(rulebook.weightings, level).weights.get(rule.id, rule.weight)) for level in LEVELS if level in rule.levels]
        differing = [words("page.weight", level=words(f"level.{level}"), weight=other) for level, other in others if other != rule.weight]
        weight += words("page.meaning", text=comma.join(differing)) if differing else ""
    rows = (
        ("levels", levels),
        ("years", _years(rule.years, words)),
        ("traits", traits),
        ("stages", stages),
        ("severity", words(f"severity.{rule.severity}")),
        ("weight", weight),
        ("pack", words(f"page.pack.{rule.pack}") + ("" if rule.on else words("page.meaning", text=words("page.off")))),
        ("stability", words(f"page.stability.{rule.stability}", rule=rule.replaced_by)),
    )
    return words("page.applies") + "\n\n" + "| | |\n|---|---|\n" + "\n".join(f"| {words('page.row.' + name)} | {value} |" for name, value in rows)


def _years(years: Iterable[int | None], words: Catalogue) -> str:
    first, last = years
    if first is None and last is None:
        return words("page.every")
    return words("page.years", first=first or words("page.open"), last=last or words("page.open"))


def _examples(given: Mapping[str, list[Any]], words: Catalogue) -> str:
    """One example of each class, the classes that are most telling first."""
    names = [name for name in (*_ORDER, *given) if given.get(name)]
    lines = [f"- {words.term('class', name)}{words('list.colon')}{_example(given[name][0], words)}" for name in dict.fromkeys(names)]
    return words("page.examples") + "\n\n" + "\n".join(lines) if lines else ""


def _example(entry: Any, words: Catalogue) -> str:
    texts = {"text": entry} if isinstance(entry, str) else entry
    parts = []
    for place, value in texts.items():
        if not isinstance(value, str) or place in ("level", "stage", "issuer"):
            continue
        text = _FILLER.sub("…", _MARK.sub(r"【\1】", value)).strip().replace("\n", " ⏎ ")
        text = text if len(text) <= _EXAMPLE else text[: _EXAMPLE - 1] + "…"
        where = words.term("page.place", place) + words("list.colon") if place not in ("text", "doc", "item") else ""
        parts.append(where + _escaped(text))
    return words("list.semicolon").join(parts) or "…"


def _neighbours(rule: Rule, rulebook: Rulebook, words: Catalogue) -> str:
    named = {
        "requires": [rule.requires],
        "collectively": [rule.collective],
        "family": [r.id for r in rulebook.rules if rule.family and r.family == rule.family and r.id != rule.id],
        "members": [r.id for r in rulebook.rules if rule.id in (r.requires, r.collective)],
    }
    titles = {r.id: words.pick(r.title_zh, r.title_en) for r in rulebook.rules}
    lines = []
    for key, ids in named.items():
        links = [f"[{_escaped(titles[each])}]({link(each, rule.id)})" for each in sorted(filter(None, ids)) if each in titles]
        if links:
            lines.append(f"- {words('page.' + key)}{words('list.colon')}{words('list.comma').join(links)}")
    return words("page.neighbours") + "\n\n" + "\n".join(lines) if lines else ""


def _title(rule_id: str, rulebook: Rulebook, words: Catalogue) -> str:
    return next((_escaped(words.pick(r.title_zh, r.title_en)) for r in rulebook.rules if r.id == rule_id), rule_id)
