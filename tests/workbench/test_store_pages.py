"""Pages over a store: what they show, what they let in, and that they only read."""

import re
import threading
from collections.abc import Iterator
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qsl, quote

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import OperationalError

from linter.engine import load
from linter.engines import Engines
from linter.model.failure import UsageFailure
from linter.model.table import Column, Table, Term
from linter.output.catalogue import catalogue
from linter.portfolio.intake import identity_of
from linter.portfolio.store import opened
from linter.portfolio.tables import finding, paragraph, report, rule, unit
from linter.workbench.clerk import Brief
from linter.workbench.server import Place, Server
from linter.workbench.stacks import order
from linter.workbench.stacks.query import Query, query_of
from linter.workbench.stacks.record import Finding, Kept
from linter.workbench.stacks.routes import Stacks
from linter.workbench.stacks.screens import marked
from linter.workbench.stacks.shelf import Shelf, Unreadable
from linter.workbench.stacks.views import VIEWS
from tests.workbench.conftest import Browser, Desk
from tests.workbench.samplestore import Province, command, province

WORDS = catalogue("zh", "portfolio")


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Province:
    return province(tmp_path_factory.mktemp("province"))


def serving(brief: Brief, path: Path, monkey: pytest.MonkeyPatch) -> Desk:
    monkey.chdir(path.parent)  # the paths in the store are those of the command line
    shelf = Shelf(str(path), WORDS)
    server = Server(Place(), brief, annex=lambda session: Stacks(shelf, session, identity_of(Engines(load()))))
    thread = threading.Thread(target=server.serve_until_stopped, daemon=True)
    thread.start()
    return Desk(server, Browser(server.port, server.session.token).enter(server.address), thread)


@pytest.fixture(scope="module")
def stacks(brief: Brief, sample: Province) -> Iterator[Desk]:
    with pytest.MonkeyPatch.context() as monkey:
        desk = serving(brief, sample.kept, monkey)
        yield desk
        desk.stop()


