"""Reads mails with our reader and with Python's (email, policy default) and lists where the two differ.

    python3 tests/golden/compare_readers.py BINARY FILE...

Both read the same bytes, so a difference is a fault of one of them. Differences that were looked into stand in EXPLAINED with
the reason; any other one, and a reason that no mail needs any more, makes the exit code 1.
"""
import email
import email.policy
import email.utils
import hashlib
import json
import pathlib
import subprocess
import sys

FIELDS = ("subject", "from", "to", "date", "message_id", "in_reply_to", "text", "attachments")

# (name of the mail without its number, field) -> why ours is right, or as good.
EXPLAINED = {
    **{(f"{charset}-{how}", "text"): "the label is missing or wrong: ours looks at the bytes, Python believes it"
       for charset in ("windows-1250", "iso-8859-2", "iso-8859-16") for how in ("no-label", "wrong-label", "as-utf8")},
    ("utf8-no-label", "text"): "UTF-8 without a label: Python takes it for ASCII",
    ("utf8-as-latin1", "text"): "UTF-8 labelled Latin-1: valid UTF-8 of several bytes is no accident",
    ("1250-as-8859-2", "text"): "quotation marks that only windows-1250 has",
    ("koi8-no-label", "text"): "no label: found from the bytes",
    ("utf7-subject", "subject"): "RFC 2152 forbids UTF-7 in header fields: left as it is",
    ("word-unclosed", "subject"): "an encoded word without its end: read up to the end of the word",
    ("nul-in-header", "subject"): "NUL bytes are dropped",
    ("broken-ids", "in_reply_to"): "the first id counts, not the words around it",
    ("empty-plain", "text"): "an empty plain part: the page is read",
    ("two-texts", "text"): "all inline texts are shown",
    ("no-boundary", "text"): "the boundary that the body shows", ("no-boundary", "attachments"): "the same",
    ("unused-boundary", "text"): "a multipart that never uses its boundary is text", ("unused-boundary", "attachments"): "the same",
    ("flowed", "text"): "soft line breaks are joined (RFC 3676)",
    ("calendar", "text"): "the invitation in words", ("calendar", "attachments"): "and as a file",
    ("path-name", "attachments"): "a name is never a path", ("windows-path", "attachments"): "a name is never a path",
    ("long-name", "attachments"): "names are cut at 150 bytes",
    ("turned-name", "attachments"): "marks that turn the writing direction are dropped",
    ("winmail", "attachments"): "winmail.dat is opened",
    ("winmail-rtf", "text"): "winmail.dat is opened", ("winmail-rtf", "attachments"): "winmail.dat is opened",
    ("winmail-rtf-html", "text"): "winmail.dat is opened", ("winmail-rtf-html", "attachments"): "winmail.dat is opened",
    **{(name, "attachments"): "the part for machines is kept as a file" for name in ("dsn", "mdn", "arf")},
    ("uuencoded-body", "text"): "the uuencoded file is taken out", ("uuencoded-body", "attachments"): "the uuencoded file is a file",
}
# The same by the kind of the simulator's mails, of which not every run has every form.
SIMULATED = {
    "broken": ("subject", "text", "attachments", "date"),  # broken on purpose: both must live, ours reads the words
    "bounce": ("attachments",),                              # the part for machines is kept as a file
}


def plain(text):
    return "\n".join(line.rstrip() for line in (text or "").replace("\r\n", "\n").replace("\r", "\n").split("\n")).strip()


def addresses(field):
    """[(name, address)] of an address field, the domain in lower case as ours gives it."""
    out = []
    for one in getattr(field, "addresses", ()):
        local, _, domain = one.addr_spec.rpartition("@")
        out.append([one.display_name, f"{local}@{domain.lower()}" if local else one.addr_spec])
    return out


def content(part):
    try:
        return part.get_content()
    except (LookupError, KeyError, UnicodeError):
        payload = part.get_payload(decode=True) or b""
        return payload.decode("utf-8", "replace")


