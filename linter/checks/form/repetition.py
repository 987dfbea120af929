"""What stands twice: a word in a row (进一步进一步), a clause after itself, a whole sentence in two places. View offsets."""

import re
from collections.abc import Iterator
from itertools import pairwise

from linter.checks.context import Context
from linter.facts.doubles import doubles
from linter.model.rule import Rule
from linter.model.verdict import Remark

_WORD = re.compile("[\u4e00-\u9fff0-9]{2,6}")
_HAN = re.compile("[\u4e00-\u9fff]")
_SHORT = 2  # a double of two characters may be two words that meet (政府政府网站): only listed ones count
_CLAUSE = 4  # characters of a clause that stands twice in a row
_SENTENCE = 12  # characters of a sentence that stands twice in a report
_SHOWN = 40
_ENUMERATOR = re.compile(r"(?:[一二三四五六七八九十]{1,3}[是要、]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、])")
_ENUMERATED = 5  # characters of an enumerator
_SAYS = re.compile("[,;0-9]")  # what a label has none of
_MARKS = "。;!?,:\n"


def found(rule: Rule, context: Context) -> Iterator[Remark]:
    """Words and clauses in a row, then sentences word for word, in document order."""
    out = sorted({*_words(context), *_clauses(context), *_sentences(context)})
    reached = -1
    for start, end, reason in out:
        if start >= reached:
            reached = end
            span = context.document.view.span(start, end)
            kind = ("suspicious", "info") if reason == "sentence" else ("found", "")
            yield Remark(rule, span.start, span.end, reason, {}, *kind)


def _words(context: Context) -> Iterator[tuple[int, int, str]]:
    view, lexicon = context.scan.view, context.lexicon
    short = frozenset(lexicon.words("form.doubled"))
    allowed = lexicon.words("form.doubled_allowed")
    for start, length in doubles(view):
        word = view[start : start + length]
        if _WORD.fullmatch(word) is None or not _HAN.search(word) or word[0] in allowed:
            continue
        if length > _SHORT or word in short:
            yield start, start + 2 * length, "word"
    at = view.find("的的")
    while at >= 0:
        if view[at + 2 : at + 3] not in ("确", "士"):
            yield at, at + 2, "word"
        at = view.find("的的", at + 2)


def _clauses(context: Context) -> Iterator[tuple[int, int, str]]:
    view = context.scan.view
    for first, second in pairwise(context.outline.clauses):
        size = second.end - second.start
        # the first of the two may open with an enumerator
        if size > _CLAUSE and size - 1 <= first.end - first.start <= size + _ENUMERATED:
            words = view[second.start : second.end].rstrip(_MARKS)
            start = _text_start(view, first.start, first.end)
            if len(words) >= _CLAUSE and view[start : first.end].rstrip(_MARKS) == words:
                yield start, second.start + len(words), "clause"


def _text_start(view: str, start: int, end: int) -> int:
    mark = _ENUMERATOR.match(view, start, end)
    return mark.end() if mark else start


def _sentences(context: Context) -> Iterator[tuple[int, int, str]]:
    """Sentences that stand in the report before, word for word; of a passage that is repeated only the first. Headings set aside."""
    view, outline = context.scan.view, context.outline
    seen: set[str] = set()
    repeated = False
    for sentence in outline.sentences:
        item = outline.items[sentence.item]
        if sentence.end - sentence.start < _SENTENCE or item.is_heading:
            continue
        start = _text_start(view, sentence.start, sentence.end)
        words = view[start : sentence.end].rstrip(_MARKS)
        label = sentence.end <= item.head_end < item.end and not _SAYS.search(words)
        if len(words) < _SENTENCE or label or "|" in words:
            continue
        if words in seen and not repeated:
            yield start, min(start + len(words), start + _SHOWN), "sentence"
        repeated = words in seen
        seen.add(words)