class _Cells(HTMLParser):
    """The rows of the tables of a page: (section, texts, addresses)."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[tuple[str, list[str], list[str]]] = []
        self._section, self._inside = "", False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "section":
            self._section = told.get("id") or ""
        elif tag == "tr":
            self.rows.append((self._section, [], []))
        elif tag in ("td", "th") and self.rows:
            self.rows[-1][1].append("")
            self.rows[-1][2].append("")
            self._inside = True
        elif tag == "a" and self._inside:
            self.rows[-1][2][-1] = told.get("href") or ""
            self.rows[-1][1][-1] += told.get("aria-label") or ""

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.rows[-1][1][-1] += data.strip()


def table(page: str, name: str) -> list[tuple[list[str], list[str]]]:
    """The rows of one table with the headings first."""
    cells = _Cells()
    cells.feed(page)
    return [(texts, links) for section, texts, links in cells.rows if section == f"t-{name}"]


def column(page: str, name: str, head: str) -> list[str]:
    heads, *rows = table(page, name)
    return [texts[heads[0].index(head)] for texts, _ in rows]


def links_of(page: str, start: str) -> list[str]:
    return [link.replace("&amp;", "&") for link in re.findall(r'href="([^"]+)"', page) if link.startswith(start)]


def asked(desk: Desk, path: str) -> str:
    answer = desk.browser.get(path)
    assert answer.status == 200, answer.text[:400]
    return answer.text


def test_who_comes_in_is_led_to_the_ranking(stacks: Desk) -> None:
    answer = stacks.browser.get("/stacks")
    assert (answer.status, answer.headers["location"]) == (303, "/stacks/rank")
    again = stacks.browser.get(f"/enter/{stacks.server.address.rpartition('/')[2]}")
    assert again.headers["location"] == "/stacks"
    assert 'href="/stacks"' in asked(stacks, "/")


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("year", ["", "?year=2023", "?year=all", "?year=1999&level=moon&page=x&sort=nothing&book=7&by=odd&part=odd"])
def test_every_view_answers_whatever_is_asked_of_it(stacks: Desk, view: str, year: str) -> None:
    page = asked(stacks, f"/stacks/{view}{year}")
    assert page.count("<h1") == 1 and 'aria-current="page"' in page
    assert f"/stacks/{view}" in page


def test_the_ranking_is_sorted_narrowed_and_searched(stacks: Desk, sample: Province) -> None:
    page = asked(stacks, "/stacks/rank?year=2024")
    scores = [Fraction(each) for each in column(page, "rank", "得分")]
    assert len(scores) > 40 and scores == sorted(scores, reverse=True)
    rising = asked(stacks, "/stacks/rank?year=2024&sort=score")
    assert [Fraction(each) for each in column(rising, "rank", "得分")] == sorted(scores)
    assert 'aria-sort="ascending"' in rising and "sort=-score" in rising
    towns = column(asked(stacks, "/stacks/rank?year=2024&level=township"), "rank", "单位")
    truth = {each["name"] for each in sample.truth["reports"] if each["year"] == 2024 and each["level"] == "township"}
    assert set(towns) == truth != set()
    one = towns[0]
    assert column(asked(stacks, "/stacks/rank?year=2024&find=" + quote(one)), "rank", "单位") == [one]
    nobody = asked(stacks, "/stacks/rank?year=2024&find=nobody")
    assert "无符合条件的行" in nobody and 'value="nobody"' in nobody


@pytest.mark.parametrize("path", ["heatmap?by=duty", "heatmap?by=duty-region", "gaps?by=level"])
def test_headings_above_headings_stand_above_their_columns(stacks: Desk, path: str) -> None:
    """Also where the style hides the minor columns."""
    head = re.search(r"<thead>.*?</thead>", asked(stacks, f"/stacks/{path}"), re.DOTALL)
    assert head is not None
    above, heads = re.findall(r"<tr.*?</tr>", head.group(), re.DOTALL)
    runs = [(tag, int(span), "minor" in rest) for tag, span, rest in re.findall(r'<(t[hd]) colspan="(\d+)"([^>]*)>', above)]
    columns = [(("cell" if "gaps" not in path else "number") in css, "minor" in css) for css in re.findall(r'<th scope="col" class="([^"]*)"', heads)]
    assert sum(span for _, span, _ in runs) == len(columns)
    at = 0
    for tag, span, minor in runs:
        assert all(hidden == minor for _, hidden in columns[at : at + span])
        assert tag == "td" or all(told for told, _ in columns[at : at + span])
        at += span


def test_a_map_of_places_does_not_promise_sentences(stacks: Desk) -> None:
    page = asked(stacks, "/stacks/heatmap?by=duty-region")
    assert "再到原句" not in page and "一行是一个地区" in page and not links_of(page, "/stacks/report/")
    assert "再到原句" in asked(stacks, "/stacks/heatmap?by=duty")


def test_from_a_cell_to_the_report_and_the_sentence(stacks: Desk, sample: Province) -> None:
    heads, *rows = table(asked(stacks, "/stacks/heatmap?by=duty&year=2024"), "heatmap")[1:]
    assert len(rows) == len(column(asked(stacks, "/stacks/rank?year=2024"), "rank", "得分"))
    texts, addresses = rows[0]
    at = texts.index("有佐证", 3)
    where = addresses[at]
    page = asked(stacks, where)
    rule_ = where.partition("rule=")[2]
    row = re.search(rf'<li id="r-{re.escape(rule_)}" class="asked".*?</li>', page, re.DOTALL)
    assert row and "有佐证" in row[0] and heads[0][at] in row[0]
    assert texts[0].rpartition("/")[2] in page
    (sentence,) = set(links_of(row[0], "/stacks/report/"))
    desk = asked(stacks, sentence)
    assert 'data-fixed="1"' in desk and f'data-r="{rule_}"' in desk and 'id="text"' in desk
    # read only: nothing to waive, open, watch, export or clear
    assert not re.search(r'data-act="waive"|id="clear"|id="watch"|data-export|id="open"', desk)
    assert desk.count("<select") == desk.count("disabled>")
    # and nothing of it lies on the desk
    assert "data-fixed" not in asked(stacks, "/") and 'class="start"' in asked(stacks, "/board")


def test_the_desk_finds_what_the_store_holds(stacks: Desk, sample: Province) -> None:
    with opened(str(sample.kept), WORDS) as store, store.connect() as connection:
        query = select(report.c.id, report.c.score, func.count().label("findings")).join(finding, finding.c.report_id == report.c.id).group_by(report.c.id)
        rows = connection.execute(query.order_by(report.c.id).limit(4)).all()
    for row in rows:
        desk = asked(stacks, f"/stacks/report/{row.id}/text")
        assert f'data-score="{row.score / 10:.1f}"' in desk
        assert desk.count('data-s="error"') + desk.count('data-s="warning"') + desk.count('data-s="info"') <= row.findings
    # while a report lies on the desk, one of the store is looked at, and the desk is as it was
    assert stacks.browser.post("/example", name="青岚县2024年法治政府建设年度报告.docx").status == 200
    before = asked(stacks, "/board")
    asked(stacks, f"/stacks/report/{rows[0].id}/text")
    assert asked(stacks, "/board") == before
    assert stacks.browser.post("/clear").status == 200


def test_a_units_page_has_its_reports_and_its_standing(stacks: Desk) -> None:
    heads, first, *_ = table(asked(stacks, "/stacks/rank?year=2024"), "rank")
    name, score = first[0][heads[0].index("单位")], first[0][heads[0].index("得分")]
    page = asked(stacks, first[1][heads[0].index("单位")])
    assert f"<h1>{name}</h1>" in page and score in page
    assert len(set(links_of(page, "/stacks/report/"))) >= 2
    assert column(page, "unit", "得分") == [score] and len(column(page, "dimensions", "维度")) > 5
    other = next(link for link in links_of(page, "/stacks/unit/") if "year=2023" in link)
    assert column(asked(stacks, other), "unit", "年度") == ["2023"]


def test_what_is_planted_stands_on_its_page(stacks: Desk, sample: Province) -> None:
    absent = {(each["unit"].rpartition("/")[2], str(each["year"])) for each in sample.truth["missing"]}
    page = asked(stacks, "/stacks/missing?year=all")
    shown = {(name.rpartition("/")[2], year) for name, year in zip(column(page, "missing", "单位"), column(page, "missing", "年度"), strict=True)}
    assert absent <= shown
    waived = asked(stacks, "/stacks/waivers")
    assert set(column(waived, "waivers", "豁免理由")) == {each["reason"] for each in sample.truth["waivers"] if each["year"] in (2023, 2024)}
    (sentence, *_) = [link for _, links in table(waived, "waivers")[1:] for link in links if "rule=" in link]
    assert "豁免" in asked(stacks, sentence)


def test_copied_text_stands_side_by_side_and_leads_to_its_line(stacks: Desk, sample: Province) -> None:
    page = asked(stacks, "/stacks/similar")
    assert page.count('<article class="copies"') == 20 and "<mark>" in page
    last = asked(stacks, links_of(page, "/stacks/similar?table=similar")[0].partition("#")[0])
    assert 0 < last.count('<article class="copies"') <= 20
    both = page + last
    places = links_of(both, "/stacks/report/")
    assert len(set(places)) >= len(sample.truth["copies"])
    line = places[0].partition("line=")[2]
    assert f'data-l="{line}"' in asked(stacks, places[0])
    assert "除数字外相同" in both and not re.search(r"除数字外相同</span></figcaption><blockquote>(?:(?!<mark>)[^/])*</blockquote>", both)
    across = asked(stacks, "/stacks/similar?by=across")
    assert "沿用本单位以前年度｜" not in across and across.count("<article") > 3


def test_a_file_that_was_changed_is_not_shown(brief: Brief, sample: Province, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Only a file with the same bytes is the report; then the kept paragraphs are, else nothing."""
    for name in ("kept.db", "bare.db"):
        (tmp_path / name).write_bytes((sample.folder / name).read_bytes())
    for name, state in (("kept.db", "kept"), ("bare.db", "gone")):
        desk = serving(brief, tmp_path / name, monkeypatch)
        try:
            with opened(str(tmp_path / name), WORDS) as store, store.connect() as connection:
                query = select(report.c.id, report.c.path, rule.c.name, finding.c.fingerprint, finding.c.start, finding.c.end).select_from(
                    report.join(finding, finding.c.report_id == report.c.id).join(rule, (rule.c.id == finding.c.rule_id) & (rule.c.rulebook_id == report.c.rulebook_id))
                )
                own = paragraph.c
                inside = select(own.start).where(own.report_id == report.c.id, own.start <= finding.c.start, own.end >= finding.c.end).exists()
                row = connection.execute(query.where(finding.c.start.is_not(None), inside).order_by(report.c.id).limit(1)).one()
            page = asked(desk, f"/stacks/report/{row.id}")
            assert catalogue("zh", "stacks")(f"stacks.state.{state}") in page
            (tmp_path / row.path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / row.path).write_text("另一份文件", "utf-8")  # at the same place, with other bytes
            answer = desk.browser.get(f"/stacks/report/{row.id}/text?rule={row.name}&finding={row.fingerprint}")
            assert "另一份文件" not in answer.text
            if state == "kept":
                assert answer.status == 200 and 'class="m issues asked"' in answer.text
                with opened(str(tmp_path / name), WORDS) as store, store.connect() as connection:
                    text_ = connection.execute(select(own.text).where(own.report_id == row.id).order_by(own.number).limit(1)).scalar_one()
                assert text_[:12] in re.sub(r"<[^>]+>", "", answer.text)
            else:
                assert answer.status == 404 and "未保存原文" in answer.text
                assert not links_of(page, f"/stacks/report/{row.id}/text")
            (tmp_path / row.path).write_bytes((sample.folder / row.path).read_bytes())
            assert 'data-fixed="1"' in asked(desk, f"/stacks/report/{row.id}/text?rule={row.name}")
            (tmp_path / row.path).unlink()
        finally:
            desk.stop()


