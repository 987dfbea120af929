"""What `annotate` does, without the command line: a file and a request in, a copy written, an exit code out."""

import os
from typing import Any

from linter.cli.request import Request


def checked(file: str, output: str | None) -> str:
    """The output path, once it is sure that the original is not written to. UsageFailure with what to do instead."""
    from linter.model.failure import UsageFailure
    from linter.reading.formats import suffix_of

    if file == "-":
        raise UsageFailure("annotate 要写明文件，不从标准输入读取。")
    if os.path.isdir(file):
        raise UsageFailure(f"annotate 一次批注一个文件，{file} 是文件夹。")
    if not os.path.exists(file):
        raise UsageFailure(f"找不到文件：{file}")
    own = suffix_of(file)
    wanted = own if own in (".docx", ".docm") else ".docx"
    if not output:
        base = os.path.basename(file)
        raise UsageFailure(f"请用 -o 写明批注本的文件名，例如 -o {base[: len(base) - len(own)]}（批注）{wanted}；原文件不会被改动。")
    if _same(file, output):
        raise UsageFailure(f"-o 不能是原文件 {file}，请另起文件名。")
    if suffix_of(output) != wanted:
        raise UsageFailure(f"批注本要写成 {wanted} 文件，收到 {output}")
    return output


def perform(file: str, output: str, request: Request, limit: int, signed: tuple[str | None, str | None, str | None], format: str) -> int:
    """Checks, annotates and writes; the exit code. UsageFailure for a wrong value or a file that cannot be written."""
    from linter.annotation import annotated, remarks_of
    from linter.cli.agreeing import agreed
    from linter.cli.exits import CLEAN, INPUT, INTERNAL, highest
    from linter.cli.judging import judged
    from linter.cli.saving import reason, save
    from linter.cli.settling import settled
    from linter.model.digest import sha256_of
    from linter.model.failure import ReadFailure, UsageFailure
    from linter.model.lexicon import Lexicon
    from linter.output.catalogue import catalogue
    from linter.reading import residue_words

    author, initials, day = signed
    date = _date(day, isolated=request.isolated)
    try:
        data, word = _word(file, request.max_size)
    except ReadFailure as failure:
        return _refused(file, failure.kind, failure.message, format)
    request, settlement = settled(request)
    for used in (request.previous, request.ledger, request.baseline, *request.waivers):
        if used is not None and _same(used, output):
            raise UsageFailure(f"-o 不能是正在使用的文件 {used}，请另起文件名。")
    found = judged(request, settlement)
    run = agreed(found)
    codes = [INTERNAL if problem.kind == "internal" else INPUT for problem in run.errors]
    if not run.reports:
        problem = run.errors[0]
        _refused(file, problem.kind, problem.message, format)
        return highest(codes)
    report = run.reports[0]
    if report.document.sha256 != sha256_of(data):
        raise UsageFailure(f"{file} 在检查时被改动，请重新运行。")
    words = catalogue(request.lang, "review")
    every = remarks_of(run, report, found.rulebook, words, limit=0, min_severity=request.min_severity)
    kept = remarks_of(run, report, found.rulebook, words, limit=limit, min_severity=request.min_severity)
    who = author or words("remark.author")
    initials = initials or (author[:1] if author else words("remark.initials"))
    residue = residue_words(Lexicon(found.rulebook.lexicon))
    if word is not data:
        _alike(file, word, report.document.text, residue, request.max_size)
    copy = annotated(word, kept, author=who, initials=initials, date=date or run.as_of, residue=residue)
    try:
        save(output, copy)
    except OSError as error:
        raise UsageFailure(f"无法写入 {output}：{reason(error)}") from None
    for problem in run.errors:
        _say(f"{problem.path}：{problem.message}", failed=True)
    _report(file, output, report, len(kept), len(every) - len(kept), found.rulebook, run, words, format)
    return highest([*codes, INPUT if report.unscored else CLEAN])


