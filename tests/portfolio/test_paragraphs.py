"""Paragraphs as they are compared: what is copied has equal hashes, what was changed a little nearly equal signatures."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from linter.checks.matchers import folded
from linter.engine import Engine, Judgement
from linter.portfolio.paragraphs import CUT, LEAST_NEAR, PERMUTATIONS, SHINGLE, counted, fixed_of, likeness, paragraphs, signatures
from tests.portfolio.samples import text

ONE = "开展行政检查一百四十户次，办理行政处罚案件12件，全部公示并制作执法记录，邀请人大代表旁听案件审理，组织执法人员集中培训学习"
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x4E40), min_size=LEAST_NEAR, max_size=120)


FIXED = ("坚持以人民为中心",)


def plain(text: str) -> str:
    return counted(folded(text), FIXED)


def alike(one: str, other: str) -> float:
    left, right = (signatures([plain(each)])[0] for each in (one, other))
    assert left is not None
    assert right is not None
    return float(likeness(sum(a == b for a, b in zip(left, right, strict=True))))


def shared(one: str, other: str) -> float:
    """The share of equal shingles, counted."""
    left, right = ({each[at : at + SHINGLE] for at in range(len(each) - SHINGLE + 1)} for each in (one, other))
    return len(left & right) / len(left | right)


def test_titles_of_laws_formulas_and_enumerators_are_everybodys() -> None:
    assert plain("（一）落实《中华人民共和国行政处罚法》（2021年修订）要求，制定12项。") == f"落实{CUT}2021年修订要求制定12项"
    assert plain("三是坚持以人民为中心，办实事。") == f"{CUT}办实事"


def test_formulas_of_the_lexicon_are_found_as_they_are_written(engine: Engine) -> None:
    fixed = fixed_of(engine.rulebook.lexicon)
    for phrase in (*engine.rulebook.lexicon["previous.fixed"], *engine.rulebook.lexicon["copying.formulas"]):
        assert not counted(folded(f"，{phrase}。"), fixed).replace(CUT, ""), phrase


def test_punctuation_width_and_figures_are_no_difference() -> None:
    assert alike(ONE, ONE.replace("，", ", ").replace("12", " 345 ")) == 1
    assert alike(ONE, ONE[::-1]) < 0.1


def test_no_shingle_goes_over_a_cut() -> None:
    """A text of pieces between titles is as like another as the pieces are."""
    assert alike(ONE.replace("，", "《甲办法》"), ONE.replace("，", "《乙规定》")) == 1
    assert signatures([plain("《甲》".join(ONE[at : at + 3] for at in range(0, len(ONE), 3)))]) == [None]


@given(HAN, HAN)
def test_the_estimate_is_near_the_count(one: str, other: str) -> None:
    mixed = one[: len(one) // 2] + other
    assert abs(alike(one, mixed) - shared(one, mixed)) < 0.2  # six standard errors


@given(st.lists(HAN, min_size=1, max_size=5))
def test_a_signature_is_of_its_text_alone(texts: list[str]) -> None:
    assert signatures(texts) == [signatures([each])[0] for each in texts]


def test_short_ones_have_none() -> None:
    long = plain(ONE.replace("12", ""))[:LEAST_NEAR]
    assert [each is None for each in signatures([long[:-1], long, "", long])] == [True, False, True, False]
    assert signatures([]) == []
    assert {len(each) for each in signatures([long, long * 9]) if each} == {PERMUTATIONS}


def test_paragraphs_of_a_report(judgement: Callable[..., Judgement]) -> None:
    judged = judgement(text("青岚县"))
    document, outline = judged.report.document, judged.report.outline
    found = paragraphs(document, outline, ())
    assert [document.text[p.start : p.end][:5] for p in found] == ["2024年", "（一）加强", "（二）规范", "（三）化解", "（四）普法", "一是执法力"]
    assert [p.role for p in found] == ["preamble", *["achievements"] * 4, "shortcomings"]


def test_a_report_in_one_line_is_compared_item_by_item(judgement: Callable[..., Judgement]) -> None:
    more = "（五）应急管理。修订应急预案3件，开展应急演练4场，储备应急物资12类，培训基层应急人员136名，排查整改风险隐患58处。\n\n"
    whole = text("青岚县", signed=False).replace("二、存在", more + "二、存在")
    title, _, body = whole.partition("\n")
    joined = judgement(title + "\n" + body.replace("\n", ""))
    found = paragraphs(joined.report.document, joined.report.outline, ())
    lines = judgement(whole)
    apart = {p.exact for p in paragraphs(lines.report.document, lines.report.outline, ())}
    assert len({p.exact for p in found} & apart) >= 3


def test_what_two_reports_share_has_one_hash(judgement: Callable[..., Judgement]) -> None:
    first, second = (judgement(text(unit, number=number)) for unit, number in (("青岚县", 2), ("白石县", 3)))
    left, right = ({p.exact: p for p in paragraphs(j.report.document, j.report.outline, ())} for j in (first, second))
    (same,) = left.keys() & right.keys()
    assert first.report.document.text[left[same].start : left[same].end].startswith("一是执法力量偏弱")
