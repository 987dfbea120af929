"""When a source is in force, measured against a report: by its signature, else by the end of its year."""

from linter.model.outline import Profile
from linter.model.rule import Rule, Source

_MID_YEAR = "06-30"  # what ended in the first half of the report year was out of force for most of it


def binds(rule: Rule, year: int | None) -> bool:
    """Whether a rule speaks of this report year; one of certain years says nothing of a report without a year."""
    first, last = rule.years
    if year is None:
        return first is None and last is None
    return (first is None or year >= first) and (last is None or year <= last)


def recalled(source: Source, *fields: str) -> bool:
    """True when the source, or one of these fields of it, is from memory."""
    return source.text == "recalled" or any(field in source.recalled for field in fields)


def reference(profile: Profile) -> str:
    """The day up to which a report can speak of what is done (ISO date): signed, issued or published, but at the earliest the
    end of its year; '' where nothing is known."""
    day = profile.signed or profile.issued or profile.published or ""
    return max(day, f"{profile.year}-12-31") if profile.year is not None else day


def soon(day: str) -> str:
    """The end of the month after that of an ISO date: what comes into force by then is spoken of as good as in force."""
    year, month = int(day[:4]), int(day[5:7])
    return f"{year + (month == 12)}-{month % 12 + 1:02d}-31"


def begun(source: Source) -> str:
    """The day from which there is a source of that name; '' where unknown."""
    return source.since or source.start


def later(source: Source, day: str) -> bool:
    """True when the name came into force after `day`."""
    return begun(source) > day


def replaced(source: Source, year: int | None) -> bool:
    """True when another source had taken the place of this one by the middle of the report year. Plans run out: `plans`."""
    if year is None or not source.superseded_by or not source.end or source.kind == "plan":
        return False
    return source.end <= f"{year}-{_MID_YEAR}"