def _report(file: str, output: str, report: Any, comments: int, left: int, rulebook: Any, run: Any, words: Any, format: str) -> None:
    """What was written, in a line or as JSON."""
    from linter.output.digest import digest
    from linter.output.heading import score_words
    from linter.output.rounding import decimal

    each = digest(run, report, rulebook, words)
    if format == "json":
        score = report.score
        _answer(file, output, comments, left, decimal(score.total) if score else None, score.grade if score else None, report.unscored or None, run.errors)
        return
    _say(words("annotated" if not left else "annotated.left", output=output, count=comments, left=left, score=score_words(each, words)))


def _answer(file: str, output: str | None, comments: int, left: int, score: float | None, grade: str | None, unscored: str | None, errors: Any) -> None:
    import json

    answer = {
        "schema": "fazhi-lint/annotate/1", "path": file, "output": output, "comments": comments, "left_out": left, "score": score, "grade": grade,
        "unscored": unscored, "errors": [{"path": each.path, "kind": each.kind, "message": each.message} for each in errors],
    }  # fmt: skip
    print(json.dumps(answer, ensure_ascii=False, indent=1))


def _refused(file: str, kind: str, message: str, format: str) -> int:
    """Says why there is no copy; the exit code."""
    from linter.cli.exits import INPUT
    from linter.model.result import Problem

    if format == "json":
        _answer(file, None, 0, 0, None, None, None, [Problem(file, kind, message)])
    else:
        _say(f"{file}：{message}", failed=True)
    return INPUT


def _say(sentence: str, *, failed: bool = False) -> None:
    import sys

    from linter.output.glyphs import disarmed, harmless

    print(disarmed(harmless(sentence)), file=sys.stderr if failed else sys.stdout)


def _same(one: str, other: str) -> bool:
    """Whether two paths lead to one file, through links too."""
    if os.path.realpath(one) == os.path.realpath(other):
        return True
    try:
        return os.path.samefile(one, other)
    except OSError:
        return False


def _word(file: str, max_size: int) -> tuple[bytes, bytes]:
    """(the bytes of a file, the .docx of it: the same bytes, or what LibreOffice makes of old Word, WPS and RTF).

    ReadFailure where it cannot be read or converted; UsageFailure for another format.
    """
    from linter.model.failure import UsageFailure
    from linter.reading import bytes_of
    from linter.reading.formats import format_of, suffix_of
    from linter.reading.messages import failure
    from linter.reading.office import as_docx, is_old_word

    data = bytes_of(file, max_size)
    if not data:
        raise failure("empty")
    if format_of(file, data).name == "docx":
        return data, data
    if is_old_word(file, data):
        return data, as_docx(data, suffix_of(file))
    raise UsageFailure(f"只有 Word 文件（.docx）可以加批注，{file} 不是。请在 WPS 或 Word 中另存为 .docx，或用 fazhi-lint check 查看结果。")


def _alike(file: str, word: bytes, text: str, residue: Any, max_size: int) -> None:
    """UsageFailure where a conversion gives another text than the one that was judged: comments would hang on wrong words."""
    from linter.model.failure import UsageFailure
    from linter.reading import read

    if read("", data=word, name="converted.docx", max_size=max_size, residue=residue).text != text:
        raise UsageFailure(f"{file} 两次转换所得文字不一致，没有写出批注本。请在 WPS 或 Word 中另存为 .docx 后再试。")


def _date(day: str | None, *, isolated: bool) -> str:
    """The date of the comments: --date, else SOURCE_DATE_EPOCH; '' where neither says one. UsageFailure where it is none."""
    from datetime import UTC, date, datetime

    from linter.model.failure import UsageFailure

    if day is not None:
        try:
            return date.fromisoformat(day).isoformat()
        except ValueError:
            raise UsageFailure(f"--date 要写成 YYYY-MM-DD，例如 2025-03-01；收到 {day}") from None
    epoch = "" if isolated else os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return ""
    try:
        return datetime.fromtimestamp(int(epoch), UTC).strftime("%Y-%m-%dT%H:%M:%S")
    except (ValueError, OverflowError, OSError):
        raise UsageFailure(f"环境变量 SOURCE_DATE_EPOCH 要是秒数；收到 {epoch}") from None
