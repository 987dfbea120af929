"""Check kind `coverage`: is a duty reported in place, and backed?

evidenced — reported where results stand, with a figure, own document, dated event or case that the duty owns;
mentioned — reported there without that, or only by its collective term; planned — only in next year's plan;
absent — nowhere that counts. Literature: docs/rule-language.md; law: the rule's own basis.
"""

from typing import Any

from linter.checks import evidence, matchers
from linter.checks.context import Context
from linter.checks.mentions import Mention, MentionFinder, Near
from linter.checks.ownership import Allocator
from linter.checks.passages import Passages
from linter.checks.triggers import TriggerIndex
from linter.model.fact import Fact
from linter.model.kind import CheckKind
from linter.model.lexicon import Lexicon
from linter.model.outline import IN_PLACE
from linter.model.rule import LEVELS, Rule
from linter.model.verdict import Passage, Verdict

# of several hits that did not count the one is told that came closest
_NEARNESS = {"negated": 0, "shortcomings": 1, "preamble": 2, "superior": 3, "veto": 4, "mask": 5}


def prepare(spec: dict[str, Any], lexicon: Lexicon) -> dict[str, Any]:
    """The coverage keys of a rule as plain data. ValueError with a sentence where they make no sense."""
    mention = spec["mention"]
    unless = mention.get("unless")
    zero = spec.get("zero")
    return {
        "any": matchers.prepare_all(mention["any"], lexicon),
        "except": matchers.strings(mention.get("except", []), lexicon),
        "unless": {"any": matchers.prepare_all(unless["any"], lexicon), "within": unless.get("within", "clause")} if unless else None,
        "weak": matchers.prepare_all(spec.get("weak", []), lexicon),
        "evidence": evidence.prepare(spec.get("evidence"), lexicon),
        "variants": [[*v["years"], evidence.prepare(v["evidence"], lexicon)] for v in spec.get("variants", [])],
        "zero": {"terms": matchers.prepare_all(zero["terms"], lexicon), "gives": zero.get("gives", "evidenced")} if zero else None,
        "when": matchers.prepare_all(spec.get("when", []), lexicon),
    }


def literals(spec: dict[str, Any]) -> list[str]:
    """Every literal that judging this rule looks up."""
    found = [word for key in ("any", "weak", "when") for m in spec[key] for word in matchers.literals(m)]
    found.extend(spec["except"])
    for part in ("unless", "zero"):
        if spec[part]:
            found.extend(word for m in spec[part]["any" if part == "unless" else "terms"] for word in matchers.literals(m))
    return found


