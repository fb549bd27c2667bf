"""A real Chromium as a telephone, with a tone as its microphone (tests/browser/telephone.mjs, desk_telephone.mjs)."""
import json
import math
import pathlib
import struct
import subprocess
import tempfile
import wave

from harness.server import wait_for

BROWSER = pathlib.Path(__file__).resolve().parents[1] / "browser"


def write_tone(path, hertz, seconds=2, rate=48000):
    """A WAV file that Chromium plays in a loop; whole periods, so that it does not click."""
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(struct.pack(f"<{rate * seconds}h", *(int(8000 * math.sin(2 * math.pi * hertz * i / rate)) for i in range(rate * seconds))))


class Driven:
    """A script of tests/browser that is told what to do, line by line; its microphone is a tone of `voice` hertz."""

    def __init__(self, script, voice, *arguments):
        if not (BROWSER / "node_modules" / "playwright-core").exists():
            subprocess.run(["npm", "ci", "--silent", "--no-audit", "--no-fund"], cwd=BROWSER, check=True)
        self.folder = tempfile.TemporaryDirectory(prefix="aproape-browser-")
        microphone = pathlib.Path(self.folder.name) / "microphone.wav"
        write_tone(microphone, voice)
        self.process = subprocess.Popen(["node", script, str(microphone), *arguments], cwd=BROWSER, stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)

    def ask(self, what, **members):
        self.process.stdin.write(json.dumps({"do": what, **members}) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline() or '{"error":"the browser has gone"}')
        assert "error" not in answer, answer
        return answer

    def hears(self, hertz, least=0.6):
        return self.ask("hears", hertz=hertz)["share"] >= least

    def wait_hears(self, hertz, seconds=10):
        wait_for(lambda: self.hears(hertz), seconds, f"{hertz} Hz in the browser; there is {self.ask('hears', hertz=hertz)}")

    def close(self):
        self.process.stdin.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()
        self.folder.cleanup()


class BrowserPhone(Driven):
    """A page of its own that speaks with the voice role alone."""

    def __init__(self, voice=700):
        super().__init__("telephone.mjs", voice)

    def connect(self, voice, leg, **members):
        """Offers to the voice role, as app would for the page; gives its reply."""
        reply = voice.command("sdp", leg=leg, sdp=self.ask("offer")["sdp"], **members)
        assert reply.get("ok"), reply
        self.ask("answer", sdp=reply["sdp"])
        return reply


class DeskPhone(Driven):
    """An operator at the desk of a running program."""

    def __init__(self, server, login, password, voice=900):
        super().__init__("desk_telephone.mjs", voice, server.ready["http"], login, password)
