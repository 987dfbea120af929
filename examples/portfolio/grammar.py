"""The small language of the phrases: {a|b} a choice, <x=3-9> a number, <x~3-9> one scaled to the unit, <x> <x+y> <x-y> <x%y>, [place] a word.

Choices and figures are drawn from two streams: the same choices with other figures make a near copy. Both use nothing of `random` but
`random.random()`, whose sequence is promised to stay the same from one version of Python to the next.
"""

import random
import re
from hashlib import sha256
from typing import NamedTuple, TypeAlias

_TOKEN = re.compile(r"[{}|]|<[^>]+>|\[[^\]]+\]|[^{}|<\[]+")
_DRAWN = re.compile(r"<([a-z])([=~])(\w+)-(\w+)>")
_RATE = re.compile(r"<(.+)%(.+)>")

Part: TypeAlias = "str | Number | Word | Rate | Sum | Choice"
Template: TypeAlias = "tuple[Part, ...]"


class Number(NamedTuple):
    """A figure drawn between two bounds (a number or the name of another figure) and remembered under its name."""

    name: str
    scaled: bool
    low: str
    high: str


class Word(NamedTuple):
    """A word of the unit."""

    name: str


class Sum(NamedTuple):
    """Figures and numbers added and subtracted: (sign, name or number) each."""

    terms: tuple[tuple[int, str], ...]


class Rate(NamedTuple):
    """What part of the second sum the first is, in per cent with one decimal."""

    part: Sum
    whole: Sum


class Choice(NamedTuple):
    """One of several."""

    options: tuple["Template", ...]


class Drawn(NamedTuple):
    """The two streams a text is drawn from, and the words and scale of the unit."""

    choices: random.Random
    figures: random.Random
    words: dict[str, str]
    scale: float


def stream(*key: object) -> random.Random:
    """A stream of its own for a key, the same on every machine."""
    return random.Random(int.from_bytes(sha256("/".join(map(str, key)).encode()).digest()[:8], "big"))


def below(chance: random.Random, number: int) -> int:
    """A whole number from 0 to number − 1."""
    return int(chance.random() * number)


def shuffled(chance: random.Random, things: list[int]) -> list[int]:
    """The same things in another order."""
    left, out = list(things), []
    while left:
        out.append(left.pop(below(chance, len(left))))
    return out


def parse(source: str) -> Template:
    """The template of a phrase. ValueError for a brace too many or too few."""
    tokens = _TOKEN.findall(source)
    parts, rest = _sequence(tokens, 0, False)
    if rest != len(tokens):
        raise ValueError(f"brace too many: {source}")
    return parts


def _sequence(tokens: list[str], at: int, inside: bool) -> tuple[Template, int]:
    parts: list[Part] = []
    while at < len(tokens):
        token = tokens[at]
        if token == "{":
            options = []
            while token in "{|":
                option, at = _sequence(tokens, at + 1, True)
                options.append(option)
                if at >= len(tokens):
                    raise ValueError("brace too few")
                token = tokens[at]
            parts.append(Choice(tuple(options)))
        elif token in "|}" and inside:
            return tuple(parts), at
        elif token in "|}":
            raise ValueError(f"{token} outside a choice")
        else:
            parts.append(_leaf(token))
        at += 1
    return tuple(parts), at


def _leaf(token: str) -> Part:
    if token[0] == "[":
        return Word(token[1:-1])
    if token[0] != "<":
        return token
    if drawn := _DRAWN.fullmatch(token):
        return Number(drawn[1], drawn[2] == "~", drawn[3], drawn[4])
    if rate := _RATE.fullmatch(token):
        return Rate(_sum(rate[1]), _sum(rate[2]))
    return _sum(token[1:-1])


def _sum(source: str) -> Sum:
    return Sum(tuple((-1 if sign == "-" else 1, name) for sign, name in re.findall(r"([+-]?)(\w+)", source)))


def render(template: Template, drawn: Drawn) -> str:
    """The text of a template: choices first, then every figure, so that a sum may stand before its addends."""
    flat: list[Part] = []
    _choose(template, drawn.choices, flat)
    numbers = [part for part in flat if type(part) is Number]
    if not numbers:
        return "".join([part if type(part) is str else _said(part, {}, drawn.words) for part in flat])
    known = dict.fromkeys((part.name for part in numbers), 0)
    # those that lean on others last
    for part in sorted(numbers, key=_leaning) if len(numbers) > 1 else numbers:
        low, high = (known[bound] if bound.isalpha() else int(bound) for bound in (part.low, part.high))
        if part.scaled:
            low, high = max(2, int(low * drawn.scale)), max(4, int(high * drawn.scale))
        low, high = (low, high) if low <= high else (max(1, high - high // 5), high)
        if part.high.isalpha():
            low = max(low, high - max(1, high // 6))  # what is finished of what came in: most of it
        known[part.name] = low + below(drawn.figures, high - low + 1)
    return "".join([part if type(part) is str else _said(part, known, drawn.words) for part in flat])


def _leaning(number: Number) -> bool:
    return number.low.isalpha() or number.high.isalpha()


def _choose(template: Template, chance: random.Random, out: list[Part]) -> None:
    for part in template:
        if type(part) is Choice:
            _choose(part.options[below(chance, len(part.options))], chance, out)
        else:
            out.append(part)


def _said(part: Part, known: dict[str, int], words: dict[str, str]) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, Word):
        return words[part.name]
    if isinstance(part, Number):
        return str(known[part.name])
    if isinstance(part, Rate):
        over, under = _value(part.part, known), _value(part.whole, known)
        tenths = (2000 * over + under) // (2 * under)  # rounded half up, as an office does
        return f"{tenths // 10}.{tenths % 10}" if tenths != 1000 else "100"
    assert isinstance(part, Sum)
    return str(_value(part, known))


def _value(total: Sum, known: dict[str, int]) -> int:
    return sum(sign * (known[name] if name.isalpha() else int(name)) for sign, name in total.terms)
