"""A report → plain data: ids, statuses, numbers, spans, and strings as forms (pieces.py). The way back is later.py.

The data is a tuple in the order of `FIELDS`, of nothing but what marshal writes alike in every version of Python.
"""

import marshal
import re
from fractions import Fraction
from typing import Any

from linter.model.outline import Profile
from linter.model.result import Report
from linter.model.scorecard import Scorecard
from linter.model.text import Document
from linter.model.verdict import Finding, Passage, Relation, Verdict
from linter.reading.encoding import decode
from linter.results.ground import Ground, Wardrobe
from linter.results.pieces import Taker, Unkept

MARSHAL = 4  # the oldest version with references between objects; every Python since 3.4 reads it
VERSION = 2  # raise it when the plain form or the meaning of its fields changes
FIELDS = ("document", "stage", "genre", "profile", "parts", "verdicts", "findings", "score", "unscored", "notices", "relations", "claims", "weighting")
STATUSES = ("evidenced", "mentioned", "planned", "absent", "review", "not-applicable")

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]*|")
_PHRASE = re.compile(r"[a-z0-9][a-z0-9 ,.-]*|")
_DECIDED = ("level", "outline", "traits")
_NUMBER = re.compile(r"[-0-9./]*")
_PLAIN = ("txt", "md")  # formats whose canonical text can be the decoded file itself


def plain(report: Report, data: bytes, ground: Ground) -> tuple[Any, ...]:
    """The plain data of a report made from the bytes `data`. Raises Unkept where it cannot be told without its text."""
    document = report.document
    sources = (document.text, document.view.text, *(clue.value for clue in document.clues))
    taker = Taker(ground.glossary, ground.taken, sources)
    wardrobe = ground.wardrobe(report.profile.level, report.profile.year)
    return (
        _document(document, data, taker),
        _id(report.stage),
        (_id(report.genre.kind), _id(report.genre.reason)),
        _profile(report.profile, taker),
        tuple([(tuple(map(_id, p.roles)), p.start, p.end, p.heading, p.level) for p in report.parts]),
        _verdicts(report.verdicts, ground, wardrobe, taker),
        tuple([_finding(finding, document.text, ground, wardrobe, taker) for finding in report.findings]),
        None if report.score is None else _score(report.score, ground, wardrobe, taker),
        taker.form(report.unscored),
        tuple([taker.form(notice) for notice in report.notices]),
        tuple([_relation(relation, taker) for relation in report.relations]),
        tuple([(c.start, c.end, _id(c.kind), _id(c.support), _id(c.strength), _id(c.reason), _id(c.rule), c.rank) for c in report.claims]),
        _id(report.weighting),
    )


def _id(value: str) -> str:
    """`value`, which is a word of the program; Unkept where it could be a word of the report."""
    if not _ID.fullmatch(value):
        raise Unkept
    return value


def _document(document: Document, data: bytes, taker: Taker) -> tuple[Any, ...]:
    receipt = document.receipt
    return (
        document.format,
        document.format in _PLAIN and decode(data) == document.text,
        receipt.characters,
        receipt.blocks,
        tuple([(r.start, r.end, _id(r.kind)) for r in receipt.residue]),
        tuple(map(taker.form, receipt.ignored)),
        tuple(map(taker.form, receipt.unread)),
        bool(document.comments),  # they are text: read again where somebody asks for them
    )


def _profile(profile: Profile, taker: Taker) -> tuple[Any, ...]:
    form = taker.form
    return (
        tuple([(form(issuer.name), _id(issuer.kind)) for issuer in profile.issuers]),
        profile.level,
        tuple(sorted(profile.traits)),
        tuple(sorted(profile.known_traits)),
        profile.year,
        profile.outline,
        *map(form, (profile.signed, profile.issued, profile.published, profile.title, profile.addressee, profile.place)),
        tuple(
            [
                (_id(name), *_sourced(name, s.value, taker), _phrase(s.origin), s.start, s.end)
                for name, s in profile.sources.items()
            ]
        ),
    )


def _sourced(name: str, value: str | int | None, taker: Taker) -> tuple[bool, Any]:
    """(whether the second is a form, value of a field of the profile); what the program decided is a word of its own."""
    if isinstance(value, str):
        return (False, _phrase(value)) if name in _DECIDED else (True, taker.form(value))
    return False, value


def _phrase(value: str) -> str:
    """`value`, which is made of words of the program."""
    if not _PHRASE.fullmatch(value):
        raise Unkept
    return value


