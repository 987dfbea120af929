"""The legal basis of a rule in words, as it stood in the report year."""

from collections.abc import Mapping
from typing import Any

from linter.model.rule import Basis, Rule, Source


def bases_of(rule: Rule, sources: Mapping[str, Source], year: int | None) -> tuple[Basis, ...]:
    """The bases of `rule` that were in force in `year`, all of them where none was or the year is unknown.

    A report for 2019 is not measured against the outline of 2021—2025, nor one for 2024 against that of 2015—2020.
    """
    if year is None:
        return rule.basis
    kept = []
    for basis in rule.basis:
        source = sources.get(basis.source)
        if source and source.start and int(source.start[:4]) > year:
            continue
        if source and source.end and int(source.end[:4]) < year and not _lapsed_only(source, year):
            continue
        kept.append(basis)
    return tuple(kept) or rule.basis


def _lapsed_only(source: Source, year: int) -> bool:
    """An outline whose period ended goes on being the basis until another one is known (contract: from 2026)."""
    return source.key == "outline-2021-2025" and year > 2025


def basis_text(rule: Rule, sources: Mapping[str, Source], words: Mapping[str, Any]) -> str:
    """The basis as a phrase. A recalled basis shows the document's name and （条款待核）, never a number."""
    parts = []
    spoken = str if words["basis"].get("digits") else chinese_number
    for basis in rule.basis:
        source = sources.get(basis.source)
        name = f"《{source.name}》" if source else basis.source
        number = basis.item or basis.article
        if basis.text == "verified" and number:
            parts.append(words["basis"]["item" if basis.item else "article"].format(name=name, number=spoken(number)))
        elif basis.text == "verified":
            parts.append(name)
        else:
            parts.append(words["basis"]["recalled"].format(name=name))
    return str(words["basis"]["join"]).join(dict.fromkeys(parts))


def chinese_number(number: str) -> str:
    """15 → 十五, for item and article numbers up to 199; anything else unchanged."""
    if not number.isdigit() or not 0 < int(number) < 200:
        return number
    digits = "零一二三四五六七八九"
    hundreds, rest = divmod(int(number), 100)
    tens, units = divmod(rest, 10)
    text = "一百" if hundreds else ""
    if hundreds and rest and not tens:
        text += "零"
    if tens:
        text += ("" if tens == 1 and not hundreds else digits[tens]) + "十"
    return text + (digits[units] if units else "")
