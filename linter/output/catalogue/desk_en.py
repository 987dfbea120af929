"""What the workbench and the text beside its findings say."""

MESSAGES: dict[str, str] = {}
