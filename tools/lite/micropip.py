"""What stands for micropip in the notebooks of the site: all packages are there, nothing can be fetched.

The kernel imports it when it starts, so it also puts the files beside the notebooks where their cells look for them.
"""

from pathlib import Path
from shutil import copytree

copytree(Path(__file__).parent / "beside", ".", dirs_exist_ok=True)


async def install(*names, **options):
    """Say that nothing can be installed."""
    raise RuntimeError("这里不联网，装不了别的包；笔记本要用的都已经装好了。 / Nothing can be installed offline.")
