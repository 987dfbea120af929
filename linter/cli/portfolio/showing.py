"""What every `portfolio` command shares: its options, the store, tables to the terminal or a file."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from linter.model.table import Table
    from linter.output.catalogue import Catalogue

Db = Annotated[str, typer.Option("--db", help="库文件。")]
Format = Annotated[str | None, typer.Option("--format", "-f", help="输出格式；缺省按输出文件的后缀，再缺省为 text。")]
Output = Annotated[str | None, typer.Option("--output", "-o", help="写入文件，而不是显示。")]
Lang = Annotated[str, typer.Option("--lang", help="界面语言：zh、en。")]
STORE = "portfolio.db"


def words_of(lang: str) -> "Catalogue":
    """The catalogue with the words of this room. UsageFailure for an unknown language, or where the extra is not installed."""
    from linter.output.catalogue import catalogue
    from linter.portfolio.extra import required

    words = catalogue(lang, "portfolio")
    required(lambda name: words("extra.missing", name=name))
    return words


@contextmanager
def store_of(path: str, words: "Catalogue", *, make: bool = False) -> "Iterator[Engine]":
    """The open store (linter.portfolio.store.opened)."""
    from linter.portfolio.store import opened

    with opened(path, words, make=make) as engine:
        yield engine


@contextmanager
def reading(path: str, words: "Catalogue") -> "Iterator[Connection]":
    """A connection that reads the store at `path`: what a view needs."""
    with store_of(path, words) as engine, engine.connect() as connection:
        yield connection


def show(tables: "Sequence[Table]", format: str | None, output: str | None, lang: str) -> None:
    """Writes tables to stdout or a file. UsageFailure for an unknown format, one that needs a file, or a file that cannot be written."""
    from linter.cli.request import one_of
    from linter.cli.writing import format_for
    from linter.model.failure import UsageFailure
    from linter.output.catalogue import catalogue
    from linter.output.tables import BINARY, FORMATS, composed

    format = format or format_for(output, list(FORMATS)) or "text"
    one_of("--format", format, list(FORMATS))
    if format in BINARY and output is None:
        raise UsageFailure(catalogue(lang, "portfolio")("show.file", format=format))
    data = composed(tables, format, lang, columns=_columns() if output is None else None)
    if output is not None:
        write(output, data)
    elif format == "text":
        sys.stdout.write(data.decode("utf-8"))
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


def _columns() -> int | None:
    """Columns of the terminal, COLUMNS before its own word; None where there is none, so that a pipe gets whole lines."""
    told = os.environ.get("COLUMNS", "")
    if told.isascii() and told.isdecimal() and int(told):
        return int(told)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or None
    except (OSError, ValueError):
        return None


def write(path: str, data: bytes) -> None:
    """Writes a file whole or not at all; UsageFailure where it cannot be."""
    from linter.cli.saving import reason, save
    from linter.model.failure import UsageFailure

    try:
        save(path, data)
    except OSError as error:
        raise UsageFailure(f"无法写入 {os.path.basename(path)}：{reason(error)}") from None
