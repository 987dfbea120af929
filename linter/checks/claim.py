"""Check kind `claim`: does the item of a claim back it?

An assertion of the results part (and, cautiously, of the introduction) is held against the figures, own documents, dated events
and cases of its own item: 数据、事例少 is what the appraisals of these reports find most often. A clause that counts something is a
report and no claim; aims, means, principles and plans are none either.
"""

import functools
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from linter.checks import matchers
from linter.checks.claims import chains, marked
from linter.checks.claims.assessment import BARE, INTRODUCED, Assessment, Place, Verdict
from linter.checks.claims.backing import Backing
from linter.checks.context import Context, Found
from linter.facts.assertions import MEASURES, OUTCOMES, Assertion, AssertionReader
from linter.model.kind import CheckKind
from linter.model.lexicon import Lexicon
from linter.model.outline import IN_PLACE, Sentence
from linter.model.rule import Rule
from linter.model.verdict import Claim, Outcome, Remark

_SAID = MEASURES | OUTCOMES
_ENUMERATOR = re.compile(r"[-·]?\(?(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:[)、.]|是)|[①-⑳]|-")
_LABEL = 44  # characters of a first sentence that names an item


def prepare(spec: dict[str, Any], lexicon: Lexicon) -> dict[str, Any]:
    """The keys of a rule as plain data. ValueError where a rule looks for words and names none."""
    if (spec["find"] == "words") != bool(spec.get("any")):
        raise ValueError("find 为 words 时须写 any，其余不写")
    lists: dict[str, list[Any]] = {key: matchers.strings(spec.get(key, []), lexicon) for key in ("any", "except", "unless")}
    lists["any"] = [["lit", word] for word in lists["any"]]  # as matchers, which is how a rule is explained
    return {**{key: spec[key] for key in ("find", "claim", "wants", "precedence")}, **lists}


def literals(spec: dict[str, Any]) -> list[str]:
    """Every literal that judging this rule looks up."""
    return [*(matcher[1] for matcher in spec["any"]), *spec["except"], *spec["unless"]]


def judge(rules: tuple[Rule, ...], context: Context, found: Found) -> Outcome:
    """All claims of a report, ranked by what a reviewer would send back first; remarks on those that want evidence."""
    return _ranked(list(_Survey(rules, context).claims()), context)


class _Language(NamedTuple):
    """What the word lists of one lexicon give, made ready once."""

    reader: AssertionReader
    marked: marked.MarkedClaims
    generic: frozenset[str]
    instruments: tuple[str, ...]
    measures: frozenset[str]
    turns: tuple[str, ...]


@functools.lru_cache(maxsize=4)
def _language(lexicon: Lexicon) -> _Language:
    pairs = frozenset(word[i : i + 2] for word in lexicon.words("claims.generic") for i in range(len(word) - 1))
    measures = frozenset(lexicon.words("claims.no_base_units"))
    words = lexicon.words("claims.instruments"), measures, lexicon.words("claims.turns")
    return _Language(AssertionReader(lexicon), marked.MarkedClaims(lexicon), pairs, *words)


