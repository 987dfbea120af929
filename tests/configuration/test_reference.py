"""docs/configuration.md says what the program does."""

import re
from pathlib import Path

import yaml
from jsonschema import Draft7Validator

from linter.configuration.reference import filled
from linter.configuration.schema import schema

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "configuration.md").read_text("utf-8")


def test_the_table_is_that_of_the_program() -> None:
    assert filled(PAGE) == PAGE
    assert filled(PAGE.replace("| `level` |", "| `lvl` |")) == PAGE


def test_the_example_holds() -> None:
    shown = yaml.safe_load(re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)[0])
    assert list(Draft7Validator(schema()).iter_errors(shown)) == []
    assert len(shown) >= 6
