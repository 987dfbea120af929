"""The result as one web page without script, font or any other file: scorecard of one report, ranking and scorecards of several."""

import re
from fractions import Fraction
from functools import cache
from os.path import basename, dirname, join
from typing import Any

from jinja2 import Environment

from linter import __dist__, __version__
from linter.model.outline import ROLES
from linter.model.result import Run
from linter.model.rule import SEVERITIES, Rulebook
from linter.output import agreed, drawing
from linter.output.arithmetic import equation
from linter.output.catalogue import Catalogue, catalogue
from linter.output.digest import (
    CREDIT,
    OBLIGATION_KINDS,
    STATUSES,
    Digest,
    Entry,
    digest,
    genre_of,
    listed,
    reason_of,
    statutory,
    weighting,
)
from linter.output.escaping import environment
from linter.output.excerpt import veiled
from linter.output.finding import basis_of, gain_words, quote_of, rule_title, sentence_of, where
from linter.output.glyphs import COMMAND, LEADING, cut
from linter.output.heading import counts, particulars, reading
from linter.output.html_beside import REPORTS_SHOWN, Anchors, beside, entry
from linter.output.html_topics import cards
from linter.output.law import citations
from linter.output.notes import tallies
from linter.output.presentation import Presentation
from linter.output.ranking import ranking
from linter.output.rounding import share, shown

PARTS = "structure.section."  # the rules on the parts that the law asks for
RESIDUE_SHOWN = 120  # columns: navigation can be a page long
_TERMS = re.compile("(?<=[=+≠＞＜≤≥÷×，；])(?=.)")  # where a calculation may break, so that no figure does


@cache
def templates() -> Environment:
    """The templates of the pages, with the drawings and words every one of them may call."""
    made = environment(join(dirname(__file__), "templates"), keep_trailing_newline=True)
    made.globals.update(
        bar=drawing.bar, radar=drawing.radar, ring=drawing.ring, shape=drawing.shape, strip=drawing.strip, share=share, credit=CREDIT, entry=entry
    )
    made.filters.update(shown=shown, basename=basename, terms=_TERMS.split)
    return made


def compose(run: Run, options: Presentation, rulebook: Rulebook) -> str:
    """The web page of a run."""
    words = catalogue(options.lang, "beside")
    panels = [_panel(run, number, options, rulebook, words) for number in range(len(run.reports))]
    heading = words("title")
    if len(panels) == 1:
        each = panels[0]["digest"]
        year = each.report.profile.year
        heading = " ".join(filter(None, (each.unit, words("page.year", year=year) if year else "", heading)))
    used = words("list.dot").join(str(run.rulebook[key]) for key in ("profile", "pack", "version") if run.rulebook.get(key))
    page = (
        templates()
        .get_template("page.html.j2")
        .render(
            words=words,
            heading=heading,
            panels=panels,
            ranked=ranking(run, rulebook, words),
            run=run,
            statuses=STATUSES,
            severities=SEVERITIES,
            limit=REPORTS_SHOWN,
            agreed=agreed.lines(run, words),
            footer=words("page.footer", name=__dist__, version=__version__, rules=used, as_of=run.as_of),
        )
    )
    # a page printed into the log of a CI system must not command it; the browser shows the same
    return LEADING.sub(r"\1&#58;", COMMAND.sub("&#35;", _veiled(page, run)))


def _veiled(page: str, run: Run) -> str:
    """`page` with personal data starred wherever a clause, a message or a reason quotes it."""
    found = {r.document.text[f.start : f.end] for r in run.reports for f in r.findings if f.kind == "privacy" and f.start is not None}
    plain = sorted((each for each in found if veiled(each) != each), key=lambda each: (-len(each), each))
    return re.sub("|".join(map(re.escape, plain)), lambda match: veiled(match.group()), page) if plain else page


