"""Every form a rule's author can write, on documents; and what is refused with a sentence."""

import json

import jsonschema
import pytest

from tests.checks.toy import Toys, report


def hits(toys: Toys, matcher: object, *items: str, **parts: tuple[str, ...]) -> list[str]:
    """The spans of one matcher that counted or nearly did, as a zero-evidence report shows them: by clause."""
    bench = toys(f"a: {{mention: {{any: [{json.dumps(matcher, ensure_ascii=False)}]}}}}")
    return bench.judge(report(*items, **parts)).passages()  # type: ignore[arg-type]


def mentioned(toys: Toys, matcher: object, *items: str) -> bool:
    return bool(hits(toys, matcher, *items))


@pytest.mark.parametrize("text", ["公示“互联网+监管”", "公示互联网＋监管", "公示 互联网 + 监管", "公示「互联网+监管」"])
def test_a_string_meets_any_spelling_of_the_report(toys: Toys, text: str) -> None:
    assert mentioned(toys, "互联网＋监管", f"{text}。")
    assert mentioned(toys, "“互联网+监管”", f"{text}。")
    assert not mentioned(toys, "互联网监管", f"{text}。")


def test_letters_dashes_and_width(toys: Toys) -> None:
    assert mentioned(toys, "APP", "推广移动执法app。")
    assert mentioned(toys, "app", "推广移动执法ＡＰＰ。")
    assert mentioned(toys, "2021—2025", "落实2021－2025年规划。")
    assert mentioned(toys, "2021~2025", "落实2021-2025年规划。")


def test_parts_in_order(toys: Toys) -> None:
    matcher = "规范性文件…备案"
    assert mentioned(toys, matcher, "规范性文件报送备案。")
    assert mentioned(toys, matcher, "规范性文件备案。")
    assert not mentioned(toys, matcher, "备案规范性文件。")
    assert not mentioned(toys, matcher, "规范性文件，报送备案。")
    assert not mentioned(toys, matcher, "规范性文件。备案。")


@pytest.mark.parametrize(("between", "found"), [(20, True), (21, False)])
def test_the_gap_is_twenty_characters(toys: Toys, between: int, found: bool) -> None:
    assert mentioned(toys, "审核…备案", f"审核{'甲' * between}备案。") is found


@pytest.mark.parametrize(("between", "found"), [(0, True), (3, True), (4, False)])
def test_a_gap_of_its_own(toys: Toys, between: int, found: bool) -> None:
    assert mentioned(toys, "审核…3…备案", f"审核{'甲' * between}备案。") is found


def test_three_parts_each_with_its_gap(toys: Toys) -> None:
    matcher = "主持…4…会议…法治"
    assert mentioned(toys, matcher, "县长主持召开会议研究法治工作。")
    assert not mentioned(toys, matcher, "县长主持召开县政府会议研究法治工作。")
    assert not mentioned(toys, matcher, "县长主持召开会议。")
    assert not mentioned(toys, matcher, f"县长主持召开会议{'甲' * 21}法治工作。")


def test_a_chain_takes_the_closest_parts(toys: Toys) -> None:
    bench = toys("a: {mention: {any: [审核…备案], except: [审核未报]}}")
    # the first 审核 is masked; the chain starts at the second
    assert bench.items("审核未报，审核并备案12件。").status() == "evidenced"
    assert bench.items("审核审核备案12件。").status() == "evidenced"
    assert bench.items("审核备案备案12件，审核登记备案5件。").evidence() == ["12件", "5件"]


def test_a_mark_inside_a_title_ends_no_clause(toys: Toys) -> None:
    assert mentioned(toys, "印发…办法", "印发《青岚县公示、公开，记录办法》。")


@pytest.mark.parametrize(
    ("within", "clause", "sentence", "item", "section", "document"),
    [
        (None, True, False, False, False, False),
        ("clause", True, False, False, False, False),
        ("sentence", True, True, False, False, False),
        ("item", True, True, True, False, False),
        ("section", True, True, True, True, False),
        ("document", True, True, True, True, True),
    ],
)
def test_all_within(toys: Toys, within: str | None, clause: bool, sentence: bool, item: bool, section: bool, document: bool) -> None:
    matcher: dict[str, object] = {"all": ["公示", {"any": ["处罚", "许可"]}]} | ({"within": within} if within else {})
    assert mentioned(toys, matcher, "公示许可信息。") is clause
    assert mentioned(toys, matcher, "公示信息，规范处罚。") is sentence
    assert mentioned(toys, matcher, "公示信息。规范处罚。") is item
    assert mentioned(toys, matcher, "公示信息。", "规范处罚。") is section
    assert bool(hits(toys, matcher, "公示信息。", shortcomings=("许可偏慢。", "人手紧张。"))) is document
    assert not mentioned(toys, matcher, "公示信息。")
    assert not mentioned(toys, matcher, "规范处罚。")


def test_all_shows_its_first_member(toys: Toys) -> None:
    assert hits(toys, {"all": ["公示", "许可"], "within": "item"}, "规范许可，公示信息。") == ["公示信息"]
    assert hits(toys, {"all": ["许可", "公示"], "within": "item"}, "规范许可，公示信息。") == ["2.规范许可"]


