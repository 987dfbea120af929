"""The message catalogues: the same keys and blanks in each language, all keys used in the room are there."""

import re
import string
from pathlib import Path

import pytest

import linter.output
from linter.model.failure import UsageFailure
from linter.model.result import Run
from linter.model.rule import Rulebook
from linter.output import FORMATS, Presentation, render
from linter.output.catalogue import catalogue
from linter.output.catalogue.en import MESSAGES as EN
from linter.output.catalogue.zh import MESSAGES as ZH

ROOM = Path(linter.output.__file__).parent
SOURCES = [*ROOM.glob("*.py"), ROOM / "catalogue" / "__init__.py", *ROOM.glob("templates/*.j2")]


def blanks(message: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(message) if name}


def test_languages_say_the_same_things() -> None:
    assert list(ZH) == list(EN)
    assert {key for key in ZH if blanks(ZH[key]) != blanks(EN[key])} == set()


def test_every_key_the_room_asks_for_exists() -> None:
    sources = [p.read_text("utf-8") for p in SOURCES]
    asked = {key for source in sources for key in re.findall(r"""words\(\s*["']([a-z][\w.-]*[\w])["'][,)]""", source)}
    assert len(asked) > 60
    assert asked <= set(ZH)


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
    }
    loose = {key for key in ZH if f'"{key}"' not in whole and f"'{key}'" not in whole and key.partition(".")[0] not in groups}
    assert loose == set()


def test_forbidden_words_are_in_no_message() -> None:
    assert [m for m in ZH.values() if re.search("违法|不合格|错误|造假|没有", m)] == []


def test_the_contract_fixes_these_words() -> None:
    fixed = {
        "evidenced": "有佐证", "mentioned": "仅提及", "planned": "仅见于下年安排", "absent": "未检出", "review": "需人工复核", "not-applicable": "不适用",
        "unsupported": "未见佐证（建议补充数据、文件或事例）", "inconsistent": "数据待核", "cannot-tell": "建议核对",
    }  # fmt: skip
    assert {key: ZH[f"status.{key}"] for key in fixed} == fixed
    assert ZH["gain"].format(points="1.2") == "补充后可提高 1.2 分"


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
    assert text == "" if format == "text" else text.endswith("\n")
