"""A Word report and what was found in it → the same Word file with comments in its margin: only anchors are put into its body.

`remarks_of` says what is worth a comment, `annotated` hangs remarks on their words; the command and the workbench call both.
"""

from linter.annotation.copy import annotated
from linter.annotation.remark import Line, Remark
from linter.annotation.remarks import remarks_of

__all__ = ["Line", "Remark", "annotated", "remarks_of"]
