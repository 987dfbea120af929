"""Operators on what a report relies on: laws, documents, agencies, meetings, plans, fixed formulas."""

import re
from datetime import date
from random import Random

from tests.mutation.edits import Edit
from tests.mutation.form import sentence_of
from tests.mutation.lexicon import WORDS, in_force
from tests.mutation.mutants import Case, Mutant, operator
from tests.mutation.places import Mark


def _swapped(case: Case, name: str, mark: Mark, new: str, expected: tuple[str, ...], allows: tuple[str, ...] = ()) -> Mutant:
    span = (mark.start, mark.end)
    # the words of a title may have been what a duty of its sentence was known by
    sentence = sentence_of(case.report.text, mark.start)
    return Mutant(name, case.report.name, (Edit(mark.start, mark.end, new),), expected, (span,), affects=(sentence,), allows=allows)


def _sources(case: Case) -> list[Mark]:
    return [p.only("name") for p in case.report.of("source")]


def _folded(title: str) -> str:
    return title.replace("（", "(").replace("）", ")")


@operator("source-repealed", "a source swapped for a repealed one")
def source_repealed(case: Case, rng: Random) -> Mutant | None:
    mark = rng.choice(_sources(case))
    year = case.report.year
    if "实施纲要" in mark.text:
        old = WORDS["old_outline"]
        if not in_force(old["years"], year):
            return None
        # without the outline in force the report relies on none
        return _swapped(
            case, "source-repealed", mark, old["name"], ("basis.outline.superseded", "basis.doc.superseded"), ("basis.outline",)
        )
    names = [entry["name"] for entry in WORDS["repealed"] if in_force(entry["years"], year)]
    return _swapped(case, "source-repealed", mark, rng.choice(names), ("basis.doc.superseded",)) if names else None


@operator("source-not-yet", "a source that was not yet in force")
def source_not_yet(case: Case, rng: Random) -> Mutant | None:
    signed = _signed(case)
    plan = next(p.marks[0].start for p in case.report.of("section") if p.expect == "structure.section.next-year")
    marks = [m for m in _sources(case) if "实施纲要" not in m.text and m.start < plan]  # a plan may speak of what is to come
    names = [e["name"] for e in WORDS["later"] if e["from"] > signed]
    if not names:
        return None
    return _swapped(case, "source-not-yet", rng.choice(marks), rng.choice(names), ("basis.doc.anachronism", "basis.outline.anachronism"))


def _signed(case: Case) -> date:
    return day_of(case.report.of("signed")[0].only("date").text)


def day_of(words: str) -> date:
    """2025年2月17日 as a date."""
    year, month, day = map(int, re.findall(r"\d+", words))
    return date(year, month, day)


@operator("source-name-off", "a source's name off by one or two characters")
def source_name_off(case: Case, rng: Random) -> Mutant | None:
    mark = rng.choice(_sources(case))
    core = mark.text.strip("《》")
    head = "中华人民共和国" if core.startswith("中华人民共和国") else "国务院办公厅" if core.startswith("国务院办公厅") else ""
    body, bracket, tail = core.removeprefix(head).replace("(", "（").partition("（")
    at = rng.randrange(len(body) - 1)
    new = rng.choice(
        (body[:at] + body[at + 1 :], body[:at] + body[at + 1] + body[at] + body[at + 2 :], body[:at] + rng.choice("的与和建规") + body[at:],
         body[:at] + rng.choice("新总制管") + body[at + 1 :])
    )  # fmt: skip
    title = f"《{head}{new}{bracket}{tail}》"
    sources = case.judgement.context.sources.values()
    known = {_folded(name) for s in sources for name in (s.name, *s.aliases)}
    # a shorter name can be another law's or a usual short form, and a short name is not known by what is left of it
    if _folded(title.strip("《》")) in known or _folded(new) in known or len(body) < 5 or new == body:
        return None
    return _swapped(case, "source-name-off", mark, title, ("basis.doc.name-exact",), ("basis.outline",))


@operator("agency-renamed", "an agency under the name it had before the reform of 2018")
def agency_renamed(case: Case, rng: Random) -> Mutant | None:
    if case.report.year < 2020:
        return None  # in 2019 the new signs were only just being put up
    names = sorted(WORDS["agencies"], key=len, reverse=True)
    found = list(re.finditer(f"(?<=[省市县区旗])(?:{'|'.join(names)})", case.report.text))
    if not found:
        return None
    hits = rng.sample(found, min(len(found), rng.choice((1, 1, 2))))
    edits = tuple(Edit(hit.start(), hit.end(), rng.choice(WORDS["agencies"][hit[0]])) for hit in hits)
    return Mutant("agency-renamed", case.report.name, edits, ("basis.org.renamed",), tuple(hit.span() for hit in hits))


@operator("formula-permuted", "members of a fixed formula in another order")
def formula_permuted(case: Case, rng: Random) -> Mutant | None:
    mark = rng.choice(case.report.of("formula")).only("name")
    head = "坚持" if mark.text.startswith("坚持") else ""
    stretches = mark.text.removeprefix(head).split("，")
    # members trade places only within one stretch: 法治国家、法治政府、法治社会一体建设 keeps its last two words
    n = rng.randrange(len(stretches))
    tail = next((t for t in ("一体建设", "共同推进") if stretches[n].endswith(t)), "")
    members = stretches[n].removesuffix(tail).split("、")
    mixed = rng.sample(members, len(members))
    if mixed == members:
        return None
    stretches[n] = "、".join(mixed) + tail
    return _swapped(case, "formula-permuted", mark, head + "，".join(stretches), ("basis.politics.formula",))


@operator("meeting-misnamed", "a meeting or commission under a name that is not its")
def meeting_misnamed(case: Case, rng: Random) -> Mutant | None:
    marks = [p.only("name") for p in case.report.of("meeting")]
    edits = []
    for mark in rng.sample(marks, min(len(marks), rng.choice((1, 1, 2)))):
        right = max((name for name in WORDS["meetings"] if name in mark.text), key=len)
        edits.append(Edit(mark.start, mark.end, mark.text.replace(right, rng.choice(WORDS["meetings"][right]))))
    spans = tuple((e.start, e.end) for e in edits)
    # 依法治县领导小组 is both a wrong name and an old one; a session that is misnamed is not named
    expected = ("basis.meeting-name", "basis.org.renamed")
    return Mutant("meeting-misnamed", case.report.name, tuple(edits), expected, spans, affects=spans, allows=("basis.politics.current",))


_PLAN_FORMS = ("{n}", "{bare}", "第{long}个五年普法")


@operator("plan-number", "a five-year plan of another period")
def plan_number(case: Case, rng: Random) -> Mutant | None:
    mark = rng.choice(case.report.of("plan")).only("name")
    plans = WORDS["plans"].get(case.report.year, WORDS["plans"]["other"])
    plan = rng.choice(plans)
    new = rng.choice(_PLAN_FORMS).format(n=plan, bare=plan.replace("“", "").replace("”", ""), long=plan[1])
    sentence = case.report.text[mark.start - 2 : mark.start]
    verb = rng.choice(("实施", "落实", "推进", "执行")) if sentence == "实施" else sentence
    span = (mark.start - 2, mark.end)
    return Mutant(
        "plan-number", case.report.name, (Edit(*span, verb + new),), ("basis.plan.expired", "basis.plan.number"), (span,), affects=(span,)
    )
