#!/usr/bin/env python3
"""Checks the house (DESIGN 4): who may include whom, where heavy third-party headers may stand, a README in each folder.

The rooms and what each uses are read from CMakeLists.txt (aproape_room(NAME USES ...)): a file includes its own room
or a room that its own one uses, directly or through others, never a higher floor. Another area of the domain is
reached through its service only. Prints file:line for each finding; exit 1 where there is one.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
SRC = ROOT / "src"

FLOORS = {"base": 0, "text": 1, "formats": 1, "db": 1, "storage": 1, "net": 1, "protocol": 1, "i18n": 1,
          "http": 2, "view": 2, "render": 2, "decode": 2, "voice": 2, "domain": 3, "channels": 4, "api": 5, "portal": 5, "app": 6}

# Header (prefix) -> where it may be included; a .hpp only where the folder ends with "+".
THIRD_PARTY = {
    "boost/asio": ["net/+"], "boost/beast": ["net/"], "boost/json": ["base/"], "boost/locale": ["i18n/"],
    "sqlite3.h": ["db/sqlite/"], "libpq-fe.h": ["db/postgres/"], "spdlog/": ["base/"], "nlohmann/": [],
    "prometheus/": ["base/"], "toml++/": ["base/"], "CLI/": ["app/"], "gmime/": ["decode/"], "seccomp.h": ["decode/"],
    "re.h": ["voice/sip/", "voice/web/"], "rem.h": [], "opus/": ["voice/media/"],
    "uchardet/": ["decode/"], "cld2/": ["text/"], "unicode/": ["text/", "formats/", "domain/network/"], "date/": ["i18n/"],
    "curl/": ["channels/"], "kainjow/": ["domain/messages/", "formats/"], "cairo": ["render/"], "pango/": ["render/"], "xlsxwriter": ["render/"], "ctemplate/": ["view/"],
    "liboath/": ["domain/access/"], "zlib.h": ["http/", "formats/", "decode/", "storage/"], "yaml-cpp/": ["domain/catalogue/"],
}
# place_evidence.hpp is pure: which places a text names. import.hpp: how an area takes CSV; the all-or-nothing walk over rows is the catalogue's and serves the others too.
# yaml.hpp: how an area reads its written files. chain.hpp is pure: whom a hunt rings. secret.hpp: how a secret is kept.
DOMAIN_DOORS = {"service.hpp", "model.hpp", "scope.hpp", "sender.hpp", "import.hpp", "yaml.hpp", "place_evidence.hpp", "chain.hpp", "secret.hpp"}
PRIVATE = re.compile(r"(repository|columns|state)\.hpp$")
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def read_rooms():
    """Room -> all rooms that it may include, itself among them."""
    direct = {}
    for name, rest in re.findall(r"^aproape_room\((\S+)([^)]*)\)", (ROOT / "CMakeLists.txt").read_text(), re.M):
        uses = re.search(r"USES((?: (?!LIBS)\S+)*)", rest)
        direct[name] = uses.group(1).split() if uses else []

    def reach(name, path):
        if name in path:
            sys.exit(f"CMakeLists.txt:1: rooms use each other in a circle: {' -> '.join(path + [name])}")
        found = {name}
        for used in direct.get(name, []):
            found |= reach(used, path + [name])
        return found

    return {name: reach(name, []) for name in direct}


def room_of(path, rooms):
    """The longest room that the path (from src/) lies in."""
    fitting = [room for room in rooms if path == room or path.startswith(room + "/")]
    return max(fitting, key=len, default=None)


def area(path):
    parts = path.split("/")
    return "/".join(parts[:2]) if parts[0] in ("domain", "channels") else parts[0]


def check_own(here, target, rooms):
    """What is wrong with including our own header `target` from the file `here` (both from src/)."""
    if not (SRC / target).exists():
        return "no such header; write the path from src/"
    mine, theirs = room_of(here, rooms), room_of(target, rooms)
    if mine is None or theirs is None:
        return "folder is no room of CMakeLists.txt"
    if FLOORS[target.split("/")[0]] > FLOORS[here.split("/")[0]]:
        return f"floor of {theirs} is higher"
    if "/testing/" in target and not (here.endswith(("_test.cpp", "_bench.cpp")) or "/testing/" in here):
        return "test support in production code"
    if theirs not in rooms[mine] and not here.endswith(("_test.cpp", "_bench.cpp", "_fuzz.cpp")):
        return f"room {mine} does not use {theirs} (CMakeLists.txt)"
    if area(here) == area(target) or "/testing/" in target:
        return None
    if here.startswith("channels/") and target.startswith("channels/") and target.count("/") > 1:
        return "a channel knows nothing of another channel"
    name = target.rsplit("/", 1)[1]
    if target.startswith("domain/") and "/testing/" in target:
        return None  # a desk with all services, for the tests of whatever stands on them
    if target.startswith("domain/") and here.startswith("domain/") and name not in DOMAIN_DOORS:
        return "another area is reached through its service.hpp"
    if target.startswith("domain/") and PRIVATE.search(name):
        return "private to its area"
    return None


def check_foreign(here, header):
    if header == "regex":
        return "<regex> is not used: unbounded time and stack"
    if header == "iostream" and here.endswith(".hpp"):
        return "<iostream> in a header"
    for prefix, places in THIRD_PARTY.items():
        if not header.startswith(prefix):
            continue
        place = next((p for p in places if here.startswith(p.rstrip("+"))), None)
        if place is None:
            return f"<{header}> belongs to {' or '.join(p.rstrip('+') for p in places) or 'no room'}"
        if here.endswith(".hpp") and not place.endswith("+"):
            return f"<{header}> in a header"
    return None


def check_file(path, rooms):
    here = path.relative_to(SRC).as_posix()
    lines = path.read_text().splitlines()
    if here.endswith(".hpp") and "#pragma once" not in lines[:3]:
        yield 1, "#pragma once is missing"
    for number, line in enumerate(lines, 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        wrong = check_own(here, match[2], rooms) if match[1] == '"' else check_foreign(here, match[2])
        if wrong:
            yield number, f"{match[2]}: {wrong}"


def main():
    rooms = read_rooms()
    found = []
    for path in sorted(SRC.rglob("*.[ch]pp")):
        found += [f"{path.relative_to(ROOT)}:{number}: {wrong}" for number, wrong in check_file(path, rooms)]
    folders = {p.parent for p in SRC.rglob("*.[ch]pp")}
    folders |= {parent for f in folders for parent in f.parents if SRC in parent.parents}
    for folder in sorted(folders):
        if folder.name != "testing" and not (folder / "README.md").exists():
            found.append(f"{folder.relative_to(ROOT)}/README.md:1: missing")
    print("\n".join(found), file=sys.stderr, end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
