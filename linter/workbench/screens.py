"""The screens of the workbench: a sitting in, HTML out. Nothing here reads a request or keeps anything.

The page is the frame that stays, the board the one element in it that every action replaces. All words of the board come with it,
those that the script says too, so that a change of language is a change of the board.
"""

import json
import re
from functools import cache
from os.path import dirname, join, splitext
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from linter import __dist__, __version__
from linter.configuration.keys import LEVELS, STAGES
from linter.model.result import Report, Run
from linter.model.rule import SEVERITIES
from linter.output import drawing
from linter.output.arithmetic import equation
from linter.output.cards import cards
from linter.output.catalogue import Catalogue, catalogue
from linter.output.comparison import lists, score_words
from linter.output.digest import Digest, digest, genre_of
from linter.output.escaping import environment
from linter.output.heading import particulars, reading
from linter.output.proof import proof
from linter.output.rounding import share, shown
from linter.reading.formats import walked
from linter.workbench.sheets import sheets
from linter.workbench.sitting import EXPORTS, SIDES, Sitting

EARLIEST = 2015  # the first year of the outlines that the rules know
GAINS_SHOWN = 3
# what the script says, under the names it knows
_SPOKEN = ("sending", "rechecked", "unchanged", "waived", "cleared", "others", "offline", "onlyone", "more", "hidden", "choose", "nothing", "ready", "unreadable")
_SYMBOL = re.compile(r"<svg[^>]*>(.*)</svg>")


@cache
def templates() -> Environment:
    """The templates of the workbench, with the drawings and words every one of them may call."""
    made = environment(join(dirname(__file__), "templates"))
    made.globals.update(bar=drawing.bar, ring=drawing.ring, share=share, symbol=_symbol, SIDES=SIDES, SEVERITIES=SEVERITIES)
    made.filters.update(shown=shown, stem=lambda name: splitext(name)[0])
    return made


def page(sitting: Sitting, token: str) -> str:
    """The whole page: the frame with `token`, which every action has to carry, and the board in it."""
    words = catalogue(sitting.lang, "desk")
    return templates().get_template("page.html.j2").render(words=words, token=token, sitting=sitting, board=Markup(board(sitting)))


def board(sitting: Sitting) -> str:
    """The element `#desk`: the start where nothing lies on the desk, else the report beside its cards."""
    words = catalogue(sitting.lang, "desk")
    view: dict[str, Any] = {
        "words": words,
        "sitting": sitting,
        "spoken": json.dumps({key: words("desk.say." + key) for key in _SPOKEN}, ensure_ascii=False),
        "accept": ",".join(walked()),
        "footer": words("desk.footer", name=__dist__, version=__version__),
    }
    run = sitting.run
    if run is None or not run.reports:
        problem = sitting.problem or (run.errors[0].message if run and run.errors else "")
        return templates().get_template("start.html.j2").render(view, problem=problem)
    return templates().get_template("desk.html.j2").render(view, **_desk(sitting, run, run.reports[0], words))


def _desk(sitting: Sitting, run: Run, report: Report, words: Catalogue) -> dict[str, Any]:
    """What desk.html.j2 shows of one report."""
    each = digest(run, report, sitting.rulebook, words)
    told = cards(run, report, sitting.rulebook, words)
    score = report.score
    return {
        "report": report,
        "digest": each,
        "score": score,
        "exact": shown(score.total) if score else "",
        "genre": genre_of(report, words) if report.genre.kind != "annual-report" else "",
        "particulars": particulars(each, words),
        "reading": reading(report.document.receipt, words),
        "lines": proof(report, told),
        "headings": _headings(report),
        "cards": told,
        "sheets": sheets(told, words),
        "adrift": [at for at, card in enumerate(told) if card.tab == "gaps" and card.target is None and card.is_open],
        "gains": _gains(each, told, words),
        "equation": equation(each, words) if score else "",
        "compared": _compared(run, each, words),
        "selects": _selects(sitting, run, report, words),
        "exports": [kind for kind in EXPORTS if kind in sitting.exports],
        "statuses": sorted({card.status for card in told}),
    }


def _headings(report: Report) -> dict[int, int]:
    """Level (1 is the title) by canonical start of the lines that are headings as the outline sees them: drafts seldom use Word's styles."""
    outline, view = report.outline, report.document.view
    spans = [(1, *view.span(*outline.title))] if outline.title else []
    spans += [(2, *view.span(s.heading_start, s.heading_end)) for s in outline.sections if s.heading_end > s.heading_start]
    spans += [(3, *view.span(i.start, i.end)) for i in outline.items if i.is_heading]
    text = report.document.text
    found: dict[int, int] = {}
    for block in report.document.blocks:
        whole = len(text[block.start : block.end].rstrip())
        for level, start, end in spans:
            # a run-in heading, with text behind it on the line, is left in its paragraph
            if (block.start <= start < block.end and end >= block.start + whole) or (level == 1 and start <= block.start and block.end <= end):
                found.setdefault(block.start, level)
    return found


def _gains(each: Digest, told: tuple[Any, ...], words: Catalogue) -> dict[str, Any] | None:
    """The duties whose mending would raise the score most, and what they give together; None where nothing would."""
    best = sorted((c for c in told if c.tab == "gaps" and c.is_open and c.gain and c.points), key=lambda c: -c.points)[:GAINS_SHOWN]
    if not best:
        return None
    return {"cards": best, "count": len(best), "points": shown(sum(c.points for c in best))}


def _compared(run: Run, each: Digest, words: Catalogue) -> dict[str, Any] | None:
    """What became of an earlier draft's findings; None where the report was held against none."""
    if run.comparison is None:
        return None
    # the id of a rule, which ends each line, tells an official nothing
    found = [(key, [(severity, text.rpartition("  [")[0]) for severity, text in rows]) for key, rows in lists(run.comparison, "info", each, words)]
    return {"score": score_words(run.comparison, words), "lists": found, "left": run.comparison.left}


def _selects(sitting: Sitting, run: Run, report: Report, words: Catalogue) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """The three choices as (name, options), an option as (value, label, chosen); the first one leaves it to the text."""
    profile, chosen = report.profile, sitting.choices
    year = profile.year
    latest = max(int(run.as_of[:4]), year or 0)
    own = {
        "level": words("level." + profile.level) if profile.level else words("unknown"),
        "year": str(year) if year else words("unknown"),
        "stage": words("stage." + report.stage),
    }
    offered = {
        "level": [(level, words("level." + level)) for level in LEVELS],
        "year": [(str(each), words("desk.year", year=each)) for each in range(latest, EARLIEST - 1, -1)],
        "stage": [(stage, words("stage." + stage)) for stage in STAGES],
    }
    out = []
    for name, options in offered.items():
        value = getattr(chosen, name)
        first = words("desk.auto", value=own[name]) if value is None else words("desk.auto.plain")
        out.append((name, [("", first, value is None), *((key, label, key == str(value)) for key, label in options)]))
    return out


def _symbol(status: str) -> Markup:
    """The drawing of a status, to be put on the page once and referred to by each card."""
    found = _SYMBOL.search(drawing.shape(status))
    return Markup('<symbol id="s-{}" viewBox="0 0 16 16">{}</symbol>').format(status, Markup(found[1] if found else ""))
