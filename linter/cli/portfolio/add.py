"""`portfolio add`: reports of files, folders and archives into a store."""

import typer


def register(app: typer.Typer) -> None:
    """Adds the command to the application."""
