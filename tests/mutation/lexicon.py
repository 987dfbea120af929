"""The tables of words.yaml."""

from pathlib import Path
from typing import Any

import yaml

WORDS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "words.yaml").read_text(encoding="utf-8"))


def in_force(years: tuple[int | None, int | None], year: int) -> bool:
    """True when a report year lies in a range of which either end may be open."""
    first, last = years
    return (first is None or year >= first) and (last is None or year <= last)
