"""Small rule folders and toy check kinds: the rulebook is tested without the real rules and checks."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from linter.model.kind import CheckKind
from linter.model.lexicon import Lexicon

MATCHER: dict[str, Any] = {
    "anyOf": [
        {"type": "string", "minLength": 1},
        {
            "type": "object",
            "properties": {"all": {"type": "array", "items": {"$ref": "#/definitions/matcher"}}, "within": {"enum": ["clause", "item"]}},
            "required": ["all"],
            "additionalProperties": False,
        },
        {
            "type": "object",
            "properties": {"any": {"type": "array", "minItems": 1, "items": {"$ref": "#/definitions/matcher"}}},
            "required": ["any"],
            "additionalProperties": False,
        },
        {"type": "object", "properties": {"regex": {"type": "string"}}, "required": ["regex"], "additionalProperties": False},
    ]
}
MATCHERS = {"type": "array", "minItems": 1, "items": {"$ref": "#/definitions/matcher"}}


def _prepare(spec: dict[str, Any], lexicon: Lexicon) -> dict[str, Any]:
    """Expands `$name` of the first level, refuses the word 禁用词, leaves the rest."""
    words = []
    for matcher in spec.get("mention", []):
        if isinstance(matcher, str) and matcher.startswith("$"):
            words += lexicon.words(matcher[1:])
        else:
            words.append(matcher)
    if "禁用词" in words:
        raise ValueError("匹配词 '禁用词' 不可用")
    return {**spec, "mention": words}


def _judge(*_: object) -> None:
    raise AssertionError("the rulebook never judges")


def kinds() -> dict[str, CheckKind]:
    coverage = CheckKind(
        "coverage",
        {
            "definitions": {"matcher": MATCHER},
            "when": MATCHERS,
            "mention": MATCHERS,
            "zero": {
                "type": "object",
                "properties": {"terms": MATCHERS, "gives": {"enum": ["evidenced", "not-applicable"]}},
                "required": ["terms"],
                "additionalProperties": False,
            },
            "variants": {"type": "array", "items": {"type": "object", "properties": {"years": {"type": "array"}}}},
            "least": {"type": "integer", "minimum": 2, "maximum": 9},
            "code": {"type": "string", "pattern": "^[a-z]+$"},
            "note": {"type": "string", "minLength": 2, "maxLength": 4},
            "marks": {"type": "array", "items": {"type": "string"}, "maxItems": 2, "uniqueItems": True},
            "rate": {"type": "integer", "multipleOf": 5},
        },
        ("mention",),
        ("evidenced", "mentioned", "planned", "absent"),
        _prepare,
        _judge,
    )
    section = CheckKind("section", {"role": {"enum": ["plan", "causes"]}}, ("role",), ("evidenced", "absent"), lambda spec, _: spec, _judge)
    return {"coverage": coverage, "section": section}


SOURCES = """\
outlines:
  - {id: 2021-2025, source: outline, years: [2021, 2025], confirmed: true}
sources:
  outline:
    name: 示例纲要（2021—2025年）
    kind: party
    text: verified
    items: {2: verified}
    titles: {1: 甲事项, 2: 乙事项}
  law:
    name: 示例法
    aliases: [中华人民共和国示例法]
    kind: law
    from: 2021-07-15
    text: verified
    articles: {3: verified, 5: recalled}
  memo:
    name: 示例通知
    kind: opinion
    text: recalled
"""
PROFILE = """\
title: {zh: 通用, en: General}
dimensions:
  - {id: enforcement, title: {zh: 行政执法, en: Enforcement}, prefixes: [enforcement]}
groups:
  - {id: form, title: {zh: 文本规范, en: Form}, prefixes: [format], cap: 5, tenths: {error: 10, warning: 5, info: 0}}
grades:
  - {id: high, title: {zh: 内容完备, en: Complete}, minimum: 80}
  - {id: low, title: {zh: 需补充, en: To supplement}, minimum: 0}
"""
LEXICON = "sanctions: [行政处罚, 行政许可]\nkinds: {department: [局$], town: [镇$]}\n"
RULE = """\
title: {zh: 执法公示, en: Disclosure}
pack: core
stability: stable
basis:
  - {source: outline, item: 2}
severity: warning
weight: 3
check: coverage
mention: [执法公示]
advice: {zh: 补充条数。, en: Give figures.}
examples:
  evidenced: [公示处罚决定 12 条。, 青岚县司法局晒出许可结果 30 项。, 印发《青岚县公示办法》。]
  mentioned: [做好执法公示。, 执法公示有序推进。]
  planned: [{plan: 明年推进执法公示。}]
  absent: [未做。, {shortcomings: 执法公示不够。}, 公示栏。]
"""


class Folder:
    """A rules folder under construction."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.root = str(path)

    def put(self, name: str, text: str | bytes) -> Path:
        target = self.path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())
        return target

    def rule(self, name: str = "enforcement/disclosure.yaml", *changes: tuple[str, str], more: str = "") -> Path:
        """RULE with replacements, each of which must apply, and lines added at its end."""
        text = RULE
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        return self.put(name, text + more)


@pytest.fixture
def make(tmp_path: Path) -> Callable[[str], Folder]:
    return lambda name: Folder(tmp_path / name)


@pytest.fixture
def rules(tmp_path: Path) -> Folder:
    """A sound folder: one rule, sources, a profile, a lexicon."""
    folder = Folder(tmp_path / "rules")
    folder.put("sources.yaml", SOURCES)
    folder.put("profiles/default.yaml", PROFILE)
    folder.put("lexicon/enforcement.yaml", LEXICON)
    folder.rule()
    return folder


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """No test reads or writes the cache of whoever runs it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    yield tmp_path / "cache"


@pytest.fixture
def registry() -> Callable[[], dict[str, CheckKind]]:
    return kinds


@pytest.fixture
def faults(rules: Folder) -> Callable[[], list[str]]:
    """What `rules check` says of the folder, one string a failure."""
    from linter.rulebook import validate

    return lambda: [str(failure) for failure in validate(rules.root, kinds)]
