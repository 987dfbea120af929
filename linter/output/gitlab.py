"""GitLab code quality: a JSON list of what a merge request shows beside its changes.

error → major, warning → minor, info → info, as other linters' reports do, so that one word means the same in one widget;
critical and blocker stay for what breaks a running service.
"""

import json
from collections import Counter
from typing import Any

from linter.model.digest import sha256_of
from linter.model.result import Problem, Run
from linter.model.rule import Rulebook
from linter.output.address import located
from linter.output.advice import headline
from linter.output.catalogue import catalogue
from linter.output.digest import digest, listed
from linter.output.glyphs import harmless
from linter.output.json import shielded
from linter.output.presentation import Presentation
from linter.output.spot import spot, veil

_SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def compose(run: Run, options: Presentation, rulebook: Rulebook) -> str:
    """The list as JSON. Waived and known findings are left out: the format has no place for them. A file that could not be read is an entry of its own."""
    words = catalogue(options.lang)
    seen: Counter[tuple[str, str]] = Counter()
    entries: list[dict[str, Any]] = []

    def add(path: str, name: str, severity: str, text: str, mark: str, begin: int, end: int) -> None:
        place = located(path, options.folder, options.root)
        seen[place, mark] += 1
        # the same gap in two reports has one fingerprint of ours, and GitLab merges equal ones
        key = f"{place}\0{mark}" + (f"\0{seen[place, mark]}" if seen[place, mark] > 1 else "")
        entries.append(
            {
                "description": harmless(text),
                "check_name": name,
                "fingerprint": sha256_of(key.encode("utf-8", "backslashreplace"))[:32],
                "severity": severity,
                "location": {"path": harmless(place), "lines": {"begin": begin, "end": end}},
            }
        )

    def unread(problem: Problem) -> None:
        text = words("list.colon").join((words.term("problem", problem.kind), problem.message))
        add(problem.path, f"input.{problem.kind}", "major", text, f"input.{problem.kind}", 1, 1)

    for problem in run.errors:
        unread(problem)
    for report in run.reports:
        each = digest(run, report, rulebook, words)
        veiled = veil(report)
        if report.score is None and report.unscored:
            add(report.document.path, "input.unscored", "major", f"{words('score.none')}{words('list.colon')}{report.unscored}", "input.unscored", 1, 1)
        for finding in listed(report, options.min_severity):
            if finding.is_open:
                at = spot(finding, report.document.text, each.lines)
                text = veiled(" ".join(filter(None, (headline(finding, each, words), finding.advice))))
                add(report.document.path, finding.rule, _SEVERITIES[finding.severity], text, finding.fingerprint, at.line, at.end_line)
    return shielded(json.dumps(entries, ensure_ascii=False, indent=1)) + "\n"
