"""Postfix by LMTP and Dovecot by IMAP, started for real, give the same cases as direct SMTP."""
import base64
import hashlib
import io
import struct
import time
import zipfile

import pytest
from harness import mail
from harness.engines import Clamd, Dovecot, Postfix
from harness.server import wait_for


@pytest.fixture
def postfix(server):
    engine = Postfix(server.address("lmtp")[1])
    yield engine
    engine.stop()


@pytest.fixture
def dovecot():
    engine = Dovecot()
    yield engine
    engine.stop()


def letters(count):
    return [mail.message(subject=f"Cerere {n}", sender=f"c{n}@example.org", text=f"Text {n} cu ștampilă și țigla.\n",
                         attachments=[("act.pdf", b"%PDF-1.4 " + bytes([n]) * 500, "application/pdf")]) for n in range(count)]


def picture(server):
    """What the cases look like, without what differs by nature (ids, times)."""
    seen = []
    for case in sorted(server.all_cases(), key=lambda c: c["subject"]):
        contact = next(i for i in server.get(f"/cases/{case['id']}/timeline")["items"] if i["kind"] == "contact" and i["direction"] == "in")
        seen.append((case["subject"], case["requester"]["name"], case["language"], contact["text"].strip(), contact["from"]["address"],
                     [(a["name"], a["size"], a["sha256"]) for a in contact["attachments"]]))
    return seen


def test_three_routes_give_the_same_cases(make_server, sink, dovecot):
    pictures = []
    for route in ("smtp", "postfix", "imap"):
        server = make_server(smtp__relay=sink.url)
        server.token = server.add_token("masina", "central")
        if route == "smtp":
            for letter in letters(12):
                mail.send(server, letter)
        elif route == "postfix":
            engine = Postfix(server.address("lmtp")[1])
            try:
                for letter in letters(12):
                    mail.send(engine, letter)
                wait_for(lambda: len(server.all_cases()) == 12, 30, "cases by Postfix")
            finally:
                engine.stop()
        else:
            for letter in letters(12):
                dovecot.put(letter.as_bytes())
            add_mailbox(server, dovecot)
        wait_for(lambda: len(server.all_cases()) == 12, 30, f"cases by {route}")
        pictures.append(picture(server))
        server.stop()
    assert pictures[0] == pictures[1] == pictures[2]
    assert dovecot.seen() == [], "the mailbox's own read marks were touched"


def add_mailbox(server, dovecot):
    administrator = server.add_token("administrator", "admin")
    made = server.api("POST", "/mailboxes", {"name": "Consulat", "host": "127.0.0.1", "port": dovecot.port, "tls": "none",
                                             "login": dovecot.login, "password": dovecot.password, "folder": "INBOX", "enabled": True},
                      token=administrator)
    assert made.status == 201, made.body
    assert dovecot.password not in made.body.decode()
    return administrator, made.json["id"]


def test_a_mailbox_is_read_as_mail_arrives_and_never_twice(server, dovecot):
    add_mailbox(server, dovecot)
    dovecot.put(letters(1)[0].as_bytes())
    wait_for(lambda: len(server.all_cases()) == 1, 20, "first mail")
    began = time.monotonic()
    dovecot.put(letters(2)[1].as_bytes())
    wait_for(lambda: len(server.all_cases()) == 2, 20, "second mail, by IDLE")
    assert time.monotonic() - began < 10
    server.kill()
    dovecot.put(letters(3)[2].as_bytes())
    server.start()
    wait_for(lambda: len(server.all_cases()) == 3, 20, "third mail, after a restart")
    time.sleep(1)
    assert len(server.all_cases()) == 3


def test_postfix_keeps_mail_while_the_program_is_away(server, postfix):
    before = letters(5)
    server.kill()
    for letter in before:
        mail.send(postfix, letter)
    wait_for(lambda: postfix.queue_length() == 5, 10, "queue")
    # The LMTP port must be the same for Postfix to find us again.
    server.settings["lmtp.listen"] = "127.0.0.1:%d" % int(server.ready["lmtp"].rsplit(":", 1)[1])
    server.start()
    postfix.flush()
    wait_for(lambda: len(server.all_cases()) == 5, 60, "all five")
    assert postfix.queue_length() == 0


