#!/usr/bin/env python3
"""Runs clang-tidy 14 (.clang-tidy) over what was changed: the lines that differ from the last landed commit, in the sources that
hold them. Prints file:line for each finding, exit 1 where there is one.

The last landed commit is where this branch left `main`; on `main` itself the one before the newest. Lines alone are judged, so
that a change is not asked to mend what stood there before it; --all judges every source as a whole (long).

usage: tools/check_tidy.py [--all] [--base REV] [--preset release]
"""
import argparse
import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
TIDY = "clang-tidy-14"
FOLDERS = ("src/", "sim/")
HUNK = re.compile(r"^@@ -\S+ \+(\d+)(?:,(\d+))? @@")
FINDING = re.compile(r"^\S+:\d+:\d+: (warning|error): ")


def git(*arguments):
    return subprocess.run(["git", "-C", str(ROOT), *arguments], capture_output=True, text=True)


def last_landed():
    head = git("rev-parse", "HEAD").stdout.strip()
    base = git("merge-base", "HEAD", "main").stdout.strip()
    if base and base != head:
        return base
    return git("rev-parse", "--verify", "-q", "HEAD~1").stdout.strip() or None


def changed_lines(base):
    """Path -> [[first, last]...] of the lines that differ from `base`, files that git does not know yet included."""
    found, path = {}, None
    for line in git("diff", "-U0", "--no-color", "--diff-filter=AM", base, "--", *FOLDERS).stdout.splitlines():
        if line.startswith("+++ b/"):
            path = line[6:]
        elif (hunk := HUNK.match(line)) and path:
            first, count = int(hunk[1]), int(hunk[2] or 1)
            if count > 0:
                found.setdefault(path, []).append([first, first + count - 1])
    for path in git("ls-files", "-o", "--exclude-standard", "--", *FOLDERS).stdout.split():
        found[path] = [[1, 10_000_000]]
    return {path: lines for path, lines in found.items() if path.endswith((".cpp", ".hpp"))}


def database(preset):
    """The compile commands of the preset, by path; configures it where nobody has yet."""
    folder = ROOT / "build" / preset
    if not (folder / "compile_commands.json").exists():
        subprocess.run(["cmake", "--preset", preset], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    commands = json.loads((folder / "compile_commands.json").read_text())
    known = set()
    for one in commands:
        path = pathlib.Path(one["directory"], one["file"]).resolve()
        if path.is_relative_to(ROOT):
            known.add(str(path.relative_to(ROOT)))
    return folder, known


def sources_of(paths, known):
    """The translation units that show the changed lines: a header by the source of its name, else by one that includes it."""
    chosen = {path for path in paths if path in known}
    for header in (path for path in paths if path.endswith(".hpp")):
        beside = header[:-4] + ".cpp"
        if beside in known:
            chosen.add(beside)
            continue
        include = '#include "' + header.removeprefix("src/") + '"'
        users = git("grep", "-lF", include, "--", "*.cpp").stdout.split()
        chosen.update([user for user in users if user in known][:1])
    return sorted(chosen)


def run(folder, source, lines):
    command = [TIDY, "-p", str(folder), "--quiet", "--extra-arg=-Wno-unknown-warning-option", "--extra-arg=-Wno-everything"]
    if lines is not None:
        command.append("--line-filter=" + json.dumps([{"name": path, "lines": ranges} for path, ranges in lines.items()]))
    else:
        command.append("--header-filter=^" + re.escape(str(ROOT)) + "/(src|sim)/")
    done = subprocess.run([*command, source], cwd=ROOT, capture_output=True, text=True)
    text = done.stdout.replace(str(ROOT) + "/", "")
    if any(FINDING.match(line) for line in text.splitlines()):
        return text
    return "" if done.returncode == 0 else f"{source}: {TIDY} failed: {done.stderr[-500:]}\n"


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--all", action="store_true", help="every source, every line")
    options.add_argument("--base", help="what counts as before the change")
    options.add_argument("--preset", default="release")
    chosen = options.parse_args()
    lines = None
    folder, known = database(chosen.preset)
    if chosen.all:
        sources = sorted(path for path in known if path.startswith(FOLDERS))
    else:
        base = chosen.base or last_landed()
        if base is None:
            return 0  # a tree without a history: nothing was changed
        lines = changed_lines(base)
        sources = sources_of(lines, known)
    found = False
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for text in pool.map(lambda source: run(folder, source, lines), sources):
            if text:
                found = True
                print(text, end="")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
