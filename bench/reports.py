#!/usr/bin/env python3
"""Latency of the reports' dashboard over a year of ten million counted events, through the API: the overview and the table of
the network for the centre, and the overview of one mission. The bar: p95 under 200 ms.

The counters are filled as the projection would leave them (SQL, some minutes at most): what a figure costs depends on them
alone, not on the cases behind it."""
import argparse
import sqlite3
import sys
import time

from client import Client
from measure import machine, percentile

from harness.server import Server

KINDS = ("contact", "opened", "open", "first_answer", "closed", "deadline", "reply", "message", "line", "pickup", "article_used",
         "service")
MEMBERS = {"": [""], "category": [f"C{n:02}" for n in range(13)], "urgency": ["P1", "P2", "P3", "P4"],
           "language": ["ro", "en", "it", "es", "de", "fr"], "hour": [f"{n:02}" for n in range(24)],
           "bucket": ["09", "12", "15", "18", "21", "24"]}
TIMED = ("first_answer", "closed", "pickup")
CHANNELS = ("mail", "call")
OF_UNITS = ("", "bucket", "category")  # what the measured questions read of single units


def rows_of(each, dimensions):
    """Kind, dimension, channel, member and number of one day, with `each` events a kind and channel."""
    return [(kind, dimension, channel, member, max(1, each // len(MEMBERS[dimension])))
            for kind in KINDS for dimension in dimensions if dimension != "bucket" or kind in TIMED
            for channel in CHANNELS for member in MEMBERS[dimension]]


def fill(path, events, days):
    """So many events over so many days, the same for each unit, kind and channel; gives the number of rows and events."""
    database = sqlite3.connect(path, timeout=60)
    units = sorted(row[0] for row in database.execute("select id from unit where kind = 'mission'"))
    each = max(1, round(events / (len(units) * days * len(KINDS) * len(CHANNELS))))
    now = time.time()
    dates = sorted(int(time.strftime("%Y%m%d", time.gmtime(now - 86400 * n))) for n in range(days))
    database.execute("pragma synchronous = off")
    database.execute("delete from report_count")
    count = 0
    for unit, share, dimensions in [(0, each * len(units), MEMBERS)] + [(unit, each, OF_UNITS) for unit in units]:
        for dimension in sorted(dimensions):
            rows = sorted(rows_of(share, [dimension]), key=lambda row: (row[0], row[2], row[3]))  # in the order of the key
            database.executemany("insert into report_count (unit_id, dimension, day, kind, channel, member, n, hits, total) values"
                                 " (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                 ((unit, name, day, kind, channel, member, n, n // 2, n * 3600000)
                                  for kind in KINDS for day in dates for of, name, channel, member, n in rows if of == kind))
            count += len(rows) * days
    database.commit()
    database.close()
    return count, each * len(units) * days * len(KINDS) * len(CHANNELS)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--events", type=int, default=10_000_000)
    options.add_argument("--days", type=int, default=365)
    options.add_argument("--calls", type=int, default=40)
    chosen = options.parse_args()
    server = Server(demo__seed="true").start(seconds=120)
    try:
        centre, mission = server.add_token("bench.central", "central"), server.add_token("bench.roma", "consul", "it-rome-amb")
        server.stop()
        began = time.monotonic()
        rows, events = fill(server.folder / "var" / "aproape.db", chosen.events, chosen.days)
        print(f"{machine()}: {rows:,} counters of {events:,} events over {chosen.days} days, filled in {time.monotonic() - began:.0f} s", flush=True)
        server.start(seconds=120)
        worst = 0.0
        for label, token, path in (("overview, network, 30 days", centre, "/reports/overview"),
                                   ("overview, network, a year", centre, f"/reports/overview?from={time.strftime('%Y-%m-%d', time.gmtime(time.time() - 364 * 86400))}"),
                                   ("overview, Italy, 30 days", centre, "/reports/overview?country=IT"),
                                   ("overview, one mission, 30 days", mission, "/reports/overview"),
                                   ("contacts by category, 30 days", centre, "/reports/contacts?by=category"),
                                   ("table of the network, 30 days", centre, "/reports/network")):
            times = Client(server.ready["http"], token).times([path], chosen.calls)
            worst = max(worst, percentile(times, 0.95))
            print(f"  {label:34} p50 {percentile(times, 0.5):7.2f}  p95 {percentile(times, 0.95):7.2f}  p99 {percentile(times, 0.99):7.2f} ms", flush=True)
    finally:
        server.remove()
    sys.exit(worst >= 200)


if __name__ == "__main__":
    main()
