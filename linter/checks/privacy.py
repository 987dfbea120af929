"""Check kind `privacy`: what a text for the public does not hold.

`find: id-number`, `phone`, `bank-card` — numbers that identify a person; `person` — names; `secret` — marks of secrecy.
Sources: 个人信息保护法 (personal information), 保守国家秘密法 and its marks, GB 11643—1999. No message repeats what was found.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from linter.checks.context import Context, Found
from linter.checks.form import persons
from linter.facts import identifiers
from linter.model.kind import CheckKind
from linter.model.lexicon import Lexicon
from linter.model.rule import STAGES, Rule
from linter.model.verdict import Outcome, Remark

Numbers = list[re.Match[str]]
Hit = tuple[int, int, str]

_DIGITS = re.compile("[0-9][0-9]{10,18}x?")  # opens with a character class, so that the regex engine skips to it
_GLUED = re.compile(r"[0-9a-z/.\-〔]")  # before or behind digits that are part of a longer code
_CUE_REACH = 16  # characters before a number in which a word says what it is
_LANDLINE = re.compile(r"\(?0\d{2,3}\)?-?\d{3,4}-?\d{4}(?![0-9])")
# in groups, or with the number of the country
# what every match of _GROUPED holds: told from its first character on, where that one tries every place of a report
_GROUPED_CORE = re.compile(r"[1+](?:[3-9]\d-\d{4}-\d{4}|86-?1[3-9]\d{9})")
_GROUPED = re.compile(r"(?<![0-9a-z/.\-+〔])(?:(?:\+?86-?)?1[3-9]\d-\d{4}-\d{4}|\+86-?1[3-9]\d{9})(?![0-9a-z/\-])")
_MARK_REACH = 12


@lru_cache(maxsize=8)
def _cues(lexicon: Lexicon, key: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, lexicon.words("form." + key))))


@lru_cache(maxsize=8)
def _lone(lexicon: Lexicon) -> re.Pattern[str]:
    """A mark of secrecy that is all of a line."""
    return re.compile(rf"^[ \t\u3000【〔\[]*(?P<mark>{'|'.join(lexicon.words('form.secret_lines'))})[ \t\u3000】〕\]]*$", re.MULTILINE)


@lru_cache(maxsize=8)
def _secrecy(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile("|".join(lexicon.words("form.secret_marks")))


def _told(context: Context, start: int, key: str) -> bool:
    """True where a cue stands in the words before a number."""
    return _cues(context.lexicon, key).search(context.scan.view, max(0, start - _CUE_REACH), start) is not None


def _numbers(view: str) -> list[re.Match[str]]:
    """Long numbers that are no part of a code such as 000014348/2024-00166."""
    found = []
    for match in _DIGITS.finditer(view):
        before, after = view[match.start() - 1 : match.start()], view[match.end() : match.end() + 1]
        if not (_GLUED.match(before) or (_GLUED.match(after) and after != ".")):
            found.append(match)
    return found


def _identity(context: Context, numbers: Numbers) -> Iterator[Hit]:
    for match in numbers:
        if identifiers.is_identity_number(match.group()) or (identifiers.is_old_identity_number(match.group()) and _told(context, match.start(), "identity_cues")):
            yield (*match.span(), "id-number")


def _phones(context: Context, numbers: Numbers) -> Iterator[Hit]:
    view = context.scan.view
    units = _cues(context.lexicon, "no_phone_units")
    for match in numbers:
        if identifiers.is_mobile_number(match.group()) and not units.match(view, match.end()):
            yield (*match.span(), "phone")
    for match in _GROUPED.finditer(view) if _GROUPED_CORE.search(view) else ():
        if not units.match(view, match.end()):
            yield (*match.span(), "phone")
    for word in context.lexicon.words("form.phone_cues"):
        for at in context.scan.hits.get(word, ()):
            line = _LANDLINE.search(view, at + len(word), at + len(word) + _CUE_REACH)
            # 监督举报电话 is meant to be known
            if line is not None and not _told(context, at + len(word), "public_lines"):
                yield (*line.span(), "landline")


def _cards(context: Context, numbers: Numbers) -> Iterator[Hit]:
    for match in numbers:
        if identifiers.is_card_number(match.group()) and _told(context, match.start(), "card_cues"):
            yield (*match.span(), "bank-card")


def _secrets(rule: Rule, context: Context) -> Iterator[Remark]:
    """Marks of secrecy and of internal papers anywhere in the file, what the reader set aside included. Canonical offsets."""
    text, reached = context.document.text, -1
    pattern = _secrecy(context.lexicon)
    title = context.outline.title
    # above the title a mark needs no star; a heading 秘密 further down is no mark
    above = context.document.view.span(*title).start if title else 0
    lone = _lone(context.lexicon).search(text, 0, above)
    if lone is not None and pattern.search(text, lone.start("mark"), lone.end("mark") + _MARK_REACH) is None:
        yield Remark(rule, *lone.span("mark"), "secret", {})
    places = sorted(at for word in context.lexicon.words("form.secret_words") for at in _places(text, word))
    for at in places:
        match = pattern.search(text, max(0, at - _MARK_REACH), at + _MARK_REACH)
        if match is not None and match.start() >= reached:
            reached = match.end()
            yield Remark(rule, match.start(), match.end(), "secret", {})


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))


_NUMBERS: dict[str, Callable[[Context, Numbers], Iterator[Hit]]] = {"id-number": _identity, "phone": _phones, "bank-card": _cards}
_WORDS: dict[str, Callable[[Rule, Context], Iterator[Remark]]] = {"person": persons.named, "secret": _secrets}
_TRIGGERS: dict[str, Callable[[Lexicon], list[str]]] = {
    "phone": lambda lexicon: list(lexicon.words("form.phone_cues")),
    "person": persons.triggers,
}


def prepare(spec: dict[str, Any], lexicon: Lexicon) -> dict[str, Any]:
    """The keys of a rule as plain data, with the literals it looks for. ValueError for `officials` elsewhere than with names."""
    find = spec["find"]
    if "officials" in spec and find != "person":
        raise ValueError("officials 只用于 find: person")
    return {"find": find, "officials": list(spec.get("officials", [])), "triggers": _TRIGGERS[find](lexicon) if find in _TRIGGERS else []}


def literals(spec: dict[str, Any]) -> list[str]:
    """Every literal that judging this rule looks up."""
    return list(spec["triggers"])


def judge(rules: tuple[Rule, ...], context: Context, found: Found) -> Outcome:
    """What the rules find in one report, in document order for each rule."""
    numbers = _numbers(context.scan.view)
    remarks: list[Remark] = []
    for rule in rules:
        find = rule.spec["find"]
        if find in _WORDS:
            remarks.extend(_WORDS[find](rule, context))
            continue
        for start, end, reason in sorted(set(_NUMBERS[find](context, numbers))):
            span = context.document.view.span(start, end)
            remarks.append(Remark(rule, span.start, span.end, reason, {}, "found", "info" if reason == "landline" else ""))
    return Outcome(tuple(remarks))


KIND = CheckKind(
    name="privacy",
    properties={
        "find": {"enum": [*_NUMBERS, *_WORDS], "description": "id-number 身份证号；phone 电话；bank-card 银行卡号；person 姓名；secret 密级标志"},
        "officials": {"type": "array", "items": {"enum": list(STAGES)}, "description": "在哪些阶段也提示公职人员姓名"},
    },
    required=("find",),
    classes=("finding", "clean"),
    prepare=prepare,
    judge=judge,
)
