"""Nouns of the workbench: what lies on the desk at a moment. The screens are made of this and of nothing else."""

from dataclasses import dataclass, field

from linter.model.result import Run
from linter.model.rule import Rulebook

SIDES = ("previous", "against")  # last year's report, the earlier draft
EXPORTS = ("annotated", "bulletin", "workbook", "html", "markdown", "json", "waivers")  # waivers: the ones given here, as a waiver file


@dataclass(frozen=True)
class Choices:
    """What the user says of the report beside its text; None where the text is to tell."""

    level: str | None = None
    year: int | None = None
    stage: str | None = None
    assumed: bool = False  # judged as an annual report whatever it looks like


@dataclass(frozen=True)
class Beside:
    """Another text that the report is held against. `problem` says why it could not be used, '' where it was."""

    name: str
    problem: str = ""


@dataclass(frozen=True)
class Sitting:
    """The desk as it is. `run` holds at most one report, None where nothing was opened or what was opened could not be judged.

    `problem` is the sentence for a file that could not be read. `revision` grows with every change.
    """

    lang: str
    rulebook: Rulebook
    revision: int = 0
    name: str = ""
    run: Run | None = None
    problem: str = ""
    advice: str = ""  # what to do about the problem, '' where the sentence says it
    choices: Choices = Choices()
    beside: dict[str, Beside] = field(default_factory=dict)  # by SIDES
    waivers: dict[str, str] = field(default_factory=dict)  # fingerprint → reason, given at this desk
    exports: tuple[str, ...] = ()  # of EXPORTS, those that this report and this installation can give
    watched: bool = False  # the file on disk is looked at, and re-checked when it is saved
    followed: bool = False  # there is a file on disk that can be watched
    seconds: float = 0.0  # that reading and judging took
    assumable: bool = False  # what was opened does not look like an annual report; the user may say that it is one (POST /choices, assumed=1)
    examples: tuple[str, ...] = ()  # names of the reports that can be tried (POST /example, name=…)
    home: str = ""  # address of the pages over a store that the desk stands beside
    fixed: bool = False  # a report of the store: to be read, not to be worked on
    remark: str = ""  # what is to be known of it
    theme: str = ""  # light or dark, '' as the system has it


@dataclass(frozen=True)
class Export:
    """A file to hand to the browser."""

    name: str
    media: str
    data: bytes
