#!/usr/bin/env python3
"""The pilot of 2014 replayed (story 12): its mails for over 30 missions, staff at work, the program killed (-9) and started
again meanwhile; at the end every figure of the simulator's own log against what the centre shows, to the unit."""
import argparse
import json
import sys

from measure import machine

from harness.desk import fixed_ports, run_pilot
from harness.server import Server


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--mails", type=int, default=12_500)
    options.add_argument("--minutes", type=float, default=60)
    options.add_argument("--kills", type=int, default=6)
    options.add_argument("--operators", type=int, default=20)
    options.add_argument("--speed", type=float, default=10, help="a person's time passes so many times faster")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--database")
    chosen = options.parse_args()
    print(machine(), flush=True)
    server = Server(database=chosen.database, smtp__per_sender=10_000_000, **fixed_ports()).start()
    try:
        code, result, error, _ = run_pilot(server, chosen.operators, chosen.mails, chosen.minutes, chosen.kills, chosen.speed, chosen.seed)
    finally:
        server.remove()
    print(error, file=sys.stderr, end="")
    checked = result.pop("check")
    print(f"{result['sent']} mails acknowledged in {result['seconds'] / 60:.1f} min, {result['refused']} refused, {chosen.kills} kills, "
          f"{result['operators']} operators; {checked['cases']} cases, {checked['missions']} missions, "
          f"{checked['quarantined']} in quarantine")
    for what, both in checked["figures"].items():
        print(f"  {what:12} {both['ours']:6} here {both['centre']:6} at the centre")
    enough = checked["missions"] > 30 or chosen.mails < 1000
    print("every figure equal, over 30 missions:", "reached" if code == 0 and enough else "MISSED", json.dumps(checked))
    sys.exit(0 if code == 0 and enough else 1)


if __name__ == "__main__":
    main()
