"""docs/configuration.md says what the program does."""

import re
from pathlib import Path

import yaml
from jsonschema import Draft7Validator

from linter.configuration.file import read
from linter.configuration.reference import filled
from linter.configuration.schema import schema
from linter.paths import matches

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "configuration.md").read_text("utf-8")


def test_the_table_is_that_of_the_program() -> None:
    assert filled(PAGE) == PAGE
    assert filled(PAGE.replace("| `level` |", "| `lvl` |")) == PAGE


def test_the_example_holds() -> None:
    shown = yaml.safe_load(re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)[0])
    assert list(Draft7Validator(schema()).iter_errors(shown)) == []
    assert len(shown) >= 6


def test_the_example_file_holds_and_means_files_that_there_are() -> None:
    examples = Path(__file__).resolve().parents[2] / "examples"
    found = read(str(examples / "fazhi-lint.yaml"), use_cache=False)
    for override in found.data["overrides"]:
        assert any(matches(override["files"], path.name) for path in examples.glob("*年*")), override
    assert all((examples / name.rstrip("/")).exists() for name in [*found.data["exclude"], *found.data["waivers"]])
