"""Operators on form: enumerators, headings, paired marks, document numbers, slips, words that do not belong into a report."""

import re
from random import Random

from tests.mutation.edits import Edit
from tests.mutation.lexicon import WORDS
from tests.mutation.mutants import Case, Mutant, Span, item_of, operator
from tests.mutation.places import Place

NUMERALS = "一二三四五六七八九十"


def _all_marks(place: Place) -> tuple[Span, ...]:
    return ((place.marks[0].start, place.marks[-1].end),)


@operator("enumerator-dropped", "an enumerator lost, or lost its 是")
def enumerator_dropped(case: Case, rng: Random) -> Mutant | None:
    places = [p for p in case.report.of("enumeration") if len(p.marks) > 2]
    if not places:
        return None
    place = rng.choice(places)
    mark = rng.choice(place.marks[:-1])  # a list that only ends earlier shows no gap
    new = rng.choice(("", mark.text.removesuffix("是")))
    # two items are one now: what backs a claim in it is looked for in both
    joined = (item_of(case, mark.start, mark.end), item_of(case, max(0, mark.start - 2), mark.start - 1))
    edit = Edit(mark.start, mark.end, new)
    return Mutant("enumerator-dropped", case.report.name, (edit,), ("format.enumeration",), _all_marks(place), loses=joined)


@operator("enumerator-repeated", "an enumerator stands twice, or one is jumped")
def enumerator_repeated(case: Case, rng: Random) -> Mutant | None:
    places = [p for p in case.report.of("enumeration") if len(p.marks) > 2]
    if not places:
        return None
    place = rng.choice(places)
    n = rng.randrange(1, len(place.marks))
    step = rng.choice((-1, 1))
    if n == len(place.marks) - 1 and step == 1:
        step = 2
    later = place.marks[n:] if rng.random() < 0.5 else place.marks[n : n + 1]
    edits = tuple(Edit(m.start, m.start + 1, NUMERALS[NUMERALS.index(m.text[0]) + step]) for m in later)
    return Mutant("enumerator-repeated", case.report.name, edits, ("format.enumeration",), _all_marks(place))


def renumbered(mark: str, step: int) -> str:
    """（三） and step 1 → （四）; 2. → 3."""
    digits = re.search(r"\d+", mark)
    if digits:
        return mark.replace(digits[0], str(int(digits[0]) + step))
    numeral = next(c for c in mark if c in NUMERALS)
    return mark.replace(numeral, NUMERALS[NUMERALS.index(numeral) + step])


@operator("heading-skipped", "a heading's number jumped or repeated")
def heading_skipped(case: Case, rng: Random) -> Mutant | None:
    places = case.report.of("numbering")
    if not places:
        return None
    place = rng.choice(places)
    n = rng.randrange(1, len(place.marks))
    step = rng.choice((-1, 1))
    later = place.marks[n:] if rng.random() < 0.5 else place.marks[n : n + 1]
    if step == 1 and any("十" in m.text for m in later):
        return None
    if len(later) == 1 and step == 1 and n == len(place.marks) - 1:
        step = -1
    edits = tuple(Edit(m.start, m.end, renumbered(m.text, step)) for m in later)
    return Mutant("heading-skipped", case.report.name, edits, ("format.heading-order",), _all_marks(place))


_PAIRS = re.compile(
    r"“[^“”\n]{1,20}”|《[^《》\n]{4,40}》|（(?![一二三四五六七八九十]{1,2}）)[^（）\n]{1,20}）|\((?![一二三四五六七八九十]{1,2}\))[^()\n]{1,20}\)"
)


@operator("mark-unpaired", "one bracket, quotation mark or book-title mark removed")
def mark_unpaired(case: Case, rng: Random) -> Mutant | None:
    text = case.report.text
    found = rng.choice(list(_PAIRS.finditer(text)))
    at = rng.choice((found.start(), found.end() - 1))
    # a title without its mark is no title any more: of lists and duties that count it nothing new is learnt
    return Mutant(
        "mark-unpaired", case.report.name, (Edit(at, at + 1, ""),), ("format.marks", "format.book-title", "format.pairing"), (found.span(),),
        affects=(found.span(),), allows=("figures.count", "figures.name-count") if text[at] in "《》" else (),
    )  # fmt: skip


@operator("document-number-brackets", "brackets or digits of a document number changed")
def document_number_brackets(case: Case, rng: Random) -> Mutant | None:
    places = case.report.of("document-number")
    if not places:
        return None
    mark = rng.choice(places).only("name")
    head, year, _ = re.split(r"[〔〕]", mark.text)
    serial = rng.randint(2, 60)
    new = rng.choice(
        (f"{head}[{year}]{serial}号", f"{head}（{year}）{serial}号", f"{head}({year}){serial}号", f"{head}【{year}】{serial}号",
         f"{head}〔{year}〕第{serial}号", f"{head}〔{year}〕{serial:03d}号", f"{head}［{year}］{serial}号")
    )  # fmt: skip
    return Mutant(
        "document-number-brackets",
        case.report.name,
        (Edit(mark.start, mark.end, new),),
        ("format.document-number",),
        ((mark.start, mark.end),),
    )


