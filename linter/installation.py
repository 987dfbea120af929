"""What `doctor` looks at. The import name `linter` is generic: another distribution may have overwritten our files."""

import os
import sys
from importlib import import_module, metadata
from typing import NamedTuple

_OPTIONAL = {
    "ahocorasick_rs": "快速匹配（没有它结果相同，较慢）",
    "pypdfium2": "读取 PDF",
    "selectolax": "读取 HTML",
    "jieba": "分词（explain 的最近似说法）",
    "xlsxwriter": "问题清单、素材征集表 .xlsx",
    "docx": "检查报告、素材征集表 .docx",
    "openpyxl": "读取 .xlsx 台账",
    "starlette": "工作台（serve）",
    "uvicorn": "工作台（serve）",
}
_NEEDED = {"yaml": "规则", "jsonschema": "规则校验", "defusedxml": "读取 Word", "jinja2": "HTML 得分表", "platformdirs": "缓存位置", "pathspec": "文件名模式"}


class Examined(NamedTuple):
    """One line of the answer. `optional`: a fault here does not make the installation unsound."""

    what: str
    ok: bool
    optional: bool
    detail: str


def examine() -> list[Examined]:
    """Everything that can be told without a document: files, rules, libraries, fonts, Python."""
    results = [Examined("Python", sys.version_info >= (3, 11), False, sys.version.split()[0])]
    files = _files()
    results.extend(files)
    sound = all(result.ok for result in files)
    if sound:  # with files of another distribution the rules cannot even be looked for
        results.append(_rules())
    for module, use in (_NEEDED | _OPTIONAL).items():
        try:
            import_module(module)
            results.append(Examined(module, True, module in _OPTIONAL, use))
        except ImportError:
            results.append(Examined(module, False, module in _OPTIONAL, f"未安装：{use}"))
    if sound:
        results.append(_cache())
    results.append(_typer())
    results.append(_fonts())
    results.append(_office())
    return results


def _files() -> list[Examined]:
    import linter

    # uninstalling another distribution of this import name takes our __init__.py along: then there is no __file__
    folder = os.path.dirname(os.path.abspath(linter.__file__ or ""))
    if getattr(linter, "__dist__", "") != "fazhi-lint":
        return [Examined("安装文件", False, False, "linter/ 已被另一个软件包覆盖，请在单独的虚拟环境中重新安装 fazhi-lint")]
    owners = sorted(set(metadata.packages_distributions().get("linter", [])))
    others = [name for name in owners if name.lower().replace("_", "-") != "fazhi-lint"]
    out = [
        Examined(
            "软件包",
            not others,
            False,
            "fazhi-lint" if not others else f"linter/ 同时属于：{'、'.join(others)}；请在单独的虚拟环境中重新安装",
        )
    ]
    try:
        distribution = metadata.distribution("fazhi-lint")
    except metadata.PackageNotFoundError:
        return [*out, Examined("安装文件", True, True, f"从源代码目录运行：{folder}")]
    changed = _changed(distribution)
    detail = "与安装记录一致" if not changed else f"{len(changed)} 个文件与安装记录不符（如 {changed[0]}），请重新安装"
    return [*out, Examined("安装文件", not changed, False, detail)]


def _changed(distribution: metadata.Distribution) -> list[str]:
    """Files of the record that are missing or have another hash. An editable install records no package files."""
    import base64
    import hashlib

    changed = []
    for file in distribution.files or ():
        if not str(file).startswith("linter/") or file.hash is None or file.hash.mode != "sha256" or str(file).endswith(".pyc"):
            continue
        path = distribution.locate_file(file)
        try:
            with open(os.fspath(str(path)), "rb") as stream:
                digest = base64.urlsafe_b64encode(hashlib.sha256(stream.read()).digest()).rstrip(b"=").decode()
        except OSError:
            changed.append(str(file))
            continue
        if digest != file.hash.value:
            changed.append(str(file))
    return changed


def _rules() -> Examined:
    from linter.engine import load
    from linter.model.failure import Failure

    try:
        book = load()
    except Failure as error:
        return Examined("规则", False, False, str(error).splitlines()[0])
    return Examined("规则", True, False, f"{len(book.rules)} 条，版本 {book.version}，摘要 {book.sha256[:12]}")


def _cache() -> Examined:
    """Where results are kept, and how much; a folder that others can write is not used."""
    from linter.results.store import LIMIT, place
    from linter.rulebook import cache

    path = place()
    folder = os.path.dirname(path)
    try:
        usable = not os.path.lexists(folder) or cache.private(folder)
        size = os.path.getsize(path) if os.path.exists(path) else 0
    except OSError:
        usable, size = False, 0
    if not usable:
        return Examined("结果缓存", False, True, f"{folder} 别人可以写入，不使用；请收回权限（chmod 700）或删除后重建")
    return Examined("结果缓存", True, True, f"{path}，{size / 1e6:.1f} MB（上限 {LIMIT / 1e6:.0f} MB；删除这个文件即清空）")


def _typer() -> Examined:
    version = metadata.version("typer")
    fine = tuple(int(p) for p in version.split(".")[:2]) < (0, 29)
    return Examined("typer", fine, True, version if fine else f"{version}：0.29 起每次启动慢一倍，请装 0.28")


def _fonts() -> Examined:
    import shutil
    import subprocess

    if not shutil.which("fc-list"):
        return Examined("中文字体", True, True, "未检查（没有 fc-list）")
    found = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True, timeout=20, check=False).stdout.strip()
    return Examined("中文字体", bool(found), True, "已安装" if found else "未安装，HTML 打印时汉字可能显示为方框")


def _office() -> Examined:
    from linter.reading import office

    found = office.program()
    named = os.environ.get(office.VARIABLE)
    if found:
        return Examined("LibreOffice", True, True, f"读取 .doc、.wps、.rtf：{found}")
    if named == "":
        return Examined("LibreOffice", True, True, f"已按 {office.VARIABLE} 停用；.doc、.wps、.rtf 请先另存为 .docx")
    why = "未安装" if named is None else f"{office.VARIABLE} 所指的程序不存在或不能执行（要写完整路径）"
    return Examined("LibreOffice", False, True, f"{why}：.doc、.wps、.rtf 请先另存为 .docx")
