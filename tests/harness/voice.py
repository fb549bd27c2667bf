"""The voice role alone: no app, no database. What app would send and hear goes through its socket."""
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import threading

from harness.server import BINARY, wait_for


class Voice:
    """One `aproape role voice` in a folder of its own, with a snapshot from disk (a cold start) or none."""

    def __init__(self, snapshot=None, **settings):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="aproape-voice-"))
        (self.folder / "voice").mkdir()
        if snapshot:
            (self.folder / "voice" / "snapshot.json").write_text(json.dumps(snapshot))
        prompts = os.environ.get("APROAPE_TEST_PROMPTS")  # spoken once for all tests
        if prompts:
            pathlib.Path(prompts).mkdir(exist_ok=True)
            (self.folder / "voice" / "prompts").symlink_to(prompts)
        self.settings = {"data.dir": str(self.folder), "sip.listen": "127.0.0.1:0", "sip.drain_seconds": "5", "log.level": "info",
                         **{key.replace("__", "."): str(value) for key, value in settings.items()}}
        self.socket_path = str(self.folder / "v.sock")
        self.log = self.folder / "log"
        self.process = None
        self.address = None
        self.client = None
        self.events, self.replies, self.last = [], {}, 0

    def start(self):
        read, write = os.pipe()
        options = [part for key, value in self.settings.items() for part in ("--set", f"{key}={value}")]
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [str(BINARY), "role", "voice", "--voice-socket", self.socket_path, "--report-fd", str(write), *options],
                stdout=log, stderr=log, pass_fds=(write,))
        os.close(write)
        with os.fdopen(read) as report:
            line = report.readline()
        assert line, self.tail()
        self.address = json.loads(line)["sip"]
        return self

    def tail(self, size=4000):
        return self.log.read_bytes()[-size:].decode(errors="replace")

    def connect(self):
        """Listens to events, as app does; those of before come first."""
        self.client = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.client.connect(self.socket_path)
        self.events = []
        threading.Thread(target=self._listen, args=(self.client,), daemon=True).start()
        return self

    def _listen(self, client):
        with client.makefile() as lines:
            try:
                for line in lines:
                    value = json.loads(line)
                    if "reply" in value:
                        self.replies[value["reply"]] = value
                    else:
                        self.events.append(value)
            except (OSError, ValueError):
                pass  # the role has gone

    def command(self, verb, **members):
        self.last += 1
        key = str(self.last)
        self.client.sendall((json.dumps({"id": key, "verb": verb, **members}) + "\n").encode())
        return wait_for(lambda: self.replies.get(key), 5, f"reply to {verb}")

    def of(self, kind, **members):
        """The events of a kind whose members are these."""
        return [e for e in list(self.events) if e["event"] == kind and all(e.get(k) == v for k, v in members.items())]

    def wait(self, kind, seconds=10, **members):
        return wait_for(lambda: self.of(kind, **members), seconds, f"{kind} {members}; there are {[(e['event'], e.get('target'), e.get('result')) for e in self.events]}")[-1]

    def metric(self, name):
        text = self.command("metrics")["text"]
        return sum(float(line.rsplit(" ", 1)[1]) for line in text.splitlines() if line.startswith(name + " ") or line.startswith(name + "{"))

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self, seconds=20):
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(seconds)
        assert code == 0, (code, self.tail())

    def remove(self):
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)
