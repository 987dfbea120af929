"""What the user has laid on the desk, as plain data: the page's process keeps it, the process that judges is told of every change."""

from typing import Any, NamedTuple

Text = tuple[str, bytes]  # name, contents


class Papers(NamedTuple):
    """Everything that was given to the desk and nothing that was made of it.

    `trouble` says in one sentence why the report is not judged although it is there: judging it was given up. `revision` grows with every change.
    """

    report: Text | None = None
    previous: Text | None = None
    against: Text | None = None
    level: str | None = None
    year: int | None = None
    stage: str | None = None
    assumed: bool = False  # judged as an annual report whatever it looks like
    lang: str = "zh"
    waivers: dict[str, str] = {}  # noqa: RUF012  never changed in place: fingerprint → reason
    followed: bool = False
    watched: bool = False
    trouble: str = ""
    advice: str = ""
    home: str = ""  # address of the pages that the desk stands beside, '' where it stands alone
    fixed: bool = False  # a report of the store: to be read, not to be worked on
    remark: str = ""  # what is to be known of it
    theme: str = ""  # light or dark, '' as the system has it
    traits: tuple[str, ...] | None = None  # of the unit, where a store knows them
    revision: int = 0

    def with_report(self, name: str, data: bytes, *, followed: bool = False, watched: bool = False) -> "Papers":
        """Another report opened. Under the same name it is the same report, written on: its waivers stay. What was said of another one is not true of it."""
        if self.report is None or self.report[0] == name:
            return self._replace(report=(name, data), followed=followed, watched=watched)
        return Papers(report=(name, data), lang=self.lang, followed=followed, watched=watched, home=self.home, revision=self.revision)

    def beside(self, side: str) -> Text | None:
        """The text at one of sitting.SIDES."""
        return self.previous if side == "previous" else self.against

    def with_beside(self, side: str, text: Text | None) -> "Papers":
        """Another text at one of sitting.SIDES; None takes it away."""
        return self._replace(previous=text) if side == "previous" else self._replace(against=text)


def difference(known: Papers, now: Papers) -> dict[str, Any]:
    """The fields that have to be told to who knows `known`."""
    return {name: value for name, value, old in zip(Papers._fields, now, known, strict=True) if value is not old and value != old}
