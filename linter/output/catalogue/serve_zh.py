"""工作台服务端的用语。"""

MESSAGES: dict[str, str] = {}
