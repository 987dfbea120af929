"""What the screens of the workbench say."""

MESSAGES: dict[str, str] = {}
