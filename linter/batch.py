"""Many inputs through one engine: what could not be judged is told apart, the others go on."""

from collections.abc import Callable, Sequence
from typing import Protocol

from linter.checks.context import Companions
from linter.company import Company, Others, gather, noticed
from linter.engine import Engine
from linter.model.failure import ReadFailure
from linter.model.result import Problem, Report, Run
from linter.reading import read, residue_words


class Readable(Protocol):
    """A file of the command line (linter.cli.inputs.Input)."""

    @property
    def path(self) -> str: ...
    @property
    def named(self) -> bool: ...
    @property
    def data(self) -> bytes | None: ...
    @property
    def name(self) -> str | None: ...
    @property
    def problem(self) -> str: ...


def judge_all(
    engine: Engine,
    inputs: Sequence[Readable],
    *,
    max_size: int,
    skip_other: bool,
    as_of: str,
    progress: Callable[[int, str], None] | None = None,
    debug: bool = False,
    others: Others | None = None,
    problems: Sequence[Problem] = (),
) -> Run:
    """Reads and judges every input, in order, held against the `others`; `problems` of reading these go to `errors`.

    A file that cannot be read goes to `errors`; so does a named document that is no annual report, unless
    `skip_other`; one that a folder walk found goes to `skipped`. A document read in part keeps its verdicts
    but gets no score. A fault of the program in one document is its error, `internal`, and the others go on;
    with `debug` it is raised.
    """
    residue = residue_words(engine.lexicon)
    words = engine.lexicon.table("messages." + engine.options.lang)["problems"]
    company = Company(Companions(), None, ())
    if others is not None:
        company = gather(engine, others, max_size=max_size, residue=residue, words=words, debug=debug)
    reports: list[Report] = []
    errors: list[Problem] = [*problems, *company.problems]
    skipped: list[Problem] = []
    for done, item in enumerate(inputs, 1):
        if item.problem:
            errors.append(Problem(item.path, "unreadable", item.problem))
            continue
        try:
            document = read(item.path, data=item.data, name=item.name, max_size=max_size, residue=residue)
            judgement = engine.judge(document) if others is None else engine.judge(document, None, company.companions)
            report = judgement.report
        except ReadFailure as failure:
            errors.append(Problem(item.path, failure.kind, failure.message))
        except FileNotFoundError:
            errors.append(Problem(item.path, "unreadable", words["missing"]))
        except Exception as error:
            if debug:
                raise
            # the type only: the text of an exception may quote the document
            errors.append(Problem(item.path, "internal", words["internal"].format(name=type(error).__name__)))
        else:
            if report.genre.kind == "annual-report":
                previous = company.companions.previous
                reports.append(noticed(report, previous, engine.lexicon.table("wording.previous." + engine.options.lang)) if previous else report)
            else:
                message = words["not-a-report"].format(why=words["whys"].get(report.genre.reason, report.genre.reason))
                problem = Problem(item.path, "not-a-report", message)
                (errors if item.named and not skip_other else skipped).append(problem)
        if progress:
            progress(done, item.path)
    options = engine.options
    identity = {
        "profile": options.profile or "auto",
        "pack": options.pack,
        "version": engine.rulebook.version,
        "sha256": engine.rulebook.sha256,
    }
    comparison = None
    if company.draft is not None and others is not None and len(reports) == 1:
        from linter.comparison import compare

        comparison = compare(others.against, company.draft, reports[0])
    return Run(tuple(reports), tuple(errors), tuple(skipped), as_of, identity, options.lang, comparison)
