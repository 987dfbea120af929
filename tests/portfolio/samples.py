"""Invented short reports, and a store's content in a form that can be compared."""

from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Engine, select

from linter.portfolio.tables import metadata

AS_OF = "2025-03-01"


class Given(NamedTuple):
    """A path as the command line or a walk gives it."""

    path: str
    named: bool = False
    problem: str = ""


def text(unit: str, year: int = 2024, *, above: str = "云泽市人民政府", number: int = 3, signed: bool = True) -> str:
    """A short report of a unit, another one for each number."""
    return f"""{unit}{year}年法治政府建设年度报告

{above}：

{year}年，{unit}坚持以习近平法治思想为指导，依法推进各项工作。现将情况报告如下。

一、主要举措和成效

（一）加强领导。常务会议研究法治工作{number}次，党组理论学习中心组学习习近平法治思想{number + 1}次，干部集体学法6次。

（二）规范执法。{number + 9}名执法人员均取得执法证；开展行政检查{140 + number}户次，办理行政处罚案件{number}件，全部公示并制作执法记录。

（三）化解纠纷。排查矛盾纠纷{150 + number}件，调解成功{140 + number}件；本年度无行政复议、行政诉讼案件。

（四）普法宣传。举办普法宣传{number + 10}场，培养“法律明白人”{number + 40}名，主动公开信息{number + 130}条，答复公众留言{number + 20}条。

二、存在的不足和原因

一是执法力量偏弱，原因是3名执法人员兼任多项工作。二是村级公开栏更新不够及时，主要原因是责任人不固定，督促检查不够经常。

三、{year + 1}年工作安排

一是明确专职执法人员{number}名，每季度检查1次。
""" + (f"\n{unit}\n{year + 1}年1月20日\n" if signed else "")


def written(folder: Path, *units: str, year: int = 2024, above: str = "云泽市人民政府") -> list[Given]:
    """Files of reports, one a unit."""
    folder.mkdir(parents=True, exist_ok=True)
    out = []
    for number, unit in enumerate(units):
        path = folder / f"{unit}{year}.txt"
        path.write_text(text(unit, year, above=above, number=number + 2), "utf-8")
        out.append(Given(str(path)))
    return out


def dump(store: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, sorted: two stores are equal where these are."""
    with store.connect() as connection:
        return {table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr) for table in metadata.sorted_tables}
