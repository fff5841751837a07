"""The class on JupyterHub: a real hub with our configuration, two learners at once, each with a kernel that has our package."""

from __future__ import annotations

import http.cookiejar
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from pathlib import Path

import pytest
import websocket

ROOT = Path(__file__).resolve().parents[2]
CONF = ROOT / "deploy" / "jupyterhub" / "jupyterhub_config.py"
PROXY = ROOT / "book" / "node_modules" / "configurable-http-proxy" / "bin" / "configurable-http-proxy"
PASSWORD = "a-class-of-two"
LIMIT = 90  # seconds a hub or a learner's server may take to come up on a busy machine


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Learner:
    """A browser without a screen: cookies, forms, and the hub's own API."""

    def __init__(self, hub: str, name: str) -> None:
        self.hub, self.name = hub, name
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def get(self, path: str) -> tuple[str, str]:
        with self.opener.open(self.hub + path, timeout=30) as answer:
            return answer.url, answer.read().decode()

    def xsrf(self, path: str) -> str:
        return next((cookie.value for cookie in sorted(self.jar, key=lambda c: -len(c.path)) if cookie.name == "_xsrf" and path.startswith(cookie.path)), "")

    def log_in(self, password: str) -> str:
        """The address one ends at."""
        _, form = self.get("/hub/login")
        token = re.search(r'name="_xsrf"\s+value="([^"]+)"', form)
        body = urllib.parse.urlencode({"username": self.name, "password": password, "_xsrf": token[1] if token else self.xsrf("/hub/")})
        with self.opener.open(f"{self.hub}/hub/login?next=%2Fhub%2Fspawn", body.encode(), timeout=60) as answer:
            return answer.url

    def own(self, path: str, body: object = None) -> object:
        """The learner's own server, as JSON."""
        whole = f"/user/{self.name}/{path}"
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.hub + whole, data, {"X-XSRFToken": self.xsrf(whole), "Content-Type": "application/json"})
        with self.opener.open(request, timeout=30) as answer:
            return json.loads(answer.read())

    def server_is_up(self) -> None:
        """Wait for the learner's server; logging in has asked for it."""
        for _ in range(LIMIT * 4):
            try:
                self.get(f"/user/{self.name}/lab")
                self.own("api/status")
                return
            except (urllib.error.HTTPError, json.JSONDecodeError) as early:
                if isinstance(early, urllib.error.HTTPError):
                    early.close()
                time.sleep(0.25)
        pytest.fail(f"the server of {self.name} did not come up")

    def run(self, code: str) -> str:
        """What a cell prints in a kernel of the learner's own."""
        kernel = self.own("api/kernels", {"name": "python3", "path": "new.ipynb"})["id"]
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.jar if f"/user/{self.name}/".startswith(cookie.path))
        address = f"{self.hub.replace('http', 'ws', 1)}/user/{self.name}/api/kernels/{kernel}/channels"
        channel = websocket.create_connection(address, cookie=cookies, origin=self.hub, timeout=60)
        head = {"msg_id": uuid.uuid4().hex, "msg_type": "execute_request", "username": self.name, "session": "s", "version": "5.3", "date": ""}
        content = {"code": code, "silent": False, "store_history": False, "user_expressions": {}, "allow_stdin": False}
        channel.send(json.dumps({"header": head, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}))
        said = ""
        while True:
            message = json.loads(channel.recv())
            if message["parent_header"].get("msg_id") != head["msg_id"]:
                continue
            if message["msg_type"] == "stream":
                said += message["content"]["text"]
            if message["msg_type"] == "error":
                said += "\n".join(message["content"]["traceback"])
            if message["msg_type"] == "execute_reply":
                channel.close()
                return said


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    """The address of a hub with our configuration, and its class folder."""
    node = shutil.which("node") or shutil.which("node", path=str(ROOT / ".venv" / "bin"))
    assert node and PROXY.is_file(), "node and its packages come with `make setup`"
    folder, port, own = tmp_path_factory.mktemp("class"), _free_port(), _free_port()
    settings = os.environ | {
        "IPCOORD_CLASS_PASSWORD": PASSWORD, "IPCOORD_CLASS_FOLDER": str(folder), "IPCOORD_CLASS_URL": f"http://127.0.0.1:{port}",
        "IPCOORD_PROXY": f"{node}\n{PROXY}", "CONFIGPROXY_AUTH_TOKEN": uuid.uuid4().hex, "PATH": f"{ROOT / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}",
    }
    command = [
        sys.executable, "-m", "jupyterhub", "-f", str(CONF), f"--JupyterHub.hub_bind_url=http://127.0.0.1:{own}",
        f"--ConfigurableHTTPProxy.api_url=http://127.0.0.1:{_free_port()}",
    ]
    log = folder / "log.txt"
    with log.open("wb") as out, subprocess.Popen(command, cwd=folder, env=settings, stdout=out, stderr=out, stdin=subprocess.DEVNULL) as running:
        address = f"http://127.0.0.1:{port}"
        for _ in range(LIMIT * 4):
            try:
                urllib.request.urlopen(f"{address}/hub/health", timeout=5).close()
                break
            except OSError:
                time.sleep(0.25)
        else:
            running.kill()
            pytest.fail(log.read_text()[-3000:])
        yield address, folder
        running.terminate()
        try:
            running.wait(30)
        except subprocess.TimeoutExpired:
            running.kill()


