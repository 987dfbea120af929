"""What is said of a wrong call, in Chinese: typer's own sentences are English."""

import re

SENTENCES = {
    "NoSuchOption": "没有选项 {name}{hint}",
    "NoSuchCommand": "没有命令 {name}{hint}",
    "MissingParameter": "缺少 {name}",
    "BadParameter": "{name} 的值不合要求（{detail}）",
    "BadOptionUsage.without": "选项 {name} 后面要写上值",
    "BadOptionUsage.with": "选项 {name} 不带值",
    "MissingCommand": "后面要写上子命令",
    "Extra": "多出的参数：{name}",
}
_COMMAND = re.compile(r"No such command '([^']*)'")
_EXTRA = re.compile(r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)$")
_RANGE = re.compile(r"is not in the range (\S+)<=x<=(\S+?)\.$")
_LEAST = re.compile(r"is not in the range x>=(\S+?)\.$")


def sentence(error: Exception) -> str:
    """The sentence for an error of typer; its own words where it is of a kind not known here."""
    kind = type(error).__name__
    message = str(getattr(error, "message", "") or "")
    if kind == "NoSuchOption":
        return SENTENCES[kind].format(name=getattr(error, "option_name", ""), hint=_near(list(getattr(error, "possibilities", None) or ())))
    if kind == "MissingParameter":
        return SENTENCES[kind].format(name=_parameter(error))
    if kind == "BadParameter":
        return SENTENCES[kind].format(name=_parameter(error), detail=_detail(message))
    if kind == "BadOptionUsage":
        case = "with" if "does not take a value" in message else "without"
        return SENTENCES[f"{kind}.{case}"].format(name=getattr(error, "option_name", ""))
    command = _COMMAND.search(message)
    if command:
        return SENTENCES["NoSuchCommand"].format(name=command[1], hint=_near(_commands(error, command[1])))
    if message == "Missing command.":
        return SENTENCES["MissingCommand"]
    extra = _EXTRA.search(message)
    if extra:
        return SENTENCES["Extra"].format(name=extra[1])
    return str(error.format_message()) if hasattr(error, "format_message") else kind


def _near(names: list[str]) -> str:
    return f"，是否指 {'、'.join(names)}？" if names else ""


def _commands(error: Exception, name: str) -> list[str]:
    import difflib

    group = getattr(getattr(error, "ctx", None), "command", None)
    return difflib.get_close_matches(name, list(getattr(group, "commands", {})), 1, 0.5)


def _parameter(error: Exception) -> str:
    """An option by its longest name, an argument by its place holder."""
    parameter = getattr(error, "param", None)
    names = [n for n in getattr(parameter, "opts", ()) if n.startswith("-")]
    return max(names, key=len) if names else str(getattr(parameter, "metavar", None) or getattr(parameter, "name", ""))


def _detail(message: str) -> str:
    span = _RANGE.search(message)
    if span:
        return f"应在 {span[1]} 至 {span[2]} 之间"
    least = _LEAST.search(message)
    if least:
        return f"不小于 {least[1]}"
    return "应为数字" if "is not a valid" in message else message