class _Survey:
    """One report under judgement."""

    def __init__(self, rules: tuple[Rule, ...], context: Context) -> None:
        self._context = context
        self._view = view = context.scan.view
        self._outline = context.outline
        self._language = language = _language(context.lexicon)
        self._marked = language.marked
        self._backing = backing = Backing(view, context.outline, context.facts, language.generic, language.measures)
        self._marks = marked.marks([rule for rule in rules if rule.spec["find"] != "verbs"], context)
        rule = next((rule for rule in rules if rule.spec["find"] == "verbs"), None)
        self._plain = chains.PlainClaims(rule, backing, view, language.instruments) if rule else None
        self._vetoed = marked.vetoed(rule, context) if rule else frozenset()

    def claims(self) -> Iterator[Assessment]:
        """Item after item, in document order."""
        outline, roles = self._outline, self._context.roles
        sentences = outline.sentences
        at, count = 0, len(sentences)
        while at < count:
            number = sentences[at].item
            following = at + 1
            while following < count and sentences[following].item == number:
                following += 1
            item = outline.items[number]
            role = roles[item.section]
            if not item.is_heading and (role in IN_PLACE or role == "preamble") and "|" not in self._view[item.start : item.end]:
                yield from self._item(sentences[at:following]) if role in IN_PLACE else self._introduction(sentences[at:following])
            at = following

    def _item(self, sentences: tuple[Sentence, ...]) -> list[Assessment]:
        first, last = sentences[0].first_clause, sentences[-1].last_clause
        bare = not self._backing.backed(first, last)
        found: list[Assessment] = []
        label = sentences[0] if len(sentences) > 1 and self._is_label(sentences[0]) else None
        for sentence, following in zip(sentences, (*sentences[1:], sentences[-1]), strict=True):
            if not self._view.startswith(self._language.turns, self._opening(sentence.first_clause)):
                place = Place(sentence.first_clause, sentence.last_clause, following.last_clause, first, last, bare)
                found.extend(self._sentence(place, sentence is label))
        return self._headed(label, found) if bare and label is not None else found

    def _is_label(self, sentence: Sentence) -> bool:
        """A short first sentence without evidence names an item; behind 一是 it is one clause, else it reports already."""
        first, last = sentence.first_clause, sentence.last_clause
        if sentence.end - sentence.start > _LABEL or self._backing.backed(first, last):
            return False
        enumerator = _ENUMERATOR.match(self._view, sentence.start, sentence.end)
        return last - first == 1 or enumerator is None or not enumerator.group().endswith("是")

    def _headed(self, label: Sentence, found: list[Assessment]) -> list[Assessment]:
        """An item without any evidence is shown from its label on."""
        number = label.first_clause
        read = self._read(number, True)
        if self._plain is None or read.act not in _SAID or number in self._vetoed:
            return found
        rule = self._plain.rule
        if not found:
            return [self._plain.claim((chains.Step(number, read),), Verdict("unsupported", "strong", "no-evidence", BARE))]
        head = found[0]
        if head.rule is rule and head.first == label.last_clause:
            end = next((e for e in (head.end, self._read(head.first, False).end) if e - read.start <= chains.WIDE), None)
            if end is not None:
                found[0] = head._replace(start=read.start, end=end, first=number)
        return found

    def _read(self, clause: int, opens: bool) -> Assertion:
        own = self._outline.clauses[clause]
        return self._language.reader.read(self._view, self._opening(clause) if opens else own.start, own.end)

    def _opening(self, clause: int) -> int:
        """Where the words of the clause that opens a sentence begin, behind an enumerator."""
        own = self._outline.clauses[clause]
        enumerator = _ENUMERATOR.match(self._view, own.start, own.end)
        return enumerator.end() if enumerator else own.start

    def _sentence(self, place: Place, label: bool) -> list[Assessment]:
        found: list[Assessment] = []
        steps: list[chains.Step] = []
        aiming = False
        marks, held = self._marks, self._backing.facts
        for clause in range(place.sentence, place.sentence_end):
            mark, facts = marks.get(clause), held.get(clause)
            if mark is None and facts:
                steps, aiming = self._closed(steps, place, found), False
                continue
            read = self._read(clause, clause == place.sentence)
            claim = self._marked.assess(mark, clause, read, place, self._backing, self._view) if mark is not None else None
            if claim is not None or facts:
                steps, aiming = self._closed(steps, place, found), False
                if claim is not None:
                    found.append(claim)
            elif read.act in _SAID:
                # 为…，提高…，打造…，制定了…: the effects before the first measure are aims too
                aiming = aiming and read.act not in MEASURES and not read.finished
                if not aiming and self._plain is not None and not label and clause not in self._vetoed:
                    if steps and chains.parts(steps[-1].read, read):
                        steps = self._closed(steps, place, found)
                    steps.append(chains.Step(clause, read))
            elif read.act == "aim":
                aiming = True
        self._closed(steps, place, found)
        return marked.merged(found) if len(found) > 1 else found

    def _closed(self, steps: list[chains.Step], place: Place, found: list[Assessment]) -> list[chains.Step]:
        """Judges what a chain of clauses claims; the empty chain that follows it."""
        if self._plain is not None and steps:
            for claimed in chains.claims(steps):
                claim = self._plain.assess(claimed, place)
                if claim is not None:
                    found.append(claim)
            return []
        return steps

    def _introduction(self, sentences: tuple[Sentence, ...]) -> list[Assessment]:
        """Of the introduction only priorities and what is said to be brought about: the rest is allegiance and aims."""
        found: list[Assessment] = []
        for sentence in sentences:
            first, last = sentence.first_clause, sentence.last_clause
            place = Place(first, last, last, first, last, False)
            told: list[chains.Step] = []
            for clause in range(place.sentence, place.sentence_end):
                read = self._read(clause, False)
                mark = self._marks.get(clause)
                if mark is not None and mark.rule.spec["wants"] == "document":
                    claim = self._marked.assess(mark, clause, read, place, self._backing, self._view)
                    found += [claim] if claim is not None else []
                elif clause not in self._vetoed and clause not in self._backing.facts and self._language.reader.told(self._view, read):
                    told.append(chains.Step(clause, read))
            if told and self._plain is not None:
                # 意识不断增强，成效明显，为…提供了保障: one summary, however long
                found.append(self._plain.claim(chains.pair(told), Verdict("unsupported", "weak", "no-evidence", INTRODUCED)))
        return found


