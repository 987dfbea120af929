"""The result of `check`, written where the user wants it: the terminal, a file, several files at once."""

import os
import sys
from typing import Any, NamedTuple

_NEVER = frozenset({".pdf", ".ofd", ".doc", ".wps", ".rtf", ".xls", ".et"})  # suffixes of documents that are not written
FORMATS = ["text", "json", "jsonl", "markdown", "csv", "html", "sarif", "github", "gitlab", "junit", "docx", "xlsx"]
FILES_ONLY = ("docx", "xlsx")  # a terminal can show neither
_BYTES = ("json", "jsonl", "html", "sarif", "github", "gitlab", "junit")  # machine formats are UTF-8 whatever the terminal speaks; so is csv where it is piped


class Target(NamedTuple):
    """One output: its format, and the file it goes to (None: stdout)."""

    format: str
    path: str | None


def format_for(output: str | None, formats: list[str]) -> str | None:
    """The format that the suffix of an output file asks for; None where it asks for none of `formats`.

    UsageFailure for the suffix of a document that is never written: text in a file called .pdf helps nobody.
    """
    from linter.model.failure import UsageFailure

    suffix = os.path.splitext(output or "")[1].lower()
    if suffix in _NEVER:
        raise UsageFailure(f"不能写成 {suffix} 文件。可用的格式：{'、'.join(formats)}；请换输出文件的后缀，或用 --format 写明格式。")
    if (output or "").lower().endswith(".sarif.json"):
        suffix = ".sarif"
    name = {".md": "markdown", ".htm": "html", ".xml": "junit"}.get(suffix, suffix[1:])
    return name if name in formats else None


def targets_of(format: str | None, output: str | None, files: tuple[str, ...]) -> list[Target]:
    """What --format, --output and --output-file (FORMAT=FILE, repeated) ask for, stdout or --output first.

    UsageFailure for a format that there is not or that wants a file and has none, for FORMAT=FILE without one of its halves, and for a
    file named twice.
    """
    from linter.cli.request import one_of
    from linter.model.failure import UsageFailure

    targets = [Target(format or format_for(output, FORMATS) or "text", output)]
    for value in files:
        name, equals, path = value.partition("=")
        if not equals or not name or not path:
            raise UsageFailure(f"--output-file 要写成 格式=文件，例如 json=结果.json；收到 {value}")
        targets.append(Target(name, path))
    for target in targets:
        one_of("--format", target.format, FORMATS)
        needs_file(target.format, target.path)
    paths = [os.path.normpath(t.path) for t in targets if t.path is not None]
    for path in paths:
        if paths.count(path) > 1:
            raise UsageFailure(f"两种输出不能写进同一个文件：{path}")
    return targets


def needs_file(format: str, path: str | None) -> None:
    """UsageFailure for a format of FILES_ONLY without the name of a file."""
    if format in FILES_ONLY and not path:
        from linter.model.failure import UsageFailure

        raise UsageFailure(f"{format} 要写入文件，请加 --output 文件名.{format}")


def deliver(run: Any, targets: list[Target], rulebook: Any, *, verbose: bool, quiet: bool, lang: str, min_severity: str) -> None:
    """Renders the run once for every target and writes it: files first, stdout last, so that a closed pipe costs no file.

    Where one file cannot be written or made the others are; UsageFailure names those that were not. A file that was checked is
    never written over: a report in Word and the report on it have the same suffix.
    """
    from linter.model.failure import UsageFailure
    from linter.output import Presentation, render

    folder, root = _folders()
    refused: list[str] = []
    broken: Exception | None = None
    for target in sorted(targets, key=lambda t: t.path is None):
        to_terminal = target.path is None and sys.stdout.isatty()
        color = to_terminal and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
        presentation = Presentation(verbose, quiet, color, width(), lang, min_severity, folder, root)
        if target.path is not None and _is_input(target.path, run):
            refused.append(f"{target.path} 是被检查的文件，不能用结果覆盖，请换一个文件名")
            continue
        try:
            text = render(run, target.format, options=presentation, rulebook=rulebook)
        except UsageFailure as failure:  # a library that this format needs is not installed
            refused.append(str(failure))
            continue
        except Exception as error:  # told when the other formats are safe
            broken = error
            continue
        if isinstance(text, str) and target.path is None:
            _print(text, target.format)
        elif target.path is not None:
            from linter.cli.saving import reason, save

            try:
                save(target.path, text)
            except OSError as error:
                refused.append(f"无法写入 {target.path}：{reason(error)}")
                continue
            if not quiet and sys.stderr.isatty():
                # for the person at the terminal, who would otherwise see nothing happen
                print(f"已写出 {target.path}", file=sys.stderr)
    if any(target.format == "github" for target in targets) and os.environ.get("GITHUB_STEP_SUMMARY"):
        _summarise(run, Presentation(lang=lang, min_severity=min_severity, folder=folder, root=root), rulebook)
    if broken is not None:
        raise broken
    if refused:
        rest = "；其余结果已写出。" if len(targets) > len(refused) else ""
        raise UsageFailure("；".join(refused) + rest)


def _is_input(path: str, run: Any) -> bool:
    """True where `path` is one of the files that were checked, by whatever name.

    What was passed over in a folder is not: the report of the last run lies there and is to be renewed.
    """
    try:
        own = os.stat(path)
    except OSError:  # a file that there is not yet
        return False
    for each in [report.document.path for report in run.reports] + [problem.path for problem in run.errors]:
        try:
            if os.path.samestat(own, os.stat(each)):
                return True
        except OSError:
            continue
    return False


def _folders() -> tuple[str, str]:
    """(working folder, root of the repository around it); both '' where there is no working folder any more."""
    try:
        folder = os.getcwd()
    except OSError:
        return "", ""
    from linter.paths import repository

    return folder, repository(folder) or folder


def _summarise(run: Any, presentation: Any, rulebook: Any) -> None:
    """Appends to the summary of a GitHub job. Where that is not possible (a container without the file) it is said and nothing else changes."""
    from linter.cli.saving import reason
    from linter.output.github import SUMMARY_BYTES, job_summary

    path = os.environ["GITHUB_STEP_SUMMARY"]
    try:
        held = os.path.getsize(path) if os.path.exists(path) else 0
        page = job_summary(run, presentation, rulebook, max(2_000, SUMMARY_BYTES - held))
        with open(path, "a", encoding="utf-8", errors="replace", newline="") as file:
            file.write(page)
    except OSError as error:
        print(f"无法写入作业摘要（GITHUB_STEP_SUMMARY）：{reason(error)}", file=sys.stderr)


def width() -> int:
    """Columns of the terminal, COLUMNS before its own word, 100 where there is none."""
    try:
        return int(os.environ.get("COLUMNS", "")) or 100
    except ValueError:
        pass
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or 100 if sys.__stdout__ else 100
    except (OSError, ValueError):
        return 100


def _print(text: str, format: str) -> None:
    if format in _BYTES or (format == "csv" and not sys.stdout.isatty()):
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
        sys.stdout.buffer.flush()
    else:
        sys.stdout.write(text)
