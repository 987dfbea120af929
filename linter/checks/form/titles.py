"""Book-title marks: what should stand in 《》 and does not, what stands in them and should not, and titles cut short.

Source: GB/T 15834—2011, 4.15: they mark the names of works, newspapers and documents, not of activities; inside 《》 stands 〈〉.
Only what its surroundings decide is told. View offsets throughout.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from linter.checks.context import Context
from linter.model.lexicon import Lexicon
from linter.model.rule import Rule, Source
from linter.model.verdict import Remark

Hit = tuple[int, int, str]

_TITLE = re.compile(r"《[^《》\n]{2,120}》")
_NESTED = re.compile(r"《[^《》\n]{0,60}《[^《》\n]{2,100}》[^《》\n]{0,60}》")
_BREAK = re.compile("[,。;:!?\n]")
_CLOSED = re.compile(r"(?:\([^()\n]{1,16}\))?》")
_LEFT = 24  # characters of a clause before a title or a verb that say what is done
_ACTIVITY_NAME = 12  # characters; the name of an activity is a slogan
_FULL_NAME = 12  # characters; a shorter name of a document is used as a word
_ABOUT = "关于"
_TITLED = frozenset({"party", "opinion", "law", "regulation", "interpretation"})
_PASSED_ON = "的通知"
_NOTICES = (_PASSED_ON, "的意见", "的批复", "的决定", "的函", "的通告")


class _Wording(NamedTuple):
    printing: tuple[str, ...]
    printed: re.Pattern[str]  # 在法治日报刊发
    activity: re.Pattern[str]  # behind a title: 品牌系列宣传活动
    works: tuple[str, ...]
    work_endings: tuple[str, ...]
    version: re.Pattern[str]
    documents: re.Pattern[str]  # a title of a document that only a notice passes on
    issuing: tuple[str, ...]
    bare: re.Pattern[str]  # 印发关于…的通知
    books: tuple[str, ...]


@lru_cache(maxsize=8)
def _wording(lexicon: Lexicon) -> _Wording:
    def either(key: str) -> str:
        return "|".join(sorted(lexicon.words("form." + key), key=len, reverse=True))

    named = f"(?:{either('periodicals')}|[\u4e00-\u9fff]{{2,6}}?(?:{either('periodical_endings')}))"
    return _Wording(
        lexicon.words("form.printed"),
        re.compile(rf"(?:{either('printed_in')})(?P<name>{named})(?!{either('not_printed')})(?:[\u4e00-\u9fff]{{0,4}}?)(?:{either('printed')})"),
        re.compile(rf"(?:{either('activity_modifiers')}){{0,4}}(?:{either('activities')})"),
        lexicon.words("form.works"),
        lexicon.words("form.work_endings"),
        re.compile(rf"\((?:{either('versions')})\)"),
        re.compile(rf"(?:{either('document_endings')})(?:\([^()]{{1,20}}\))?$"),
        lexicon.words("form.issuing"),
        re.compile(rf"关于[^《》,。;:!?\n]{{4,40}}?的(?:{either('notices')})(?!{either('notice_continued')})"),
        lexicon.words("form.books"),
    )


def triggers(lexicon: Lexicon) -> list[str]:
    """The literals near which a name can lack its marks."""
    return [_ABOUT, *lexicon.words("form.printed")]


def faults(rule: Rule, context: Context) -> Iterator[Remark]:
    """Faults of book-title marks, each at the words it concerns, in document order."""
    wording, view = _wording(context.lexicon), context.scan.view
    titles = [match.span() for match in _TITLE.finditer(view)]
    found: list[Hit] = [(*m.span(), "nested") for m in _NESTED.finditer(view)]
    for start, end in titles:
        found.extend(_of_title(view, start, end, wording))
    unmarked = (*_periodicals(context, wording), *_bare(context, wording), *_full_names(context, wording))
    # a mark on one side only is an unpaired one, and told as such
    found.extend(hit for hit in unmarked if not _inside(titles, hit[0]) and view[hit[0] - 1 : hit[0]] != "《" and not _CLOSED.match(view, hit[1]))
    for start, end, reason in _outermost(found):
        span = context.document.view.span(start, end)
        yield Remark(rule, span.start, span.end, reason, {})


def _outermost(found: list[Hit]) -> list[Hit]:
    """In order, without those that lie inside the one before."""
    out: list[Hit] = []
    for hit in sorted(found, key=lambda entry: (entry[0], -entry[1])):
        if not out or hit[0] >= out[-1][1]:
            out.append(hit)
    return out


def _of_title(view: str, start: int, end: int, wording: _Wording) -> Iterator[Hit]:
    """What is wrong with one title and what follows it."""
    title = view[start + 1 : end - 1]
    if len(title) <= _ACTIVITY_NAME and wording.activity.match(view, end) and not title.endswith(wording.work_endings) and not title.startswith(wording.works):
        yield start, end, "activity"
    version = wording.version.match(view, end)
    if version:
        yield start, version.end(), "version"
    for kind in _NOTICES:
        if view.startswith(kind, end):
            if title.startswith(("关于印发", "关于转发")):
                yield start, end + len(kind), "closed-early"
            elif kind == _PASSED_ON and wording.documents.search(title) and _issued(view, start, wording):
                yield start, end + len(kind), "passed-on"


def _issued(view: str, start: int, wording: _Wording) -> bool:
    """True where the title directly follows a verb of issuing, with no 关于 before it in the clause."""
    clause = _BREAK.split(view[max(0, start - _LEFT) : start])[-1]
    return clause.endswith(wording.issuing) and _ABOUT not in clause


def _periodicals(context: Context, wording: _Wording) -> Iterator[Hit]:
    """A newspaper or journal in which something is printed, named without its marks."""
    view = context.scan.view
    for word in wording.printing:
        for at in context.scan.hits.get(word, ()):
            match = wording.printed.search(view, max(0, at - _LEFT), at + len(word))
            if match is not None:
                yield (*match.span("name"), "periodical")


def _bare(context: Context, wording: _Wording) -> Iterator[Hit]:
    """A document that is issued by its title, named without its marks (出台关于…的通知)."""
    view = context.scan.view
    for at in context.scan.hits.get(_ABOUT, ()):
        if view.endswith(wording.issuing, 0, at) and (match := wording.bare.match(view, at)):
            yield (*match.span(), "bare")


def _full_names(context: Context, wording: _Wording) -> Iterator[Hit]:
    """Books, and documents and laws by their full names; a short name (行政处罚法) needs no marks."""
    view = context.scan.view
    for opening, names in _grouped(wording, context.sources):
        if opening not in view:
            continue
        for name in names:
            at = view.find(name)
            while at >= 0:
                # an outline by its bare name is a turn of speech, with its years it is a title
                if not name.endswith("纲要") or name in wording.books or view.startswith("(20", at + len(name)):
                    yield at, at + len(name), "unmarked"
                at = view.find(name, at + len(name))


_Groups = tuple[tuple[str, tuple[str, ...]], ...]
_kept: list[tuple[_Wording, Mapping[str, Source], _Groups]] = []  # of the rulebook that was asked for last: hashing its names costs more than the search


def _grouped(wording: _Wording, sources: Mapping[str, Source]) -> _Groups:
    """The names that stand only as titles, by their first characters: most reports hold few of those."""
    for words, known, kept in _kept:
        if words is wording and known is sources:
            return kept
    groups: dict[str, list[str]] = {}
    bare = (_full(source.name, source.kind, wording.work_endings) for source in sources.values())
    for name in (*wording.books, *filter(None, bare)):
        groups.setdefault(name[:4], []).append(name)
    found = tuple((opening, tuple(names)) for opening, names in groups.items())
    _kept[:] = [(wording, sources, found)]
    return found


def _full(name: str, kind: str, endings: tuple[str, ...]) -> str:
    """The name of a source without what stands in brackets behind it, where it is one that can stand only as a title; else ''."""
    bare = name.partition("（")[0]
    if kind not in _TITLED or "《" in bare or not bare.endswith(endings):
        return ""
    return bare if bare.startswith("中华人民共和国") or bare.endswith("纲要") or len(bare) >= _FULL_NAME else ""


def _inside(titles: list[tuple[int, int]], offset: int) -> bool:
    at = bisect_right(titles, (offset, 0)) - 1
    return at >= 0 and offset < titles[at][1]
