"""Build hook: compiles the rules into the wheel, so that the first `check` after an install reads no YAML.

A rule that does not hold stops the build with the sentences `fazhi-lint rules check` would print.
"""

import os
import shutil
import sys
import tempfile
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class RulebookHook(BuildHookInterface[Any]):
    """Adds `linter/rules/compiled.bin` to the wheel; an editable install reads the live YAML files instead."""

    PLUGIN_NAME = "custom"
    _folder: str | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel" or version == "editable":
            return
        sys.path.insert(0, self.root)
        try:
            from linter.checks.registry import kinds
            from linter.rulebook import cache, folder
            from linter.rulebook.compiler import compile_rules

            rules = os.path.join(self.root, "rules")
            data = cache.pack(compile_rules((rules,), kinds()), folder.sizes(rules))
        finally:
            sys.path.remove(self.root)
        self._folder = tempfile.mkdtemp()
        target = os.path.join(self._folder, cache.SHIPPED)
        with open(target, "wb") as file:
            file.write(data)
        build_data["force_include"][target] = f"linter/rules/{cache.SHIPPED}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if self._folder:
            shutil.rmtree(self._folder)
            self._folder = None
