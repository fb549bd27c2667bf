"""Rows S1 to S22 of guides/mail.md 5.1 by raw socket, and STARTTLS with a certificate of our own."""
import email
import socket
import ssl
import subprocess
import time

import pytest
from harness import mail
from harness.server import wait_for


class Talk:
    def __init__(self, server, door="smtp", hello="EHLO klient.example.org", greet=True):
        self.socket = socket.create_connection(server.address(door), 20)
        self.stream = self.socket.makefile("rb")
        if greet:
            assert self.reply().startswith("220")
            assert self(hello).startswith("250")

    def reply(self):
        """One reply, its lines joined; "" at the end of the connection."""
        lines = []
        while True:
            try:
                line = self.stream.readline().decode()
            except ConnectionResetError:
                line = ""
            lines.append(line)
            if line[3:4] != "-":
                return "".join(lines)

    def __call__(self, line):
        self.socket.sendall(line if isinstance(line, bytes) else line.encode() + b"\r\n")
        return self.reply()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stream.close()
        self.socket.close()


BODY = b"Subject: %s\r\nFrom: <om@example.org>\r\nMessage-ID: <%s@example.org>\r\n\r\ntext\r\n.\r\n"


def test_order_words_and_limits(server):
    with Talk(server) as talk:
        assert talk("RCPT TO:<contact@informatiiconsulare.ro>").startswith("503 5.5.1")
        assert talk("DATA").startswith("503 5.5.1")
        assert talk("HOCUS").startswith("500 5.5.1")
        for word, code in (("HELP", "214 2"), ("NOOP", "250 2"), ("RSET", "250 2"), ("VRFY contact", "252 2"), ("EXPN x", "502 5"),
                           ("AUTH PLAIN AAAA", "502 5"), ("BDAT 5 LAST", "502 5")):
            assert talk(word).startswith(code), word
        told = talk("EHLO iar.example.org")
        for word in ("PIPELINING", "SIZE 52428800", "8BITMIME", "ENHANCEDSTATUSCODES", "SMTPUTF8"):
            assert word in told
        for word in ("AUTH", "CHUNKING", "DSN", "STARTTLS"):
            assert word not in told, word
        for wrong, code in (("MAIL FROM:<a@example.org> RET=HDRS", "555"), ("MAIL FROM:<a@example.org> FOO=1", "555"),
                            ("MAIL FROM:<ștefan@example.org>", "553 5.6.7"), ("MAIL FROM:<a@example.org> SIZE=52428801", "552 5.3.4"),
                            (f"MAIL FROM:<{'a' * 65}@example.org>", "501"), ("MAIL FROM:a b", "501"), ("NOOP " + "x" * 600, "500"),
                            ("NOOP \0", "500")):
            assert talk(wrong).startswith(code), (wrong, code)
        assert talk(f"MAIL FROM:<{'a' * 64}@example.org> SIZE=1000 BODY=8BITMIME").startswith("250 2.1.0")
        for wrong in ("a%b@informatiiconsulare.ro", "@a.example,@b.example:c@d.example", "om@elsewhere.example", '"a@b"@informatiiconsulare.ro'):
            assert talk(f"RCPT TO:<{wrong}>").startswith("550 5.7.1"), wrong
        assert talk("RCPT TO:<contact@informatiiconsulare.ro> NOTIFY=NEVER").startswith("555")
        assert talk("RCPT TO:<postmaster>").startswith("250") and talk("RCPT TO:<postmaster@informatiiconsulare.ro>").startswith("250")
        for _ in range(98):
            assert talk("RCPT TO:<contact@informatiiconsulare.ro>").startswith("250 2.1.5")
        assert talk("RCPT TO:<contact@informatiiconsulare.ro>").startswith("452 4.5.3")
        assert talk("EHLO reset.example.org").startswith("250")
        assert talk("RCPT TO:<contact@informatiiconsulare.ro>").startswith("503"), "EHLO resets"
        assert talk("MAIL FROM:<ștefan@example.org> SMTPUTF8").startswith("250")
        assert talk("QUIT").startswith("221 2.0.0")
    with Talk(server) as talk:
        talk("MAIL FROM:<>")
        talk("RCPT TO:<contact@informatiiconsulare.ro>")
        assert talk("DATA").startswith("354")
        assert talk(b"Subject: x\r\n\r\n" + b"y" * 999 + b"\r\n.\r\n").startswith("500 5.5.2")
        talk("MAIL FROM:<>")
        talk("RCPT TO:<contact@informatiiconsulare.ro>")
        talk("DATA")
        assert talk(b"".join(b"Received: from a%d\r\n" % n for n in range(51)) + b"\r\nx\r\n.\r\n").startswith("554 5.4.6")


def test_a_packet_of_commands_is_answered_in_order_and_a_refused_message_is_never_run(server):
    with Talk(server) as talk:
        talk.socket.sendall(b"MAIL FROM:<a@example.org>\r\nRCPT TO:<contact@informatiiconsulare.ro>\r\nRCPT TO:<x@elsewhere.example>\r\n"
                            b"RCPT TO:<postmaster>\r\nDATA\r\n")
        assert [talk.reply()[:3] for _ in range(5)] == ["250", "250", "550", "250", "354"]
        # One byte at a time: the end is found wherever the pieces break (S10).
        for byte in BODY % (b"bucati", b"bucati"):
            talk.socket.sendall(bytes([byte]))
        assert talk.reply().startswith("250 2.0.0")
    with Talk(server) as talk:
        talk.socket.sendall(b"MAIL FROM:<a@example.org>\r\nRCPT TO:<x@elsewhere.example>\r\nDATA\r\nMAIL FROM:<b@example.org>\r\n")
        assert [talk.reply()[:3] for _ in range(3)] == ["250", "550", "554"]
        assert talk.reply() == "", "the session ends"
    with Talk(server, greet=False) as talk:
        talk.reply()
        assert talk(b"EHLO a.example.org\r\nMAIL FROM:<a@example.org>\r\n").startswith("554"), "S4"
    wait_for(lambda: [c["subject"] for c in server.all_cases()] == ["bucati"], 10, "one case")


