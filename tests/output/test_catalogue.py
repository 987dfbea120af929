"""The message catalogues: the same keys and blanks in each language, all keys used in the room are there."""

import io
import json
import re
import string
import zipfile
from importlib import import_module
from pathlib import Path

import pytest

import linter.output
from linter.checks.registry import kinds
from linter.model.failure import UsageFailure
from linter.model.result import Run
from linter.model.rule import Rulebook
from linter.output import BINARY, FORMATS, Presentation, render
from linter.output.catalogue import SHELVES, catalogue
from linter.output.catalogue.beside_zh import MESSAGES as BESIDE
from linter.output.catalogue.en import MESSAGES as EN
from linter.output.catalogue.zh import MESSAGES as ZH
from linter.output.drawing import shape
from linter.output.html_beside import MARKS
from linter.output.topics import TOPICS

ROOM = Path(linter.output.__file__).parent
SOURCES = [*ROOM.glob("*.py"), ROOM / "catalogue" / "__init__.py", *ROOM.glob("templates/*.j2")]


def blanks(message: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(message) if name}


def test_languages_say_the_same_things() -> None:
    assert list(ZH) == list(EN)
    assert {key for key in ZH if blanks(ZH[key]) != blanks(EN[key])} == set()


@pytest.mark.parametrize("shelf", SHELVES)
def test_shelves_say_the_same_things_in_each_language_and_shadow_nothing(shelf: str) -> None:
    zh, en = (import_module(f"linter.output.catalogue.{shelf}_{lang}").MESSAGES for lang in ("zh", "en"))
    assert list(zh) == list(en)
    assert {key for key in zh if blanks(zh[key]) != blanks(en[key])} == set()
    assert zh.keys() & ZH.keys() == set()
    assert all(catalogue("zh", shelf)(key) == zh[key] for key in zh if not blanks(zh[key]))


def test_every_key_the_room_asks_for_exists() -> None:
    sources = [p.read_text("utf-8") for p in SOURCES]
    asked = {key for source in sources for key in re.findall(r"""words\(\s*["']([a-z][\w.-]*[\w])["'][,)]""", source)}
    assert len(asked) > 60
    assert asked <= set(ZH).union(*(import_module(f"linter.output.catalogue.{shelf}_zh").MESSAGES for shelf in SHELVES))
    assert set(BESIDE) <= set(re.findall(r"""["'](beside[\w.]*)["']""", "\n".join(sources))) | {f"beside.kind.{mark}" for mark in MARKS}


def test_no_message_is_left_over() -> None:
    whole = "\n".join(p.read_text("utf-8") for p in SOURCES)
    groups = {
        "level",
        "stage",
        "status",
        "severity",
        "role",
        "evidence",
        "problem",
        "residue",
        "grade",
        "group",
        "field",
        "column",
        "particular",
        "reason",
        "genre",
        "material",
        "numeral",
        # values of fixed sets: test_values_of_the_result_have_words holds them
        "topic",
        "kind",
        "class",
        "relation",
        "verdict",
        "part",
        "claim",
        "support",
        "strength",
        "settled",
        "looked",
        "elsewhere",
        "diff",
        "page",
    }
    loose = {key for key in ZH if f'"{key}"' not in whole and f"'{key}'" not in whole and key.partition(".")[0] not in groups}
    assert loose == set()


def test_forbidden_words_are_in_no_message() -> None:
    assert [m for m in ZH.values() if re.search("违法|不合格|错误|造假|没有", m)] == []
    many = ("portfolio", "views", "survey", "stacks", "verdicts")
    assert [m for shelf in many for m in import_module(f"linter.output.catalogue.{shelf}_zh").MESSAGES.values() if re.search("违法|不合格|错误|造假|没有", m)] == []


def test_the_contract_fixes_these_words() -> None:
    fixed = {
        "evidenced": "有佐证", "mentioned": "仅提及", "planned": "仅见于下年安排", "absent": "未检出", "review": "需人工复核", "not-applicable": "不适用",
        "unsupported": "未见佐证（建议补充数据、文件或事例）", "inconsistent": "数据待核", "cannot-tell": "建议核对",
    }  # fmt: skip
    assert {key: ZH[f"status.{key}"] for key in fixed} == fixed
    assert ZH["gain"].format(points="1.2") == "补充后可提高 1.2 分"


