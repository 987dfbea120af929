"""Soft line breaks: wrapping a report at any width and reading it again gives the same blocks.

Not decidable, and so allowed: a paragraph that fills its last line exactly may run into the next one (`missing`), and
a block may be parted where a heading could end (`extra`, bounded below).
"""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linter.reading import read
from linter.reading.lines import soft_breaks
from tests.kit.conformance import sound
from tests.kit.lexicon import shipped_words
from tests.kit.reports import REPORTS
from tests.reading.wrapping import Measure, characters, columns, terminal_columns, wrapped

WAYS: dict[str, tuple[Measure, bool]] = {
    "characters": (characters, False),
    "columns": (columns, False),
    "terminal": (terminal_columns, False),
    "characters-kinsoku": (characters, True),
    "columns-kinsoku": (columns, True),
}
WIDTHS = range(6, 81)


def paragraphs(name: str) -> list[str]:
    return [piece.text for piece in REPORTS[name] if piece.kind != "row"]


def blocks(text: str) -> list[str]:
    document = read("r.txt", data=text.encode(), residue=shipped_words())
    sound(document)
    return [document.view.text[a:b] for a, b in document.view.blocks]


def edges(parts: list[str]) -> set[int]:
    """Where blocks end, counted in characters of the text without breaks."""
    found, at = set(), 0
    for part in parts:
        at += len(part)
        found.add(at)
    return found


def exactly_full(parts: list[str], width: int, measure: Measure, *, kinsoku: bool) -> int:
    """Paragraphs whose last line fills the width to within a word, so that nothing shows where they end."""
    lines = [wrapped(part, width, measure, kinsoku=kinsoku)[-1] for part in parts]
    return sum(width - sum(map(measure, line)) <= 8 for line in lines)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", REPORTS)
def test_wrapping_is_undone_at_every_width(name: str, way: str) -> None:
    measure, kinsoku = WAYS[way]
    parts = paragraphs(name)
    expected = blocks("\n".join(parts))
    same = extra = 0
    widths = [w for w in WIDTHS if measure is characters or w >= 12]
    for width in widths:
        lines = [line for part in parts for line in wrapped(part, width, measure, kinsoku=kinsoku)]
        got = blocks("\n".join(lines))
        # not a character is lost or moved, whatever is decided about breaks
        assert "".join(got) == "".join(expected), width
        missing = edges(expected) - edges(got)
        assert len(missing) <= exactly_full(parts, width, measure, kinsoku=kinsoku), (width, missing)
        extra += len(edges(got) - edges(expected))
        same += got == expected
    # real reports are five times as long and do better: the more lines, the surer the width
    assert same >= 0.8 * len(widths), f"{same} of {len(widths)}"
    assert extra <= 0.06 * len(widths), extra


@pytest.mark.parametrize("name", REPORTS)
def test_blank_lines_make_wrapping_certain(name: str) -> None:
    parts = paragraphs(name)
    expected = blocks("\n".join(parts))
    same = sum(blocks("\n\n".join("\n".join(wrapped(part, width, characters)) for part in parts)) == expected for width in WIDTHS)
    assert same >= len(WIDTHS) - 1


@pytest.mark.parametrize("name", REPORTS)
def test_indents_make_wrapping_certain(name: str) -> None:
    parts = paragraphs(name)
    expected = blocks("\n".join(parts))
    same = sum(
        blocks("\n".join(line for part in parts for line in wrapped("　　" + part, width, characters))) == expected for width in range(12, 81)
    )
    assert same >= 0.95 * len(range(12, 81))


@settings(max_examples=40, deadline=None)
@given(name=st.sampled_from(sorted(REPORTS)), width=st.integers(14, 60), ends=st.sampled_from(["\n", "\r\n", "\r"]))
def test_line_ends_of_any_kind(name: str, width: int, ends: str) -> None:
    lines = [line for part in paragraphs(name) for line in wrapped(part, width, columns)]
    assert blocks(ends.join(lines)) == blocks("\n".join(lines))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet="一二三是、（）。，；年2023 法治建设\u3000", min_size=1, max_size=20).filter(str.strip), min_size=1, max_size=30))
