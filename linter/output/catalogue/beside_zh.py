"""正文对照的用语。"""

MESSAGES: dict[str, str] = {}
