"""JUnit XML for dashboards of CI systems: a suite a report, a case an obligation, a case each further rule that found something."""

import re
from html import escape

from linter.model.result import Problem, Report, Run
from linter.model.rule import Rulebook
from linter.model.verdict import Finding, Verdict
from linter.output.address import is_absolute, located
from linter.output.advice import details, headline
from linter.output.catalogue import Catalogue, catalogue
from linter.output.digest import Digest, digest, dimension_of, listed, obligations, reason_of, weighting
from linter.output.finding import rule_title
from linter.output.glyphs import COMMAND, LEADING, harmless
from linter.output.presentation import Presentation
from linter.output.rounding import shown
from linter.output.spot import veil
from linter.output.topics import topic_of

# harmless has dealt with control characters and surrogates; these two are the rest of what XML 1.0 forbids
_FORBIDDEN = re.compile("[\ufffe\uffff]")


def safe(text: str, *, lines: bool = False) -> str:
    """`text` for an attribute or, with `lines`, for content: every character may stand in XML 1.0 and none ends what it stands in."""
    clean = "\n".join(map(harmless, text.split("\n"))) if lines else harmless(text)
    return COMMAND.sub("&#35;", escape(_FORBIDDEN.sub("\ufffd", clean)))


class _Suite:
    """The cases of one file and how they came out."""

    def __init__(self, name: str, properties: dict[str, str]) -> None:
        self.counts = {"tests": 0, "failures": 0, "errors": 0, "skipped": 0}
        self._name, self._properties = name, properties
        self._cases: list[str] = []

    def case(self, group: str, name: str, outcome: str = "", message: str = "", kind: str = "", text: str = "") -> None:
        """Adds a case; `outcome` is '' (passed), failure, error or skipped."""
        self.counts["tests"] += 1
        head = f'  <testcase classname="{safe(group)}" name="{safe(name)}"'
        if not outcome:
            self._cases.append(head + "/>")
            return
        self.counts[{"failure": "failures", "error": "errors"}.get(outcome, outcome)] += 1
        kinds = f' type="{safe(kind)}"' if outcome != "skipped" else ""
        body = f">{safe(text, lines=True)}</{outcome}>" if text else "/>"
        self._cases.append(f'{head}>\n   <{outcome} message="{safe(message)}"{kinds}{body}\n  </testcase>')

    def xml(self, day: str) -> str:
        numbers = " ".join(f'{key}="{count}"' for key, count in self.counts.items())
        rows = [f' <testsuite name="{safe(self._name)}" {numbers} time="0" timestamp="{safe(day)}T00:00:00">']
        if self._properties:
            rows += ["  <properties>", *(f'   <property name="{k}" value="{safe(v)}"/>' for k, v in self._properties.items()), "  </properties>"]
        return "\n".join([*rows, *self._cases, " </testsuite>"])


def compose(run: Run, options: Presentation, rulebook: Rulebook) -> str:
    """The XML of a run. Findings of severity error and warning fail their case; hints and what a person must weigh are skipped with a message."""
    words = catalogue(options.lang)
    suites = [_report(run, report, options, rulebook, words) for report in run.reports]
    suites += [_unread(problem, "error", options, words) for problem in run.errors]
    suites += [_unread(problem, "skipped", options, words) for problem in run.skipped]
    totals = {key: sum(suite.counts[key] for suite in suites) for key in ("tests", "failures", "errors", "skipped")}
    numbers = " ".join(f'{key}="{count}"' for key, count in totals.items())
    body = "".join(suite.xml(run.as_of) + "\n" for suite in suites)
    page = f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="fazhi-lint" {numbers} time="0">\n{body}</testsuites>\n'
    return LEADING.sub(r"\1&#58;", page)


def _named(path: str, options: Presentation) -> str:
    """The file as its repository knows it, so that the suite has one name however the check was called; as it was given outside of it."""
    place = located(path, options.folder, options.root)
    return path if is_absolute(place) else place


def _unread(problem: Problem, outcome: str, options: Presentation, words: Catalogue) -> _Suite:
    suite = _Suite(_named(problem.path, options), {})
    suite.case(words("receipt"), words("junit.read"), outcome, f"{words.term('problem', problem.kind)}{words('list.colon')}{problem.message}", problem.kind)
    return suite


def _report(run: Run, report: Report, options: Presentation, rulebook: Rulebook, words: Catalogue) -> _Suite:
    each = digest(run, report, rulebook, words)
    properties = {}
    if report.score is not None:
        properties = {
            "score": shown(report.score.total),
            "score_with_waivers": shown(report.score.total_with_waivers),
            "grade": each.grade,
            "disclaimer": words("disclaimer"),
        }
    suite = _Suite(_named(report.document.path, options), properties)
    if report.score is None and report.unscored:
        suite.case(words("receipt"), words("junit.read"), "error", report.unscored, "unscored")
    else:
        suite.case(words("receipt"), words("junit.read"))
    scheme = weighting(run, report, rulebook)
    found: dict[str, list[Finding]] = {}
    for finding in listed(report, options.min_severity):
        found.setdefault(finding.rule, []).append(finding)
    veiled = veil(report)
    titles = {chapter.id: chapter.title for chapter in each.chapters}
    for verdict in obligations(report):
        told = _told(found.pop(verdict.rule.id, []), verdict, each, rulebook, words)
        home = dimension_of(verdict.rule.id, scheme)
        suite.case(titles.get(home, home), _name(verdict.rule.id, each, words), *map(veiled, told))
    for id in sorted(found):
        suite.case(words.term("topic", topic_of(found[id][0]) or dimension_of(id, scheme)), _name(id, each, words), *map(veiled, _told(found[id], None, each, rulebook, words)))
    return suite


def _name(rule: str, each: Digest, words: Catalogue) -> str:
    return f"{rule} {rule_title(rule, each, words)}"


def _told(findings: list[Finding], verdict: Verdict | None, each: Digest, rulebook: Rulebook, words: Catalogue) -> tuple[str, str, str, str]:
    """How the case of one rule came out: outcome, message, kind and text. Passed only where the duty is evidenced."""
    colon = words("list.colon")
    live = [f for f in findings if f.is_open]
    grave = [f for f in live if f.severity != "info"]
    if grave:
        first = grave[0]
        more = words("junit.more", count=len(grave) - 1) if len(grave) > 1 else ""
        text = "\n\n".join("\n".join([headline(f, each, words), *details(f, each, rulebook, words)]) for f in grave)
        return "failure", headline(first, each, words) + more, words("severity." + first.severity), text
    if live:
        text = "\n\n".join("\n".join([headline(f, each, words), *details(f, each, rulebook, words)]) for f in live)
        return "skipped", words("severity.info") + colon + headline(live[0], each, words), "", text
    if findings:
        first = findings[0]
        said = words("gaps.waived") + colon + first.waiver if first.waiver is not None else words("junit.known") + colon + (first.known_since or "")
        return "skipped", said, "", ""
    if verdict is None or verdict.status == "evidenced":
        return "", "", "", ""
    # folded into the finding of its parent, below --min-severity, or not asked of this unit: never shown as passed
    return "skipped", words.term("status", verdict.status) + colon + reason_of(verdict, words), "", ""
