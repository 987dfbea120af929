"""fazhi-lint: a compliance checklist linter for 法治政府建设年度报告.

The import name is generic, so the package names its distribution: `doctor` compares the two
and tells when another distribution has overwritten these files.
"""

__dist__ = "fazhi-lint"
__version__ = "0.1.0"
