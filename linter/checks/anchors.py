"""Where something absent belongs: title, addressee, signature and date stand at the edges of a report, under no heading.

党政机关公文处理工作条例 and GB/T 9704 give the order of a document: title, addressee, body, signature, date. The places
are canonical spans of words that stand next to the gap; None where the report has no text.
"""

from linter.checks.context import Context

_REACH = 80  # characters; a place is a sentence at most
_FORMULA_REACH = 600  # characters from either end in which the formulas of a report stand
_MARKS = ",。;:!?\n"


def opening(context: Context) -> tuple[int, int] | None:
    """The clause the text opens with: a title belongs above it."""
    clauses = context.outline.clauses
    return _span(context, clauses[0].start, min(clauses[0].end, clauses[0].start + _REACH)) if clauses else None


def ending(context: Context) -> tuple[int, int] | None:
    """The last sentence of the body, or its last clauses where it is long: signature and date belong below it."""
    outline = context.outline
    closing = next((s.start for s in outline.sections if s.roles == ("closing",) and s.source == "position"), len(context.scan.view))
    last = next((s for s in reversed(outline.sentences) if s.start < closing), None)
    if last is None:
        return None
    start = last.start
    for clause in outline.clauses[last.first_clause : last.last_clause]:
        start = clause.start
        if last.end - start <= _REACH:
            break
    return _span(context, max(start, last.end - _REACH), last.end)


def formula(context: Context) -> tuple[int, int] | None:
    """特此报告 where it stands, else the clause 现将…报告如下: what a report says to the organ it is made to."""
    view, lexicon = context.scan.view, context.lexicon
    found = ((view.rfind(word, max(0, len(view) - _FORMULA_REACH)), word) for word in lexicon.words("structure.closing"))
    at, word = max(found, default=(-1, ""))
    if at >= 0:
        return _span(context, at, at + len(word))
    announcing = lexicon.words("form.announcing")
    for clause in context.outline.clauses:
        if clause.start > _FORMULA_REACH:
            break
        if any(word in view[clause.start : clause.end] for word in announcing):
            return _span(context, clause.start, min(clause.end, clause.start + _REACH))
    return None


def _span(context: Context, start: int, end: int) -> tuple[int, int]:
    view = context.scan.view
    while end > start + 1 and view[end - 1] in _MARKS:
        end -= 1
    span = context.document.view.span(start, end)
    return span.start, span.end
