#!/usr/bin/env python3
"""Durable intake to a visible case: mails a second and CPU milliseconds a mail.

Peers in the same run: the disk's own rate of durable appends of that size, and Postfix accepting the same mails."""
import argparse
import json
import subprocess
import time

from measure import cpu_seconds, flushes_per_second, resident_megabytes

from harness.engines import Postfix, free_port
from harness.server import BINARY, Server, wait_for


def simulate(address, count, size, connections):
    done = subprocess.run([str(BINARY.parent / "aproape-sim"), "mail", "--to", address, "--count", str(count), "--size", str(size),
                           "--connections", str(connections)], check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--size", type=int, default=8000)
    options.add_argument("--count", type=int, default=3000)
    options.add_argument("--connections", type=int, default=8)
    options.add_argument("--database")
    chosen = options.parse_args()

    server = Server(database=chosen.database, smtp__per_sender=10_000_000).start()
    try:
        server.token = server.add_token("masura")
        simulate(server.ready["smtp"], 100, chosen.size, chosen.connections)  # warm
        wait_for(lambda: len(server.all_cases()) >= 100, 60)
        before, began = cpu_seconds(server.process.pid), time.monotonic()
        sent = simulate(server.ready["smtp"], chosen.count, chosen.size, chosen.connections)
        taken = time.monotonic() - began

        def total():
            listed = server.api("GET", "/metrics", base=server.ready["http"]).body.decode()
            return sum(float(line.rsplit(" ", 1)[1]) for line in listed.splitlines() if line.startswith("aproape_mail_decoded_total"))
        wait_for(lambda: total() >= chosen.count + 100, 300, "all mails as cases")
        seconds = time.monotonic() - began
        cpu = (cpu_seconds(server.process.pid) - before) * 1000 / chosen.count
        memory = resident_megabytes(server.process.pid)
    finally:
        server.remove()
    disk = flushes_per_second(chosen.size)
    postfix = Postfix(free_port())
    try:
        peer = simulate(postfix.ready["smtp"], min(chosen.count, 1000), chosen.size, chosen.connections)
    finally:
        postfix.stop()
    print(f"size {chosen.size} bytes, {chosen.count} mails, {chosen.connections} connections, {sent['refused']} refused")
    print(f"acknowledged {sent['rate']:.0f}/s in {taken:.1f} s; as visible cases {chosen.count / seconds:.0f}/s")
    print(f"CPU {cpu:.2f} ms a mail (all roles), memory {memory:.0f} MB")
    print(f"disk: {disk:.0f} durable appends/s, ratio {sent['rate'] / disk:.2f}")
    print(f"Postfix accepts {peer['rate']:.0f}/s (queue only), ratio {sent['rate'] / peer['rate']:.2f}")


if __name__ == "__main__":
    main()
