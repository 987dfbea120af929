"""批注的用语。"""

MESSAGES: dict[str, str] = {}
