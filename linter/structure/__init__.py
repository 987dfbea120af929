"""Document → Outline and Profile: numbering as sequences, section roles, items, who reports on which year."""

from linter.structure.clauses import Divider
from linter.structure.genre import genre_of
from linter.structure.headings import Headings
from linter.structure.outline import outline_of
from linter.structure.profile import ProfileReader

__all__ = ["Divider", "Headings", "ProfileReader", "genre_of", "outline_of"]
