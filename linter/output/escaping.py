"""The one way in which templates become pages: whatever a document says is escaped and made harmless."""

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from linter.output.glyphs import harmless


def environment(folder: str, *, keep_trailing_newline: bool = False) -> Environment:
    """An environment over the templates of `folder`: every value is escaped and made harmless; a name that is not given is a fault, not an empty string."""
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=keep_trailing_newline,
        finalize=lambda value: harmless(value) if isinstance(value, str) and not isinstance(value, Markup) else value,
    )
