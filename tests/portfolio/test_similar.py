"""Copied paragraphs in a store of a few reports: groups, what does not count, what is hostile, and what the command says."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine as Database

from linter.engine import Engine, Options
from linter.model.lexicon import Lexicon
from linter.portfolio.paragraphs import PERMUTATIONS, counted, fixed_of, signatures
from linter.portfolio.scope import Scope, rulebooks
from linter.portfolio.similar.bands import candidates
from linter.portfolio.similar.finding import Asked, Copying, copying
from linter.reading import residue_words
from tests.portfolio.conftest import Add
from tests.portfolio.copies import ONE, OTHER, TWO, report
from tests.portfolio.samples import Given


@pytest.fixture
def fill(add: Add, tmp_path: Path) -> Callable[..., None]:
    """fill({(unit, year): paragraphs}, **terms): writes reports and takes them in."""

    def filling(reports: dict[tuple[str, int], list[str]], opening: str = "", **terms: Any) -> None:
        given = []
        for (name, year), paragraphs in reports.items():
            path = tmp_path / f"{name}{year}.md"
            path.write_text(report(name, year, paragraphs, opening), "utf-8")
            given.append(Given(str(path)))
        assert not add(*given, options=SHORT, **terms).failures

    return filling


@pytest.fixture
def look(store: Database, engine: Engine) -> Callable[..., Copying]:
    def looking(**terms: Any) -> Copying:
        book = engine.rulebook
        with store.connect() as connection:
            asked = Asked(Scope(rulebooks(connection)[0].id), fixed_of(book.lexicon))._replace(**terms)
            return copying(connection, asked, lambda: residue_words(Lexicon(book.lexicon)))

    return looking


SHORT = Options(assume_report=True)  # the reports are shorter than any real one
Fill, Look = Callable[..., None], Callable[..., Copying]


def holders(found: Copying) -> list[list[tuple[str, int]]]:
    return [[(place.unit, place.year) for place in group.places] for group in found.groups]


def test_a_group_is_of_all_who_hold_it_the_earliest_first(fill: Fill, look: Look) -> None:
    near = ONE.replace("87件", "125件").replace("轮流", "轮班")
    fill({("青岚县", 2023): [ONE], ("白石县", 2024): [TWO, near], ("澄禾县", 2024): [near], ("柳溪县", 2024): [OTHER]})
    found = look()
    assert holders(found) == [[("青岚县", 2023), ("澄禾县", 2024), ("白石县", 2024)]]
    (group,) = found.groups
    assert (group.exact, group.across, group.own, group.reports, group.text) == (False, True, False, 3, ONE)
    first, second = group.pairs
    assert (first.place, first.other, first.exact) == (1, 0, False)
    assert (second.place, second.other, second.exact, second.likeness) == (2, 1, True, 1)  # the same words stand nearer than the source
    assert [(s.left, s.right) for s in first.stretches if not s.equal] == [("流", "班"), ("87", "125")]
    assert [(share.holder.unit, share.others, share.earlier) for share in found.shares if share.holder.year == 2023] == []
    assert {share.holder.unit for share in found.shares} == {"白石县", "澄禾县"}
    assert all(share.copied == share.others > 0 == share.earlier for share in found.shares)


def test_a_unit_that_repeats_itself(fill: Fill, look: Look) -> None:
    fill({("青岚县", 2022): [ONE, OTHER], ("青岚县", 2023): [ONE], ("青岚县", 2024): [ONE, TWO], ("白石县", 2024): [TWO]})
    own = look(own=True)
    assert holders(own) == [[("青岚县", 2022), ("青岚县", 2023), ("青岚县", 2024)]]
    assert [(pair.place, pair.other) for pair in own.groups[0].pairs] == [(1, 0), (2, 1)]  # with last year's, not the first
    assert {(share.holder.year, share.others, share.earlier == share.copied > 0) for share in own.shares} == {(2023, 0, True), (2024, 0, True)}
    across = look(across=True)
    assert [sorted(places) for places in holders(across)] == [[("白石县", 2024), ("青岚县", 2024)]]
    assert look().found == 2


def test_own_text_is_not_linked_through_another_unit(fill: Fill, look: Look) -> None:
    """甲 2023 is like 乙 2023, 乙 2023 like 甲 2024, but 甲 did not repeat itself."""
    first = ONE + "调解室每月公布一次受理、调成和履行的情况，接受群众评议。"
    third = "县政府拨付专项经费用于调解室的场地、设备和补贴，由财政据实结算。" + ONE
    fill({("青岚县", 2023): [first], ("白石县", 2023): [ONE], ("青岚县", 2024): [third]})
    threshold = 0.65
    assert [len(places) for places in holders(look(threshold=threshold))] == [3]
    assert holders(look(threshold=threshold, own=True)) == []


def test_titles_formulas_and_openings_do_not_count(fill: Fill, look: Look, engine: Engine) -> None:
    laws = "、".join(f"《青岚县关于规范行政执法行为的若干规定（第{n}号）》" for n in "一二三四五六七八")
    formulas = "，".join(engine.rulebook.lexicon["previous.fixed"] + engine.rulebook.lexicon["copying.formulas"]) + "。"
    opening = "本年度，各级各部门认真履职，凝心聚力，攻坚克难，围绕中心、服务大局，法治建设各项任务有序推进，取得阶段性成效，为经济社会发展营造了良好的法治环境，现报告如下。"
    shared = [f"印发{laws}。", formulas]
    fill({("青岚县", 2024): [*shared, ONE], ("白石县", 2024): [*shared, TWO], ("澄禾县", 2023): [*shared, OTHER]}, opening)
    found = look(least=20)
    assert found.groups == ()
    assert found.paragraphs == 3
    fixed = fixed_of(engine.rulebook.lexicon)
    assert len(counted(formulas.replace("，", ",").replace("“", "").replace("”", ""), fixed).replace("\0", "")) < 20


def test_a_text_without_parts_is_compared(add: Add, look: Look, tmp_path: Path) -> None:
    """It is all opening: who leaves out headings does not hide a copy."""
    for name in ("青岚县", "白石县"):
        (tmp_path / f"{name}.md").write_text(f"{name}2024年法治政府建设年度报告\n\n{ONE}\n\n{TWO}\n\n{OTHER}\n", "utf-8")
    add(*(Given(str(path)) for path in sorted(tmp_path.glob("*.md"))), options=SHORT)
    assert [len(places) for places in holders(look())] == [2, 2, 2]


def test_laws_cited_in_copied_words_are_marked(fill: Fill, look: Look) -> None:
    one, other = (f"依照《{name}》，{ONE}" for name in ("青岚县人民调解规定", "白石县纠纷化解办法"))
    fill({("青岚县", 2024): [one], ("白石县", 2024): [other]})
    (group,) = look().groups
    assert group.exact
    (pair,) = group.pairs
    assert {"".join(s.left for s in pair.stretches), "".join(s.right for s in pair.stretches)} == {one, other}
    assert any(not s.equal for s in pair.stretches)


def test_short_ones_are_compared_when_asked(fill: Fill, look: Look) -> None:
    short = "建立执法装备领用台账，外出前由中队长逐项核对后签字。"
    fill({("青岚县", 2024): [short, ONE], ("白石县", 2024): [short, TWO]})
    assert look().found == 0
    assert look(least=20).found == 1


def test_the_threshold(fill: Fill, look: Look) -> None:
    half = ONE[: len(ONE) // 2] + TWO[len(TWO) // 2 :]
    fill({("青岚县", 2024): [ONE], ("白石县", 2024): [half], ("澄禾县", 2023): [ONE.replace("87", "95")]})
    assert [len(places) for places in holders(look())] == [2]
    assert look(threshold=1.0).found == 0
    (pair,) = look().groups[0].pairs
    assert (pair.likeness, pair.exact, pair.counted) == (1, False, True)  # other figures: nearly the same, not the same


def test_twice_in_one_report_is_no_copy(fill: Fill, look: Look) -> None:
    fill({("青岚县", 2024): [ONE, ONE, ONE.replace("轮流", "轮班")], ("白石县", 2024): [TWO]})
    assert look().found == 0


def test_nothing_in_the_store(fill: Fill, look: Look) -> None:
    fill({("青岚县", 2024): ["本年度无行政诉讼案件。"]})
    found = look()
    assert (found.groups, found.shares, found.paragraphs) == ((), (), 0)


def test_text_kept_in_the_store_needs_no_file(fill: Fill, look: Look, tmp_path: Path) -> None:
    fill({("青岚县", 2023): [ONE], ("白石县", 2024): [ONE.replace("87", "95")]}, keep_text=True)
    for path in tmp_path.glob("*.md"):
        path.unlink()
    (group,) = look().groups
    assert group.text == ONE
    assert group.pairs[0].stretches


def test_a_changed_file_is_not_quoted(fill: Fill, look: Look, tmp_path: Path) -> None:
    fill({("青岚县", 2023): [ONE], ("白石县", 2024): [ONE.replace("87", "95")]})
    path = tmp_path / "青岚县2023.md"
    path.write_text(path.read_text("utf-8") + "\n附：另有说明。\n", "utf-8")
    found = look()
    (group,) = found.groups
    assert (group.text, group.pairs[0].stretches, group.pairs[0].counted) == ("", (), False)
    assert (found.unread, found.estimated) == (1, 1)


def test_reports_in_an_archive_are_read_again(add: Add, look: Look, tmp_path: Path) -> None:
    path = tmp_path / "来件.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in (("青岚县", ONE), ("白石县", ONE.replace("87", "95"))):
            archive.writestr(f"甲/{name}.md", report(name, 2024, [text]))
    add(Given(str(path)), options=SHORT)
    (group,) = look().groups
    assert {"".join(s.left for s in group.pairs[0].stretches), "".join(s.right for s in group.pairs[0].stretches)} == {ONE, ONE.replace("87", "95")}


def test_hostile_paragraphs(fill: Fill, look: Look) -> None:
    """Long ones, of one character, of signs only, with marks of ours: each is compared or left alone, none breaks anything."""
    odd = ["甲" * 3000, "《" * 500 + "》" * 3, "1" * 900, "，。、" * 300, "【" + ONE + "】", "\u202e" + TWO, "a\u0301" * 200, "《》" * 400 + OTHER, "😀" * 200]
    fill({("青岚县", 2024): odd, ("白石县", 2024): [each.replace("87", "96") for each in odd]})
    found = look(least=20)
    texts = [group.text for group in found.groups]
    assert any(ONE[:20] in text for text in texts)
    assert any(OTHER[:20] in text for text in texts)
    for group in found.groups:
        for pair in group.pairs:
            assert "".join(s.left for s in pair.stretches)
    assert look(least=20, text=False).found == found.found


def test_what_everybody_copies_is_one_group(fill: Fill, look: Look) -> None:
    names = [f"{a}{b}镇" for a in "青白澄柳云" for b in "岚石禾溪泽"]
    fill({(name, 2024): [ONE.replace("87", str(100 + n)), f"{name}{TWO}" if n % 2 else OTHER] for n, name in enumerate(names)})
    found = look()
    assert sorted(group.reports for group in found.groups) == [12, 13, 25]
    assert all(len(group.pairs) == len(group.places) - 1 for group in found.groups)
    assert look().groups == found.groups


HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x4E30), min_size=60, max_size=90)


@settings(max_examples=25, deadline=None)
@given(st.lists(HAN, min_size=2, max_size=8, unique=True), st.integers(0, 7), st.integers(1, 64))
def test_equal_signatures_are_always_a_pair(texts: list[str], which: int, chunk: int) -> None:
    """However the signatures are parted among calls and passes."""
    texts.append(texts[which % len(texts)])
    table = numpy.stack([numpy.frombuffer(each, dtype=numpy.uint8) for each in signatures(texts) if each is not None])
    assert table.shape == (len(texts), PERMUTATIONS)

    def stream() -> list[tuple[Any, Any]]:
        return [(numpy.arange(at, min(at + chunk, len(table))), table[at : at + chunk]) for at in range(0, len(table), chunk)]

    for threshold in (0.5, 0.65, 0.75, 0.9):
        left, right = candidates(stream, len(table), threshold)
        assert (which % (len(texts) - 1), len(texts) - 1) in set(zip(left.tolist(), right.tolist(), strict=True))
        assert (left < right).all()


def test_few_bands_at_a_time_give_the_same_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [ONE[at:] + TWO[: at + 5] for at in range(40)]
    table = numpy.stack([numpy.frombuffer(each, dtype=numpy.uint8) for each in signatures(texts) if each is not None])

    def stream() -> list[tuple[Any, Any]]:
        return [(numpy.arange(len(table)), table)]

    whole = [each.tolist() for each in candidates(stream, len(table), 0.8)]
    assert len(whole[0]) > 30
    monkeypatch.setattr("linter.portfolio.similar.bands._MEMORY", 1)
    assert [each.tolist() for each in candidates(stream, len(table), 0.8)] == whole


def test_a_crowd_is_joined_without_all_its_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linter.portfolio.similar.bands._CROWD", 3)
    table = numpy.zeros((50, PERMUTATIONS), dtype=numpy.uint8)
    left, right = candidates(lambda: [(numpy.arange(50), table)], 50, 0.8)
    assert len(left) == 97
    assert {(0, 49), (48, 49), (0, 1)} <= set(zip(left.tolist(), right.tolist(), strict=True))