def test_a_report_judged_by_other_rules_says_so(brief: Brief, sample: Province, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "reports").symlink_to(sample.folder / "reports")
    file = next(path for path in sorted((sample.folder / "reports" / "2024").rglob("*.md")) if path.stat().st_size > 5000)
    done = command("portfolio", "add", str(file.relative_to(sample.folder)), "--db", "core.db", "--pack", "core", "-j", "1", "-q", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    desk = serving(brief, tmp_path / "core.db", monkeypatch)
    try:
        (found, *_) = links_of(asked(desk, "/stacks/rank"), "/stacks/report/")
        assert "与本工作台所用规则不同" in asked(desk, found + "/text")
    finally:
        desk.stop()


def test_an_empty_store_says_what_to_do(brief: Brief, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with opened(str(tmp_path / "new.db"), WORDS, make=True):
        pass
    desk = serving(brief, tmp_path / "new.db", monkeypatch)
    try:
        for view in VIEWS:
            assert "portfolio add" in asked(desk, f"/stacks/{view}")
        assert desk.browser.get("/stacks/unit/1").status == 404
    finally:
        desk.stop()


@pytest.mark.parametrize("path", ["/stacks/nothing", "/stacks/unit/1", "/stacks/unit/x", "/stacks/report/1", "/stacks/report/99999999999999999999/text", "/stacks/rank/more"])
def test_what_is_not_there_is_said_on_a_page(stacks: Desk, path: str) -> None:
    answer = stacks.browser.get(path)
    assert answer.status == 404 and "没有这个页面" in answer.text


def test_the_pages_are_guarded_as_the_desk_is(stacks: Desk) -> None:
    browser = stacks.browser
    page = browser.get("/stacks/rank")
    assert "default-src 'none'" in page.headers["content-security-policy"] and page.headers["cache-control"] == "no-store"
    assert not re.search(r"<script(?! src=)|\son\w+=|style=", page.text)
    stranger = Browser(browser.port)
    assert stranger.get("/stacks/rank").status == 403
    assert browser.ask("GET", "/stacks/rank", headers={"Host": "evil.example"}).status == 400
    assert browser.ask("GET", "/stacks/rank", headers={"Sec-Fetch-Site": "cross-site"}).status == 403
    assert browser.ask("POST", "/stacks/theme/dark", headers={"X-Token": "wrong"}).status == 403
    assert browser.ask("POST", "/stacks/rank").status == 405


def test_the_switches_hold_for_the_pages_that_follow(stacks: Desk) -> None:
    browser = stacks.browser
    assert browser.ask("POST", "/stacks/theme/dark").status == 204
    assert 'data-theme="dark"' in asked(stacks, "/stacks/trend")
    assert browser.ask("POST", "/stacks/theme/pink").status == 204
    assert "data-theme" not in asked(stacks, "/stacks/trend")
    browser.post("/language", lang="en")
    page = asked(stacks, "/stacks/rank")
    assert '<html lang="en"' in page and "Ranking" in page
    browser.post("/language", lang="zh")


def test_a_name_is_never_markup(sample: Province, brief: Brief, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "bad.db").write_bytes(sample.bare.read_bytes())
    with opened(str(tmp_path / "bad.db"), WORDS) as store, store.begin() as connection:
        connection.execute(unit.update().values(name=unit.c.name + "<img src=x>", region='"><script>alert(1)</script>'))
        connection.execute(rule.update().values(name=rule.c.name + '"onclick=x'))
    desk = serving(brief, tmp_path / "bad.db", monkeypatch)
    try:
        for view in VIEWS:
            page = asked(desk, f"/stacks/{view}?by=duty")
            assert "<img src=x" not in page and "<script>" not in page and '"onclick' not in page
    finally:
        desk.stop()


def test_the_store_is_read_and_never_written(sample: Province) -> None:
    shelf = Shelf(str(sample.kept), WORDS)
    try:
        for order_ in ("DELETE FROM report", "UPDATE unit SET name = ''", "DROP TABLE meta", "PRAGMA user_version = 5"):
            with pytest.raises(Unreadable):
                shelf.asked(lambda connection, order_=order_: connection.execute(text(order_)))
        assert shelf.asked(lambda connection: connection.execute(select(func.count()).select_from(report)).scalar_one()) > 100
    finally:
        shelf.close()
    assert issubclass(Unreadable, Exception) and not issubclass(Unreadable, OperationalError)


def test_a_store_that_is_none_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "no.db").write_text("no store")
    for name in ("no.db", "missing.db"):
        with pytest.raises(UsageFailure):
            Shelf(str(tmp_path / name), WORDS)
        done = command("serve", "--db", name, "--no-browser", folder=tmp_path)
        assert done.returncode == 2 and name in done.stderr and done.stderr.count("\n") == 1


# ---- order, pages and addresses, without a server

HEADS = (Column("unit", "单位"), Column("score", "得分", "score"), Column("status", "状态", "status"), Column("level", "层级"))
ROWS = (
    ("丙县", Fraction(700, 10), "absent", Term("部门", "department")),
    ("甲县10", None, "evidenced", Term("市级", "city")),
    ("甲县9", Fraction(815, 10), None, Term("县级", "county")),
)
TABLE = Table("t", "T", HEADS, ROWS)


def names(made: Table) -> list[str]:
    return [str(row[0]) for row in made.rows]


def test_rows_are_ordered_by_what_cells_mean() -> None:
    assert names(order.ordered(TABLE, "score")) == ["丙县", "甲县9", "甲县10"]
    assert names(order.ordered(TABLE, "-score")) == ["甲县9", "丙县", "甲县10"]  # what is empty stands last either way
    assert names(order.ordered(TABLE, "status")) == ["甲县10", "丙县", "甲县9"]
    assert names(order.ordered(TABLE, "level")) == ["甲县10", "甲县9", "丙县"]
    assert names(order.ordered(TABLE, "unit")) == ["丙县", "甲县9", "甲县10"]
    assert order.ordered(TABLE, "rank") is TABLE


def test_a_click_on_a_heading_turns_the_order() -> None:
    assert [order.turned(HEADS[1], sort) for sort in ("", "-score", "score", "unit")] == ["-score", "score", "-score", "-score"]
    assert [order.turned(HEADS[0], sort) for sort in ("", "unit", "-unit")] == ["unit", "-unit", "unit"]


def test_pages_have_two_hundred_rows() -> None:
    many = Table("t", "T", HEADS[:1], tuple((f"单位{at}",) for at in range(533)))
    first, last = order.leaf(many, 1), order.leaf(many, 99)
    assert (first.number, first.pages, first.total, len(first.rows), first.start) == (1, 3, 533, 200, 0)
    assert (last.number, len(last.rows), last.start) == (3, 133, 400)
    assert order.leaf(order.found(many, "单位53"), 1).total == 4  # 单位53, 单位530 and on
    assert order.leaf(Table("t", "T", HEADS[:1], ()), 5) == order.Leaf(1, 1, 0, 0, ())


def test_an_address_says_what_was_asked() -> None:
    query = Query("rank", 7, "2024", "county", "云泽市", "青岚", sort="-score", page=3)
    address = query.address(page=3)
    path, _, tail = address.partition("?")
    assert path == "/stacks/rank" and query_of("rank", dict(parse_qsl(tail))) == query
    assert "page" not in query.address(sort="unit") and "page" not in query.address(page=1)
    assert query_of("rank", {"year": "20x4", "level": "moon", "page": "-3", "book": "1e9", "find": "x" * 999}) == Query("rank", find="x" * 100)


def test_marks_in_kept_text_overlap_without_losing_a_letter() -> None:
    def at(start: int, end: int) -> Finding:
        return Finding("r", "t", "absent", "error", start, end, 1, "f", None, None, None, None)

    pieces = marked(Kept(100, 110, 4, "零一二三四五六七八九"), [at(102, 106), at(104, 108), at(90, 99), at(109, 200), at(105, 105)])
    assert "".join(text for text, _ in pieces) == "零一二三四五六七八九"
    assert [piece for piece in pieces if piece[1]] == [("二三", (0,)), ("四五", (0, 1)), ("六七", (1,)), ("九", (3,))]