def _verdicts(verdicts: tuple[Verdict, ...], ground: Ground, wardrobe: Wardrobe, taker: Taker) -> tuple[Any, ...]:
    """In columns: most verdicts have neither passage nor anchor, and a column of statuses is counted at once."""
    numbers = []
    for verdict in verdicts:
        number = ground.numbers.get(verdict.rule.id)
        if number is None or wardrobe.rule(number) != verdict.rule:
            raise Unkept
        numbers.append(number)
    own = list(enumerate(verdicts))
    # the larger part is wanted where duties are shown one by one: a ranking does not even load it
    rest = (
        tuple([_id(v.reason) for v in verdicts]),
        tuple([v.weight for v in verdicts]),
        {at: tuple(map(_passage, v.passages)) for at, v in own if v.passages},
        {at: _passage(v.nearest) for at, v in own if v.nearest},
        {at: _id(v.folded_into) for at, v in own if v.folded_into},
        {at: tuple(v.anchor) for at, v in own if v.anchor is not None},
        {at: _value(v.values, taker) for at, v in own if v.values is not None},
    )
    return tuple(numbers), bytes([STATUSES.index(v.status) for v in verdicts]), marshal.dumps(rest, MARSHAL)


def _passage(passage: Passage) -> tuple[Any, ...]:
    return passage.start, passage.end, _id(passage.role), tuple([(_id(e.kind), e.start, e.end) for e in passage.evidence])


def _value(value: Any, taker: Taker) -> Any:
    """A value of a sentence, with its type: numbers as they are, strings as forms."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return "s", taker.form(value)
    if isinstance(value, Fraction):
        return "q", value.numerator, value.denominator
    if type(value) is dict:
        return "d", tuple([(_id(key), _value(inner, taker)) for key, inner in value.items()])
    if type(value) in (list, tuple):
        return "l" if type(value) is list else "t", tuple([_value(inner, taker) for inner in value])
    raise Unkept


def _finding(finding: Finding, text: str, ground: Ground, wardrobe: Wardrobe, taker: Taker) -> tuple[Any, ...]:
    number = ground.numbers.get(finding.rule)
    if number is None or finding.waiver is not None:
        raise Unkept
    rule = ground.rulebook.rules[number]
    quoted = "" if finding.start is None else text[finding.start : finding.end]
    if rule.check != finding.kind or quoted != finding.quote:
        raise Unkept
    usual = finding.advice == (rule.advice_en if ground.lang == "en" else rule.advice_zh)
    law: Any
    if finding.basis == wardrobe.basis(number, True):
        law = True
    elif finding.basis == wardrobe.basis(number, False):
        law = False
    else:
        law = (taker.form(finding.basis),)
    return (
        number, _id(finding.status), _id(finding.severity), taker.form(finding.message), None if usual else (taker.form(finding.advice),), law,
        finding.start, finding.end, finding.line, finding.column, taker.form(finding.place), finding.rank, _id(finding.fingerprint),
    )  # fmt: skip


def _score(score: Scorecard, ground: Ground, wardrobe: Wardrobe, taker: Taker) -> tuple[Any, ...]:
    known = {d.id: (d.title_zh, d.title_en) for d in wardrobe.weighting.dimensions}
    if any(known.get(d.id) != (d.title_zh, d.title_en) for d in score.dimensions):
        raise Unkept
    return (
        _pair(score.total),
        _pair(score.total_with_waivers),
        _id(score.grade),
        tuple([(_id(d.id), _pair(d.max), _pair(d.points), d.applicable, d.not_applicable) for d in score.dimensions]),
        tuple([(_id(d.group), _id(d.rule), d.times, _pair(d.points), d.cap) for d in score.deductions]),
        tuple([(_id(g.rule), _pair(g.points), _id(g.how)) for g in score.gains]),
        tuple([(ground.numbers[id], _pair(own.points), _pair(own.gain)) for id, own in score.obligations.items()]),
    )


_PAIRS: dict[Fraction, tuple[int, int]] = {}


def _pair(value: Fraction) -> tuple[int, int]:
    """Numerator and denominator; equal ones are one object, which marshal writes once."""
    if len(_PAIRS) > 50_000:
        _PAIRS.clear()
    return _PAIRS.setdefault(value, (value.numerator, value.denominator))


def _relation(relation: Relation, taker: Taker) -> tuple[Any, ...]:
    parts = []
    for part in relation.parts:
        # exact numbers and ISO dates as they are
        value = part.value if part.value is None or _NUMBER.fullmatch(part.value) else (taker.form(part.value),)
        parts.append((part.start, part.end, value, _id(part.role)))
    return _id(relation.kind), _id(relation.verdict), relation.suspicious, tuple(parts), taker.form(relation.calculation), _id(relation.rule)