def test_no_text_is_lost_and_the_first_line_is_hard(lines: list[str]) -> None:
    gaps = [False] * len(lines)
    soft = soft_breaks(lines, gaps)
    assert len(soft) == len(lines)
    assert not soft[0]
    assert not any(soft_breaks(lines, [True] * len(lines)))
    visible = re.sub(r"\s", "", "".join(lines))
    assert "".join(re.sub(r"\s", "", line) for line in lines) == visible


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("主要做法\n一\n是\n加强学习。\n二\n是\n办理案件12件。", ["主要做法", "一是加强学习。", "二是办理案件12件。"]),
        ("（一\n）落实责任\n推进工作。", ["(一)落实责任", "推进工作。"]),
        ("（\n二）落实责任。", ["(二)落实责任。"]),
        ("一\n、主要做法\n推进工作。", ["一、主要做法", "推进工作。"]),
        ("1.\n规范检查。\n2.\n公开信息。", ["1.规范检查。", "2.公开信息。"]),
        ("推进工作。十\n一是加强学习。", ["推进工作。十一是加强学习。"]),
        ("推进法治建设，\n落实责任。", ["推进法治建设,落实责任。"]),
        ("推进法治建设\n，落实责任。", ["推进法治建设,落实责任。"]),
        ("制定《\n青岚县办法》\n。", ["制定《青岚县办法》。"]),
        ("推进法治建设，\n一是落实责任。", ["推进法治建设,", "一是落实责任。"]),
        ("推进法治建设，\n\n落实责任。", ["推进法治建设,", "落实责任。"]),
        ("问题突出的\n是基层力量薄弱。", ["问题突出的是基层力量薄弱。"]),
        ("工作完成。\n是年举办活动。", ["工作完成。", "是年举办活动。"]),
        ("存在问题\n2025年工作打算\n推进工作。", ["存在问题", "2025年工作打算", "推进工作。"]),
        ("1\n2", ["1", "2"]),
    ],
)
def test_unwrapped_text(text: str, expected: list[str]) -> None:
    assert blocks(text) == expected


BODY = "坚持依法行政，推进各项任务，完善工作机制，落实监督责任，提升服务水平，办理各类案件一百二十件，组织培训十二场，参加人员达到九百人。"


def test_an_unnumbered_heading_after_a_full_line_stays_alone() -> None:
    body = BODY[:60] + "推进工作。"  # ends exactly at width 13
    assert len(body) == 65
    lines = [*wrapped(body, 13, characters), "存在问题", *wrapped(body, 13, characters), "2025年工作打算", *wrapped(BODY, 13, characters)]
    assert blocks("\n".join(lines)) == [t.replace("，", ",") for t in (body, "存在问题", body, "2025年工作打算", BODY)]


def test_the_rest_of_a_wrapped_heading_joins_the_heading() -> None:
    parts = ["一、深入学习贯彻上级部署，努力实现法治政府建设全面突破", BODY, "二、健全制度体系，推进规范文件监督管理工作", BODY * 2]
    lines = [line for part in parts for line in wrapped(part, 20, characters)]
    assert blocks("\n".join(lines)) == [part.replace("，", ",") for part in parts]


def test_a_heading_that_fills_its_line_does_not_swallow_its_paragraph() -> None:
    heads = ["一、加强党对法治建设工作领导", "二、推进政府职能转变取得成效显著", "三、完善制度体系建设机制", "四、强化执法监督"]
    width = len(heads[0])
    parts = [part for head in heads for part in (head, BODY)]
    lines = [line for part in parts for line in wrapped(part, width, characters)]
    assert blocks("\n".join(lines)) == [part.replace("，", ",") for part in parts]


def test_page_numbers_do_not_part_a_sentence() -> None:
    lines = wrapped(BODY * 4, 30, characters)
    lines[3:3] = ["", "— 3 —", ""]
    document = read("r.txt", data="\n".join(lines).encode(), residue=shipped_words())
    assert [document.view.text[a:b] for a, b in document.view.blocks] == [(BODY * 4).replace("，", ",")]
    assert [document.text[r.start : r.end] for r in document.receipt.residue] == ["— 3 —"]


def test_marks_and_words_kept_together_by_the_printer() -> None:
    """Copied from a page: whole words go down, marks never open a line, lines end up to three characters short."""
    part = "上线APP（试用版）接入事项418项，注册用户21.7万人；依托AI回应咨询56000余次，满意率97.2%，“一窗通办”《办法》落实到位。"
    units = re.findall(r"[（《“]*(?:[A-Za-z0-9.,%]+|.)[，。；：、）》”%]*", part * 6)
    lines, line, size = [], "", 0
    for unit in units:
        width = sum(map(columns, unit))
        if line and size + width > 44:
            lines.append(line)
            line, size = "", 0
        line += unit
        size += width
    lines.append(line)
    assert len({sum(map(columns, line)) for line in lines[:-1]}) > 2, "the lines are ragged"
    assert blocks("\n".join(["主要做法", *lines])) == ["主要做法", blocks(part * 6)[0]]