def test_two_learners_work_at_once_each_in_a_folder_of_their_own(hub):
    """Both log in with a nickname and the class's password; each kernel has our package, and sees its own notebooks alone."""
    address, folder = hub
    learners = [Learner(address, name) for name in ("shijian-1", "gongan-2")]
    for learner in learners:
        learner.log_in(PASSWORD)
    for learner in learners:
        learner.server_is_up()

    code = (
        "import os, ipcoord_sim as ip; open('mine.txt', 'w').write('x');"
        "print(ip.call('law', {'id': 'orn310-send-24h', 'on': '2026-11-23'})['value'], os.path.basename(os.path.dirname(os.getcwd())), len([n for n in os.listdir() if n.endswith('.ipynb')]))"
    )
    shipped = len(list((ROOT / "notebooks").glob("*.ipynb")))
    assert [learner.run(code).split() for learner in learners] == [["24", "shijian-1", str(shipped)], ["24", "gongan-2", str(shipped)]]
    assert sorted(path.name for path in folder.glob("*/notebooks/mine.txt")) == ["mine.txt", "mine.txt"]
    # One learner's address is closed to the other.
    with pytest.raises(urllib.error.HTTPError) as refused:
        learners[0].get("/user/gongan-2/api/contents")
    assert refused.value.code in (403, 404)
    refused.value.close()


def test_a_wrong_password_opens_nothing(hub):
    """Who does not know the class's password stays at the door."""
    with pytest.raises(urllib.error.HTTPError) as refused:
        Learner(hub[0], "guest").log_in("something-else")
    assert refused.value.code == 403
    refused.value.close()


@pytest.mark.parametrize(("settings", "said"), [({}, "课堂口令"), ({"IPCOORD_CLASS_PASSWORD": "short"}, "至少八个"), ({"IPCOORD_CLASS_PASSWORD": PASSWORD, "IPCOORD_NOTEBOOKS": "nowhere"}, "IPCOORD_NOTEBOOKS")])
def test_what_is_missing_is_said_in_a_sentence(settings, said, tmp_path):
    """Without a password, or without notebooks, the hub does not start and says what to do."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("IPCOORD_")}
    ran = subprocess.run([sys.executable, "-m", "jupyterhub", "-f", str(CONF)], cwd=tmp_path, env=clean | settings, capture_output=True, check=False, timeout=120)
    assert ran.returncode != 0
    assert said in (ran.stdout + ran.stderr).decode()
