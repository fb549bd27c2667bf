"""Hostile mail: readable or marked, nothing runs, nothing is fetched, memory bounded (guides/mail.md 5.7, scenario 9)."""
import os
import pathlib
import signal
import smtplib
import socket
import threading
import time

import pytest
from harness import mail
from harness.server import BINARY, wait_for

HEAD = ("From: rau@example.org\r\nTo: contact@informatiiconsulare.ro\r\nSubject: {subject}\r\n"
        "Message-ID: <{subject}@example.org>\r\nMIME-Version: 1.0\r\n")


def deep(levels):
    parts = [HEAD.format(subject="adanc")]
    for n in range(levels):
        parts.append(f'Content-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}\r\n')
    parts.append("Content-Type: text/plain\r\n\r\nfundul\r\n")
    return "".join(parts).encode()


def many_parts(count):
    body = "".join(f"--b\r\nContent-Type: text/plain\r\n\r\np{n}\r\n" for n in range(count))
    return (HEAD.format(subject="parti") + 'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + body + "--b--\r\n").encode()


def many_headers(count):
    return ("".join(f"X-H{n}: v\r\n" for n in range(count)) + HEAD.format(subject="antete") + "\r\ntext\r\n").encode()


def many_brackets(count):
    lines = "\r\n ".join("(" * 900 for _ in range(count // 900))
    return (f"From: {lines} rau@example.org\r\nTo: contact@informatiiconsulare.ro\r\nSubject: paranteze\r\n\r\ntext\r\n").encode()


def accounted(server, wanted):
    """Every message is a case or a quarantine entry."""
    return wait_for(lambda: (lambda n: n if n >= wanted else None)(len(server.all_cases()) + len(server.get("/quarantine")["items"])),
                    60, f"{wanted} cases or quarantine entries")


def resident_megabytes(pid):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0


def test_shapes_made_to_break_readers_are_accounted_for(server):
    server.token = server.add_token("seful", "supervisor", "all")
    for raw in (deep(10_000), many_parts(100_000), many_headers(200_000), many_brackets(200_000)):
        mail.send(server, raw, sender="rau@example.org")
    accounted(server, 4)
    mail.send(server, mail.message())
    wait_for(lambda: [c for c in server.all_cases() if c["subject"] == "Pașaport pierdut la Roma"], 10, "normal mail goes on")


def kill_a_reader(server, sign):
    """Ends the next child of the decode role with a signal, as the kernel does where a limit is met."""
    zygote = server.ready["pids"]["decode"]
    children = pathlib.Path(f"/proc/{zygote}/task/{zygote}/children")
    until = time.monotonic() + 20
    while time.monotonic() < until:
        for child in children.read_text().split():
            try:
                # Locked in, so it has the mail: before that the centre would only ask again.
                if "Seccomp:\t2" in pathlib.Path(f"/proc/{child}/status").read_text():
                    os.kill(int(child), sign)
                    return
            except (ProcessLookupError, FileNotFoundError):
                continue
    raise AssertionError("no reader was seen")


def test_a_reader_that_dies_leaves_a_visible_entry_and_the_whole_mail(server):
    server.token = server.add_token("seful", "supervisor", "all")
    for sign, reason in ((signal.SIGSEGV, "unreadable"), (signal.SIGXCPU, "decode_limit")):
        # Long enough in the reader to be met there.
        letter = mail.message(subject=f"Mare {reason}", text="Am atasat tot.\n",
                              attachments=[(f"{n}.bin", os.urandom(6_000_000), "application/octet-stream") for n in range(4)]).as_bytes()
        killer = threading.Thread(target=kill_a_reader, args=(server, sign))
        killer.start()
        mail.send(server, letter)
        killer.join()
        entry = wait_for(lambda: [q for q in server.get("/quarantine")["items"] if q["reason"] == reason], 20, reason)[0]
        raw = server.api("GET", f"/quarantine/{entry['id']}/raw").body
        assert letter.replace(b"\r\n", b"\n").strip() in raw.replace(b"\r\n", b"\n")
        # Read again where nothing goes wrong, it is a case like any other.
        assert server.api("POST", f"/quarantine/{entry['id']}/reparse").status == 200
        case = wait_for(lambda: [c for c in server.all_cases() if c["subject"] == f"Mare {reason}"], 20, "case")[0]
        contact = [i for i in server.get(f"/cases/{case['id']}/timeline")["items"] if i["kind"] == "contact"][0]
        assert [a["size"] for a in contact["attachments"]] == [6_000_000] * 4
    mail.send(server, mail.message())
    wait_for(lambda: [c for c in server.all_cases() if c["subject"] == "Pașaport pierdut la Roma"], 10, "normal mail goes on")


def test_fifty_megabytes_are_taken_and_one_more_byte_is_refused(server):
    app = server.ready["pids"]["app"]
    before = resident_megabytes(app)
    limit = 52_428_800
    head = HEAD.format(subject="mare").encode() + b"\r\n"
    line = b"x" * 998 + b"\r\n"
    body = head + line * ((limit - len(head)) // len(line))
    mail.send(server, body, sender="mare@example.org")
    wait_for(lambda: server.all_cases(), 30, "the large mail's case")
    if "san/" not in str(BINARY):  # a sanitizer's own memory says nothing of ours
        assert resident_megabytes(app) - before < 50 + 100 + 50, "memory grew by more than the message and 100 MB"
    with pytest.raises((smtplib.SMTPSenderRefused, smtplib.SMTPDataError)) as refusal:
        mail.send(server, body + line * 2000, sender="mare@example.org")
    assert refusal.value.smtp_code == 552


SMUGGLED = [b"\n.\n", b"\n.\r\n", b"\r\n.\n", b"\r.\r", b"\r\n.\r", b"\r.\r\n", b"\r\n\0.\r\n"]


@pytest.mark.parametrize("ending", SMUGGLED, ids=repr)
def test_no_end_of_data_but_the_right_one_smuggles_a_second_mail(server, ending):
    with socket.create_connection(server.address("smtp"), 20) as client:
        stream = client.makefile("rwb")
        stream.readline()

        def talk(line):
            stream.write(line)
            stream.flush()
            while (reply := stream.readline())[3:4] == b"-":
                pass
            return reply
        talk(b"EHLO a.example.org\r\n")
        talk(b"MAIL FROM:<a@example.org>\r\n")
        talk(b"RCPT TO:<contact@informatiiconsulare.ro>\r\n")
        assert talk(b"DATA\r\n").startswith(b"354")
        stream.write(b"Subject: unu\r\n\r\nunu" + ending +
                     b"MAIL FROM:<b@example.org>\r\nRCPT TO:<contact@informatiiconsulare.ro>\r\nDATA\r\nSubject: doi\r\n\r\ndoi\r\n.\r\n")
        stream.flush()
        reply = stream.readline()
        client.settimeout(1)
        try:
            more = stream.readline()
        except TimeoutError:
            more = b""
    assert not (reply.startswith(b"250") and more.startswith((b"250", b"354"))), (reply, more)
    time.sleep(0.5)
    assert len(server.all_cases()) <= 1
    assert not [c for c in server.all_cases() if c["subject"] == "doi"]


def test_active_html_is_shown_without_its_teeth(server):
    teeth = ('<p>Text bun</p><script>alert(1)</script><img src=x onerror=alert(2)><a href="javascript:alert(3)">x</a>'
             '<style>@import url(http://tracker.example/a.css)</style><iframe src="data:text/html,x"></iframe><base href="//evil.example/">'
             '<form action="http://evil.example"><input name=a></form><svg onload=alert(4)></svg><img src="http://tracker.example/p.gif">')
    mail.send(server, mail.message(subject="html", html=teeth))
    case = wait_for(lambda: server.all_cases(), 10, "case")[0]
    contact = server.get(f"/cases/{case['id']}/timeline")["items"][0]
    assert contact["remote_content"] is True
    page = server.api("GET", "", base=contact["html_url"])
    assert page.status == 200
    text = page.body.decode().lower()
    assert "text bun" in text
    for tooth in ("<script", "onerror", "javascript:", "<iframe", "<form", "<svg", "<base", "@import", " src=\"http"):
        assert tooth not in text, tooth
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "sandbox" in policy
    assert page.headers["X-Content-Type-Options"] == "nosniff"


def test_a_mail_bomb_is_slowed_and_others_get_through(make_server, sink):
    server = make_server(smtp__relay=sink.url, smtp__per_sender=30)
    server.token = server.add_token("masina")
    refused = 0
    with smtplib.SMTP(*server.address("smtp"), timeout=30) as client:
        for n in range(200):
            try:
                client.sendmail("bomba@example.org", [mail.CENTRE], mail.message(subject=f"bomba {n}", sender="bomba@example.org").as_bytes())
            except (smtplib.SMTPSenderRefused, smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError) as error:
                code = getattr(error, "smtp_code", None) or next(iter(error.recipients.values()))[0]
                assert code in (450, 451), code
                refused += 1
    assert refused >= 150
    began = time.monotonic()
    mail.send(server, mail.message())
    wait_for(lambda: [c for c in server.all_cases() if c["subject"] == "Pașaport pierdut la Roma"], 10, "the other's case")
    assert time.monotonic() - began < 5
    assert len(sink.to("bomba@example.org")) <= 3, "A4: acknowledgements to one sender"