SCHEMA = json.loads((ROOM / "schema" / "result.schema.json").read_text("utf-8"))["definitions"]


def allowed(definition: str, *path: str) -> list[str]:
    """The values that the schema of the result allows at a place."""
    node = SCHEMA[definition]
    for key in path:
        node = node["properties"][key] if key != "items" else node["items"]
    return [str(value) for value in node["enum"] if value is not None]


def test_values_of_the_result_have_words() -> None:
    """Whatever a result may hold in a closed set can be shown in both languages."""
    wanted = [("relation", value) for value in allowed("relation", "kind")]
    wanted += [("verdict", value) for value in (*allowed("relation", "verdict"), "suspicious")]
    wanted += [("part", value) for value in allowed("relation", "parts", "items", "role")]
    wanted += [("claim", value) for value in allowed("claim", "kind")]
    wanted += [("support", value) for value in allowed("claim", "support")]
    wanted += [("strength", value) for value in allowed("claim", "strength")]
    wanted += [("group", value) for value in allowed("score", "deductions", "items", "group")]
    wanted += [("topic", value) for value in TOPICS]
    wanted += [("status", value) for value in ("found", "inconsistent", "suspicious", "unsupported", "partial")]
    wanted += [("kind", name) for name in kinds()]
    wanted += [("class", value) for kind in kinds().values() for value in (*kind.classes, "not-applicable")]
    assert [f"{group}.{value}" for group, value in wanted if f"{group}.{value}" not in ZH] == []
    held = {f"{group}.{value}" for group, value in wanted}
    closed = {key for key in ZH if key.partition(".")[0] in ("relation", "verdict", "part", "claim", "support", "strength", "topic", "kind", "class")}
    assert closed - held == set()


def test_statuses_have_a_mark_of_their_own() -> None:
    names = ("evidenced", "mentioned", "planned", "absent", "review", "not-applicable", "consistent", "inconsistent", "suspicious", "cannot-tell",
             "unsupported", "partial", "found")  # fmt: skip
    assert len({shape(name) for name in names}) == len(names)
    assert shape("supported") == shape("evidenced") and shape("unheard-of") == shape("not-applicable")
    style = (ROOM / "templates" / "style.css.j2").read_text("utf-8")
    assert all(f".t-{name}" in style for name in (*names, "supported"))


def test_unknown_values_are_shown_as_they_are() -> None:
    words = catalogue("zh")
    assert (words.term("residue", "imprint"), words.term("residue", "新的一种")) == ("版记", "新的一种")


def test_wrong_language_and_wrong_format_are_told_to_people(one: Run, rulebook: Rulebook) -> None:
    with pytest.raises(UsageFailure, match="fr"):
        render(one, "text", options=Presentation(lang="fr"), rulebook=rulebook)
    with pytest.raises(UsageFailure, match=r"pdf.*json"):
        render(one, "pdf", options=Presentation(), rulebook=rulebook)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_format_copes_with_a_run_of_nothing(run_of: object, rulebook: Rulebook, format: str, lang: str) -> None:
    run = Run((), (), (), "2025-03-10", {}, lang)
    text = render(run, format, options=Presentation(lang=lang), rulebook=rulebook)
    if format in BINARY:
        assert isinstance(text, bytes) and zipfile.is_zipfile(io.BytesIO(text))
        return
    assert isinstance(text, str)
    assert text == "" if format == "text" else text.endswith("\n")


def test_grades_are_called_as_the_profiles_call_them(book: Rulebook) -> None:
    """A store of reports keeps the id alone."""
    for weighting in book.weightings.values():
        for grade in weighting.grades:
            assert (catalogue("zh").term("grade", grade.id), catalogue("en").term("grade", grade.id)) == (grade.title_zh, grade.title_en)
