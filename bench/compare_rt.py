#!/usr/bin/env python3
"""Request Tracker 5 and Aproape on the same mails, alternating in one run: mails a second until visible, CPU a mail, the
latency of the 50 newest, and whether replies are threaded. The method: guides/mail.md 4.

Each round both take mails of the same set, Request Tracker a part of those of Aproape because it needs so much longer; the
CPU of each includes its database and, for Aproape, all roles. The bars: 100 times the mails a second, a thirtieth of the CPU,
a tenth of the latency. Installs Request Tracker where it is missing (root)."""
import argparse
import contextlib
import json
import smtplib
import sys
import threading
import time

from client import Client
from letters import CENTRE, letters
from measure import cpu_seconds, machine, percentile, timed
from postgres import private_postgres
from request_tracker import WORKERS, RequestTracker, install

from harness.engines import free_port
from harness.server import Server, wait_for


def in_parallel(clients, items, work):
    """Runs work(iterator of its items) in so many threads; passes on the first error."""
    errors, lanes = [], [items[lane::clients] for lane in range(clients)]

    def run(lane):
        try:
            work(lane)
        except Exception as error:  # noqa: BLE001 (told to the caller below)
            errors.append(error)
    threads = [threading.Thread(target=run, args=(lane,)) for lane in lanes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


class Peer:
    def __init__(self, tracker):
        self.tracker, self.mails, self.seconds, self.cpu, self.lists = tracker, 0, 0.0, 0.0, []

    def take(self, batch):
        def work(lane):
            connection = self.tracker.connect()
            for letter in lane:
                self.tracker.deliver(connection, letter)
        before, began = self.tracker.cpu(), time.monotonic()
        in_parallel(WORKERS, batch, work)  # its answer comes once the ticket is visible
        self.seconds += time.monotonic() - began
        self.cpu += self.tracker.cpu() - before
        self.mails += len(batch)

    def list(self, count):
        connection = self.tracker.connect()
        self.lists += timed(lambda: self.tracker.newest(connection), count)

    def threads(self):
        connection = self.tracker.connect()
        return json.loads(self.tracker.newest(connection))["total"]


class Ours:
    def __init__(self, server, database_pid, connections):
        self.server, self.connections = server, connections
        self.pids = [server.process.pid] + ([database_pid] if database_pid else [])
        self.mails, self.seconds, self.cpu, self.lists = 0, 0.0, 0.0, []

    def decoded(self):
        shown = self.server.api("GET", "/metrics", base=self.server.ready["http"]).body.decode()
        return sum(float(line.rsplit(" ", 1)[1]) for line in shown.splitlines() if line.startswith("aproape_mail_decoded_total"))

    def take(self, batch):
        def work(lane):
            with smtplib.SMTP(*self.server.address("smtp"), timeout=120) as client:
                for letter in lane:
                    client.sendmail(letter.sender, [CENTRE], letter.raw, mail_options=["BODY=8BITMIME"])
        before, began = sum(map(cpu_seconds, self.pids)), time.monotonic()
        in_parallel(self.connections, batch, work)
        wait_for(lambda: self.decoded() >= self.mails + len(batch), 600, "all mails as cases")
        self.seconds += time.monotonic() - began
        self.cpu += sum(map(cpu_seconds, self.pids)) - before
        self.mails += len(batch)

    def list(self, count):
        self.lists += Client(self.server.ready["http"], self.server.token).times(["/cases?limit=50"], count)

    def threads(self):
        return len(self.server.all_cases())


def row(name, side):
    rate, cpu, latency = side.mails / side.seconds, side.cpu * 1000 / side.mails, percentile(side.lists, 0.95)
    print(f"{name:18} {side.mails:6} mails {rate:8.1f} /s {cpu:8.2f} ms CPU a mail; 50 newest: p50 {percentile(side.lists, 0.5):7.1f}, "
          f"p95 {latency:7.1f} ms", flush=True)
    return rate, cpu, latency


def replies(batch):
    """Of the mails of `batch`, those that answer another one of it."""
    sent = {letter.message_id.encode() for letter in batch}
    return sum(letter.kind == "reply" and any(one in letter.raw.split(b"\r\n\r\n", 1)[0] for one in sent - {letter.message_id.encode()})
               for letter in batch)


def run(chosen, peer, ours):
    """The rounds; gives what each side was sent."""
    mails, gone = letters(chosen.rounds * chosen.mails), ([], [])
    for number in range(chosen.rounds):
        batch = mails[number * chosen.mails:(number + 1) * chosen.mails]
        for side, share, sent in ((peer, batch[:chosen.rt_mails], gone[0]), (ours, batch, gone[1])):
            side.take(share)
            sent += share
            side.list(chosen.lists)
        print(f"round {number + 1} done, {machine()}", flush=True)
    return gone


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=4)
    options.add_argument("--mails", type=int, default=750, help="mails a round for Aproape")
    options.add_argument("--rt-mails", type=int, default=100, help="how many of these Request Tracker takes")
    options.add_argument("--lists", type=int, default=30, help="requests of the list a round")
    options.add_argument("--connections", type=int, default=8, help="SMTP sessions to Aproape")
    options.add_argument("--sqlite", action="store_true", help="Aproape on SQLite; else on PostgreSQL, as Request Tracker")
    chosen = options.parse_args()
    install()
    with contextlib.ExitStack() as stack:
        port = free_port()
        _, rt_database = stack.enter_context(private_postgres(port))
        url, our_database = (None, None) if chosen.sqlite else stack.enter_context(private_postgres())
        tracker = RequestTracker(port, rt_database)
        stack.callback(tracker.stop)
        server = Server(database=url, smtp__per_sender=10_000_000).start()
        stack.callback(server.remove)
        server.token = server.add_token("masura")
        peer, ours = Peer(tracker), Ours(server, our_database, chosen.connections)
        # Both once without counting: caches, compiled pages, connections.
        warm = letters(20, seed=2)
        peer.take(warm)
        ours.take(warm)
        peer.seconds, peer.cpu, ours.seconds, ours.cpu, kept = 0.0, 0.0, 0.0, 0.0, ours.mails
        warm_cases = (peer.threads(), ours.threads())
        peer.mails = 0
        sent = run(chosen, peer, ours)
        cases = (peer.threads() - warm_cases[0], ours.threads() - warm_cases[1])
        ours.mails -= kept
    theirs, mine = row("Request Tracker 5", peer), row("Aproape", ours)
    for name, opened, batch in (("Request Tracker 5", cases[0], sent[0]), ("Aproape", cases[1], sent[1])):
        print(f"{name}: {len(batch)} mails, {replies(batch)} of them replies to another: {opened} cases, {len(batch) - opened} joined")
    ratios = (mine[0] / theirs[0], theirs[1] / mine[1], theirs[2] / mine[2])
    reached = [ratio >= bar for ratio, bar in zip(ratios, (100, 30, 10))]
    for label, ratio, bar, good in zip(("mails a second, times", "CPU a mail, one in", "list p95, one in"), ratios, (100, 30, 10), reached):
        print(f"{label} {ratio:.1f}, bar {bar}: {'reached' if good else 'MISSED'}")
    sys.exit(0 if all(reached) else 1)


if __name__ == "__main__":
    main()
