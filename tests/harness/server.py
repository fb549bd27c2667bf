"""Starts the real program in a folder of its own, on ports that the kernel chose, and talks to its doors."""
import contextlib
import json
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = ROOT / os.environ.get("APROAPE_TEST_BINARY", "build/release/aproape")
# A machine that also runs two other suites may be slow for a while; speed is asked of bench/, not of tests.
PATIENCE = 30.0
PASSWORD = "o-parola-lunga-de-proba-42"


def wait_for(probe, seconds=20.0, what="condition"):
    """Calls `probe` until it gives something true; fails after `seconds`, or PATIENCE where that is longer."""
    end = time.monotonic() + max(seconds, PATIENCE)
    while True:
        value = probe()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f"{what}: not within {max(seconds, PATIENCE):.0f} s")
        time.sleep(0.02)


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def json(self):
        return json.loads(self.body)


class Server:
    """One `aproape serve`. `settings` are --set values; the folder survives restart() and kill()."""

    def __init__(self, folder=None, database=None, **settings):
        self.folder = pathlib.Path(folder or tempfile.mkdtemp(prefix="aproape-test-"))
        self.ready_file = self.folder / "ready.json"
        self.log = self.folder / "log"
        self.database = database
        self.settings = {
            "data.dir": str(self.folder / "var"),
            "db.url": database or f"sqlite:{self.folder}/var/aproape.db",
            "http.listen": "127.0.0.1:0", "files.listen": "127.0.0.1:0",
            "smtp.listen": "127.0.0.1:0", "lmtp.listen": "127.0.0.1:0", "sip.listen": "",
        }
        self.settings.update({key.replace("__", "."): str(value) for key, value in settings.items()})
        self.process = None
        self.ready = None
        self.token = None

    def options(self):
        return [part for key, value in self.settings.items() for part in ("--set", f"{key}={value}")]

    def command(self, *arguments, stdin=None, check=True):
        """A command of the binary beside the running program; gives the finished process."""
        done = subprocess.run([str(BINARY), *arguments, *self.options()], input=stdin, capture_output=True, timeout=60)
        if check and done.returncode != 0:
            raise AssertionError(f"{arguments}: exit {done.returncode}: {done.stderr.decode()[-2000:]}")
        return done

    def sql(self, statement):
        """One statement in the database itself, for what no door does; gives how many rows it changed."""
        if self.database:
            done = subprocess.run(["psql", "-X", self.database, "-c", statement], check=True, capture_output=True, text=True)
            last = done.stdout.split()[-1]  # "UPDATE 1", "CREATE TRIGGER"
            return int(last) if last.isdigit() else 0
        with contextlib.closing(sqlite3.connect(self.folder / "var" / "aproape.db", timeout=30)) as database, database:
            return database.execute(statement).rowcount

    def start(self, seconds=30.0, environment=None):
        (self.folder / "var").mkdir(parents=True, exist_ok=True)
        if self.ready_file.exists():
            self.ready_file.unlink()
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [str(BINARY), "serve", "--ready-file", str(self.ready_file), *self.options()],
                stdout=log, stderr=log, env={**os.environ, **(environment or {})})

        def came_up():
            if self.process.poll() is not None:
                raise AssertionError(f"serve ended with {self.process.returncode}: {self.tail()}")
            return self.ready_file.exists()
        wait_for(came_up, seconds, "ready file")
        self.ready = json.loads(self.ready_file.read_text())
        return self

    def tail(self, size=4000):
        return self.log.read_bytes()[-size:].decode(errors="replace")

    def stop(self, seconds=20.0):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            assert self.process.wait(seconds) == 0, self.tail()
        self.process = None

    def kill(self):
        """What a power button does: supervisor and, by the kernel, its roles."""
        if self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            for pid in self.ready["pids"].values():
                wait_for(lambda pid=pid: not alive(pid), 10, f"end of {pid}")
        self.process = None

    def remove(self):
        if self.process:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def add_user(self, login, role, mission=None, password=PASSWORD):
        where = ["--mission", mission] if mission else []
        done = self.command("user", "add", "--login", login, "--role", role, *where, "--password-stdin",
                            stdin=(password + "\n").encode())
        return json.loads(done.stdout)

    def add_token(self, login, role="central", mission=None):
        self.add_user(login, role, mission)
        return self.command("token", "create", "--user", login).stdout.decode().strip()

    def api(self, method, path, body=None, token=None, headers=None, raw=None, base=None):
        data = raw if raw is not None else None if body is None else json.dumps(body).encode()
        request = urllib.request.Request((base or self.ready["http"] + "/api/v1") + path, data=data, method=method)
        token = token or self.token
        if token:
            request.add_header("Authorization", f"Bearer {token}")
        if body is not None:
            request.add_header("Content-Type", "application/json")
        for name, value in (headers or {}).items():
            request.add_header(name, value)
        try:
            with urllib.request.urlopen(request, timeout=30) as reply:
                return Answer(reply.status, reply.headers, reply.read())
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.headers, error.read())

    def get(self, path, **keywords):
        answer = self.api("GET", path, **keywords)
        while answer.status == 429:  # a machine that asks too often waits as it is told
            time.sleep(float(answer.headers.get("Retry-After", 1)))
            answer = self.api("GET", path, **keywords)
        assert answer.status == 200, (path, answer.status, answer.body[:500])
        return answer.json

    def all_cases(self, **query):
        """Every case that the token sees, over all pages."""
        items, cursor = [], None
        while True:
            parameters = {"limit": 200, "sort": "created", **query, **({"cursor": cursor} if cursor else {})}
            page = self.get("/cases?" + urllib.parse.urlencode(parameters))
            items += page["items"]
            cursor = page["next"]
            if not cursor:
                return items

    def address(self, door):
        host, port = self.ready[door].rsplit(":", 1)
        return host, int(port)


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    with open(f"/proc/{pid}/stat") as stat:
        return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
