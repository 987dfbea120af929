"""The other texts a report is held against: read once, whatever the number of reports, faults told apart."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from linter.checks.context import Companions, Context
from linter.checks.previous import follows
from linter.engine import Engine, Judgement, Options
from linter.model.failure import ReadFailure
from linter.model.result import Problem, Report
from linter.reading import ResidueWords, read


class Others(NamedTuple):
    """Paths of the other texts, "" where there is none, and the rows of the ledger. `contents` are the bytes of those that are in memory already."""

    previous: str = ""
    against: str = ""
    companions: Companions = Companions()
    contents: Mapping[str, bytes] = MappingProxyType({})


class Company(NamedTuple):
    """The other texts as read. `problems` says which of them could not be; the reports are judged without it then."""

    companions: Companions
    draft: Report | None
    problems: tuple[Problem, ...]


def gather(
    engine: Engine, others: Others, *, max_size: int, residue: ResidueWords, words: dict[str, Any], debug: bool = False
) -> Company:
    """Reads last year's report and the earlier draft. The draft is judged as the report is: held against the same texts.

    What is wrong with one of them is its problem, in the sentences `words` of messages.problems; a fault of the program
    too, unless `debug`.
    """
    problems: list[Problem] = []
    companions = others.companions

    def judged(path: str, options: Options, beside: Companions | None) -> Judgement | None:
        try:
            judgement = engine.judge(read(path, data=others.contents.get(path), max_size=max_size, residue=residue), options, beside)
        except ReadFailure as failure:
            problems.append(Problem(path, failure.kind, failure.message))
            return None
        except FileNotFoundError:
            problems.append(Problem(path, "unreadable", words["missing"]))
            return None
        except Exception as error:
            if debug:
                raise
            # the type only: the text of an exception may quote the document
            problems.append(Problem(path, "internal", words["internal"].format(name=type(error).__name__)))
            return None
        genre = judgement.report.genre
        if genre.kind != "annual-report":
            problems.append(Problem(path, "not-a-report", words["not-a-report"].format(why=words["whys"].get(genre.reason, genre.reason))))
            return None
        return judgement

    if others.previous:
        # its own year, not the one that the user gave for the report
        found = judged(others.previous, engine.options._replace(year=None), None)
        companions = companions._replace(previous=found.context if found else None)
    draft = judged(others.against, engine.options, companions) if others.against else None
    return Company(companions, draft.report if draft else None, tuple(problems))


def noticed(report: Report, previous: Context | None, sentences: dict[str, Any]) -> Report:
    """The report with what is to be said of last year's: another year, which is not compared, or another place, which is."""
    if previous is None:
        return report
    said = []
    own, other = report.profile, previous.profile
    if not follows(own, other):
        said.append(str(sentences["other-year"]).format(year=own.year, before=other.year))
    elif own.place and other.place and own.place != other.place:
        said.append(str(sentences["other-place"]).format(place=own.place, before=other.place))
    return report._replace(notices=(*report.notices, *said)) if said else report

