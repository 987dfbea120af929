"""The message catalogue: every word the formats say, one module per language, one dict each.

What only one room says (the comments of `annotate`, the workbench …) stands on a shelf of its own, `<shelf>_<lang>.py`, so that
`check` does not load it. Python modules and not YAML, because importing yaml costs 20 ms on the way of `check`.
"""

from importlib import import_module

from linter.model.failure import UsageFailure

LANGUAGES = ("zh", "en")
# comments in Word; formal report and list of findings; text beside findings on the web page; screens of the workbench; its server;
# many reports: store and views; review of verdicts
SHELVES = ("review", "bulletin", "beside", "desk", "serve", "portfolio", "verdicts")


class Catalogue:
    """The messages of one language. Calling it gives a message with its blanks filled."""

    __slots__ = ("_messages", "lang")

    def __init__(self, lang: str, messages: dict[str, str]) -> None:
        self.lang = lang
        self._messages = messages

    def __call__(self, key: str, **blanks: object) -> str:
        """The message `key`; KeyError where the catalogue lacks it or a blank is not given."""
        message = self._messages[key]
        return message.format(**blanks) if blanks else message

    def term(self, group: str, *names: str) -> str:
        """The word for a value of an open set (kinds of residue, reasons, statuses of later check kinds).

        Of several `names`, the more telling first, the first that has one; the last name itself where none has.
        """
        for name in names:
            message = self._messages.get(f"{group}.{name}")
            if message is not None:
                return message
        return names[-1]

    def pick(self, zh: str, en: str) -> str:
        """Of a pair that rules carry in both languages the one of this catalogue, the other where it is empty."""
        return (zh or en) if self.lang == "zh" else (en or zh)


def catalogue(lang: str, *shelves: str) -> Catalogue:
    """The catalogue of `lang` (zh | en), with the named ones of SHELVES laid over it; UsageFailure for any other language."""
    if lang not in LANGUAGES:
        raise UsageFailure(catalogue("zh")("usage.lang", lang=lang, known="、".join(LANGUAGES)))
    messages: dict[str, str] = import_module(f"linter.output.catalogue.{lang}").MESSAGES
    for shelf in shelves:
        messages = messages | import_module(f"linter.output.catalogue.{shelf}_{lang}").MESSAGES
    return Catalogue(lang, messages)
