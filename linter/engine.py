"""The only place that knows the whole order of work: bytes → Document → Outline → Facts → Verdicts → Scorecard."""

from bisect import bisect_right
from functools import cache
from typing import Any, NamedTuple

from linter.checks import context as contexts
from linter.checks import coverage, date, section
from linter.checks.context import Companions, Context, Found
from linter.checks.coverage import applicable
from linter.checks.mentions import MentionFinder
from linter.checks.registry import FINDERS, finder, kinds
from linter.checks.scan import Scan, Vocabulary
from linter.checks.words import Segmenter
from linter.facts import FactFinder
from linter.facts.quantities import QuantityFinder
from linter.model.fact import Fact
from linter.model.lexicon import Lexicon
from linter.model.outline import Outline
from linter.model.position import Lines
from linter.model.result import Genre, Report
from linter.model.rule import Group, Rule, Rulebook, Weighting, weighting_of
from linter.model.rule import chosen as chosen
from linter.model.text import Document
from linter.model.verdict import Outcome, Remark, Verdict
from linter.scoring.basis import bases_of, basis_text
from linter.scoring.deductions import deductions_of, groups_of
from linter.scoring.findings import Voice, findings_of, fold_required
from linter.scoring.score import homes_of, score
from linter.structure import Divider, ProfileReader, genre_of, outline_of

_LITERALS = {"coverage": coverage.literals, "section": section.literals, "date": date.literals}
_SINGLE = {"section": section.judge, "date": date.judge}
# findings about something absent point to the heading where it belongs
_WORK = "achievements"
_FIRST = "first-responsible"


class Options(NamedTuple):
    """What a user can say about one run. `traits` are all that the unit has, where somebody knows them (a roster)."""

    level: str | None = None
    year: int | None = None
    stage: str | None = None
    pack: str = "all"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    profile: str | None = None
    assume_report: bool = False
    lang: str = "zh"
    traits: tuple[str, ...] | None = None


class Judgement(NamedTuple):
    """A report with what explains it: the context it was judged in and the facts no duty owns."""

    report: Report
    context: Context
    unclaimed: tuple[Fact, ...]
    remarks: tuple[Remark, ...] = ()


class Duties(NamedTuple):
    """The rules that judge duties, as they stand for one profile of weights and one report year."""

    coverage: coverage.CoverageRules
    others: tuple[Rule, ...]