def _panel(run: Run, number: int, options: Presentation, rulebook: Rulebook, words: Catalogue) -> dict[str, Any]:
    """What report.html.j2 shows of one report."""
    report = run.reports[number]
    each = digest(run, report, rulebook, words)
    key, level = f"r{number + 1}", 1 if len(run.reports) == 1 else 2
    shown = None
    if len(run.reports) <= REPORTS_SHOWN:
        shown = beside(run, report, rulebook, words, key=key, level=level + 2, min_severity=options.min_severity)
    anchors = Anchors(key, shown)
    score, text = report.score, report.document.text
    scheme = weighting(run, report, rulebook)
    entries = [entry for chapter in each.chapters for entry in chapter.entries]
    live = [f for f in listed(report, options.min_severity) if f.is_open]
    bands = sorted(scheme.grades, key=lambda grade: -grade.minimum) if scheme else []
    grades = [words("page.formula.grade", title=words.pick(g.title_zh, g.title_en), minimum=g.minimum) for g in bands]
    return {
        "key": key,
        "level": level,
        "beside": shown,
        "digest": each,
        "score": score,
        "genre": genre_of(report, words),
        "particulars": particulars(each, words),
        "reading": reading(report.document.receipt, words),
        "statutory": [_row(entry, each, anchors, rulebook, words) for entry in sorted(filter(_is_part, entries), key=_place_of_part)],
        "findings": _findings(each, anchors, options, rulebook, words),
        "chapters": [
            (chapter, [_row(entry, each, anchors, rulebook, words) for entry in chapter.entries]) for chapter in each.chapters if chapter.entries
        ],
        "axes": [(words.pick(d.title_zh, d.title_en), share(d.points, d.max)) for d in score.dimensions if d.max] if score else [],
        "topics": cards(each, live, anchors, rulebook, words),
        "tallies": tallies(each, words),
        "titles": {d.rule: rule_title(d.rule, each, words) for d in score.deductions} if score else {},
        "equation": equation(each, words),
        "grades": words("list.semicolon").join(grades),
        "counts": counts(each.statuses, STATUSES, "status", words),
        "unit_weight": Fraction(100, each.weight) if each.weight else Fraction(0),
        "residue": [
            {
                "kind": words.term("residue", r.kind),
                "line": each.lines.line(r.start),
                "at": anchors.line(r.start),
                "text": cut(text[r.start : r.end].strip(), RESIDUE_SHOWN),
            }
            for r in report.document.receipt.residue
        ],
    }


def _is_part(entry: Entry) -> bool:
    return entry.verdict.rule.id.startswith(PARTS)


def _place_of_part(entry: Entry) -> int:
    """Statutory parts stand in the order in which a report has them."""
    part = entry.verdict.rule.spec.get("part")
    return ROLES.index(part) if part in ROLES else len(ROLES)


def _row(entry: Entry, each: Digest, anchors: Anchors, rulebook: Rulebook, words: Catalogue) -> dict[str, Any]:
    verdict, text = entry.verdict, each.report.document.text

    def quoted(start: int, end: int) -> dict[str, Any]:
        return {"line": each.lines.line(start), "at": anchors.line(start), "text": text[start:end]}

    passages = [
        quoted(p.start, p.end)
        | {"role": words.term("role", p.role), "evidence": [(words.term("evidence", e.kind), text[e.start : e.end]) for e in p.evidence]}
        for p in verdict.passages
    ]
    return {
        "entry": entry,
        "id": verdict.rule.id,
        "title": words.pick(verdict.rule.title_zh, verdict.rule.title_en),
        "status": verdict.status,
        "reason": reason_of(verdict, words),
        "passages": passages,
        "nearest": quoted(verdict.nearest.start, verdict.nearest.end) if verdict.nearest and not passages else None,
        "basis": citations(verdict.rule, rulebook, words),
        "waiver": next((f.waiver for f in each.report.findings if f.waiver is not None and f.rule == verdict.rule.id), ""),
    }


def _findings(each: Digest, anchors: Anchors, options: Presentation, rulebook: Rulebook, words: Catalogue) -> list[tuple[str, list[dict[str, Any]]]]:
    """The findings in the groups of the page: statutory gaps, other high ones, medium, info, waived, known."""
    gains = {g.rule: g.points for g in each.report.score.gains} if each.report.score else {}
    groups: dict[str, list[dict[str, Any]]] = {}
    for finding in listed(each.report, options.min_severity):
        if finding.is_open and finding.kind not in OBLIGATION_KINDS:
            continue  # the topics have it
        key = f"severity.duties.{finding.severity}"
        if not finding.is_open:
            key = "gaps.waived" if finding.waiver is not None else "gaps.known"
        elif statutory(finding):
            key = "gaps.statutory"
        elif key == "severity.duties.error":
            key = "gaps.errors"
        groups.setdefault(key, []).append(
            {
                "finding": finding,
                "message": sentence_of(finding, each, words),
                "title": rule_title(finding.rule, each, words),
                "status": words.term("status", finding.status),
                "gain": gain_words(gains[finding.rule], words) if finding.rule in gains else "",
                "points": shown(gains[finding.rule]) if finding.rule in gains else "–",
                "where": where(finding, each, words),
                "at": anchors.place(finding),
                "id": anchors.entry(finding),
                "quote": quote_of(finding, each),
                "basis": basis_of(finding, each, rulebook, words),
            }
        )
    order = ("gaps.statutory", "gaps.errors", "severity.duties.warning", "severity.duties.info", "gaps.waived", "gaps.known")
    return [(key, groups[key]) for key in order if key in groups]