def files(message):
    out = []
    body = message.get_body(preferencelist=("plain", "html"))
    for part in message.walk():
        if part.is_multipart() and part.get_content_type() != "message/rfc822":
            continue
        if part is body or (part.get_content_maintype() == "text" and not part.get_filename() and part.get_content_disposition() != "attachment"):
            continue
        if part.get_content_type() == "message/rfc822":
            data = part.get_payload(0).as_bytes(policy=email.policy.default) if part.get_payload() else b""
        else:
            data = part.get_payload(decode=True) or b""
        out.append([part.get_filename() or "", hashlib.sha256(data).hexdigest()])
    return out


def python_reads(raw):
    message = email.message_from_bytes(raw, policy=email.policy.default)
    sent = addresses(message["from"])
    date = message["date"].datetime if message["date"] is not None else None
    body = message.get_body(preferencelist=("plain", "html"))
    text = content(body) if body is not None else ""
    return {"subject": str(message["subject"] or ""), "from": sent[:1], "to": addresses(message["to"]),
            "date": int(date.timestamp()) if date else None, "message_id": str(message["message-id"] or "").strip("<> "),
            "in_reply_to": str(message["in-reply-to"] or "").strip("<> "),
            "text": plain(text) if body is None or body.get_content_type() != "text/html" else None, "attachments": files(message)}


def ours(line):
    sent = [line["from"]["name"], line["from"]["address"]]
    date = line["date"]
    seconds = int(email.utils.datetime.datetime.fromisoformat(date.replace("Z", "+00:00")).timestamp()) if date else None
    return {"subject": line["subject"], "from": [sent] if any(sent) else [], "to": [[one["name"], one["address"]] for one in line["to"]],
            "date": seconds, "message_id": line["message_id"], "in_reply_to": line["in_reply_to"], "text": plain(line["text"]),
            "attachments": [[one["name"], one["sha256"]] for one in line["attachments"]]}


def differences(raw, line):
    """(field, ours, Python's) for each field on which the two disagree."""
    try:
        theirs = python_reads(raw)
    except Exception as error:  # Python's reader dies of broken mail in many ways
        return [("all", "read", f"{type(error).__name__}: {error}")]
    mine = ours(line)
    for file, other in zip(mine["attachments"], theirs["attachments"]):
        if not other[0]:
            file[0] = ""  # a file without a name gets one from us
    if theirs["text"] is None:  # an HTML page: its words are our reader's own business
        theirs["text"] = mine["text"]
    return [(field, mine[field], theirs[field]) for field in FIELDS if mine[field] != theirs[field]]


def compare(binary, paths):
    """Yields (name, field, ours, Python's) for all mails."""
    paths = [pathlib.Path(path) for path in paths]
    done = subprocess.run([str(binary), "mail", "parse", *map(str, paths)], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    for path, line in zip(paths, done.stdout.decode().splitlines(), strict=True):
        for field, mine, theirs in differences(path.read_bytes(), json.loads(line)):
            yield path.stem.partition("-")[2] or path.stem, field, mine, theirs


def main(binary, paths):
    used, unexplained = set(), 0
    for name, field, mine, theirs in compare(binary, paths):
        reason = EXPLAINED.get((name, field)) or ("broken or for machines" if field in SIMULATED.get(name, ()) else None)
        used.add((name, field))
        unexplained += reason is None
        print(f"{name}: {field}: {reason or 'UNEXPLAINED'}" + ("" if reason else f"\n  ours   {mine!r}\n  python {theirs!r}"))
    names = {pathlib.Path(path).stem.partition("-")[2] for path in paths}
    idle = [key for key in EXPLAINED if key[0] in names and key not in used]
    for key in idle:
        print(f"{key[0]}: {key[1]}: explained, but the two agree")
    print(f"{len(paths)} mails, {len(used)} differences, {unexplained} unexplained, {len(idle)} explanations idle")
    return 1 if unexplained or idle else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