def test_any_in_any(toys: Toys) -> None:
    matcher = {"any": ["甲类公示", {"any": ["乙类…公示", {"all": ["丙类", "公示"]}]}]}
    for item in ("甲类公示。", "乙类信息公示。", "公示丙类。"):
        assert mentioned(toys, matcher, item)
    assert not mentioned(toys, matcher, "丁类公示。")


def test_any_inside_all_is_not_loosened(toys: Toys) -> None:
    matcher = {"all": [{"any": ["公示", "公开"]}, {"any": ["处罚", "许可"]}]}
    assert mentioned(toys, matcher, "公开许可。")
    assert not mentioned(toys, matcher, "公示公开。")


def test_regex(toys: Toys) -> None:
    assert mentioned(toys, {"regex": "公示(?:率|条数)[0-9]{1,3}"}, "公示条数12。")
    assert not mentioned(toys, {"regex": "公示(?:率|条数)[0-9]{1,3}"}, "公示条数若干。")
    # a clause is as far as a pattern sees
    assert not mentioned(toys, {"regex": "公示.{0,9}条数"}, "公示，条数。")
    assert mentioned(toys, {"regex": "公示.{0,9}条数"}, "公示的条数。")


def test_in_a_role(toys: Toys) -> None:
    matcher = {"in": "first-responsible", "match": "公示"}
    assert hits(toys, matcher, "公示信息。", first="县长督办公示。") == ["县长督办公示"]  # type: ignore[arg-type]
    assert not hits(toys, matcher, "公示信息。")


def test_at_least_so_many(toys: Toys) -> None:
    matcher = {"min": 2, "match": {"any": ["公示", "公开"]}}
    assert not mentioned(toys, matcher, "公示信息。")
    assert mentioned(toys, matcher, "公示信息。", "公开结果。")


def test_word_lists(toys: Toys) -> None:
    lists: dict[str, object] = {"toy.sorts": ["甲类公示", "乙类…公示"], "toy.masks": ["甲类公示牌"]}
    bench = toys("a: {mention: {any: [$toy.sorts], except: [$toy.masks]}}", lexicon=lists)
    assert bench.items("甲类公示。").status() == "mentioned"
    assert bench.items("乙类信息公示。").status() == "mentioned"
    assert bench.items("甲类公示牌。").nearest() == ("甲类公示", "mask")
    inside = toys("a: {mention: {any: [{all: [$toy.sorts, 许可]}]}}", lexicon=lists)
    assert inside.items("甲类公示许可。").status() == "mentioned"
    assert inside.items("甲类公示。").status() == "absent"


@pytest.mark.parametrize(
    ("matcher", "word"),
    [
        ("$no.such", "no.such"),
        ("“”", "折叠后为空"),
        ("…备案", "两边都要有字"),
        ("审核…", "两边都要有字"),
        ("审核……备案", "两边都要有字"),
        ({"regex": "公示("}, "有误"),
        ({"regex": "公示(?=栏)"}, "环视"),
        ({"regex": "(?<!不)公示"}, "环视"),
        ({"regex": "(公示)\\1"}, "反向引用"),
        ({"regex": "公示+"}, "重复没有上限"),
        ({"regex": "公示.*"}, "重复没有上限"),
        ({"regex": "(?:公示.{0,61}){1,60}"}, "上限过大"),
        ({"regex": "(?:(?:公示甲){0,9}乙{0,9}){0,500}"}, "上限过大"),
        ({"regex": "公.{1,3}示"}, "没有必含的字串"),
        ({"regex": "公示|示"}, "没有必含的字串"),
        ({"regex": "(?:公示)?.{0,3}"}, "没有必含的字串"),
        ({"any": ["公示", "$no.such"]}, "no.such"),
        ({"all": ["公示", {"min": 2, "match": "…"}]}, "两边都要有字"),
    ],
)
def test_what_is_refused(toys: Toys, matcher: object, word: str) -> None:
    with pytest.raises(ValueError, match=word):
        mentioned(toys, matcher, "公示。")


def test_an_unknown_list_of_masks_is_refused(toys: Toys) -> None:
    with pytest.raises(ValueError, match=r"no\.such"):
        toys("a: {mention: {any: [公示], except: [$no.such]}}")


@pytest.mark.parametrize(
    "regex",
    [
        "公示(?:处罚|许可)(?:决定){0,1}",
        "(?:公示|公开)处罚",
        "(?:公示){1,3}[甲乙]",
        "[甲乙](?P<what>处罚公示)",
        "公示.{0,60}(?:甲.{0,50}){0,60}",
    ],
)
def test_what_is_bounded_is_accepted(toys: Toys, regex: str) -> None:
    assert mentioned(toys, {"regex": regex}, "公示处罚决定。公示甲。甲处罚公示。")


@pytest.mark.parametrize(
    "matcher",
    ["", "  ", {"all": ["公示"]}, {"any": []}, {"any": ["公示"], "all": ["公示", "许可"]}, {"in": "nowhere", "match": "公示"}, {"min": 1, "match": "公示"}, {"within": "item"}, {"words": ""}],
)
def test_what_the_schema_refuses(toys: Toys, matcher: object) -> None:
    with pytest.raises(jsonschema.ValidationError):
        mentioned(toys, matcher, "公示。")
