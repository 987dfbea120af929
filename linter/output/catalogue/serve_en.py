"""What the server of the workbench says."""

MESSAGES: dict[str, str] = {}
