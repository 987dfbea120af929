"""The score on a terminal: rows that a reader can add up. Σ points of the dimensions − Σ deductions = total."""

from fractions import Fraction

from linter.output.catalogue import Catalogue
from linter.output.digest import Digest
from linter.output.finding import rule_title
from linter.output.glyphs import width
from linter.output.rounding import share, shown
from linter.output.sheet import Sheet


def arithmetic(each: Digest, sheet: Sheet, words: Catalogue) -> None:
    """Dimensions with their bars and sum, deductions group by group, the equation; nothing where there is no score."""
    rows = [chapter for chapter in each.chapters if chapter.score]
    score = each.report.score
    if not rows or score is None:
        return
    sheet.blank()
    sheet.line(words("dimensions"), style="bold")
    names = min(max(24, sheet.columns // 3), max(width(title) for title in (*(c.title for c in rows), words("page.total"))))
    for chapter in rows:
        row = chapter.score
        if row:
            earned = f"{shown(row.points)} / {shown(row.max):>5}"
            sheet.bar([(chapter.title, names, False), (earned, 12, True)], float(share(row.points, row.max)), indent=2)
    sheet.bar([(words("page.total"), names, False), (f"{shown(each.earned)} / 100.0", 12, True)], None, indent=2)
    if not each.groups:
        return
    sheet.blank()
    sheet.line(words("deductions"), style="bold")
    _deductions(each, sheet, words)
    sheet.line(words("sum.total") + words("list.colon") + equation(each, words), indent=2, style="bold")


def equation(each: Digest, words: Catalogue) -> str:
    """“59.8 − 16.0 ＝ 43.8”, with a word where the total would be below 0; '' where there is no score."""
    score = each.report.score
    if score is None:
        return ""
    text = words("sum.equation", points=shown(each.earned), deducted=shown(each.deducted), total=shown(score.total))
    return text + (words("sum.floor") if each.deducted > each.earned else "")


def _deductions(each: Digest, sheet: Sheet, words: Catalogue) -> None:
    """One row a group, its rules below: name, places, points, cap."""
    rows: list[tuple[str, str, Fraction, str]] = []
    for group in each.groups:
        rows.append((group.title, words("deduction.count", count=group.times), group.points, words("deduction.cap", cap=group.cap)))
        rows += [(f"  {rule_title(d.rule, each, words)}", words("deduction.count", count=d.times), d.points, "") for d in group.rows]
    counts = max(width(count) for _, count, _, _ in rows)
    caps = max(width(cap) for _, _, _, cap in rows)
    room = sheet.columns - 2 - counts - 5 - caps - 6
    names = min(room, max(width(name) for name, _, _, _ in rows))
    for name, count, points, cap in rows:
        sheet.bar([(name, names, False), (count, counts, True), (f"-{shown(points)}", 5, True), (cap, width(cap), False)], None, indent=2)
