"""Passages that exclude each other: a result that the report's own shortcomings deny."""

from bisect import bisect_left
from collections.abc import Iterable

from linter.checks.comparing.kinship import kinship
from linter.checks.comparing.points import points_of
from linter.checks.comparing.quotation import Quoter
from linter.checks.comparing.standing import Place, holding, parts_of, places, reported
from linter.checks.context import Context, Found
from linter.model.rule import Rule
from linter.model.verdict import Remark

_MANY = 40  # claims and denials of one subject that are compared with each other; couples jieba is asked about
_RUN = 4  # characters of rare words that two clauses must share before jieba is asked
_WORDS = 2  # content words they must share then
_REACH = 12  # characters before a claim in which 推动 or 力争 makes it a purpose


def denied(rule: Rule, context: Context, found: Found) -> Iterable[Remark]:
    """Claims of the results that a clause of the shortcomings denies, one finding for each such clause.

    A pair of the rule names one subject: `claim` and `denial` are whole statements; `total`, `effect` and `denied` are
    names of the subject that count where their clause holds a word of the rule's list of that name (全部, 充分发挥, 不到位).
    """
    admitted = {index for point in points_of(context, "shortcomings") for index in range(point.first, point.last)}
    if not admitted:
        return
    part = parts_of("shortcomings", context)
    weak = holding(rule.spec["denied"], context, part).keys() & admitted
    strong = {key: holding(rule.spec[key], context) for key in ("total", "effect")}
    quoter = Quoter(context)
    told: set[int] = set()  # clauses on either side that a finding shows already
    for pair in rule.spec["pairs"]:
        denials = {c: span for c, span in places(pair["denied"], context, part) if c in weak}
        denials |= dict(places(pair["denial"], context, part))
        against = [(c, span) for c, span in sorted(denials.items()) if c in admitted and c not in told]
        if not against:
            continue
        claims = {c: (span[0], max(span[1], clauses[c])) for key, clauses in strong.items() for c, span in places(pair[key], context) if c in clauses}
        claims |= dict(places(pair["claim"], context))
        said = [p for p in sorted(claims.items()) if p[0] not in told and reported(p[0], context) and (pair["plainly"] or not _meant(p, rule, context))]
        for claim, denial in _matched(said, against, context):
            told |= {claim[0], denial[0]}
            yield _remark(rule, quoter, claim, denial)
    rest = {c: at for c, at in (strong["total"] | strong["effect"]).items() if c not in told}
    yield from _alike(rule, context, quoter, rest, weak - told)


def _remark(rule: Rule, quoter: Quoter, claim: Place, denial: Place) -> Remark:
    said, admitted = quoter.clause(claim[0], *claim[1]), quoter.clause(denial[0], *denial[1])
    return Remark(rule, said.start, said.end, "shortcomings", {"claim": said.text, "denial": admitted.text, "line": admitted.line})


def _matched(claims: list[Place], denials: list[Place], context: Context) -> Iterable[tuple[Place, Place]]:
    """Claims and denials of one subject in couples, those first that share most pairs of characters; each is used once."""
    if not claims:
        return
    sets = {place[0]: _pairs(place[0], context) for place in (*claims[:_MANY], *denials[:_MANY])}
    ranked = sorted((-len(sets[claim[0]] & sets[denial[0]]), claim, denial) for claim in claims[:_MANY] for denial in denials[:_MANY])
    used: set[int] = set()
    for _, claim, denial in ranked:
        if claim[0] not in used and denial[0] not in used:
            used |= {claim[0], denial[0]}
            yield claim, denial


def _text(clause: int, context: Context) -> str:
    own = context.outline.clauses[clause]
    return context.scan.view[own.start : own.end]


def _pairs(clause: int, context: Context) -> set[str]:
    text = _text(clause, context)
    return {text[i : i + 2] for i in range(len(text) - 1)}


def _meant(place: Place, rule: Rule, context: Context) -> bool:
    """True where the clause says what is meant to be reached: 推动…全覆盖, …力争100%."""
    clause, span = place
    start = max(context.outline.clauses[clause].start, span[0] - _REACH)
    hits = context.scan.hits
    for word in rule.spec["meant"]:
        starts = hits.get(word)
        if starts:
            at = bisect_left(starts, start)
            if at < len(starts) and starts[at] < span[1]:
                return True
    return False


def _alike(rule: Rule, context: Context, quoter: Quoter, strong: dict[int, int], weak: set[int]) -> Iterable[Remark]:
    """Claims about a subject that no pair names: a strong clause and an admitting one that share a run of rare characters.

    jieba is asked only for these; the two must share two content words.
    """
    if not strong or not weak:
        return
    kin = kinship(context.lexicon)
    by_run: dict[str, int] = {}
    for clause in sorted(weak):
        for run in kin.runs(_text(clause, context), _RUN):
            by_run.setdefault(run, clause)
    told: set[int] = set()
    asked = 0
    for clause in sorted(strong):
        if asked == _MANY:
            break
        text = _text(clause, context)
        shared = {text[i : i + _RUN] for i in range(len(text) - _RUN + 1)} & by_run.keys()
        other = min((by_run[run] for run in shared if by_run[run] not in told), default=None)
        if other is None or context.segmenter is None or not reported(clause, context):
            continue
        if _meant((clause, (context.outline.clauses[clause].start, strong[clause])), rule, context):
            continue
        asked += 1
        words = kin.words(text, context.segmenter).keys() & kin.words(_text(other, context), context.segmenter).keys()
        if len(words) >= _WORDS:
            told.add(other)
            yield _remark(rule, quoter, (clause, (-1, -1)), (other, (-1, -1)))