class Engine:
    """A rulebook made ready; judges any number of documents. Holds no state of any of them."""

    def __init__(self, rulebook: Rulebook, options: Options | None = None) -> None:
        self.rulebook = rulebook
        self.options = options or Options()
        self.lexicon = Lexicon(rulebook.lexicon)
        rules = [r for r in rulebook.rules if self._wanted(r)]
        self._finders = tuple(
            (finder(kind), chosen_rules)
            for kind in FINDERS
            if (chosen_rules := tuple(r for r in rules if r.check == kind))
        )
        self.coverage_rules = tuple(r for r in rules if r.check == "coverage")
        self._coverage = coverage.CoverageRules(self.coverage_rules)
        self.other_rules = tuple(r for r in rules if r.check in _SINGLE)
        self.finder_rules = tuple(rule for _, group in self._finders for rule in group)
        self._ignored_ids = frozenset(r.id for r in rulebook.rules if chosen(r.id, self.options.ignore))
        self._told = frozenset(r.id for r in self.finder_rules if self.shows(r))
        self._mentions = MentionFinder(self.lexicon)
        literals = [word for rule in rules if rule.check in _LITERALS for word in _LITERALS[rule.check](rule.spec)]
        literals += [word for module, group in self._finders for rule in group for word in module.literals(rule.spec)]
        # names of laws that stand in no rule
        literals += [word for module, _ in self._finders if hasattr(module, "names") for word in module.names(rulebook.sources)]
        self.vocabulary = Vocabulary([*literals, *self._mentions.literals()])
        known = (name for source in rulebook.sources.values() for name in source.spelt)
        self._facts = FactFinder(self.lexicon, tuple(known))
        self._quantities = QuantityFinder(self.lexicon)
        self._profiles = ProfileReader(self.lexicon)
        self._segmenter = Segmenter()
        self._dressed: dict[tuple[str, int | None], Duties] = {}
        self._phrases: dict[int, str] = {}
        self._homes: dict[str, dict[str, int]] = {}
        self._groups: dict[str, dict[str, Group]] = {}
        self._words = self.lexicon.table("messages." + self.options.lang)
        self._voice = Voice(self._words, self.options.lang, self._basis, self._wording, {})

    def _wanted(self, rule: Rule) -> bool:
        """Whether a rule is judged. Rules that are not to be shown are judged too: duties share the evidence of a report among
        them, and one that is left out would give what is its own to another."""
        options = self.options
        if rule.stability == "deprecated":
            return False
        if chosen(rule.id, options.select):
            return True
        return rule.on and (options.pack == "all" or rule.pack == "core")

    def shows(self, rule: Rule) -> bool:
        """Whether findings of a rule that is judged are told to the user: what --select names, but for what --ignore names."""
        return self._selected(rule) and not self._ignored(rule)

    def _selected(self, rule: Rule) -> bool:
        return not self.options.select or chosen(rule.id, self.options.select)

    def _ignored(self, rule: Rule) -> bool:
        return rule.id in self._ignored_ids

    def weighting(self, level: str | None) -> Weighting:
        """The profile of weights for a level; the one named in the options wins."""
        books = self.rulebook.weightings
        if self.options.profile:
            return books[self.options.profile]
        return weighting_of(books, level)

    def _basis(self, rule: Rule) -> str:
        """The legal basis in words; rules of one report year are one object each, so the phrase is made once."""
        text = self._phrases.get(id(rule))
        if text is None:
            text = self._phrases[id(rule)] = basis_text(rule, self.rulebook.sources, self._words)
        return text

    def _homes_of(self, weighting: Weighting) -> dict[str, int]:
        homes = self._homes.get(weighting.id)
        if homes is None:
            homes = self._homes[weighting.id] = homes_of((r.id for r in (*self.coverage_rules, *self.other_rules)), weighting.dimensions)
        return homes

    def _groups_of(self, weighting: Weighting) -> dict[str, Group]:
        groups = self._groups.get(weighting.id)
        if groups is None:
            groups = self._groups[weighting.id] = groups_of((r.id for r in self.rulebook.rules), weighting.groups)
        return groups

    def read(self, document: Document, options: Options | None = None) -> Context:
        """A document structured and scanned, its facts computed: what every check is given. Nothing is judged yet."""
        options = options or self.options
        view = document.view.text
        outline = outline_of(document, self.lexicon, Divider(view))
        profile = self._profiles.read(document, outline, level=options.level, year=options.year, traits=options.traits)
        stage = options.stage or stage_of(document)
        names = tuple(dict.fromkeys(n for n in (profile.place, *(i.name for i in profile.issuers), _short(profile.place)) if n))
        facts = tuple(self._facts.find(view, names))
        scan = Scan(view, outline, self.vocabulary, self._segmenter)
        return Context(
            document, outline, profile, stage, facts, scan, self.lexicon, contexts.section_roles(outline),
            self._quantities.find(view, facts, outline, profile.year), sources=self.rulebook.sources, segmenter=self._segmenter,
        )  # fmt: skip

    def judge(self, document: Document, options: Options | None = None, companions: Companions | None = None) -> Judgement:
        """Everything about one document. Never fails for what a document says.

        `options` may differ from the engine's own in level, traits, year, stage and assume_report only; `companions` are the
        other texts it is held against.
        """
        options = options or self.options
        context = self.read(document, options)
        if companions is not None:
            context = context._replace(companions=companions)
        outline, profile = context.outline, context.profile
        weighting = self.weighting(profile.level)
        duties_of = self._duties(weighting, profile.year)
        verdicts, unclaimed = coverage.judge(duties_of.coverage, context, self._mentions)
        verdicts.extend([_SINGLE[rule.check](rule, context) for rule in duties_of.others])
        verdicts.sort(key=lambda v: v.rule.id)
        duties = sum(1 for v in verdicts if v.rule.check == "coverage" and v.status in ("evidenced", "mentioned"))
        genre = Genre("annual-report", "assumed") if options.assume_report else genre_of(document, outline, profile, self.lexicon, duties)
        folded = fold_required(verdicts)
        outcome = self._outcome(context, tuple(folded)) if genre.kind == "annual-report" else Outcome()
        if self.options.select:
            # a duty whose parent nobody asked for speaks for itself
            folded = fold_required([v for v in verdicts if self._selected(v.rule)])
            outcome = outcome._replace(remarks=tuple([r for r in outcome.remarks if self._selected(r.rule)]))
        report = self._report(context, genre, folded, outcome, weighting)
        return Judgement(report, context, tuple(unclaimed), outcome.remarks)

    def _outcome(self, context: Context, verdicts: tuple[Verdict, ...]) -> Outcome:
        """What the kinds of registry.FINDERS find, one after the other; rules of other or unknown levels, years, traits and stages are left out."""
        found = Found(verdicts)
        remarks: list[Remark] = []
        for module, group in self._finders:
            rules = tuple(rule for rule in group if not applicable(rule, context, False)[0])
            if not rules:
                continue
            outcome: Outcome = module.judge(rules, context, found)
            remarks.extend(outcome.remarks)
            found = found._replace(relations=found.relations + outcome.relations, claims=found.claims + outcome.claims)
        return Outcome(tuple(remarks), found.relations, found.claims)

    def _duties(self, weighting: Weighting, year: int | None) -> "Duties":
        """The duties with the profile's weights and, of their bases, those in force in the report year; made once for each pair."""
        key = (weighting.id, year)
        known = self._dressed.get(key)
        if known is None:
            sources, weights = self.rulebook.sources, weighting.weights

            def dressed(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
                return tuple([r._replace(weight=weights.get(r.id, r.weight), basis=bases_of(r, sources, year)) for r in rules])

            known = self._dressed[key] = Duties(self._coverage.dressed(dressed(self.coverage_rules), year), dressed(self.other_rules))
        return known

    def _report(self, context: Context, genre: Genre, verdicts: list[Verdict], outcome: Outcome, weighting: Weighting) -> Report:
        document, outline, profile, words = context.document, context.outline, context.profile, self._words
        notices = []
        if profile.year is not None and profile.year >= 2026:
            notices.append(words["notices"]["outline-lapsed"])
        if profile.level is None:
            notices.append(words["notices"]["level-unknown"])
        if profile.year is None:
            notices.append(words["notices"]["year-unknown"])
        unscored = ""
        if genre.kind != "annual-report":
            unscored = words["unscored"]["not-a-report"]
        elif not document.receipt.complete:
            unscored = words["unscored"]["incomplete"]
        places = Places(document, outline)
        findings = findings_of(verdicts, outcome.remarks, document, self._voice, places.anchor, places.path, places.position, self._ignored)
        verdicts = [v for v in verdicts if not self._ignored(v.rule)]
        card = None
        if not unscored:
            deductions = deductions_of(findings, weighting, self._groups_of(weighting))
            card = score(verdicts, weighting, deductions, homes=self._homes_of(weighting))
        return Report(
            document, context.stage, genre, profile, outline, tuple(verdicts), tuple(findings), card, unscored, tuple(notices),
            tuple([r for r in outcome.relations if r.rule in self._told]), tuple([c for c in outcome.claims if c.rule in self._told]),
            weighting.id,
        )  # fmt: skip

    def _wording(self, kind: str) -> dict[str, Any]:
        """The sentences of a check kind in the language of this run."""
        return self.lexicon.table(f"wording.{kind}.{self.options.lang}")


class Places:
    """Where a canonical offset lies, in words and in lines; where a missing duty belongs."""

    def __init__(self, document: Document, outline: Outline) -> None:
        self._document = document
        self._outline = outline
        self._lines: Lines | None = None
        self._starts: list[int] | None = None
        self._paths: dict[int, str] = {}
        self._anchors: dict[str, tuple[int, int] | None] = {"": None}

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, 1-based, in code points."""
        if self._lines is None:
            self._lines = Lines(self._document.text)
        return self._lines.line(offset), self._lines.column(offset)

    def path(self, offset: int) -> str:
        """The enumerators above an offset: 二（一）3. ; "" where there are none."""
        outline, view = self._outline, self._document.view
        if self._starts is None:
            self._starts = [view.origin(i.start) if i.end > i.start else 0 for i in outline.items]
        number = bisect_right(self._starts, offset) - 1
        if number not in self._paths:
            marks: list[str] = []
            at = number
            while at >= 0:
                item = outline.items[at]
                head = view.text[item.start : item.start + 6]
                for close in ("、", ")", ".", "是"):
                    cut = head.find(close)
                    if 0 < cut <= 4:
                        marks.append(head[: cut + 1].replace("(", "（").replace(")", "）").rstrip("、"))
                        break
                at = item.parent
            self._paths[number] = "".join(reversed(marks))
        return self._paths[number]

    def anchor(self, rule: str) -> tuple[int, int] | None:
        """Canonical span of the heading where a missing duty belongs; None where there is no such heading."""
        role = _role_of(rule)
        if role not in self._anchors:
            self._anchors[role] = self._heading_of(role)
        return self._anchors[role]

    def _heading_of(self, role: str) -> tuple[int, int] | None:
        sections = self._outline.sections
        if role == _FIRST and not any(_FIRST in s.roles for s in sections):
            role = _WORK
        for found in sections:
            if role in found.roles and found.heading_end > found.heading_start:
                span = self._document.view.span(found.heading_start, found.heading_end)
                return span.start, span.end
        return None


@cache
def _role_of(rule: str) -> str:
    """The role of the part where a duty that is missing belongs; "" where it belongs to none."""
    if rule in ("structure.section.problem-causes", "structure.problems.specific"):
        return "shortcomings"
    if rule.startswith(("structure.section.", "structure.title", "structure.date", "structure.signoff", "structure.addressee")):
        return ""
    return _FIRST if rule.startswith("leadership.first.") else _WORK


def _short(place: str | None) -> str | None:
    """双江县 → 双江: titles often open with the short name."""
    return place[:-1] if place and len(place) >= 3 and place[-1] in "省市县区旗盟州镇乡" else None


def stage_of(document: Document) -> str:
    """The stage a file suggests: a web page is published, and so is a text with a page's publication date or tools on it.

    A plain text, PDF or OFD with an imprint (版记, 印发日期) was sent out. What is written in Word or Markdown is a draft.
    """
    if document.format == "html" or any(c.name == "published" for c in document.clues):
        return "published"
    if document.format in ("txt", "pdf", "ofd"):
        if any(r.kind in ("tool", "breadcrumb") for r in document.receipt.residue):
            return "published"
        if any(c.name == "issued" for c in document.clues):
            return "submitted"
    return "draft"


def load(extra: tuple[str, ...] = (), *, use_cache: bool = True) -> Rulebook:
    """The rulebook with the check kinds of this version. Raises RuleFailure where a rule file does not hold."""
    from linter import rulebook

    return rulebook.load(kinds, extra=extra, use_cache=use_cache)
