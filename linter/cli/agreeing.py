"""What was agreed beforehand, laid over the result of `check`: waivers, a baseline, only the changed passages."""

import sys
from typing import Any


def agreed(run: Any, request: Any, rulebook: Any, engine: Any = None) -> Any:
    """The run with the waivers, the baseline and the changed passages of the request applied, in this order.

    `engine` judges earlier versions of the reports (--changed-from); it is made where none is given. UsageFailure for files or revisions that are not there.
    """
    if not request.no_waivers:
        run = waived(run, request, rulebook)
    if request.baseline is not None:
        from linter.agreement.baseline import read_baseline, with_baseline

        run = with_baseline(run, read_baseline(request.baseline), request.baseline, judged(request, rulebook), request.baseline_max_age)
    if request.changed_from is not None:
        if engine is None:
            from linter.cli.judging import engine_of

            engine = engine_of(request, rulebook)
        run = _changed(run, request, engine)
    return run


def waived(run: Any, request: Any, rulebook: Any) -> Any:
    """The run with waiver files and waivers in the documents applied; what concerns no report of the run goes to stderr."""
    paths = [report.document.path for report in run.reports]
    files = list(request.waivers)
    if not request.isolated:
        from linter.agreement.paths import default_files

        files += default_files(paths)
    if not files and not any(report.document.comments for report in run.reports):
        return run
    from linter.agreement.effect import with_waivers, words_of
    from linter.agreement.naming import Names
    from linter.agreement.waivers import waivers_of

    waivers = waivers_of(files, Names(rulebook, words_of(rulebook, run.lang)))
    run, notes = with_waivers(run, waivers, rulebook, selection(request))
    if notes and not request.quiet:
        from linter.output.glyphs import harmless

        for note in notes:
            print(harmless(note.message), file=sys.stderr)
    return run


def selection(request: Any) -> Any:
    """Which rules the request chose."""
    from linter.agreement.selection import Selection
    from linter.cli.judging import listed

    companions = {"previous": request.previous, "ledger": request.ledger}
    return Selection(listed(request.select), listed(request.ignore), request.pack, frozenset(kind for kind, path in companions.items() if path is not None))


def judged(request: Any, rulebook: Any) -> Any:
    """Whether the rule of an id was judged; one that is no rule any longer never was found, so it is gone."""
    chosen = selection(request)
    rules = {rule.id: rule for rule in rulebook.rules}
    return lambda rule: rule not in rules or rules[rule].stability == "deprecated" or chosen.judged(rules[rule])


def _changed(run: Any, request: Any, engine: Any) -> Any:
    from linter.agreement.changes import only_changed
    from linter.reading import read, residue_words

    residue = residue_words(engine.lexicon)
    return only_changed(
        run,
        request.changed_from,
        lambda path, data: read(path, data=data, name=path, max_size=request.max_size, residue=residue),
        lambda document: engine.judge(document).report.findings,
    )
