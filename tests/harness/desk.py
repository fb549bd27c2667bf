"""The simulator's staff and the pilot, started against a running program."""
import json
import random
import subprocess
import threading
import time

from harness.engines import free_port
from harness.server import BINARY


def write_accounts(server, operators):
    """A file of as many operators' tokens, and behind them a supervisor's, who reads the reports; its path."""
    path = server.folder / "accounts"
    tokens = [server.add_token(f"sim{number}", "operator") for number in range(operators)]
    # They serve every mission at once: by day a mission's mail would wait for the mission's own staff first.
    chief = server.add_token("simchief", "supervisor")
    path.write_text("".join(token + "\n" for token in [*tokens, chief]))
    everywhere = [unit["id"] for unit in server.get("/units", token=chief)["items"]]
    for token in tokens:
        for availability in ("available", "offline"):
            me = server.api("PUT", "/agents/me/availability", {"availability": availability}, token=token).json
        changed = server.api("PATCH", f"/agents/{me['id']}", {"queues": everywhere}, token=chief,
                             headers={"If-Match": f'"{me["version"]}"'})
        assert changed.status == 200, changed.body
    return path


def simulate(*words, timeout=120):
    """The exit code, what was printed as JSON, and standard error."""
    done = subprocess.run([str(BINARY), "simulate", *map(str, words)], capture_output=True, text=True, timeout=timeout)
    return done.returncode, json.loads(done.stdout) if done.stdout else None, done.stderr


def told(log):
    return [json.loads(line) for line in log.read_text().splitlines()]


def fixed_ports():
    """Settings for a server that comes back at the same addresses after a kill."""
    return {name: f"127.0.0.1:{free_port()}" for name in ("http__listen", "files__listen", "smtp__listen", "lmtp__listen")}


def run_pilot(server, operators, mails, minutes, kills, speed, seed=1):
    """Replays the pilot and kills the program `kills` times meanwhile; gives exit code, result and log.

    The server has fixed_ports() and is running; it is running again at the end."""
    accounts, log = write_accounts(server, operators), server.folder / "pilot.jsonl"
    ended = []
    words = ["pilot", "--to", server.ready["smtp"], "--api", server.ready["http"], "--accounts", accounts, "--log", log,
             "--operators", operators, "--whole", "--mails", mails, "--minutes", minutes, "--speed", speed, "--seed", seed]
    thread = threading.Thread(target=lambda: ended.append(simulate(*words, timeout=minutes * 60 * 2 + 600)), daemon=True)
    thread.start()
    draw = random.Random(seed)
    share = minutes * 60 / (kills + 1)
    began = time.monotonic()
    for number in range(1, kills + 1):
        # Somewhere in its share of the time, so that all of it is covered.
        at = share * (number + draw.uniform(-0.3, 0.3))
        time.sleep(max(0.1, began + at - time.monotonic()))
        server.kill()
        server.start()
    thread.join()
    return (*ended[0], log)
