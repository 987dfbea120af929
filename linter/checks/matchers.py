"""Matchers: what a rule's author writes → plain data that a scan can evaluate.

Prepared forms (lists, so that they can be marshalled):
["lit", s] · ["seq", [s, …], [gap, …]] · ["all", [m, …], within] · ["any", [m, …]] · ["re", pattern, [literal, …]]
· ["words", s] · ["in", role, m] · ["min", n, m]
"""

import re
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as sre_parse  # type: ignore[attr-defined]
from typing import Any

from linter.model.fold import fold
from linter.model.lexicon import Lexicon
from linter.model.outline import ROLES
from linter.model.text import Block

GAP = 20  # characters between the parts of `报…备案` where the rule gives none
_GAP = re.compile(r"…(?:(\d{1,2})…)?")
_REPEAT_BUDGET = 3600
WITHIN = ["clause", "sentence", "item", "section", "document"]

_STRING = {"type": "string", "minLength": 1, "maxLength": 200, "pattern": r"\S"}
MATCHER: dict[str, Any] = {
    "description": "匹配式：字符串（先后顺序用 报…备案）、any、all、regex、words，或 $词表",
    "anyOf": [
        _STRING,
        {
            "type": "object",
            "additionalProperties": False,
            "required": ["all"],
            "properties": {
                "all": {"type": "array", "minItems": 2, "items": {"$ref": "#/definitions/matcher"}},
                "within": {"enum": WITHIN},
            },
        },
        {
            "type": "object",
            "additionalProperties": False,
            "required": ["any"],
            "properties": {"any": {"type": "array", "minItems": 1, "items": {"$ref": "#/definitions/matcher"}}},
        },
        {"type": "object", "additionalProperties": False, "required": ["regex"], "properties": {"regex": _STRING}},
        {"type": "object", "additionalProperties": False, "required": ["words"], "properties": {"words": _STRING}},
        {
            "type": "object",
            "additionalProperties": False,
            "required": ["in", "match"],
            "properties": {"in": {"enum": list(ROLES)}, "match": {"$ref": "#/definitions/matcher"}},
        },
        {
            "type": "object",
            "additionalProperties": False,
            "required": ["min", "match"],
            "properties": {"min": {"type": "integer", "minimum": 2, "maximum": 50}, "match": {"$ref": "#/definitions/matcher"}},
        },
    ],
}
MATCHERS: dict[str, Any] = {"type": "array", "minItems": 1, "items": {"$ref": "#/definitions/matcher"}}
STRINGS: dict[str, Any] = {"type": "array", "items": _STRING}


def folded(text: str) -> str:
    """`text` as the view would show it: width, case, spaces, quotes and dashes folded."""
    return fold(text, (Block("paragraph", 0, len(text)),)).text


def strings(values: list[str], lexicon: Lexicon) -> list[str]:
    """Plain strings, `$name` expanded, folded, without repeats. ValueError for an unknown list."""
    out: dict[str, None] = {}
    for value in values:
        for word in _expand(value, lexicon) if value.startswith("$") else (value,):
            text = folded(word)
            if text:
                out[text] = None
    return list(out)


def _expand(value: str, lexicon: Lexicon) -> tuple[str, ...]:
    try:
        return lexicon.words(value[1:])
    except KeyError:
        raise ValueError(f"没有名为 {value} 的词表") from None


def prepare(value: Any, lexicon: Lexicon) -> list[Any]:
    """One matcher of a rule as prepared data. ValueError with a sentence for the rule's author."""
    if isinstance(value, str):
        if value.startswith("$"):
            return ["any", [prepare(word, lexicon) for word in _expand(value, lexicon)]]
        return _plain(value)
    if "any" in value:
        return ["any", [prepare(v, lexicon) for v in value["any"]]]
    if "all" in value:
        return ["all", [prepare(v, lexicon) for v in value["all"]], value.get("within", "clause")]
    if "words" in value:
        return ["words", folded(value["words"])]
    if "in" in value:
        return ["in", value["in"], prepare(value["match"], lexicon)]
    if "min" in value:
        return ["min", value["min"], prepare(value["match"], lexicon)]
    return ["re", value["regex"], regex_literals(value["regex"])]


