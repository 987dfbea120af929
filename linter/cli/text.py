"""`text`: the canonical text, one block a line. With it `git diff` shows what changed in a Word file."""

import sys
import typing

import typer


def register(app: typer.Typer) -> None:
    """Adds the command to the application."""
    app.command("text")(text)


def text(
    file: typing.Annotated[str, typer.Argument(metavar="FILE", help="报告文件。")],
    view: typing.Annotated[bool, typer.Option("--view", help="显示匹配所用的折叠文本。")] = False,
    as_json: typing.Annotated[bool, typer.Option("--json", help="以 JSON 输出各段。")] = False,
    textconv: typing.Annotated[bool, typer.Option("--textconv", help="供 git diff 使用：读不了的文件写一行说明，退出码为 0。")] = False,
    max_size: typing.Annotated[int, typer.Option("--max-size", help="文本上限（字节）。", min=1000)] = 5_000_000,
) -> int:
    """显示读到的正文，一段一行。"""
    from linter.cli.exits import INPUT
    from linter.engine import load
    from linter.model.failure import ReadFailure, UsageFailure
    from linter.model.lexicon import Lexicon
    from linter.reading import read, residue_words

    try:
        document = read(file, max_size=max_size, residue=residue_words(Lexicon(load().lexicon)))
    except FileNotFoundError:
        raise UsageFailure(f"找不到文件：{file}") from None
    except ReadFailure as failure:
        if textconv:  # git would give up the whole diff for one file
            print(failure.message)
            return 0
        print(f"{file}：{failure.message}", file=sys.stderr)
        return INPUT
    if as_json:
        import json

        blocks = [{"kind": b.kind, "start": b.start, "end": b.end, "text": document.text[b.start : b.end]} for b in document.blocks]
        out = json.dumps(
            {"schema": "fazhi-lint/text/1", "path": file, "format": document.format, "blocks": blocks}, ensure_ascii=False, indent=1
        )
    elif view:
        out = document.view.text
    else:
        out = "\n".join("".join(document.text[b.start : b.end].splitlines()) for b in document.blocks)
    if sys.stdout.isatty() and not as_json:
        from linter.output.glyphs import harmless

        # a terminal would obey control characters; a pipe (git diff) gets the text as it is
        out = "\n".join(map(harmless, out.split("\n")))
    sys.stdout.write(out + "\n")
    return 0 if document.receipt.complete or textconv else INPUT
