"""What the text beside its findings says."""

MESSAGES: dict[str, str] = {}
