"""Copied text as tables: the groups, the passages side by side, and the share of each report."""

from fractions import Fraction
from typing import TYPE_CHECKING

from linter.model.copying import Group, Marked, sides
from linter.portfolio.naming import short
from linter.portfolio.similar.finding import Asked, Copying
from linter.portfolio.table import Cell, Table, columns, term

if TYPE_CHECKING:
    from linter.output.catalogue import Catalogue
    from linter.portfolio.scope import LeftOut


def tables(found: Copying, asked: Asked, left: "LeftOut", words: "Catalogue") -> list[Table]:
    """What was found as three tables; their notes say how it was compared and what was left out."""
    return [groups(found, asked, left, words), passages(found, words), shares(found, words)]


def groups(found: Copying, asked: Asked, left: "LeftOut", words: "Catalogue") -> Table:
    """One row a group: how it is copied, by how many, who has it first, and how it begins."""
    heads = columns(words, "group:number", "copied", "among", "reports:number", "units:number", "letters:number", "first-unit", "first-year:number", "passage")
    rows = tuple(
        (
            each.number, term(words, "copied", "exact" if each.exact else "near"), among(each, words), each.reports,
            len({(place.parent, place.unit) for place in each.places}), each.letters, each.places[0].unit, each.places[0].year, _opening(each.text),
        )
        for each in found.groups
    )  # fmt: skip
    return Table("similar", words("similar"), heads, rows, tuple(notes(found, asked, left, words)))


def among(group: Group, words: "Catalogue") -> Cell:
    """Whether several units share it, one repeats itself, or both."""
    return term(words, "among", "both" if group.across and group.own else "across" if group.across else "own")


def notes(found: Copying, asked: Asked, left: "LeftOut", words: "Catalogue") -> list[str]:
    """How it was compared, and what was not."""
    told = [words("similar.compared", reports=found.reports, paragraphs=found.paragraphs, least=asked.least, percent=f"{asked.threshold * 100:g}")]
    if len(found.groups) < found.found:
        told.append(words("similar.more", shown=len(found.groups), found=found.found))
    if asked.text and found.unread:
        told.append(words("similar.unread", number=found.unread))
    if found.estimated:
        told.append(words("similar.estimated", number=found.estimated))
    for key, number in (("other-rulebooks", left.other_rulebooks), ("unmatched", left.unmatched), ("superseded", left.superseded), ("undated", left.undated)):
        if number:
            told.append(words(f"similar.left.{key}", number=number))
    return told


def passages(found: Copying, words: "Catalogue") -> Table:
    """One row a pair: the earlier passage and the later one, what differs marked."""
    heads = columns(
        words, "group:number", "copied", "own", "likeness:percent", "unit", "year:number", "line:number", "passage", "other-unit", "other-year:number",
        "other-line:number", "other-passage", "path-", "other-path-",
    )  # fmt: skip
    rows = []
    for group in found.groups:
        for pair in group.pairs:
            earlier, later = group.places[pair.other], group.places[pair.place]
            left, right = sides(pair.stretches) if pair.stretches else (Marked([(False, group.text)]), Marked([(False, group.text)])) if pair.exact else (None, None)
            rows.append(
                (
                    group.number, term(words, "copied", "exact" if pair.exact else "near"), term(words, "own", "yes" if pair.own else "no"), pair.likeness,
                    earlier.unit, earlier.year, earlier.line, left, later.unit, later.year, later.line, right, earlier.path, later.path,
                )
            )  # fmt: skip
    return Table("similar-passages", words("similar.passages"), heads, tuple(rows))


def shares(found: Copying, words: "Catalogue") -> Table:
    """One row a report: how much of it is copied, from others and from its own earlier ones."""
    heads = columns(
        words, "report-", "unit", "parent", "level-", "year:number", "letters:number", "passages:number", "copied-letters:number", "copied-share:percent",
        "from-others:number", "from-own:number", "path-",
    )  # fmt: skip
    rows = tuple(
        (
            short(each.holder.sha256), each.holder.unit, each.holder.parent, term(words, "level", each.holder.level or None), each.holder.year, each.letters, each.passages,
            each.copied, Fraction(each.copied, max(1, each.letters)), each.others, each.earlier, each.holder.path,
        )
        for each in found.shares
    )  # fmt: skip
    return Table("similar-reports", words("similar.reports"), heads, rows, (words("similar.share"),) if rows else ())


def _opening(text: str) -> str:
    flat = "".join(text.split())
    return flat if len(flat) <= 40 else flat[:39] + "…"
