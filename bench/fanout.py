#!/usr/bin/env python3
"""An event's way to N desks: from the moment a change is sent to the API until each WebSocket holds the event.

Half of the desks are the centre's and hear everything; the others are a mission's, whose cases are a part. Writes come
at a steady rate and one by one, as staff make them. The bar: p99 under 200 ms. Clients and server share this machine."""
import argparse
import asyncio
import base64
import json
import os
import struct
import sys
import time
import urllib.parse

from client import Client
from filled import MISSION
from measure import cpu_seconds, machine, percentile, resident_megabytes

from harness.server import Server


class Desk:
    """One WebSocket on the feed. Notes when each event of a case came, on the clock of this process."""

    def __init__(self, token):
        self.token, self.arrived, self.numbers = token, {}, []

    async def connect(self, host, port):
        self.reader, self.writer = await asyncio.open_connection(host, port, limit=1 << 20)
        key = base64.b64encode(os.urandom(16)).decode()
        self.writer.write((f"GET /api/v1/feed HTTP/1.1\r\nHost: {host}:{port}\r\nOrigin: http://{host}:{port}\r\n"
                           f"Authorization: Bearer {self.token}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                           f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n").encode())
        head = await self.reader.readuntil(b"\r\n\r\n")
        if b" 101 " not in head.split(b"\r\n", 1)[0]:
            raise RuntimeError(head.decode(errors="replace"))

    async def listen(self):
        """Frames of a server are neither masked nor, here, in fragments (RFC 6455)."""
        try:
            while True:
                first, size = await self.reader.readexactly(2)
                if size == 126:
                    size, = struct.unpack(">H", await self.reader.readexactly(2))
                elif size == 127:
                    size, = struct.unpack(">Q", await self.reader.readexactly(8))
                payload = await self.reader.readexactly(size)
                now = time.perf_counter()
                if first & 15 == 9:
                    self.writer.write(bytes((0x8A, 0x80 | size)) + bytes(4) + payload)
                elif first & 15 == 1 and payload.startswith(b'{"type":"event"'):
                    said = json.loads(payload)
                    self.numbers.append(said["n"])
                    self.arrived.setdefault((said["event"].get("case"), said["event"].get("version")), now)
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass

    def close(self):
        self.writer.close()


def make_cases(client, units, count):
    """Cases to write on: [[id, version, heard by the mission]]."""
    made = []
    for turn in range(count):
        unit = units[turn % len(units)]
        status, _, body = client.request("POST", "/cases", {"subject": f"Pașaport {turn}", "unit": unit})
        if status != 201:
            raise RuntimeError(f"POST /cases: {status} {body[:300]!r}")
        case = json.loads(body)
        made.append([case["id"], case["version"], turn % len(units) == 0])
    return made


def write(client, case, turn):
    """Changes the urgency of a case; gives the moment before the request and the event's key."""
    began = time.perf_counter()
    status, _, body = client.request("PATCH", f"/cases/{case[0]}", {"urgency": ("P1", "P2", "P3", "P4")[turn % 4]},
                                     {"If-Match": f'"{case[1]}"'})
    if status == 200:
        case[1] = json.loads(body)["version"]
    return status, began, (case[0], case[1])


async def run(server, tokens, desks, rate, seconds):
    client = Client(server.ready["http"], tokens["central"])
    units = [next(unit["id"] for unit in client.get("/units")["items"] if unit["code"] == MISSION)]
    units += [unit["id"] for unit in client.get("/units")["items"] if unit["kind"] == "mission" and unit["code"] != MISSION][:3]
    cases = make_cases(client, units, 40)
    where = urllib.parse.urlsplit(server.ready["http"])
    watching = [Desk(tokens["central" if n % 2 == 0 else "mission"]) for n in range(desks)]
    began = time.perf_counter()
    for group in range(0, desks, 20):
        await asyncio.gather(*(desk.connect(where.hostname, where.port) for desk in watching[group:group + 20]))
    listening = [asyncio.create_task(desk.listen()) for desk in watching]
    print(f"{desks} desks connected in {time.perf_counter() - began:.1f} s, {machine()}", flush=True)
    await asyncio.sleep(2)

    cpu, start, written = cpu_seconds(server.process.pid), time.perf_counter(), {}
    for turn in range(int(rate * seconds)):
        await asyncio.sleep(max(0.0, start + turn / rate - time.perf_counter()))
        case = cases[turn % len(cases)]
        status, began, key = await asyncio.to_thread(write, client, case, turn // len(cases))
        if status == 200:
            written[key] = (began, case[2])
    took = time.perf_counter() - start
    await asyncio.sleep(2)
    cpu = cpu_seconds(server.process.pid) - cpu
    for desk in watching:
        desk.close()
    await asyncio.gather(*listening)
    return watching, written, took, cpu


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--desks", type=int, default=500)
    options.add_argument("--rate", type=float, default=5, help="writes a second (500 agents make about 4)")
    options.add_argument("--seconds", type=float, default=20)
    chosen = options.parse_args()
    server = Server().start()
    try:
        tokens = {"central": server.add_token("masura.central", "central"),
                  "mission": server.add_token("masura.misiune", "officer", MISSION)}
        watching, written, took, cpu = asyncio.run(run(server, tokens, chosen.desks, chosen.rate, chosen.seconds))
        memory = resident_megabytes(server.process.pid)
    finally:
        server.remove()
    delays, lost, strange, gaps = [], 0, 0, 0
    for number, desk in enumerate(watching):
        central = number % 2 == 0
        gaps += desk.numbers != list(range(1, len(desk.numbers) + 1))
        for key, (began, of_mission) in written.items():
            if not (central or of_mission):
                strange += key in desk.arrived
            elif key in desk.arrived:
                delays.append((desk.arrived[key] - began) * 1000)
            else:
                lost += 1
    p50, p99 = percentile(delays, 0.5), percentile(delays, 0.99)
    print(f"{len(written) / took:.1f} writes/s, {len(delays) / took:.0f} events/s to desks; {lost} lost, {gaps} desks with gaps in n, "
          f"{strange} seen by the wrong eyes")
    print(f"write to arrival: p50 {p50:.1f} ms, p99 {p99:.1f} ms, worst {max(delays):.1f} ms")
    print(f"server: {cpu * 1000 / len(written):.1f} ms CPU a write, {cpu * 1e6 / len(delays):.0f} us a delivery, {memory:.0f} MB")
    passed = p99 < 200 and lost == gaps == strange == 0
    print("bar p99 200 ms, nothing lost, nothing leaked:", "reached" if passed else "MISSED")
    sys.exit(0 if passed else 1)


if __name__ == "__main__":
    main()
