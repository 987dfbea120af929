"""What was agreed beforehand, laid over reports that are judged: waivers, a baseline, only the changed passages."""

import sys
from collections.abc import Callable
from typing import Any

from linter.cli.judging import Judged


def agreed(found: Judged) -> Any:
    """The run with the waivers, the baseline and the changed passages of the request applied, in this order.

    UsageFailure for files or revisions that are not there.
    """
    request, run = found.request, waived(found)
    if request.baseline is not None:
        from linter.agreement.baseline import read_baseline, with_baseline

        run = with_baseline(run, read_baseline(request.baseline), request.baseline, judging(found), request.baseline_max_age)
    if request.changed_from is not None:
        run = _changed(run, found, request.changed_from)
    return run


def waived(found: Judged) -> Any:
    """The run with waiver files and waivers in the documents applied; what concerns no report of the run goes to stderr."""
    request, run = found.request, found.run
    if request.no_waivers:
        return run
    paths = [report.document.path for report in run.reports]
    files = list(request.waivers)
    if not request.isolated:
        from linter.agreement.waiver_files import default_files

        files += default_files(paths)
    if not files and not any(report.document.comments for report in run.reports):
        return run
    from linter.agreement.effect import with_waivers, words_of
    from linter.agreement.naming import Names
    from linter.agreement.waivers import waivers_of

    waivers = waivers_of(files, Names(found.rulebook, words_of(found.rulebook, run.lang)))
    run, notes = with_waivers(run, waivers, found.rulebook, selecting(found))
    if notes and not request.quiet:
        from linter.output.glyphs import disarmed, harmless

        for note in notes:
            print(disarmed(harmless(note.message)), file=sys.stderr)
    return run


def selecting(found: Judged) -> Callable[[str], Any]:
    """Which rules were chosen for the report at a path."""
    from linter.agreement.selection import Selection

    request = found.request
    companions = frozenset(kind for kind, path in (("previous", request.previous), ("ledger", request.ledger)) if path is not None)

    def selection(path: str) -> Selection:
        options = found.options_of(path)
        return Selection(options.select, options.ignore, options.pack, companions)

    return selection


def judging(found: Judged) -> Callable[[str, str], bool]:
    """Whether, in the report at a path, the rule of an id was judged; one that is no rule any longer never was found, so it is gone."""
    selection = selecting(found)
    rules = {rule.id: rule for rule in found.rulebook.rules}
    return lambda path, rule: rule not in rules or rules[rule].stability == "deprecated" or selection(path).judged(rules[rule])


def _changed(run: Any, found: Judged, revision: str) -> Any:
    from linter.agreement.changes import only_changed
    from linter.reading import read, residue_words

    request, engines = found.request, found.engines
    residue = residue_words(engines.engine(engines.options).lexicon)

    def judge(document: Any) -> Any:
        options = found.options_of(document.path)
        return engines.engine(options).judge(document, options).report.findings

    return only_changed(run, revision, lambda path, data: read(path, data=data, name=path, max_size=request.max_size, residue=residue), judge)