class CoverageRules:
    """The coverage rules of a rulebook made ready: what each literal may set off, who is kin to whom."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self.rules = rules
        self.trees = [_tree(rule, None) for rule in rules]  # what each accepts as evidence in one report year
        self.families = {number: rule.family for number, rule in enumerate(rules) if rule.family}
        self._unspoken: dict[tuple[Any, ...], tuple[Verdict | None, ...]] = {}
        numbers = {rule.id: number for number, rule in enumerate(rules)}
        self.members = [(number, numbers[rule.collective]) for number, rule in enumerate(rules) if rule.collective in numbers]
        self.index = TriggerIndex(
            (number, group, found)
            for number, rule in enumerate(rules)
            for group, found in (
                ("any", rule.spec["any"]),
                ("weak", rule.spec["weak"]),
                ("zero", rule.spec["zero"]["terms"] if rule.spec["zero"] else ()),
                ("except", [["lit", word] for word in rule.spec["except"]]),
                ("unless", rule.spec["unless"]["any"] if rule.spec["unless"] else ()),
            )
        )

    def dressed(self, rules: tuple[Rule, ...], year: int | None) -> "CoverageRules":
        """The same rules with other weights or bases, in the same order, for one report year; what was made ready is shared."""
        other = CoverageRules.__new__(CoverageRules)
        other.trees = [_tree(rule, year) for rule in rules]
        other.rules, other.families, other.index, other.members = rules, self.families, self.index, self.members
        other._unspoken = {}
        return other

    def unspoken(self, context: Context) -> tuple[Verdict | None, ...]:
        """The verdict on each rule of whose duty a report like this says nothing; None where more than its profile decides that.

        Most duties of a short report are absent: their verdicts are made once for each stage, level, year and set of traits.
        """
        profile = context.profile
        key = (context.stage, profile.level, profile.traits, profile.known_traits, profile.year)
        found = self._unspoken.get(key)
        if found is None:
            found = self._unspoken[key] = tuple([None if rule.spec.get("when") else _absent(rule, context) for rule in self.rules])
        return found


def judge(ready: CoverageRules, context: Context, finder: MentionFinder) -> tuple[list[Verdict], list[Fact]]:
    """Verdicts of all coverage rules, in their order, and the facts that no duty owns.

    No verdict can be computed from one rule alone: mentions of all rules first, then ownership, then verdicts.
    """
    survey = finder.survey(context)
    rules = ready.rules
    spoken: dict[int, tuple[list[Mention], list[Near]]] = {}  # by number of the rule: what speaks of its duty, and what only seems to
    for number, lead in ready.index.leads(context.scan.hits, context.scan.places).items():
        found = survey.mentions(number, rules[number].spec, lead)
        if found[0] or found[1]:
            spoken[number] = found
    trees = ready.trees
    allocator = Allocator(
        context, [m for mentions, _ in spoken.values() for m in mentions], ready.families, lambda number, fact: evidence.accepts(trees[number], fact, context)
    )
    owned = allocator.allocate(survey.role)
    passages = Passages(context)
    verdicts = [verdict or _absent(rule, context) for rule, verdict in zip(rules, ready.unspoken(context), strict=True)]
    for number, (mentions, misses) in spoken.items():
        verdicts[number] = _verdict(rules[number], mentions, misses, owned.by_rule.get(number, []), trees[number], context, passages)
    _collective(verdicts, ready.members)
    return verdicts, owned.unclaimed


def _tree(rule: Rule, year: int | None) -> dict[str, Any] | None:
    for first, last, tree in rule.spec["variants"]:
        if year is not None and (first is None or year >= first) and (last is None or year <= last):
            return dict(tree)
    return rule.spec["evidence"]  # type: ignore[no-any-return]


def applicable(rule: Rule, context: Context, spoken: bool) -> tuple[str, str, int]:
    """(status, reason, weight): status is "" where the rule is to be judged, else not-applicable or review.

    `spoken` tells whether the report speaks of the duty at all. A duty of other levels, issuers or years that the
    report reports all the same is judged with weight 0: recognised, but neither asked for nor scored.
    """
    profile = context.profile
    if context.stage not in rule.stages:
        return "not-applicable", "stage", rule.weight
    if profile.level is None and not spoken and set(rule.levels) != set(LEVELS):
        return "review", "level-unknown", rule.weight
    for trait in rule.traits:
        if trait not in profile.traits:
            if trait in profile.known_traits:
                # a county makes no rules, whatever it says of them; a department drafts, enforces and answers for others
                soft = spoken and profile.level == "department"
                return ("", "trait", 0) if soft else ("not-applicable", "trait", rule.weight)
            if not spoken:
                return "review", "trait-unknown", rule.weight
    if profile.level is not None and profile.level not in rule.levels:
        return ("", "level", 0) if spoken else ("not-applicable", "level", rule.weight)
    first, last = rule.years
    year = profile.year
    if year is not None and ((first is not None and year < first) or (last is not None and year > last)):
        return ("", "year", 0) if spoken else ("not-applicable", "year", rule.weight)
    when = rule.spec.get("when")
    if when:
        roles = context.roles
        outline = context.outline
        for index, section in enumerate(outline.sections):
            if roles[index] in IN_PLACE and context.scan.any_in(when, section.start, section.end):
                break
        else:
            return "not-applicable", "when", rule.weight
    return "", "", rule.weight


def _absent(rule: Rule, context: Context) -> Verdict:
    """The verdict where a report says nothing of a duty, nor anything that comes near."""
    status, reason, weight = applicable(rule, context, False)
    return Verdict(rule, status or "absent", reason or "none", weight=weight)


def _verdict(
    rule: Rule, mentions: list[Mention], misses: list[Near], pairs: list[tuple[Fact, Mention]], tree: dict[str, Any] | None, context: Context,
    passages: Passages,
) -> Verdict:
    status, reason, weight = applicable(rule, context, bool(mentions))
    if status:
        return Verdict(rule, status, reason, weight=weight)
    placed = [m for m in mentions if m.role != "plan"]
    zeros = [m for m in placed if m.zero]
    facts = evidence.satisfied(tree, pairs, context)
    if zeros and not facts:
        gives = rule.spec["zero"]["gives"] if rule.spec["zero"] else "evidenced"
        return Verdict(rule, gives, "zero", passages.of(zeros, []), weight=weight)
    if facts:
        good = set(facts)
        kept = [(f, m) for f, m in pairs if f in good]
        return Verdict(rule, "evidenced", "evidence", passages.of(placed, kept), weight=weight)
    if placed:
        why = "no-evidence" if any(m.strong for m in placed) else "weak"
        if pairs:
            why = "other-evidence"
        return Verdict(rule, "mentioned", why, passages.of(placed, []), weight=weight)
    planned = [m for m in mentions if m.role == "plan"]
    if planned:
        return Verdict(rule, "planned", "plan-only", passages.of(planned, []), weight=weight)
    near = min(misses, key=lambda n: (_NEARNESS.get(n.reason, 9), n.start))
    span = context.document.view.span(near.start, near.end)
    return Verdict(rule, "absent", near.reason, nearest=Passage(span.start, span.end, near.reason), weight=weight)


def _collective(verdicts: list[Verdict], members: list[tuple[int, int]]) -> None:
    """A collective term (三项制度) gives at most `mentioned` to each member; `members` are (number, number of its collective)."""
    parents = [verdicts[above] for _, above in members]
    for (number, _), parent in zip(members, parents, strict=True):
        verdict = verdicts[number]
        if verdict.status in ("absent", "planned") and parent.status in ("evidenced", "mentioned"):
            bare = tuple(p._replace(evidence=()) for p in parent.passages)
            verdicts[number] = verdict._replace(status="mentioned", reason="collective", passages=bare, nearest=None)
        elif verdict.status == "absent" and parent.status == "planned":
            verdicts[number] = verdict._replace(status="planned", reason="collective", passages=parent.passages, nearest=None)


KIND = CheckKind(
    name="coverage",
    properties={
        "definitions": {"matcher": matchers.MATCHER, "evidence": evidence.NODE},
        "when": matchers.MATCHERS,
        "mention": {
            "type": "object",
            "description": "报告在何处、以何种说法报告这一事项",
            "additionalProperties": False,
            "required": ["any"],
            "properties": {
                "any": matchers.MATCHERS,
                "except": matchers.STRINGS,
                "unless": {
                    "type": "object",
                    "additionalProperties": False,
                    "required": ["any"],
                    "properties": {"any": matchers.MATCHERS, "within": {"enum": ["clause", "sentence", "item"]}},
                },
            },
        },
        "weak": {**matchers.MATCHERS, "minItems": 0},
        "evidence": {"$ref": "#/definitions/evidence"},
        "variants": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["years", "evidence"],
                "properties": {
                    "years": {"type": "array", "minItems": 2, "maxItems": 2, "items": {"type": ["integer", "null"]}},
                    "evidence": {"$ref": "#/definitions/evidence"},
                },
            },
        },
        "zero": {
            "type": "object",
            "additionalProperties": False,
            "required": ["terms"],
            "properties": {"terms": matchers.MATCHERS, "gives": {"enum": ["evidenced", "not-applicable"]}},
        },
    },
    required=("mention",),
    classes=("evidenced", "mentioned", "planned", "absent"),
    prepare=prepare,
    judge=judge,
)