def _ranked(found: list[Assessment], context: Context) -> Outcome:
    claims: list[Claim] = []
    remarks: list[Remark] = []
    for rank, one in enumerate(sorted(found, key=_urgency), 1):
        start, end = context.document.quoted(one.start, one.end)
        support, strength, reason, _ = one.verdict
        spec = one.rule.spec
        claims.append(Claim(start, end, spec["claim"], support, strength, reason, one.rule.id, rank))
        values = {"rank": rank, "mark": context.scan.view[slice(*one.mark)]}
        said = f"{reason}.change" if spec["find"] == "rates" and _is_change(one, context) else reason
        if support == "unsupported" and strength == "strong":
            remarks.append(Remark(one.rule, start, end, said, values, "unsupported"))
        elif support == "partial" and spec["wants"] == "base":
            remarks.append(Remark(one.rule, start, end, said, values, "partial", "info"))
    return Outcome(tuple(remarks), (), tuple(claims))


def _is_change(one: Assessment, context: Context) -> bool:
    """Whether a percentage says by how much something has changed (同比下降41%, 不是 提升至98%): its base is the figure of the year before."""
    view, (mark, _) = context.scan.view, one.mark
    if view.endswith(context.lexicon.words("claims.levels"), one.start, mark):
        return False
    return any(view.find(word, one.start, mark) >= 0 for word in context.lexicon.words("claims.changes"))


def _urgency(one: Assessment) -> tuple[int, int]:
    return one.verdict.order, one.start


KIND = CheckKind(
    name="claim",
    properties={
        "find": {
            "description": "认出这类表述的办法：words 特定词语，rates 百分比和比值，verbs 成效动词",
            "enum": ["words", "rates", "verbs"],
        },
        "claim": {"description": "表述的种类", "enum": ["plain", "superlative", "absolute", "rate"]},
        "wants": {
            "description": "要有什么才可核对：base 分母或总数，document 文件、通报或名次，number 数量，evidence 任何佐证",
            "enum": ["base", "document", "number", "evidence"],
        },
        "precedence": {"description": "一个分句符合几条规则时，数小的优先", "type": "integer", "minimum": 1, "maximum": 99},
        "any": {**matchers.STRINGS, "description": "词语，或 $词表"},
        "except": {**matchers.STRINGS, "description": "其中不算的更长词语"},
        "unless": {**matchers.STRINGS, "description": "分句中有其一即不算"},
    },
    required=("find", "claim", "wants", "precedence"),
    classes=("supported", "partial", "unsupported"),
    prepare=prepare,
    judge=judge,
)
