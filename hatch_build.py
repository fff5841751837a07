"""Put the authored data into the wheel as one compiled JSON file."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledData(BuildHookInterface):
    """Compile the YAML under `ipcoord_sim/data` when a wheel is built; a checkout keeps reading the YAML."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from ipcoord_sim.data.compiler import compile_cases_to, compile_to

        self._folder = tempfile.TemporaryDirectory()
        target = Path(self._folder.name) / "compiled.json"
        compile_to(target)
        build_data["force_include"][str(target)] = "ipcoord_sim/data/compiled.json"
        cases = compile_cases_to(target.with_name("compiled_cases.json"), Path(self.root) / "casebank")
        build_data["force_include"][str(cases)] = "ipcoord_sim/data/compiled_cases.json"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if hasattr(self, "_folder"):
            self._folder.cleanup()
