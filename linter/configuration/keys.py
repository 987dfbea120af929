"""What can be configured: one table, from which the schema, the environment variables and the merge are made."""

from typing import NamedTuple

LEVELS = ["province", "city", "county", "township", "department"]
STAGES = ["draft", "submitted", "published"]
SEVERITIES = ["error", "warning", "info"]


class Key(NamedTuple):
    """One key of a configuration file, in kebab-case; its field of the request has the same name in snake_case.

    `kind` is text, whole, number, flag, day, texts (a list), path or paths (relative to the file that names them).
    `each` tells that it may differ from report to report, so that overrides may set it. `inverse` names the option
    whose opposite it is: `cache: false` is --no-cache.
    """

    name: str
    kind: str
    zh: str
    choices: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    each: bool = False
    inverse: str = ""

    @property
    def field(self) -> str:
        """The field of the request that the key sets."""
        return (self.inverse or self.name).replace("-", "_")

    @property
    def variable(self) -> str:
        """The environment variable of the key."""
        return PREFIX + self.name.upper().replace("-", "_")


PREFIX = "FAZHI_LINT_"
KEYS = {
    key.name: key
    for key in (
        Key("format", "text", "输出格式"),
        Key("select", "texts", "只列这些规则（编号或前缀）", each=True),
        Key("ignore", "texts", "不列这些规则", each=True),
        Key("pack", "text", "规则范围：core 只用核心规则，all 用全部", choices=("core", "all")),
        Key("profile", "text", "权重方案，缺省按层级选", each=True),
        Key("rules", "paths", "另加的规则文件夹，或 pack:名称（已安装的规则包）"),
        Key("rules-lock", "path", "规则锁定文件：规则与锁定时不同则不检查"),
        Key("level", "text", "层级", choices=tuple(LEVELS), each=True),
        Key("year", "whole", "报告年度", least=2000, most=2100, each=True),
        Key("stage", "text", "阶段", choices=tuple(STAGES), each=True),
        Key("assume-report", "flag", "不判断文种，一律按年度报告检查", each=True),
        Key("skip-other", "flag", "点名的文件若不是年度报告，跳过而不算出错"),
        Key("exclude", "texts", "遍历文件夹时跳过的文件（写法同 .gitignore）"),
        Key("min-severity", "text", "只列出这一级以上", choices=tuple(SEVERITIES)),
        Key("fail-on", "text", "有这一级以上的发现时退出码为 1", choices=(*SEVERITIES, "never")),
        Key("fail-under", "number", "得分低于此数时退出码为 1", least=0, most=100),
        Key("waivers", "paths", "豁免文件"),
        Key("baseline", "path", "基线文件"),
        Key("baseline-max-age", "whole", "基线中超过这么多日的发现重新计入", least=0),
        Key("as-of", "day", "以哪一天为准（YYYY-MM-DD）"),
        Key("max-size", "whole", "文本上限（字节）", least=1000),
        Key("jobs", "whole", "并行的进程数，0 为处理器个数；缺省按文件多少决定", least=0, most=256),
        Key("timeout", "number", "每个文件的时限（秒），0 为不限，缺省 60", least=0),
        Key("cache", "flag", "是否使用缓存", inverse="no-cache"),
        Key("lang", "text", "界面语言", choices=("zh", "en")),
        Key("quiet", "flag", "没有问题时不输出"),
        Key("verbose", "flag", "列出全部事项"),
    )
}
LISTS = ("texts", "paths")
PATHS = ("path", "paths")
