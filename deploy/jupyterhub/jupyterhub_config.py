"""A class with live kernels on one machine: `jupyterhub -f deploy/jupyterhub/jupyterhub_config.py`.

Everybody gives a nickname and the class's password; nobody needs an account on the machine. Each nickname has a folder with
its own copy of the notebooks, and its own kernel, which ends when nobody has used it for an hour.
Set IPCOORD_CLASS_PASSWORD (eight signs or more), and IPCOORD_CLASS_FOLDER if the folder is not to be ./class.
Kernels run as the user who starts the hub: start it as a user who owns nothing else, in a room you trust.
"""

import os
import re
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
NOTEBOOKS = Path(os.environ.get("IPCOORD_NOTEBOOKS", HERE.parents[1] / "notebooks"))
CLASS = Path(os.environ.get("IPCOORD_CLASS_FOLDER", "class")).resolve()
PASSWORD = os.environ.get("IPCOORD_CLASS_PASSWORD", "")
NICKNAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,19}")

if len(PASSWORD) < 8:
    sys.exit("请先设好课堂口令，至少八个字符：IPCOORD_CLASS_PASSWORD=…… jupyterhub -f jupyterhub_config.py")
if not NOTEBOOKS.is_dir():
    sys.exit(f"没有找到笔记本文件夹 {NOTEBOOKS}，请用 IPCOORD_NOTEBOOKS 写明。")


def give_notebooks(spawner):
    """Lay a copy of the notebooks into the learner's folder; what is already there is kept."""
    if not NICKNAME.fullmatch(spawner.user.name):
        raise ValueError(f"代号“{spawner.user.name}”用不了，只能用小写字母、数字、下划线和连字符，不超过二十个。")
    home = CLASS / spawner.user.name
    (home / "notebooks").mkdir(parents=True, exist_ok=True)
    for notebook in sorted(NOTEBOOKS.glob("*.ipynb")):
        if not (home / "notebooks" / notebook.name).exists():
            shutil.copyfile(notebook, home / "notebooks" / notebook.name)
    if (NOTEBOOKS / "data").is_dir():
        shutil.copytree(NOTEBOOKS / "data", home / "notebooks" / "data", dirs_exist_ok=True)


c = get_config()  # noqa: F821  JupyterHub puts it there
CLASS.mkdir(parents=True, exist_ok=True)
c.JupyterHub.bind_url = os.environ.get("IPCOORD_CLASS_URL", "http://0.0.0.0:8000")
c.JupyterHub.db_url = f"sqlite:///{CLASS / 'hub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(CLASS / "cookie_secret")
c.JupyterHub.cleanup_servers = True
c.ConfigurableHTTPProxy.pid_file = str(CLASS / "proxy.pid")
c.JupyterHub.authenticator_class = "shared-password"
c.SharedPasswordAuthenticator.user_password = PASSWORD
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = str(CLASS / "{username}")
c.Spawner.cmd = [sys.executable, "-m", "jupyterhub.singleuser"]
c.Spawner.notebook_dir = str(CLASS / "{username}" / "notebooks")
c.Spawner.default_url = "/lab"
c.Spawner.pre_spawn_hook = give_notebooks
c.Spawner.http_timeout = 60
c.Spawner.environment = {"PYTHONUTF8": "1"}
c.Spawner.args = [
    "--allow-root",
    # Nothing is asked of the outside: no news, no check for updates, no catalogue of extensions.
    "--LabApp.news_url=None", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate", "--LabApp.extension_manager=readonly",
    "--MappingKernelManager.cull_idle_timeout=3600",
]
if proxy := os.environ.get("IPCOORD_PROXY"):
    c.ConfigurableHTTPProxy.command = proxy.split("\n")
