"""A kept report: told from plain data (form.py) field by field, when a field is first asked for."""

import marshal
from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from linter.model.digest import sha256_of
from linter.model.outline import Issuer, Profile, Sourced
from linter.model.result import DUTIES, Genre, Part, Report, Tally
from linter.model.scorecard import Deduction, DimensionScore, Gain, Scorecard
from linter.model.text import Document, Receipt, Residue
from linter.model.verdict import Claim, Evidence, Finding, Passage, Relation, Verdict
from linter.model.verdict import Part as Figure
from linter.results.form import FIELDS, STATUSES
from linter.results.ground import Ground, Wardrobe
from linter.results.pieces import Form, told


class LaterDocument(Document):
    """A document whose bytes are at hand and whose text is read when it is asked for."""

    __slots__ = ("_data", "_ground", "_name", "_plain")

    def __init__(self, path: str, name: str, data: bytes, fields: tuple[Any, ...], ground: Ground, text: str | None) -> None:
        format, plain, characters, blocks, residue, ignored, unread, commented = fields

        def said(form: Form) -> str:
            return told(form, ground.glossary, ground.told, str) or ""
        self.path = path
        self.format = format
        self.receipt = Receipt(
            characters, blocks, tuple([Residue(*r) for r in residue]), tuple(map(said, ignored)) if ignored else (), tuple(map(said, unread)) if unread else ()
        )
        self._name = name
        self._data = data
        self._plain = plain
        self._ground = ground
        if text is not None:
            self.text = text
        if not commented:
            self.comments = ()

    def __getattr__(self, name: str) -> Any:
        # only reached for what is not there yet
        if name not in Document.__slots__:
            raise AttributeError(name)
        if name == "sha256":
            self.sha256 = sha256_of(self._data)
            return self.sha256
        if name == "text" and self._plain:
            from linter.reading.encoding import decode

            self.text = decode(self._data)
            return self.text
        from linter.reading import read

        whole = read(self.path, data=self._data, name=self._name, max_size=self._ground.max_size, residue=self._ground.residue)
        for slot in Document.__slots__:
            if slot not in ("path", "receipt"):
                setattr(self, slot, getattr(whole, slot))
        return getattr(self, name)

    def source(self, number: int) -> str:
        """A text that forms have spans of: the canonical text, the view, the value of a clue."""
        return self.text if number == 0 else self.view.text if number == 1 else self.clues[number - 2].value


class LaterReport(Report):
    """A report of which nothing is told before it is asked for."""

    __slots__ = ("_counted", "_ground", "_plain", "_replaced")

    def __init__(self, document: LaterDocument, plain: tuple[Any, ...], ground: Ground) -> None:
        self._counted: Tally | None = None
        self._replaced: frozenset[str] = frozenset()  # fields that are no longer those of the plain data
        self.document = document
        self._plain = plain
        self._ground = ground

    def __getattr__(self, name: str) -> Any:
        # only reached for what is not there yet
        if name not in Report.__slots__:
            raise AttributeError(name)
        value = self._ground.outline(self.document) if name == "outline" else _TELLERS[name](self, self._plain[FIELDS.index(name)])
        setattr(self, name, value)
        return value

    @property
    def parts(self) -> tuple[Part, ...]:
        return tuple([Part(*fields) for fields in self._plain[FIELDS.index("parts")]])

    @property
    def tally(self) -> Tally:
        if self._counted is None:
            self._counted = self._count()
        return self._counted

    def _count(self) -> Tally:
        if not self._replaced.isdisjoint(("verdicts", "relations", "claims")):
            return super().tally
        # nothing needs to be told: the rows have what is counted
        rules = self._ground.rulebook.rules
        _, _, _, _, _, (numbers, statuses, _), findings, _, _, _, relations, claims, _ = self._plain
        if not all(rules[number].check in DUTIES for number in numbers):
            return super().tally
        waived = known = 0
        if "findings" in self._replaced:  # by what was agreed
            open_ = [(f.rule, f.kind, f.severity) for f in self.findings if f.is_open]
            waived = sum(f.waiver is not None for f in self.findings)
            known = sum(f.known_since is not None for f in self.findings)
        else:
            open_ = [(rule.id, rule.check, row[2]) for row in findings for rule in (rules[row[0]],)]
        return Tally(
            Counter({STATUSES[status]: times for status, times in Counter(statuses).items()}),
            Counter(open_),
            waived,
            known,
            Counter([(row[1], row[2]) for row in relations]),
            Counter([row[3] for row in claims]),
        )

    def _replace(self, **changes: Any) -> "LaterReport":
        copy = super()._replace(**changes)
        assert isinstance(copy, LaterReport)
        copy._replaced = self._replaced | changes.keys()
        copy._counted = None
        return copy

    def said(self, form: Form) -> Any:
        """The string of a form, None for None."""
        if type(form) is not list:
            known = self._ground.told.get(form)
            if known is not None:
                return known
        return told(form, self._ground.glossary, self._ground.told, self.document.source)  # type: ignore[attr-defined]

    def wardrobe(self) -> Wardrobe:
        return self._ground.wardrobe(self.profile.level, self.profile.year)


