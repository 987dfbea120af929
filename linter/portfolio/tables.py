"""What a store holds, as SQLAlchemy Core tables; no dialect tricks, so that another database can hold it too.

Ids of units, reports, rulebooks and rules are made from what they name (identity.py): the same on every machine, so that
stores can be merged. A row of `report` is one report as judged by one rulebook: judged by another it is a row more, and
the two are never compared.

Scores are whole tenths of a point (the total of the contract is rounded to 0.1). Points of a duty are exact:
`result.points / report.whole` of 100. Offsets are those of the canonical text.

Text of a report stands only in the columns named `text`, `message`, `quote` and `place`, and only with --keep-text.
"""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table

from linter.portfolio.values import SEVERITIES, STATUSES, Word

SCHEMA = 1  # raise it when a table changes

metadata = MetaData()

_REPORT = "report.id"


def _owned(name: str, target: str, *, primary_key: bool = False) -> "Column[int]":
    """A reference whose row goes with what it refers to."""
    return Column(name, Integer, ForeignKey(target, ondelete="CASCADE"), nullable=False, primary_key=primary_key, autoincrement=False)


meta = Table("meta", metadata, Column("key", String, primary_key=True), Column("value", String, nullable=False))

# one set of rules and of the options that choose among them
rulebook = Table(
    "rulebook",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("engine", String, nullable=False),  # version of the program
    Column("version", String, nullable=False),
    Column("sha256", String, nullable=False),
    Column("profile", String, nullable=False),  # auto: by the level of the report
    Column("pack", String, nullable=False),
    Column("select", String, nullable=False),  # prefixes of rules, parted by a space
    Column("ignore", String, nullable=False),
)

# what a rulebook calls its rules, so that views need not load it; `id` is the same in every rulebook
rule = Table(
    "rule",
    metadata,
    _owned("rulebook_id", "rulebook.id", primary_key=True),
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("name", String, nullable=False),  # enforcement.three-systems.disclosure
    Column("title_zh", String, nullable=False),
    Column("title_en", String, nullable=False),
    Column("kind", String, nullable=False),  # check kind
    Column("severity", Word(SEVERITIES), nullable=False),
    Column("dimension", String, nullable=False),  # '' for rules that earn no points
    Column("number", Integer, nullable=False),  # place in the rulebook
    sqlite_with_rowid=False,
)

dimension_title = Table(
    "dimension_title",
    metadata,
    _owned("rulebook_id", "rulebook.id", primary_key=True),
    Column("dimension", String, primary_key=True),
    Column("title_zh", String, nullable=False),
    Column("title_en", String, nullable=False),
    Column("number", Integer, nullable=False),  # place on the scorecard
    sqlite_with_rowid=False,
)

unit = Table(
    "unit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False),
    Column("level", String),  # province | city | county | township | department; None: not known
    Column("region", String, nullable=False),  # 区划、地区; '' where the roster has none
    Column("parent", String, nullable=False),  # name of the unit above, '' where there is none
    Column("traits", String, nullable=False),  # parted by a space, sorted
    Column("must_submit", Boolean, nullable=False),
    Column("origin", String, nullable=False),  # roster | reports
)

Index("unit_by_name", unit.c.name)

# every name that a unit is found by, its own among them, normalised (matching.py)
alias = Table(
    "alias",
    metadata,
    _owned("unit_id", "unit.id", primary_key=True),
    Column("key", String, primary_key=True),
    Column("name", String, nullable=False),
    sqlite_with_rowid=False,
)

report = Table(
    "report",
    metadata,
    Column("id", Integer, primary_key=True),
    _owned("rulebook_id", "rulebook.id"),
    Column("unit_id", Integer, ForeignKey("unit.id", ondelete="SET NULL")),  # None until matched
    Column("matched", String, nullable=False),  # name | alias | parent | report | assigned; unmatched: none | several
    Column("counts", Boolean, nullable=False),  # of several reports of a unit, year and rulebook the one that counts
    Column("chosen", Boolean, nullable=False),  # because somebody said so
    Column("sha256", String, nullable=False),  # of the bytes
    Column("path", String, nullable=False),  # the first of its `source`s
    Column("options", String, nullable=False),  # what else it was judged with, as JSON: level, year, stage …
    Column("format", String, nullable=False),
    Column("added", String, nullable=False),  # ISO date
    Column("issuer", String, nullable=False),  # as the report names itself, '' where it does not
    Column("place", String, nullable=False),  # the place it reports on, '' where it does not say
    Column("named", LargeBinary, nullable=False),  # hashes of the places it names (places.py)
    Column("year", Integer),
    Column("level", String),
    Column("traits", String, nullable=False),  # as it was judged with (nature.py)
    Column("stage", String, nullable=False),
    Column("signed", String),
    Column("issued", String),
    Column("published", String),
    Column("characters", Integer, nullable=False),
    Column("weighting", String, nullable=False),  # profile of weights that was applied
    Column("score", Integer),  # tenths; None: not scored
    Column("score_with_waivers", Integer),  # tenths
    Column("grade", String),
    Column("unscored", String, nullable=False),  # why not: a word of the program, '' where scored
    Column("whole", Integer, nullable=False),  # sum of the weights that count, at least 1
    Column("statuses", LargeBinary, nullable=False),  # result.status once more, one byte a rule (packing.py): a heat map of all reads these, not millions of rows
)
Index("report_by_unit", report.c.unit_id, report.c.year)
# what the views of a year ask stands in the index itself: a row of `report` is a thousand bytes
Index(
    "report_by_year", report.c.rulebook_id, report.c.year, report.c.counts, report.c.unit_id, report.c.score, report.c.level, report.c.score_with_waivers,
    report.c.grade, report.c.unscored,
)  # fmt: skip
Index("report_by_content", report.c.sha256)

