"""The desk itself: papers in, a sitting and exports out."""

import json

import pytest
import yaml

from linter.agreement.effect import words_of
from linter.agreement.naming import Names
from linter.agreement.waivers import waivers_of
from linter.cli.app import app
from linter.engine import Options
from linter.workbench.desk import Desk
from linter.workbench.examples import EXAMPLES, read
from linter.workbench.exports import _pattern
from linter.workbench.papers import Papers, difference
from tests.workbench.conftest import EXAMPLES as FOLDER
from tests.workbench.conftest import OTHER, REPORT
from tests.workbench.test_server import REASON

TEXT = REPORT.with_suffix(".md").read_bytes()


@pytest.fixture(scope="module")
def desk(rulebook):
    return Desk(rulebook)


@pytest.fixture(autouse=True)
def bare(desk):
    desk.lay(difference(desk.papers, Papers()))


def lay(desk, **changes):
    desk.lay(changes)
    return desk.sitting()


def test_the_same_is_found_as_by_check(desk, rulebook):
    from linter.engine import Engine
    from linter.reading import read as read_file
    from linter.reading import residue_words

    engine = Engine(rulebook)
    plain = engine.judge(read_file(REPORT.name, data=REPORT.read_bytes(), residue=residue_words(engine.lexicon))).report
    found = lay(desk, report=(REPORT.name, REPORT.read_bytes())).run.reports[0]
    assert found.findings == plain.findings and found.score == plain.score


def test_an_empty_desk_offers_examples_and_nothing_else(desk):
    sitting = desk.sitting()
    assert sitting.run is None and sitting.name == sitting.problem == "" and sitting.exports == () and sitting.examples == EXAMPLES


def test_a_waiver_is_applied_as_one_of_a_file_is(desk):
    before = lay(desk, report=("青岚县.md", TEXT)).run.reports[0]
    finding = next(f for f in before.findings if f.kind == "coverage")
    sitting = lay(desk, waivers={finding.fingerprint: REASON})
    after = sitting.run.reports[0]
    assert [f.waiver for f in after.findings if f.fingerprint == finding.fingerprint] == [REASON]
    assert after.score.total == before.score.total < after.score.total_with_waivers
    assert sitting.waivers == {finding.fingerprint: REASON}
    assert lay(desk, waivers={}).run.reports[0].findings == before.findings


@pytest.mark.parametrize("name", ["青岚县2024年[定稿].md", "!青岚县*.md", "#青岚 县?.md", "青岚县\\稿.md"])
def test_the_waivers_of_the_desk_are_a_waiver_file_that_holds(desk, rulebook, tmp_path, name):
    finding = lay(desk, report=(name, TEXT)).run.reports[0].findings[0]
    assert "waivers" not in desk.sitting().exports
    lay(desk, waivers={finding.fingerprint: REASON})
    made = desk.export("waivers")
    file = tmp_path / "waivers.yaml"
    file.write_bytes(made.data)
    (waiver,) = waivers_of([str(file)], Names(rulebook, words_of(rulebook, "zh")))
    assert not waiver.fault and waiver.reason == REASON and waiver.rule == finding.rule and waiver.expires
    assert yaml.safe_load(made.data)[0]["path"] == _pattern(name)

    from linter.paths import matches

    assert matches((waiver.path,), name)
    assert not matches((waiver.path,), "青岚县2024年定.md")


def test_a_waiver_needs_a_reason_and_a_finding(desk):
    finding = lay(desk, report=("青岚县.md", TEXT)).run.reports[0].findings[0]
    assert desk.fault(finding.fingerprint, REASON) == ""
    assert "四个汉字" in desk.fault(finding.fingerprint, "好")
    assert desk.fault(finding.fingerprint, "") and desk.fault("0" * 16, REASON)


def test_last_years_report_is_held_against(desk):
    alone = lay(desk, report=("青岚县.md", TEXT)).run.reports[0]
    other = TEXT.decode().replace("2024", "2023").encode()
    sitting = lay(desk, previous=("上年.md", other))
    assert not sitting.beside["previous"].problem
    assert len(sitting.run.reports[0].findings) > len(alone.findings)


def test_the_earlier_draft_is_compared_and_named(desk):
    sitting = lay(desk, report=("青岚县.md", TEXT), against=("初稿.md", TEXT))
    assert sitting.run.comparison.path == "初稿.md" and not sitting.run.comparison.new


def test_texts_of_the_same_name_are_kept_apart(desk):
    sitting = lay(desk, report=("报告.md", TEXT), previous=("报告.md", b"\x00\x01"), against=("报告.md", OTHER.read_bytes()))
    assert sitting.run is not None and not sitting.problem
    assert sitting.beside["previous"].problem and not sitting.beside["against"].problem


def test_what_cannot_be_read_is_told_without_the_command_lines_options(desk):
    for data in (b"", b"\x00" * 10, "城市管理办法\n第一条 为了管理。\n".encode(), b"x" * 5_000_001):
        sitting = lay(desk, report=("稿.md", data))
        assert sitting.run is None and sitting.problem.endswith("。") and "--" not in sitting.problem
        assert not desk.export("json") and not sitting.exports


def test_what_does_not_look_like_a_report_can_be_said_to_be_one(desk):
    sitting = lay(desk, report=("办法.md", "青岚县城市管理办法\n第一条 为了管理城市，制定本办法。\n".encode()))
    assert sitting.assumable and sitting.run is None and sitting.advice
    sitting = lay(desk, assumed=True)
    assert sitting.run is not None and not sitting.problem and sitting.choices.assumed


def test_choices_are_laid_over_the_options_of_the_command(rulebook):
    own = Desk(rulebook, Options(level="city"))
    assert lay(own, report=("青岚县.md", TEXT)).run.reports[0].profile.level == "city"
    assert lay(own, level="township").run.reports[0].profile.level == "township"


def test_trouble_stands_in_place_of_a_judgement(desk):
    sitting = lay(desk, report=("青岚县.md", TEXT), trouble="停止了。", advice="再试。")
    assert (sitting.run, sitting.problem, sitting.advice) == (None, "停止了。", "再试。")
    assert lay(desk, trouble="", advice="").run is not None


def test_english_is_spoken(desk):
    sitting = lay(desk, report=("青岚县.md", TEXT), lang="en")
    assert sitting.lang == sitting.run.lang == "en"
    assert json.loads(desk.export("json").data)
    lay(desk, lang="zh")


def test_a_text_has_no_copy_with_comments(desk):
    assert "annotated" not in lay(desk, report=("青岚县.md", TEXT)).exports
    assert desk.export("annotated") is None


def test_the_examples_are_the_ones_that_the_wheel_takes():
    import tomllib

    project = tomllib.loads((FOLDER.parent / "pyproject.toml").read_text())
    taken = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert {key for key in taken if key.startswith("examples/")} == {f"examples/{name}" for name in EXAMPLES}
    for name in EXAMPLES:
        assert taken[f"examples/{name}"] == f"linter/examples/{name}" and read(name) == (FOLDER / name).read_bytes()
    assert read("../README.md") is None


def test_serve_is_a_command():
    assert "serve" in {command.name for command in app.registered_commands}


def test_comments_need_no_library_of_word_files_but_the_formal_report_does(desk, monkeypatch):
    from linter.workbench import exports

    desk.lay({"report": (REPORT.name, REPORT.read_bytes())})
    monkeypatch.setattr(exports, "find_spec", lambda name: None)
    offered = desk.sitting().exports
    assert "annotated" in offered and "bulletin" not in offered and "workbook" not in offered
