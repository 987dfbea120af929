"""The screens as text: nothing of a report is taken for markup, nothing needs more than the policy of the page allows."""

import dataclasses
import hashlib
import html
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

import linter.workbench
from linter.model.result import Report, Run
from linter.model.rule import Rulebook
from linter.output.cards import TABS, cards
from linter.output.catalogue import catalogue
from linter.output.catalogue.desk_en import MESSAGES as EN
from linter.output.catalogue.desk_zh import MESSAGES as ZH
from linter.workbench.screens import board, page
from linter.workbench.sheets import AT_FIRST, sheets
from linter.workbench.sitting import EXPORTS, Beside, Choices, Sitting

ROOM = Path(linter.workbench.__file__).parent
HTMX = "d6fdc75f204e6bdefa99b69bf1e6d4ac69b8a364f77929f45c13476b4000f717"
HOSTILE = "<script>alert(1)</script>\" onload='x' style=\"color:red\" {{ 7*7 }} &amp; \u202e"
REPORT = f"""# 青岚县2024年法治政府建设年度报告

## 一、主要举措和成效

（一）优化政府职能。全年办理事项 100 件，其中办结 120 件，办结率 96%。在全省率先建成平台，群众满意度显著提升。{HOSTILE}

（二）严格执法。推进行政执法三项制度，开展培训3次。

## 二、存在的不足

一些乡镇执法力量薄弱。<img src=x onerror=alert(1)>

## 三、2025年工作安排

推进行政复议规范化建设。

青岚县人民政府

2025年2月20日
"""


Judge = Callable[..., Report]


def _run(report: Report) -> Run:
    return Run((report,), (), (), "2025-03-10", {}, "zh")


