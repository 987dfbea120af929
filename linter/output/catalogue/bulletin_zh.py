"""检查报告和问题清单的用语。"""

MESSAGES: dict[str, str] = {}
