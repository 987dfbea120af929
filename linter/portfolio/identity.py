"""Ids from what they name: the same on every machine and in any order of adding, so that stores can be merged."""

import json
from collections.abc import Sequence
from functools import cache

from linter.model.digest import sha256_of

_BITS = 53  # whole numbers up to here are exact in JSON, in Excel and in every database


def _id(kind: str, parts: Sequence[object], bits: int = _BITS) -> int:
    digest = sha256_of(json.dumps([kind, *parts], ensure_ascii=True, separators=(",", ":")).encode("ascii"))
    return int(digest[:16], 16) >> (64 - bits)


def rulebook_id(engine: str, version: str, sha256: str, profile: str, pack: str, select: str, ignore: str) -> int:
    """The id of a rulebook with the options that choose among its rules."""
    return _id("rulebook", [engine, version, sha256, profile, pack, select, ignore])


@cache
def rule_id(name: str) -> int:
    """The id of a rule, 31 bits: it stands in every row of results."""
    return _id("rule", [name], 31)


def unit_id(name: str, parent: str) -> int:
    """The id of a unit: two of one name are told apart by the unit above."""
    return _id("unit", [name, parent])


def report_id(rulebook: int, sha256: str) -> int:
    """The id of a report with these bytes, judged by this rulebook. Judged again with other options it is the same report."""
    return _id("report", [rulebook, sha256])