class _Tags(HTMLParser):
    """Every start tag with its attributes, and the ids."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    @property
    def ids(self) -> list[str]:
        return [given["id"] or "" for tag, given in self.tags if "id" in given]


def _tags(text: str) -> _Tags:
    parser = _Tags()
    parser.feed(text)
    return parser


@pytest.fixture(scope="module")
def run(judge: Judge) -> Run:
    return _run(judge(REPORT, "青岚县.md"))


@pytest.fixture(scope="module")
def desk(run: Run, book: Rulebook) -> Sitting:
    return Sitting("zh", book, 3, f"{HOSTILE}.md", run, exports=EXPORTS, followed=True)


def _every(desk: Sitting) -> dict[str, Sitting]:
    """The screens that differ."""
    start = Sitting("zh", desk.rulebook, examples=("青岚县2024年法治政府建设年度报告.docx",))
    return {
        "start": start,
        "trouble": dataclasses.replace(start, name=f"{HOSTILE}.pdf", problem=HOSTILE, advice=HOSTILE, assumable=True),
        "desk": desk,
        "beside": dataclasses.replace(
            desk, beside={"previous": Beside(HOSTILE, HOSTILE), "against": Beside("第一稿.docx")}, choices=Choices("county", 2024, "draft", True), watched=True
        ),
    }


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("screen", ["start", "trouble", "desk", "beside"])
def test_no_screen_holds_script_style_or_words_taken_for_markup(desk: Sitting, screen: str, lang: str) -> None:
    text = page(dataclasses.replace(_every(desk)[screen], lang=lang), HOSTILE)
    tags = _tags(text).tags
    for tag, given in tags:
        assert tag not in ("style", "iframe", "object", "base", "img"), tag
        assert tag != "script" or (given.get("src") or "").startswith("/static/")
        assert not [name for name in given if name == "style" or name.startswith(("on", "hx-on"))], (tag, given)
        assert not str(given.get("hx-vals", "")).startswith("js:")
        for name in ("href", "src", "action"):
            assert (given.get(name) or "/").startswith(("/", "#", "data:,")), given
    assert sum(tag == "script" for tag, _ in tags) == 2
    assert "49" not in re.findall(r"\{\{.*?\}\}|49", html.unescape(text)[:2000]) and "\u202e" not in text
    ids = _tags(text).ids
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_card_stands_on_the_board_once_and_every_mark_leads_to_one(desk: Sitting, run: Run, lang: str) -> None:
    told = cards(run, run.reports[0], desk.rulebook, catalogue(lang))
    tags = _tags(board(dataclasses.replace(desk, lang=lang))).tags
    keys = [given["data-k"] for tag, given in tags if tag == "article"]
    assert len(told) > 50
    assert sorted(keys) == sorted(card.key for card in told)
    places = {int(at) for _, given in tags if "data-c" in given for at in (given["data-c"] or "").split()}
    assert places and max(places) < len(told)
    assert places >= {at for at, card in enumerate(told) if card.passages or (card.tab == "gaps" and card.is_open)}


def test_the_whole_text_of_the_report_is_shown(desk: Sitting) -> None:
    left = board(desk).partition('id="text"')[2].partition("</section>")[0]
    plain = html.unescape(re.sub(r"<[^>]+>", "", re.sub(r"<sup.*?</sup>", "", left)))
    for line in ("青岚县2024年法治政府建设年度报告", "一些乡镇执法力量薄弱。<img src=x onerror=alert(1)>", "2025年2月20日"):
        assert line in plain


def test_headings_of_a_draft_without_styles_are_headings(desk: Sitting, judge: Judge) -> None:
    text = board(dataclasses.replace(desk, run=_run(judge(re.sub(r"^#+ ", "", REPORT, flags=re.M), "青岚县.txt"))))
    assert re.search(r'<h3 class="line heading title"[^>]*>.*青岚县', text)
    assert re.search(r'<h4 class="line heading"[^>]*>.*主要举措', text)


def test_the_page_carries_the_token_for_htmx_and_for_the_script(desk: Sitting) -> None:
    tags = _tags(page(desk, "a'b\"c")).tags
    assert next(given for tag, given in tags if given.get("name") == "desk-token")["content"] == "a'b\"c"
    assert '"allowEval":false' in str(next(given for tag, given in tags if given.get("name") == "htmx-config")["content"])
    assert next(given for tag, given in tags if tag == "body")["hx-headers"] == '{"X-Token": "a\\u0027b\\"c"}'


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_disclaimer_stands_on_every_screen(desk: Sitting, lang: str) -> None:
    for sitting in _every(desk).values():
        assert html.escape(catalogue(lang)("disclaimer"), quote=False) in html.unescape(board(dataclasses.replace(sitting, lang=lang)))


def test_only_what_can_be_exported_and_watched_is_offered(desk: Sitting) -> None:
    text = board(dataclasses.replace(desk, exports=("json",), followed=False))
    assert re.findall(r'data-export="(\w+)"', text) == ["json"]
    assert 'id="watch"' not in text
    assert [kind for kind in EXPORTS if f'data-export="{kind}"' not in board(desk)] == []


def test_a_waived_finding_moves_to_the_end_with_its_reason_and_a_way_back(desk: Sitting, run: Run) -> None:
    report: Report = run.reports[0]
    first = next(f for f in report.findings if f.kind == "coverage")
    waived = report._replace(findings=tuple(f._replace(waiver=HOSTILE) if f is first else f for f in report.findings))
    sitting = dataclasses.replace(desk, run=run._replace(reports=(waived,)), waivers={first.fingerprint: HOSTILE})
    tail = board(sitting).partition("data-agreed")[2]
    assert f'hx-delete="/waivers/{first.fingerprint}"' in tail.replace("%3A", ":")
    shelves = sheets(cards(sitting.run or run, waived, desk.rulebook, catalogue("zh")), catalogue("zh", "desk"))[0].shelves
    assert shelves[-1].agreed and [card.fingerprint for _, card in shelves[-1].cards] == [first.fingerprint]


def test_sheets_hold_every_card_once_and_claims_come_ten_first(desk: Sitting, run: Run) -> None:
    told = cards(run, run.reports[0], desk.rulebook, catalogue("zh"))
    laid = sheets(told, catalogue("zh", "desk"))
    assert tuple(sheet.id for sheet in laid) == TABS
    assert sorted(at for sheet in laid for shelf in sheet.shelves for at, _ in shelf.cards) == list(range(len(told)))
    assert {shelf.first for sheet in laid for shelf in sheet.shelves if shelf.id == "issues-claims"} <= {AT_FIRST}
    assert all(sheet.shelves[0].unfolded for sheet in laid[:1])


def test_each_word_of_the_screens_is_said_somewhere() -> None:
    """Every key of the shelf is asked for by a screen, and every key asked for is on the shelf."""
    sources = "\n".join(p.read_text("utf-8") for p in [ROOM / "screens.py", ROOM / "sheets.py", *(ROOM / "templates").glob("*.j2")])
    stems = set(re.findall(r"""["'](desk\.[\w.]*\w)["']""", sources))
    families = (*re.findall(r"""["'](desk\.[\w.]*\.)["']""", sources), "desk.example.")
    assert {key for key in ZH if key not in stems and not key.startswith(families)} == set()
    assert {stem for stem in stems if stem not in ZH and stem not in ("desk.example", "desk.html.j2")} == set()
    assert list(ZH) == list(EN)


def test_nothing_harsh_is_said() -> None:
    for word in ("违法", "不合格", "错误", "造假", "没有"):
        assert not [key for key, said in ZH.items() if word in said]


def test_htmx_is_the_very_file_that_was_looked_at_with_its_licence() -> None:
    static = ROOM / "static"
    assert hashlib.sha256((static / "htmx-2.0.11.min.js").read_bytes()).hexdigest() == HTMX
    assert "Zero-Clause BSD" in (static / "htmx-2.0.11.LICENSE.txt").read_text("utf-8")


def test_the_style_uses_nothing_that_old_browsers_lack() -> None:
    css = (ROOM / "static" / "desk.css").read_text("utf-8")
    bare = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    for late in (":has(", "light-dark(", "@container", "@layer", "@import", "url(", "color-mix(", "popover"):
        assert late not in bare, late
    depth = 0
    for rule in re.split(r"([{}])", re.sub(r"@(media|page)[^{]*\{", "@{", bare)):
        depth += (rule == "{") - (rule == "}")
        assert depth <= 2, "nested rules"
    script = (ROOM / "static" / "desk.js").read_text("utf-8")
    for banned in ("eval(", "new Function", "localStorage", "sessionStorage", "indexedDB", "document.cookie", "http://", "https://", "?.", "??"):
        assert banned not in re.sub(r"/\*.*?\*/|//[^\n]*", "", script, flags=re.S), banned
