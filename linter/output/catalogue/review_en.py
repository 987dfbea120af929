"""What the comments of `annotate` say."""

MESSAGES: dict[str, str] = {}
