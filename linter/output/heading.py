"""What stands above every result: who reports on what, what was read of it, what it scores."""

from collections import Counter

from linter.model.text import Receipt
from linter.output.catalogue import Catalogue
from linter.output.digest import Digest
from linter.output.rounding import shown


def particulars(each: Digest, words: Catalogue) -> list[tuple[str, str]]:
    """Unit, year, level, stage and date of the report as (label, value)."""
    profile = each.report.profile
    pairs = [
        ("unit", each.unit),
        ("year", str(profile.year) if profile.year else words("unknown")),
        ("level", words("level." + profile.level) if profile.level else words("unknown")),
        ("stage", words("stage." + each.report.stage)),
    ]
    dates = [(key, value) for key in ("signed", "issued", "published") if (value := getattr(profile, key))]
    return [(words("particular." + key), value) for key, value in [*pairs, *dates]]


def who(each: Digest, words: Catalogue) -> str:
    """The particulars in one line."""
    return words("list.dot").join(words("count", name=label, count=value) for label, value in particulars(each, words))


def reading(receipt: Receipt, words: Catalogue) -> str:
    """The reading receipt in one line: characters, blocks, residue by kind, whether everything was read."""
    parts = [words("receipt.read", characters=f"{receipt.characters:,}", blocks=f"{receipt.blocks:,}")]
    if receipt.residue:
        kinds = Counter(r.kind for r in receipt.residue)
        named = words("list.comma").join(words("count", name=words.term("residue", k), count=n) for k, n in sorted(kinds.items()))
        parts.append(words("receipt.residue", count=len(receipt.residue), kinds=named))
    if receipt.ignored:
        named = words("list.comma").join(words.term("ignored", part) for part in receipt.ignored)
        parts.append(words("receipt.ignored", parts=named))
    parts.append(words("receipt.complete") if receipt.complete else words("receipt.incomplete", count=len(receipt.unread)))
    return words("list.semicolon").join(parts)


def score_words(each: Digest, words: Catalogue) -> str:
    """Total and grade, the total with waivers where it differs; the reason where there is no score."""
    score = each.report.score
    if score is None:
        return words("list.colon").join(filter(None, (words("score.none"), each.report.unscored)))
    text = words("score.total", total=shown(score.total), grade=each.grade)
    if score.total_with_waivers != score.total:
        text += words("score.waived", total=shown(score.total_with_waivers))
    return text


def counts(numbers: dict[str, int], keys: tuple[str, ...], group: str, words: Catalogue) -> str:
    """“有佐证 40 · 仅提及 6 · …”, in a fixed order, zeros included."""
    return words("list.dot").join(words("count", name=words(f"{group}.{key}"), count=numbers[key]) for key in keys)