def _profile(report: LaterReport, fields: tuple[Any, ...]) -> Profile:
    issuers, level, traits, known, year, outline, signed, issued, published, title, addressee, place, sources = fields
    said = report.said
    return Profile(
        tuple([Issuer(said(name), kind) for name, kind in issuers]),
        level,
        frozenset(traits),
        frozenset(known),
        year,
        outline,
        said(signed),
        said(issued),
        said(published),
        said(title),
        said(addressee),
        said(place),
        {name: Sourced(said(value) if spoken else value, origin, start, end) for name, spoken, value, origin, start, end in sources},
    )


def _verdicts(report: LaterReport, columns: tuple[Any, ...]) -> tuple[Verdict, ...]:
    numbers, statuses, rest = columns
    reasons, weights, passages, nearest, folded, anchors, values = marshal.loads(rest)
    rule = report.wardrobe().rule
    out = []
    for at, number in enumerate(numbers):
        near = nearest.get(at)
        out.append(
            Verdict(
                rule(number), STATUSES[statuses[at]], reasons[at], tuple([_passage(*p) for p in passages.get(at, ())]),
                _passage(*near) if near else None, weights[at], folded.get(at, ""), anchors.get(at), _value(report, values.get(at)),
            )
        )
    return tuple(out)


def _passage(start: int, end: int, role: str, evidence: tuple[Any, ...]) -> Passage:
    return Passage(start, end, role, tuple([Evidence(*each) for each in evidence]))


def _value(report: LaterReport, value: Any) -> Any:
    if type(value) is not tuple:
        return value
    kind, *rest = value
    if kind == "s":
        return report.said(rest[0])
    if kind == "q":
        return Fraction(*rest)
    if kind == "d":
        return {key: _value(report, inner) for key, inner in rest[0]}
    inner = [_value(report, each) for each in rest[0]]
    return inner if kind == "l" else tuple(inner)


def _findings(report: LaterReport, rows: tuple[Any, ...]) -> tuple[Finding, ...]:
    ground, wardrobe, said, known = report._ground, report.wardrobe(), report.said, report._ground.told
    rules, english = ground.rulebook.rules, ground.lang == "en"
    text = report.document.text if any(row[6] is not None for row in rows) else ""
    out = []
    for number, status, severity, message, advice, law, start, end, line, column, place, rank, print_ in rows:
        rule = rules[number]
        usual = rule.advice_en if english else rule.advice_zh
        basis = wardrobe.basis(number, law) if type(law) is bool else said(law[0])
        # what is the same in every report was mostly told before
        sentence = (known.get(message) if type(message) is not list else None) or said(message)
        where = (known.get(place) if type(place) is not list else None) or said(place)
        out.append(
            Finding(
                rule.id, rule.check, status, severity, sentence, said(advice[0]) if advice else usual, basis,
                start, end, line, column, "" if start is None else text[start:end], where, rank, print_,
            )
        )  # fmt: skip
    return tuple(out)


def _score(report: LaterReport, fields: Any) -> Scorecard | None:
    if fields is None:
        return None
    total, with_waivers, grade, dimensions, deductions, gains, obligations = fields
    titles = {d.id: (d.title_zh, d.title_en) for d in report.wardrobe().weighting.dimensions}
    scores, exact = report._ground.scores, _exact
    return Scorecard(
        exact(total),
        exact(with_waivers),
        grade,
        tuple([DimensionScore(id, *titles[id], exact(most), exact(points), yes, no) for id, most, points, yes, no in dimensions]),
        tuple([Deduction(group, rule, times, exact(points), cap) for group, rule, times, points, cap in deductions]),
        tuple([Gain(rule, exact(points), how) for rule, points, how in gains]),
        dict([scores[row] for row in obligations]),
    )


_FRACTIONS: dict[tuple[int, int], Fraction] = {}


def _exact(pair: tuple[int, int]) -> Fraction:
    """The fraction of numerator and denominator; the same few come up in every report."""
    value = _FRACTIONS.get(pair)
    if value is None:
        if len(_FRACTIONS) > 50_000:
            _FRACTIONS.clear()
        value = _FRACTIONS[pair] = Fraction(*pair)
    return value


def _relations(report: LaterReport, rows: tuple[Any, ...]) -> tuple[Relation, ...]:
    return tuple(
        [
            Relation(kind, verdict, suspicious, tuple([_figure(report, *part) for part in parts]), report.said(calculation), rule)
            for kind, verdict, suspicious, parts, calculation, rule in rows
        ]
    )


def _figure(report: LaterReport, start: int, end: int, value: Any, role: str) -> Figure:
    return Figure(start, end, report.said(value[0]) if type(value) is tuple else value, role)


_TELLERS: dict[str, Callable[[LaterReport, Any], Any]] = {
    "stage": lambda report, value: value,
    "genre": lambda report, fields: Genre(*fields),
    "profile": _profile,
    "verdicts": _verdicts,
    "findings": _findings,
    "score": _score,
    "unscored": lambda report, form: report.said(form),
    "notices": lambda report, forms: tuple([report.said(form) for form in forms]),
    "relations": _relations,
    "claims": lambda report, rows: tuple([Claim(*row) for row in rows]),
    "weighting": lambda report, value: value,
}
