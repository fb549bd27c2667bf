#!/usr/bin/env python3
"""Figures of the voice role: calls set up a second, and calls held, by SIPp on loopback. Prints one JSON object a line.

    bench/voice.py [--rate 300] [--seconds 30] [--held 200]

Each call is answered by the queue line of tests/voice/snapshot.py, which plays and hears sound; nothing is recorded.
"""
import argparse
import csv
import json
import os
import pathlib
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests/voice")]

from harness.server import wait_for  # noqa: E402
from harness.voice import Voice  # noqa: E402
from snapshot import line, snapshot  # noqa: E402

NUMBER = "+390655501005"
SCENARIO = """<?xml version="1.0" encoding="UTF-8"?>
<scenario name="hold">
  <send retrans="500" start_rtd="1"><![CDATA[
INVITE sip:[service]@[remote_ip]:[remote_port] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: <sip:+40215550101@[local_ip]:[local_port]>;tag=[pid]t[call_number]
To: <sip:[service]@[remote_ip]:[remote_port]>
Call-ID: [call_id]
CSeq: 1 INVITE
Contact: <sip:a@[local_ip]:[local_port]>
Max-Forwards: 70
Content-Type: application/sdp
Content-Length: [len]

v=0
o=- 1 1 IN IP4 [local_ip]
s=-
c=IN IP4 [media_ip]
t=0 0
m=audio [media_port] RTP/AVP 8
]]></send>
  <recv response="100" optional="true"/>
  <recv response="180" optional="true"/>
  <recv response="200" rtd="1"/>
  <send><![CDATA[
ACK sip:[service]@[remote_ip]:[remote_port] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
[last_From:]
[last_To:]
Call-ID: [call_id]
CSeq: 1 ACK
Max-Forwards: 70
Content-Length: 0

]]></send>
  <pause/>
  <send retrans="500"><![CDATA[
BYE sip:[service]@[remote_ip]:[remote_port] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
[last_From:]
[last_To:]
Call-ID: [call_id]
CSeq: 2 BYE
Max-Forwards: 70
Content-Length: 0

]]></send>
  <recv response="200"/>
</scenario>
"""


def used(pid):
    """Seconds of CPU and bytes of memory of a process."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    pages = int(pathlib.Path(f"/proc/{pid}/statm").read_text().split()[1])
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK"), pages * os.sysconf("SC_PAGE_SIZE")


def run(voice, name, rate, calls, pause):
    """SIPp with so many calls a second, each held for `pause` ms."""
    folder = voice.folder
    (folder / "hold.xml").write_text(SCENARIO)
    before, began = used(voice.process.pid)[0], time.monotonic()
    sipp = subprocess.Popen(
        ["sipp", "-sf", "hold.xml", "-s", NUMBER, voice.address, "-i", "127.0.0.1", "-r", str(rate), "-m", str(calls), "-l", str(calls),
         "-d", str(pause), "-nostdin", "-trace_rtt", "-rtt_freq", "1"], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    memory = 0
    while sipp.poll() is None:
        memory = max(memory, used(voice.process.pid)[1])
        time.sleep(0.2)
    took = time.monotonic() - began
    cpu = used(voice.process.pid)[0] - before
    times = []
    for path in folder.glob("hold_*_rtt.csv"):
        with open(path) as file:
            times += [float(row[1]) for row in csv.reader(file, delimiter=";") if len(row) > 1 and row[1].replace(".", "").isdigit()]
        path.unlink()
    times.sort()
    at = (lambda share: round(times[min(len(times) - 1, int(share * len(times)))], 2)) if times else (lambda share: None)
    print(json.dumps({"bench": name, "rate": rate, "calls": calls, "failed": sipp.returncode != 0, "answered": len(times),
                      "p50_ms": at(0.5), "p99_ms": at(0.99), "cpu_percent": round(100 * cpu / took, 1), "memory_mb": round(memory / 1e6, 1)}), flush=True)


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rate", type=int, default=300)
    options.add_argument("--seconds", type=int, default=30)
    options.add_argument("--held", type=int, default=200)
    wanted = options.parse_args()
    plan = snapshot()
    plan["lines"].append(line(NUMBER, {"kind": "queue", "target": "roma"}))
    voice = Voice(plan, sip__most_calls=20000, log__level="warning").start().connect()
    try:
        wait_for(lambda: list((voice.folder / "voice/prompts").glob("*.wav")), 20, "prompts")
        run(voice, "setup", wanted.rate, wanted.rate * wanted.seconds, 500)
        run(voice, "held", 100, wanted.held, 15000)
        buckets = [entry for entry in voice.command("metrics")["text"].splitlines() if entry.startswith("aproape_voice_tick_lag_seconds_bucket")]
        print(json.dumps({"bench": "tick lag, worst of each second", "buckets": {entry.split('le="')[1].split('"')[0]: int(float(entry.split()[-1])) for entry in buckets}}))
    finally:
        voice.remove()


if __name__ == "__main__":
    main()
