"""`rules lock`: writes down which rules a repository is checked with."""

import sys
import typing

import typer


def lock(
    roots: typing.Annotated[list[str] | None, typer.Option("--rules", help="规则包（文件夹，可重复）。")] = None,
    output: typing.Annotated[str, typer.Option("--output", "-o", help="写入的文件，- 为显示。")] = "fazhi-rules.lock",
) -> int:
    """写出规则锁定文件：自带规则和各规则包的编号、版本和校验值。"""
    from linter.checks.registry import kinds
    from linter.model.failure import UsageFailure
    from linter.rulebook import load, locking

    extra = tuple(roots or ())
    load(kinds, extra=extra)  # rules that do not hold are not worth locking
    held = locking.state(extra)
    text = locking.text(held)
    if output == "-":
        sys.stdout.write(text)
        return 0
    try:
        with open(output, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise UsageFailure(f"无法写入 {output}：{error.strerror}") from None
    print(f"已写出 {output}：" + "、".join(f"{pack.id} {pack.version}".strip() for pack in held))
    return 0
