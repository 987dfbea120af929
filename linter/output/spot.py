"""Where a finding stands, as programs are told it: lines and columns, the words there, with personal data starred."""

from collections.abc import Callable
from typing import NamedTuple

from linter.model.position import Lines
from linter.model.result import Report
from linter.model.verdict import Finding
from linter.output.excerpt import veiled


class Spot(NamedTuple):
    """1-based lines and columns in code points, `end_column` behind the last one; `text` is '' where the finding has no place."""

    line: int
    column: int
    end_line: int
    end_column: int
    text: str


def spot(finding: Finding, text: str, lines: Lines) -> Spot:
    """The place of `finding` in the canonical `text`; the beginning of the file for what belongs nowhere yet."""
    if finding.start is None:
        return Spot(1, 1, 1, 1, "")
    start = finding.start
    end = max(start, finding.end if finding.end is not None else start)
    # a span that ends with its line ends in that line, not before the first character of the next
    last = end - 1 if end > start and text[end - 1] == "\n" else end
    return Spot(lines.line(start), lines.column(start), lines.line(last), lines.column(last), text[start:end])


def veil(report: Report) -> Callable[[str], str]:
    """A function that stars, in anything quoted from `report`, the digits of the personal data found in it.

    Machine formats end on pages and in logs that more people read than the report; only JSON quotes it literally.
    """
    text = report.document.text
    found = [text[f.start : f.end] for f in report.findings if f.kind == "privacy" and f.start is not None]
    swaps = {plain: starred for plain in found if (starred := veiled(plain)) != plain}
    ordered = sorted(swaps, key=len, reverse=True)  # a number inside a longer one must not spoil it

    def apply(words: str) -> str:
        for plain in ordered:
            words = words.replace(plain, swaps[plain])
        return words

    return apply