# every file that had these bytes
source = Table(
    "source", metadata, _owned("report_id", _REPORT, primary_key=True), Column("path", String, primary_key=True), sqlite_with_rowid=False
)
Index("source_by_path", source.c.path)

result = Table(
    "result",
    metadata,
    _owned("report_id", _REPORT, primary_key=True),
    Column("rule_id", Integer, primary_key=True, autoincrement=False),
    Column("status", Word(STATUSES), nullable=False),
    Column("points", Integer, nullable=False),  # times report.whole
    Column("weight", Integer, nullable=False),
    sqlite_with_rowid=False,
)

dimension = Table(
    "dimension",
    metadata,
    _owned("report_id", _REPORT, primary_key=True),
    Column("dimension", String, primary_key=True),
    Column("points", Integer, nullable=False),  # tenths
    Column("maximum", Integer, nullable=False),  # tenths
    Column("applicable", Integer, nullable=False),
    Column("not_applicable", Integer, nullable=False),
    sqlite_with_rowid=False,
)

deduction = Table(
    "deduction",
    metadata,
    _owned("report_id", _REPORT, primary_key=True),
    Column("group", String, primary_key=True),  # basis | figures | claims | form
    Column("rule_id", Integer, primary_key=True, autoincrement=False),
    Column("times", Integer, nullable=False),
    Column("points", Integer, nullable=False),  # numerator
    Column("base", Integer, nullable=False),  # denominator
    Column("cap", Integer, nullable=False),
    sqlite_with_rowid=False,
)

finding = Table(
    "finding",
    metadata,
    _owned("report_id", _REPORT, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),  # rank in its report, from 1
    Column("rule_id", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("status", Word(STATUSES), nullable=False),
    Column("severity", Word(SEVERITIES), nullable=False),
    Column("start", Integer),
    Column("end", Integer),
    Column("line", Integer),
    Column("fingerprint", String, nullable=False),
    Column("waiver", String),  # its reason; None where none covers the finding
    Column("message", String),
    Column("quote", String),
    Column("place", String),
    sqlite_with_rowid=False,
)

paragraph = Table(
    "paragraph",
    metadata,
    _owned("report_id", _REPORT, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),  # place among the blocks of the text
    Column("role", String, nullable=False),  # of its section, '' outside any
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("line", Integer, nullable=False),
    Column("length", Integer, nullable=False),  # letters and digits
    Column("exact", LargeBinary, nullable=False),  # hash of letters and digits
    Column("minhash", LargeBinary),  # None for paragraphs too short to be compared
    Column("text", String),
    sqlite_with_rowid=False,
)
Index("paragraph_by_exact", paragraph.c.exact)

# a file that could not be read, or is no annual report; goes when the file is read later
failure = Table(
    "failure",
    metadata,
    Column("path", String, primary_key=True),
    Column("sha256", String, nullable=False),  # '' where there were no bytes
    Column("kind", String, nullable=False),  # as `errors.kind` of the contract
    Column("message", String, nullable=False),
    Column("judged_by", Integer),  # id of the rulebook that found it to be no annual report
    Column("named", Boolean, nullable=False),  # by the user; False: found in a folder or archive
    Column("added", String, nullable=False),
)

# what a person concluded of a verdict; several may review one, and need not agree
verdict_review = Table(
    "verdict_review",
    metadata,
    _owned("report_id", _REPORT, primary_key=True),
    Column("rule_id", Integer, primary_key=True, autoincrement=False),
    Column("reviewer", String, primary_key=True),
    Column("machine", Word(STATUSES), nullable=False),  # what was decided when the sheet was written
    Column("reviewed", Word(STATUSES), nullable=False),
    Column("reason", String, nullable=False),
    Column("reviewed_at", String, nullable=False),  # ISO date
    sqlite_with_rowid=False,
)
