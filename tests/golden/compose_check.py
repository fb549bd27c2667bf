#!/usr/bin/env python3
"""Reads messages that src/formats/mail_compose wrote with Python's e-mail package and compares with what was meant.

usage: compose_check.py FOLDER    (pairs N.eml, N.json; made by compose_test.cpp)
"""
import base64
import email
import email.header
import email.policy
import email.utils
import json
import pathlib
import sys

faults = []
for expected_file in sorted(pathlib.Path(sys.argv[1]).glob("*.json")):
    want = json.loads(expected_file.read_text())
    raw = expected_file.with_suffix(".eml").read_bytes()
    message = email.message_from_bytes(raw, policy=email.policy.default)
    # The newer parser of Python joins the words of a display name with blanks of its own; the older one is exact.
    phrase, address = email.utils.parseaddr(email.message_from_bytes(raw)["to"].replace("\r\n", ""))
    plain = message.get_body(("plain",)).get_content().replace("\r\n", "\n")
    html_part = message.get_body(("html",))
    html = html_part.get_content().replace("\r\n", "\n").rstrip("\n") if html_part else ""
    files = [
        {"name": part.get_filename(), "base64": base64.b64encode(part.get_content()).decode()}
        for part in message.walk()
        if part.get_content_disposition() in ("attachment", "inline")
    ]
    got = {
        "subject": str(message["subject"]),
        "name": str(email.header.make_header(email.header.decode_header(phrase))),
        "address": address,
        "text": plain,
        "html": html,
        "in_reply_to": str(message["in-reply-to"]),
        "references": len(str(message.get("references", "")).split()),
    }
    for key, value in got.items():
        if value != want[key]:
            faults.append(f"{expected_file.name}: {key}: {value!r} instead of {want[key]!r}")
    by_name = lambda one: (one["name"], one["base64"])
    if sorted(files, key=by_name) != sorted(want["attachments"], key=by_name):
        faults.append(f"{expected_file.name}: attachments: {[f['name'] for f in files]} "
                      f"instead of {[f['name'] for f in want['attachments']]}")
    if message.defects:
        faults.append(f"{expected_file.name}: defects {message.defects}")
for fault in faults[:20]:
    print(fault[:600], file=sys.stderr)
sys.exit(1 if faults else 0)
