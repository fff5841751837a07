"""Measurements: each module prints one JSON object with `--json`, all together a table."""