def test_bytes_are_stored_as_sent_with_one_trace(make_server, sink):
    server = make_server(smtp__relay=sink.url)
    server.token = server.add_token("seful", "supervisor", "all")
    sent = b"Subject: octeti\r\nList-Id: <l.example.org>\r\nFrom: <om@example.org>\r\n\r\n..x \xc8\x99\xff\x00 gata\r\n.\r\nrest"
    with Talk(server) as talk:
        talk("MAIL FROM:<om@example.org> BODY=8BITMIME")
        talk("RCPT TO:<contact@informatiiconsulare.ro>")
        talk("DATA")
        assert talk(sent.partition(b"\r\n.\r\n")[0] + b"\r\n.\r\n").startswith("250 2.0.0")
    entry = wait_for(lambda: server.get("/quarantine")["items"], 10, "entry")[0]
    raw = server.api("GET", f"/quarantine/{entry['id']}/raw").body
    assert raw.endswith(b"\r\n\r\n.x \xc8\x99\xff\x00 gata\r\n")
    head = email.message_from_bytes(raw)
    assert len(head.get_all("Received")) == 1 and head.get_all("Return-Path") == ["<om@example.org>"]


def test_lmtp_answers_each_recipient(server):
    with Talk(server, "lmtp", "LHLO a.example.org") as talk:
        told = talk("LHLO b.example.org")
        for word in ("PIPELINING", "SIZE 52428800", "8BITMIME", "ENHANCEDSTATUSCODES", "SMTPUTF8"):
            assert word in told, "L4"
        assert talk("EHLO a.example.org").startswith("500")
        talk("MAIL FROM:<om@example.org>")
        assert [talk(f"RCPT TO:<{to}>")[:3] for to in ("contact@informatiiconsulare.ro", "x@elsewhere.example", "postmaster")] == ["250", "550", "250"]
        assert talk("DATA").startswith("354")
        assert talk(BODY % (b"doi", b"doi")).startswith("250") and talk.reply().startswith("250")


@pytest.fixture
def certificate(tmp_path):
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
                    "subjectAltName=IP:127.0.0.1,DNS:localhost", "-keyout", tmp_path / "key.pem", "-out", tmp_path / "cert.pem"],
                   check=True, capture_output=True)
    return tmp_path / "cert.pem", tmp_path / "key.pem"


def test_starttls_forgets_what_was_said_before_and_runs_nothing_that_was_slipped_in(make_server, sink, certificate, monkeypatch):
    cert, key = certificate
    monkeypatch.setenv("SSL_CERT_FILE", str(cert))
    server = make_server(smtp__relay=sink.url, tls__certificate=cert, tls__key=key)
    server.token = server.add_token("masina")
    context = ssl.create_default_context(cafile=str(cert))
    with Talk(server) as talk:
        assert "STARTTLS" in talk("EHLO a.example.org")
        talk.stream.close()
        talk.socket.sendall(b"STARTTLS\r\nMAIL FROM:<strecurat@example.org>\r\nRCPT TO:<contact@informatiiconsulare.ro>\r\n")
        assert talk.socket.recv(200).startswith(b"220")
        with context.wrap_socket(talk.socket, server_hostname="localhost") as tls:
            talk.socket, talk.stream = tls, tls.makefile("rb")
            assert talk("NOOP").startswith("250 2.0.0 ok"), "nothing answers what was slipped in"
            assert talk("MAIL FROM:<a@example.org>").startswith("503"), "EHLO is forgotten"
            assert "STARTTLS" not in talk("EHLO a.example.org")
            assert talk("RCPT TO:<contact@informatiiconsulare.ro>").startswith("503")
            assert talk("MAIL FROM:<om@example.org>").startswith("250")
            assert talk("RCPT TO:<contact@informatiiconsulare.ro>").startswith("250")
            assert talk("DATA").startswith("354")
            assert talk(BODY % (b"criptat", b"criptat")).startswith("250")
    wait_for(lambda: [c["subject"] for c in server.all_cases()] == ["criptat"], 10, "the case")


def test_our_mail_goes_encrypted_to_a_relay_that_can(make_server, certificate):
    relay = mail.Sink()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    relay.tls = context
    try:
        server = make_server(smtp__relay=relay.url)
        server.token = server.add_token("masina")
        mail.send(server, mail.message(sender="om@example.org"))
        wait_for(lambda: relay.to("om@example.org"), 15, "acknowledgement")
        assert relay.encrypted == 1
    finally:
        relay.close()


def test_a_slow_client_does_not_hold_up_others(server):
    with Talk(server) as slow:
        slow("MAIL FROM:<om@example.org>")
        slow("RCPT TO:<contact@informatiiconsulare.ro>")
        slow("DATA")
        slow.socket.sendall(b"S")
        began = time.monotonic()
        mail.send(server, mail.message())
        assert time.monotonic() - began < 5
