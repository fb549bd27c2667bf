#!/usr/bin/env python3
"""Writes one C++ file that holds the product's data files as byte strings.

usage: embed.py REPOSITORY OUT.cpp [NAME=FILE...]
The names are paths from the repository's root ("catalog/missions.csv"); the desk's bundle appears as "web/desk/...";
NAME=FILE adds a file that the build made.
The bytes go through an assembler .incbin, which compiles in no time whatever their size.
"""
import os
import sys

FOLDERS = [("catalog", None), ("migrations", ".sql"), ("templates", None), ("locale", ".po")]


def files(root):
    found = []
    for folder, suffix in FOLDERS:
        for base, _, names in os.walk(os.path.join(root, folder)):
            for name in names:
                path = os.path.join(base, name)
                if suffix is None or name.endswith(suffix):
                    found.append((os.path.relpath(path, root), path))
    openapi = os.path.join(root, "src/api/openapi.json")
    if os.path.exists(openapi):
        found.append(("src/api/openapi.json", openapi))
    dist = os.path.join(root, "web/desk/dist")
    for base, _, names in os.walk(dist):
        for name in names:
            path = os.path.join(base, name)
            found.append(("web/desk/" + os.path.relpath(path, dist), path))
    return sorted(found)


def main():
    root, out = sys.argv[1], sys.argv[2]
    entries = files(root) + [tuple(made.split("=", 1)) for made in sys.argv[3:]]
    lines = ['#include "base/embedded.hpp"', "", "#include <cstddef>", "", 'extern "C" {']
    for i in range(len(entries)):
        lines.append(f"extern const char aproape_embedded_{i}_begin[];")
        lines.append(f"extern const char aproape_embedded_{i}_end[];")
    lines += ["}", ""]
    for i, (_, path) in enumerate(entries):
        quoted = path.replace("\\", "\\\\").replace('"', '\\"')
        lines.append('__asm__(".section .rodata\\n.global aproape_embedded_%d_begin\\n.global aproape_embedded_%d_end\\n"' % (i, i))
        lines.append('        "aproape_embedded_%d_begin:\\n.incbin \\"%s\\"\\naproape_embedded_%d_end:\\n.byte 0\\n.previous\\n");' % (i, quoted, i))
    lines += ["", "namespace aproape::embedded {", "", "const std::vector<File>& files() {", "  static const std::vector<File> all{"]
    for i, (name, _) in enumerate(entries):
        lines.append('      {"%s", std::string_view(aproape_embedded_%d_begin, static_cast<std::size_t>(aproape_embedded_%d_end - aproape_embedded_%d_begin))},' % (name, i, i, i))
    lines += ["  };", "  return all;", "}", "", "}  // namespace aproape::embedded", ""]
    text = "\n".join(lines)
    with open(out, "w", encoding="utf-8") as handle:
        handle.write(text)


if __name__ == "__main__":
    main()
