"""Everything about one sitting: the papers, what was found in them, and what can be handed out."""

import os
import time
from typing import Any

from linter.agreement.effect import with_waivers, words_of
from linter.agreement.naming import Names
from linter.agreement.selection import Selection
from linter.agreement.waivers import entry, schema_of_entry
from linter.batch import judge_all
from linter.company import Others
from linter.engine import Engine, Options
from linter.engines import Engines
from linter.model.result import Report, Run
from linter.model.rule import Rulebook
from linter.model.verdict import Finding
from linter.model.waiver import Waiver
from linter.output.catalogue import catalogue
from linter.output.spoken import spoken
from linter.rulebook.page import Page
from linter.workbench import exports
from linter.workbench.examples import EXAMPLES
from linter.workbench.papers import Papers
from linter.workbench.sitting import SIDES, Beside, Choices, Export, Sitting

MAX_TEXT = 5_000_000  # bytes of text, as for `check`
_JUDGED = frozenset({"report", *SIDES, "level", "year", "stage", "assumed", "lang", "trouble", "traits"})


class _Opened:
    """A report as the batch takes it."""

    def __init__(self, path: str, data: bytes, options: Options) -> None:
        self.path, self.data, self.options = path, data, options
        self.named, self.name, self.problem = True, path, ""


class Desk:
    """One report at a time, in memory only. `options` are those of the command; the user's choices are laid over them."""

    def __init__(self, rulebook: Rulebook, options: Options | None = None, *, max_size: int = MAX_TEXT) -> None:
        self.rulebook = rulebook
        self.papers = Papers()
        self.seconds = 0.0
        self._options = options or Options()
        self._max_size = max_size
        self._engines: dict[str, Engines] = {}
        self._schema = schema_of_entry()
        self._judged: Run | None = None  # without the waivers
        self.run: Run | None = None

    def lay(self, changes: dict[str, Any]) -> None:
        """Takes what has changed of the papers, and judges again where it touches the judgement."""
        self.papers = papers = self.papers._replace(**changes)
        if _JUDGED & changes.keys():
            self._judged = self.run = None
            if papers.report is not None and not papers.trouble:
                start = time.perf_counter()
                self._judged = self._judge(papers.report, self._engines_in(papers.lang))
                self.seconds = time.perf_counter() - start
        if self._judged is not None:
            self.run = self._waived(self._judged)

    @property
    def report(self) -> Report | None:
        """The report on the desk, judged; None where there is none."""
        return self.run.reports[0] if self.run is not None and self.run.reports else None

    def sitting(self) -> Sitting:
        """The desk as the screens show it."""
        papers, run, said = self.papers, self.run, catalogue(self.papers.lang, "serve")
        problems = {each.path: each for each in run.errors} if run else {}
        own = problems.get(_place("report", papers))
        beside = {}
        for side in SIDES:
            text = getattr(papers, side)
            if text is not None:
                problem = problems.get(_place(side, papers))
                beside[side] = Beside(text[0], spoken(problem.message) if problem else "")
        live = {finding.fingerprint for finding in self.report.findings} if self.report else set()
        return Sitting(
            papers.lang,
            self.rulebook,
            papers.revision,
            papers.report[0] if papers.report else "",
            run._replace(errors=()) if run is not None and run.reports else None,
            papers.trouble or (spoken(own.message) if own else ""),
            papers.advice or (said.term("advice", own.kind, "other") if own else ""),
            Choices(papers.level, papers.year, papers.stage, papers.assumed),
            beside,
            {print_: reason for print_, reason in papers.waivers.items() if print_ in live},
            () if papers.fixed else exports.offered(self.report, papers.waivers),
            papers.watched,
            papers.followed,
            self.seconds if run else 0.0,
            own is not None and own.kind == "not-a-report",
            EXAMPLES,
            papers.home,
            papers.fixed,
            papers.remark,
            papers.theme,
        )

    def fault(self, fingerprint: str, reason: str) -> str:
        """Why this reason cannot waive the finding, in one sentence; '' where it can."""
        said = catalogue(self.papers.lang, "serve")
        finding = self._finding(fingerprint)
        if finding is None:
            return said("refused.finding")
        waiver = self._waiver(finding, reason)
        return said("refused.waiver", fault=waiver.fault) if waiver.fault else ""

    def export(self, kind: str) -> Export | None:
        """A file made of the report; None where there is none of this kind."""
        if self.run is None or self.report is None or self.papers.report is None or kind not in exports.offered(self.report, self.papers.waivers):
            return None
        return exports.made(kind, self.run, self.papers.report[1], self.rulebook, self.papers.waivers)

    def _engines_in(self, lang: str) -> Engines:
        if lang not in self._engines:
            self._engines[lang] = Engines(self.rulebook, self._options._replace(lang=lang), max_size=self._max_size)
        return self._engines[lang]

    def _judge(self, report: tuple[str, bytes], engines: Engines) -> Run:
        papers = self.papers
        said = engines.options
        options = said._replace(
            level=papers.level or said.level,
            year=papers.year or said.year,
            stage=papers.stage or said.stage,
            assume_report=papers.assumed or said.assume_report,
            traits=papers.traits,
        )
        # the draft is judged as the report is
        engine = engines.engine(options)
        own = Engines.around(_with(engine, options), max_size=self._max_size)
        sides = {side: _place(side, papers) for side in SIDES if getattr(papers, side) is not None}
        others = Others(sides.get("previous", ""), sides.get("against", ""), contents={path: getattr(papers, side)[1] for side, path in sides.items()}) if sides else None
        return judge_all(
            own, [_Opened(report[0], report[1], options)], max_size=self._max_size, skip_other=False, as_of=time.strftime("%Y-%m-%d"), others=others
        )

    def _waived(self, run: Run) -> Run:
        waivers = [self._waiver(f, self.papers.waivers[f.fingerprint]) for r in run.reports for f in r.findings if f.fingerprint in self.papers.waivers]
        companions = frozenset({"previous"}) if self.papers.previous else frozenset[str]()
        options = self._options
        return with_waivers(run, waivers, self.rulebook, lambda path: Selection(options.select, options.ignore, options.pack, companions))[0]

    def _waiver(self, finding: Finding, reason: str) -> Waiver:
        data = {"rule": finding.rule, "path": "*", "fingerprint": finding.fingerprint, "reason": reason}
        return entry(Page("", data, {}), self._schema, Names(self.rulebook, words_of(self.rulebook, self.papers.lang)))

    def _finding(self, fingerprint: str) -> Finding | None:
        return next((f for f in (self.report.findings if self.report else ()) if f.fingerprint == fingerprint), None)


def _place(side: str, papers: Papers) -> str:
    """The path of a text in results: its name, made another where two texts have the same."""
    text = getattr(papers, side)
    names = [each[0] for each in (papers.report, papers.previous, papers.against) if each is not None]
    if text is None:
        return ""
    return text[0] if side == "report" or names.count(text[0]) == 1 else os.path.join(side, text[0])


def _with(engine: Engine, options: Options) -> Engine:
    """The engine as if made for these options, which differ from its own in what is told with each document only."""
    import copy

    same = copy.copy(engine)
    same.options = options
    return same
