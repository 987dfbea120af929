"""工作台界面的用语。"""

MESSAGES: dict[str, str] = {}
