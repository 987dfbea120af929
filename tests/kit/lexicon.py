"""The residue words as the rules ship them, for tests of readers."""

from functools import cache
from pathlib import Path

import yaml

from linter.model.lexicon import Lexicon
from linter.reading import ResidueWords, residue_words

_FILE = Path(__file__).parents[2] / "rules" / "lexicon" / "residue.yaml"


@cache
def shipped_words() -> ResidueWords:
    """What rules/lexicon/residue.yaml says."""
    lists = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return residue_words(Lexicon({f"residue.{key}": value for key, value in lists.items()}))
