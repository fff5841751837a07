"""The names that piplite looks for in micropip's index."""


class CompatibilityLayer:
    """Nothing to be compatible with."""


class ProjectInfo:
    """No project is known."""


async def query_package(*names, **options):
    """Say that no index can be asked."""
    raise RuntimeError("这里不联网，查不到别的包。 / No package index can be asked offline.")
