"""The rules as a list of material to collect, by level and year."""

from typing import NamedTuple

from linter.model.lexicon import Lexicon
from linter.model.rule import Rulebook, home_of, weighting_of
from linter.scoring.basis import bases_of, basis_text


class Row(NamedTuple):
    """One line of the 素材征集表. The responsible unit is left for the office to fill in."""

    dimension: str
    rule: str
    title: str
    severity: str
    basis: str
    material: str


def rows_of(rulebook: Rulebook, level: str, year: int, pack: str, lang: str) -> list[Row]:
    """Rows for the duties of `level` in the report year, by dimension in the profile's order, statutory ones first."""
    words = Lexicon(rulebook.lexicon).table("messages." + lang)
    weighting = weighting_of(rulebook.weightings, level)
    order = {d.id: i for i, d in enumerate(weighting.dimensions)}
    rank = {"error": 0, "warning": 1, "info": 2}
    found = []
    for rule in rulebook.rules:
        first, last = rule.years
        if rule.stability == "deprecated" or level not in rule.levels or (pack == "core" and rule.pack != "core"):
            continue
        if (first is not None and year < first) or (last is not None and year > last) or rule.check not in ("section", "coverage"):
            continue  # only duties want material: a date wants none, nor does what is looked for in the finished text
        dimension = home_of(rule.id, weighting.dimensions)
        if dimension is None:
            continue
        row = Row(
            dimension.title_en if lang == "en" else dimension.title_zh,
            rule.id,
            rule.title_en if lang == "en" else rule.title_zh,
            rule.severity,
            basis_text(rule._replace(basis=bases_of(rule, rulebook.sources, year)), rulebook.sources, words),
            rule.advice_en if lang == "en" else rule.advice_zh,
        )
        found.append(((order[dimension.id], rank[rule.severity], rule.id), row))
    return [row for _, row in sorted(found)]