@operator("typo", "a slip of the genre's list")
def typo(case: Case, rng: Random) -> Mutant | None:
    right = rng.choice([w for w in WORDS["typos"] if w in case.report.text])
    # inside a title it would be a wrong name, which is another operator's business
    titles = [m.span() for m in re.finditer("《[^》]*》", case.report.text)]
    hits = [m for m in re.finditer(right, case.report.text) if not any(a < m.start() < b for a, b in titles)]
    if not hits:
        return None
    found = rng.choice(hits)
    edit = Edit(found.start(), found.end(), rng.choice(WORDS["typos"][right]))
    # the misspelt word may be what the duties of its item were known by
    return Mutant("typo", case.report.name, (edit,), ("format.typo",), (found.span(),), affects=(item_of(case, *found.span()),))


def sentence_of(text: str, offset: int) -> Span:
    """The stretch between two 。 or line ends around an offset, with its 。"""
    start = max(text.rfind("。", 0, offset), text.rfind("\n", 0, offset)) + 1
    ends = [at for at in (text.find("。", offset), text.find("\n", offset)) if at >= 0]
    end = min(ends, default=len(text))
    return start, end + (end < len(text) and text[end] == "。")


def results(case: Case) -> Span:
    """The part on measures and results: from 一、 to the next statutory part."""
    first = re.search(r"(?m)(?:^|。)一、", case.report.text)
    start = first.end() - 2 if first else 0
    parts = (p.marks[0].start for p in case.report.of("section") if p.expect != "structure.section.achievements")
    return start, min(parts)


_ENUMERATOR = re.compile(r"^(?:[（(][一二三四五六七八九十][）)]|\d+\. ?|[一二三四五六七八九]是|[一二三四五六七八九]、)")
_ITEM_END = re.compile(r"。(?=\n|[一二三四五六七八九]是|[（(][一二三四五六七八九十][）)])")


def item_ends(case: Case) -> list[int]:
    """Offsets behind the last 。 of items that stand between the first section heading and the tail."""
    first, _ = results(case)
    ends = (m.end() for m in _ITEM_END.finditer(case.report.text, first, case.report.tail))
    return [at for at in ends if not _is_heading(case.report.text, at)]


def _is_heading(text: str, end: int) -> bool:
    """Whether the sentence that ends here is a heading run into the line: short and without a figure."""
    start, _ = sentence_of(text, end - 1)
    said = _ENUMERATOR.sub("", text[start:end])
    return len(said) < 25 and not re.search(r"\d", said)


def inserted(case: Case, rng: Random, name: str, sentence: str, expected: tuple[str, ...], **more: tuple[str, ...]) -> Mutant:
    """A sentence put at the end of an item."""
    at = rng.choice(item_ends(case))
    return Mutant(name, case.report.name, (Edit(at, at, sentence),), expected, ((at, at),), **more)  # type: ignore[arg-type]


@operator("template-left", "words of the template left in")
def template_left(case: Case, rng: Random) -> Mutant:
    mutant = inserted(case, rng, "template-left", rng.choice(WORDS["templates"]), ("format.template",))
    return mutant._replace(loses=mutant.places)  # a figure that is not filled in backs nothing


@operator("request-smuggled", "a request put into the report")
def request_smuggled(case: Case, rng: Random) -> Mutant:
    return inserted(case, rng, "request-smuggled", rng.choice(WORDS["requests"]), ("format.request-in-report",))


@operator("sentence-repeated", "a sentence stands twice")
def sentence_repeated(case: Case, rng: Random) -> Mutant | None:
    text = case.report.text
    first, last = results(case)
    start, end = sentence_of(text, rng.randrange(first, last))
    said = _ENUMERATOR.sub("", text[start:end])
    if not said.endswith("。") or len(said) < 25 or re.search(r"[一二三四五六七八九]是|[（(][一二三四五六七八九十][）)]", said):
        return None
    ends = [at for at in item_ends(case) if at != end and at < last]  # an achievement among the shortcomings would be another fault
    at = end if rng.random() < 0.5 else rng.choice(ends)
    places = ((start, end), (at, at))
    expected = ("format.repetition", "figures.duplicate-paragraph")
    return Mutant("sentence-repeated", case.report.name, (Edit(at, at, said),), expected, places, loses=((at, at),))


@operator("residue-inserted", "a line of the web page inside the body")
def residue_inserted(case: Case, rng: Random) -> Mutant | None:
    first, _ = results(case)
    breaks = [m.end() for m in re.finditer(r"。\n+", case.report.text) if first < m.end() < case.report.tail]
    if not breaks:
        return None
    at = rng.choice(breaks)
    edit = Edit(at, at, rng.choice(WORDS["residue"]) + "\n\n")
    return Mutant("residue-inserted", case.report.name, (edit,), ("structure.residue",), ((at, at),), stage="published")
