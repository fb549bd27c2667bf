#!/usr/bin/env python3
"""What must never be committed: large or binary files, paths of one machine, package hosts, unfinished words.

Prints file:line for each fault and exits with 1."""
import re
import subprocess
import sys

LIMIT = 400_000
PICTURES = (".png", ".woff2")
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:work|root|home/[a-z]+)/\w")
PACKAGE_HOST = re.compile(r'"resolved":|\b(?:deb|security|registry)\.[a-z]+\.(?:org|com)\b')
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")
OWN_RULES = {"tools/check_tree.py"}


def main():
    names = subprocess.run(["git", "ls-files", "-z"], capture_output=True, check=True).stdout.decode().split("\0")
    faults = []
    for name in filter(None, names):
        try:
            data = open(name, "rb").read()
        except FileNotFoundError:  # deleted, not yet committed
            continue
        if len(data) > LIMIT:
            faults.append(f"{name}: {len(data)} bytes, over {LIMIT}")
        if name.endswith(PICTURES) or name in OWN_RULES:
            continue
        golden_mail = name.startswith("tests/golden/")
        if b"\0" in data and not golden_mail:
            faults.append(f"{name}: binary")
            continue
        for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
            if MACHINE_PATH.search(line):
                faults.append(f"{name}:{number}: a path of one machine")
            if PACKAGE_HOST.search(line):
                faults.append(f"{name}:{number}: a package host or download address")
            if UNFINISHED.search(line) and not golden_mail:
                faults.append(f"{name}:{number}: unfinished word")
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
