#!/usr/bin/env python3
"""Forbids a capturing lambda within a co_await statement, and coroutines outside of src/net.

g++ 12.2 miscompiles a temporary closure inside a co_await expression (double free, seen with AddressSanitizer; guides:
stack.md 1.2). Name the closure first. Prints file:line for each finding; exit 1 where there is one.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
CAPTURE = re.compile(r"(?<![\w\])])\[[^\[\]]+\]\s*(?:[({]|mutable\b|->)")


def without_comments(text):
    """The text with comments and literals blanked, line breaks kept."""
    pattern = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])\'', re.S)
    return pattern.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), text)


def statement_end(text, start):
    """Where the statement that holds `start` ends: the first ; or { outside of brackets."""
    depth = 0
    for at in range(start, len(text)):
        if text[at] in "([{":
            if text[at] == "{" and depth == 0:
                return at
            depth += 1
        elif text[at] in ")]}":
            depth -= 1
            if depth < 0:
                return at
        elif text[at] == ";" and depth == 0:
            return at
    return len(text)


def findings(path):
    text = without_comments(path.read_text())
    for match in re.finditer(r"\bco_await\b", text):
        statement = text[match.end():statement_end(text, match.end())]
        lambda_ = CAPTURE.search(statement)
        if lambda_:
            line = text.count("\n", 0, match.end() + lambda_.start()) + 1
            yield f"{path.relative_to(ROOT)}:{line}: capturing lambda within co_await: name it first"
    if re.search(r"\bco_(await|return|yield)\b", text) and "src/net/" not in path.as_posix():
        yield f"{path.relative_to(ROOT)}:1: coroutine outside of src/net"


def main():
    files = [p for p in sorted((ROOT / "src").rglob("*.[ch]pp"))]
    found = [line for path in files for line in findings(path)]
    print("\n".join(found), file=sys.stderr, end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