def prepare_all(values: list[Any], lexicon: Lexicon) -> list[list[Any]]:
    """Matchers in order; nested `any` is flattened, so that each alternative stands by itself."""
    out: list[list[Any]] = []
    for value in values:
        matcher = prepare(value, lexicon)
        out.extend(matcher[1] if matcher[0] == "any" else [matcher])
    return out


def _plain(text: str) -> list[Any]:
    if "…" not in text:
        literal = folded(text)
        if not literal:
            raise ValueError(f"匹配词 {text!r} 折叠后为空")
        return ["lit", literal]
    parts, gaps, position = [], [], 0
    for match in _GAP.finditer(text):
        parts.append(folded(text[position : match.start()]))
        gaps.append(int(match[1]) if match[1] else GAP)
        position = match.end()
    parts.append(folded(text[position:]))
    if not all(parts):
        raise ValueError(f"匹配词 {text!r} 的 … 两边都要有字")
    return ["seq", parts, gaps]


def literals(matcher: list[Any]) -> list[str]:
    """The literals a scan must look for to evaluate `matcher`."""
    kind = matcher[0]
    if kind in ("lit", "words"):
        return [matcher[1]]
    if kind == "seq":
        return list(matcher[1])
    if kind == "re":
        return list(matcher[2])
    if kind in ("in", "min"):
        return literals(matcher[2])
    return [word for inner in matcher[1] for word in literals(inner)]


def regex_literals(pattern: str) -> list[str]:
    """Checks that a regex stays in the linear-time subset and returns literals one of which every match contains.

    No look-around, no back-reference, bounded repeats with a product of bounds of at most 3,600 (a
    backtracking engine needs seconds on `(?:政+府?)+$`), and a literal of two characters or more, so that the
    one automaton pass can tell whether the pattern need be tried at all. ValueError otherwise.
    """
    try:
        tree = sre_parse.parse(pattern)
    except re.error as error:
        raise ValueError(f"正则表达式 {pattern!r} 有误：{error}") from None
    _bounded(tree, 1, pattern)
    found = _required(tree)
    if not found:
        raise ValueError(f"正则表达式 {pattern!r} 没有必含的字串（至少两个字），请改用普通匹配词")
    return found


def _bounded(tree: Any, product: int, pattern: str) -> None:
    for op, argument in tree:
        if op in (sre.ASSERT, sre.ASSERT_NOT, sre.GROUPREF, sre.GROUPREF_EXISTS):
            raise ValueError(f"正则表达式 {pattern!r} 用了环视或反向引用")
        if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, getattr(sre, "POSSESSIVE_REPEAT", None)):
            _, most, inner = argument
            if most == sre.MAXREPEAT or product * max(int(most), 1) > _REPEAT_BUDGET:
                raise ValueError(f"正则表达式 {pattern!r} 的重复没有上限或上限过大")
            _bounded(inner, product * max(int(most), 1), pattern)
        elif op is sre.SUBPATTERN:
            _bounded(argument[3], product, pattern)
        elif op is sre.BRANCH:
            for branch in argument[1]:
                _bounded(branch, product, pattern)


def _required(tree: Any) -> list[str]:
    """Literals of which each match holds one: the longest run of plain characters, else those of each branch."""
    best: list[str] = []
    run = ""

    def better(candidate: list[str]) -> None:
        nonlocal best
        if candidate and min(map(len, candidate)) >= 2 and (not best or min(map(len, candidate)) > min(map(len, best))):
            best = candidate

    for op, argument in tree:
        if op is sre.LITERAL:
            run += chr(argument)
            continue
        better([run] if run else [])
        run = ""
        if op is sre.SUBPATTERN:
            better(_required(argument[3]))
        elif op is sre.BRANCH:
            branches = [_required(branch) for branch in argument[1]]
            if all(branches):
                better([word for words in branches for word in words])
        elif op in (sre.MAX_REPEAT, sre.MIN_REPEAT) and argument[0] >= 1:
            better(_required(argument[2]))
    better([run] if run else [])
    return best
