#!/usr/bin/env python3
"""Writes src/formats/html/entities.inc: the named character references of HTML 5.

The source is the table of Python's own html.entities.html5, which follows the HTML standard (WHATWG, section
"Named character references"). Run: tools/make_html_entities.py > src/formats/html/entities.inc
"""
import html.entities

print("// Written by tools/make_html_entities.py from Python's html.entities.html5; sorted by name.")
for name, value in sorted(html.entities.html5.items(), key=lambda pair: pair[0].encode()):
    text = "".join(f"\\x{byte:02x}" for byte in value.encode("utf-8"))
    print(f'{{"{name}", "{text}"}},')
