#!/usr/bin/env python3
"""Writes src/api/openapi.json in its one form: indented by one space, what fits into a line of 120 letters in one line."""
import json
from pathlib import Path

WIDTH = 120
FILE = Path(__file__).parent.parent / "src/api/openapi.json"


def form(value, depth):
    flat = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, (dict, list)) or not value or depth + len(flat) <= WIDTH:
        return flat
    if isinstance(value, dict):
        inner = [f"{json.dumps(key, ensure_ascii=False)}: {form(one, depth + 1)}" for key, one in value.items()]
    else:
        inner = [form(one, depth + 1) for one in value]
    pad, (opening, closing) = " " * (depth + 1), "{}" if isinstance(value, dict) else "[]"
    return f"{opening}\n{pad}" + f",\n{pad}".join(inner) + f"\n{' ' * depth}{closing}"


FILE.write_text(form(json.loads(FILE.read_text(encoding="utf-8")), 0) + "\n", encoding="utf-8")