def test_a_virus_is_held_and_the_words_stay_readable(make_server, sink):
    scanner = Clamd()
    try:
        server = make_server(smtp__relay=sink.url, mail__clamd=f"127.0.0.1:{scanner.port}")
        server.token = server.add_token("masina")
        mail.send(server, mail.message(attachments=[("scan.pdf", b"%PDF-1.4 curat", "application/pdf"),
                                                    ("rau.bin", Clamd.EICAR, "application/octet-stream")]))
        case = wait_for(lambda: server.all_cases(), 10, "case")[0]

        def attachments():
            return {a["name"]: a for a in server.get(f"/cases/{case['id']}/timeline")["items"][0]["attachments"]}
        wait_for(lambda: attachments()["rau.bin"]["scan"] == "infected", 20, "verdict")
        assert attachments()["scan.pdf"]["scan"] == "clean"
        assert attachments()["scan.pdf"]["sha256"] == hashlib.sha256(b"%PDF-1.4 curat").hexdigest()
        bad = attachments()["rau.bin"]
        assert server.api("GET", "", base=bad["url"]).status == 409
        release = f"/attachments/{bad['id']}/release"
        officer = server.add_token("ofiter", "officer", "it-rome-amb")
        assert server.api("POST", release, {"reason": "vreau"}, token=officer).status in (403, 404)
        supervisor = server.add_token("seful", "supervisor", "all")
        assert server.api("POST", release, {"reason": ""}, token=supervisor).status in (400, 422)
        assert server.api("POST", release, {"reason": "probă a poliției"}, token=supervisor).status == 200
        assert attachments()["rau.bin"]["scan"] == "not_scanned"
        assert server.api("POST", release, {"reason": "iar"}, token=supervisor).status == 409
        auditor = server.add_token("auditor", "auditor")
        wait_for(lambda: "attachment.released" in str(server.get("/audit?subject=attachment:" + bad["id"], token=auditor)), 10, "audit entry")
        scanner.stop()
        mail.send(server, mail.message(subject="Al doilea", sender="b@example.org", attachments=[("b.pdf", b"%PDF-1.4 b", "application/pdf")]))
        second = wait_for(lambda: [c for c in server.all_cases() if c["subject"] == "Al doilea"], 10, "second case")[0]
        part = server.get(f"/cases/{second['id']}/timeline")["items"][0]["attachments"][0]
        assert part["scan"] == "pending"
        scanner.start()
        wait_for(lambda: server.get(f"/cases/{second['id']}/timeline")["items"][0]["attachments"][0]["scan"] == "clean", 60, "late verdict")
    finally:
        scanner.remove()


def zipped(name, content):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def tnef(name, content):
    """A winmail.dat with one file ([MS-OXTNEF])."""
    out = struct.pack("<IH", 0x223E9F78, 1)
    for number, data in ((0x00069002, b"\0" * 14), (0x00018010, name.encode() + b"\0"), (0x0006800F, content)):
        out += struct.pack("<BII", 2, number, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)
    return out


def test_a_virus_is_found_wherever_it_hides(make_server, sink):
    """C4: plain, in a zip, in a mail within the mail, in winmail.dat, and in base64 with noise."""
    scanner = Clamd()
    try:
        server = make_server(smtp__relay=sink.url, mail__clamd=f"127.0.0.1:{scanner.port}")
        server.token = server.add_token("masina")
        inner = mail.message(subject="In adanc", sender="rau@example.org", attachments=[("rau.bin", Clamd.EICAR, "application/octet-stream")])
        letter = mail.message(subject="Ascunse", attachments=[("arhiva.zip", zipped("rau.com", Clamd.EICAR), "application/zip"),
                                                              ("winmail.dat", tnef("din-outlook.bin", Clamd.EICAR), "application/ms-tnef"),
                                                              ("curat.txt", b"curat", "application/octet-stream")])
        letter.add_attachment(inner)
        raw = letter.as_bytes()
        noisy = base64.b64encode(Clamd.EICAR)
        end = raw.rindex(b"\n--")
        boundary = raw[end + 1:raw.index(b"\n", end + 1)].rstrip(b"\r").removesuffix(b"--")
        raw = (raw[:end + 1] + boundary + b"\r\nContent-Type: application/octet-stream; name=zgomot.bin\r\nContent-Transfer-Encoding: base64\r\n"
               b"Content-Disposition: attachment; filename=zgomot.bin\r\n\r\n" + noisy[:20] + b"!!\r\n * " + noisy[20:] + b"\r\n" + raw[end + 1:])
        mail.send(server, raw)
        case = wait_for(lambda: [c for c in server.all_cases() if c["subject"] == "Ascunse"], 10, "case")[0]

        def verdicts():
            return {a["name"]: a["scan"] for a in server.get(f"/cases/{case['id']}/timeline")["items"][0]["attachments"]}
        wait_for(lambda: "pending" not in verdicts().values(), 30, "verdicts")
        assert verdicts() == {"arhiva.zip": "infected", "din-outlook.bin": "infected", "curat.txt": "clean", "In adanc.eml": "infected",
                              "zgomot.bin": "infected"}
        assert "pașaportul" in server.get(f"/cases/{case['id']}/timeline")["items"][0]["text"], "the words stay readable"
    finally:
        scanner.remove()
