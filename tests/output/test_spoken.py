"""What a sentence for the terminal becomes on a page."""

import re
from importlib import import_module

import pytest

from linter.output.spoken import remarks, spoken

SHELVES = ("portfolio", "views", "survey", "stacks", "verdicts")


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("另有 1 份报告未归属单位，未计入；见 portfolio units --unmatched。", "另有 1 份报告未归属单位，未计入。"),
        ("同一单位同一年度有几份报告，1 份未计入；可用 portfolio choose 另行指定。", "同一单位同一年度有几份报告，1 份未计入。"),
        ("The first 6 of 149; --top 0 shows all.", "The first 6 of 149."),
        ("The store has no report of 青岚县 on 2024; it has those of 2022.", "The store has no report of 青岚县 on 2024; it has those of 2022."),
        ("请用 portfolio roster 导入名册（.xlsx 或 .csv）。", ""),
        ("持平：相差小于 1.6 分；有起伏：升降都超过它。", "持平：相差小于 1.6 分；有起伏：升降都超过它。"),
        ("", ""),
    ],
)
def test_clauses_about_commands_are_left_out(said: str, left: str) -> None:
    assert spoken(said) == left


def test_notes_that_are_nothing_but_a_command_are_none() -> None:
    assert remarks(("见 portfolio list --failures。", "只看文本。")) == ("只看文本。",)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_note_of_the_views_says_something_without_its_command(lang: str) -> None:
    """Notes that tables bear: whatever stands on the terminal has a clause for the page."""
    said = {key: text for shelf in SHELVES for key, text in import_module(f"linter.output.catalogue.{shelf}_{lang}").MESSAGES.items()}
    keys = [key for key in said if re.match(r"(views\.(none|no-year|left)|rank\.|heatmap\.(regions|d)|common\.|missing\.|late\.|unit\.no|similar\.(unread|more|left)|note\.|show\.|findings\.)", key)]
    assert len(keys) > 30
    silent = [key for key in keys if key not in ("heatmap.dimensions", "show.file") and not spoken(said[key])]  # these answer a wrong option
    assert silent == []
