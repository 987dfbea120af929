"""What became of an earlier draft's findings."""

from linter.comparison import compare
from linter.engine import Engine
from linter.model.result import Comparison
from linter.model.verdict import Finding
from tests.checks.toy import judged, report

WEAK = report("统筹推进。", "办理行政复议 12 件。", plan=("公布权责清单。", "再接再厉。"))


def between(engine: Engine, draft: str, now: str) -> Comparison:
    given = {"level": "county", "year": 2024, "assume_report": True}
    return compare("上一稿.md", judged(engine, draft, **given).report, judged(engine, now, **given).report)


def rules(findings: tuple[Finding, ...]) -> set[str]:
    return {f.rule for f in findings}


def test_the_same_text_leaves_everything(engine: Engine) -> None:
    found = between(engine, WEAK, WEAK)
    assert (found.path, found.fixed, found.new, found.changed) == ("上一稿.md", (), (), ())
    assert found.left > 50
    assert found.score_before == found.score_after


def test_text_inserted_above_changes_nothing(engine: Engine) -> None:
    lines = WEAK.split("\n")
    longer = "\n".join([*lines[:3], "九点整，各单位陆续到会。" * 3, *lines[3:]])
    found = between(engine, WEAK, longer)
    assert (found.fixed, found.new, found.changed) == ((), (), ())


def test_what_was_mended_is_fixed_and_the_score_rises(engine: Engine) -> None:
    found = between(engine, WEAK, WEAK.replace("统筹推进。", "开展法治督察 3 次，督察 12 家单位。"))
    assert "leadership.inspection" in rules(found.fixed)
    assert found.score_before is not None and found.score_after is not None and found.score_after > found.score_before


def test_what_was_lost_is_new(engine: Engine) -> None:
    found = between(engine, WEAK, WEAK.replace("办理行政复议 12 件", "抓好落实"))
    assert "reconsideration.caseload" in rules(found.new) | {after.rule for _, after in found.changed}


def test_another_status_is_a_change(engine: Engine) -> None:
    found = between(engine, WEAK, WEAK.replace("统筹推进。", "开展法治督察。"))
    (pair,) = [(before.status, after.status) for before, after in found.changed if after.rule == "leadership.inspection"]
    assert pair == ("absent", "mentioned")
    assert "leadership.inspection" not in rules(found.fixed) | rules(found.new)


def test_other_words_for_the_same_gap_are_left(engine: Engine) -> None:
    draft, now = (WEAK.replace("统筹推进。", f"{words}法治督察。") for words in ("开展", "深入组织"))
    found = between(engine, draft, now)
    assert "leadership.inspection" not in rules(found.fixed) | rules(found.new) | {after.rule for _, after in found.changed}
    assert found.left == between(engine, draft, draft).left


def test_the_second_of_two_alike_is_told_apart(engine: Engine) -> None:
    paragraph = "青岚河沿岸十二个村的调解员每周到集镇坐班，接受群众咨询、现场化解邻里纠纷，并把土地承包、婚姻家庭、山林权属三类纠纷分别建档。"
    twice, thrice = report(paragraph, paragraph), report(paragraph, paragraph, paragraph)
    found = between(engine, twice, thrice)
    # the paragraph's claims are repeated with it
    assert [f.rule for f in found.new if f.kind == "previous"] == ["figures.duplicate-paragraph"]
    assert found.fixed == ()
    assert [f.rule for f in between(engine, thrice, twice).fixed if f.kind == "previous"] == ["figures.duplicate-paragraph"]
