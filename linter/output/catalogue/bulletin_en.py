"""What the formal report and the list of findings say."""

MESSAGES: dict[str, str] = {}
