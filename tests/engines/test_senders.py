"""Senders judged by the real rspamd, with a name server of our own: proved, forged, spam, and rspamd away (guides/mail.md 5.6)."""
import pytest
from harness import mail
from harness.dkim import Signer
from harness.dns import Dns
from harness.engines import Rspamd
from harness.server import wait_for


@pytest.fixture
def signer():
    return Signer("bun.example")


@pytest.fixture
def rspamd(signer):
    dns = Dns({("bun.example", "TXT"): "v=spf1 ip4:127.0.0.1 -all", ("_dmarc.bun.example", "TXT"): "v=DMARC1; p=reject",
               ("fals.example", "TXT"): "v=spf1 -all", ("_dmarc.fals.example", "TXT"): "v=DMARC1; p=reject", **signer.record})
    engine = Rspamd(dns.port)
    yield engine
    engine.remove()
    dns.close()


def server_with(make_server, sink, rspamd, **more):
    # Nobody is trusted: loopback is the sender's own server, as the peer of a direct SMTP delivery is.
    server = make_server(smtp__relay=sink.url, smtp__trusted_networks="192.0.2.0/24", mail__rspamd=rspamd.url, **more)
    server.token = server.add_token("seful", "supervisor", "all")
    return server


def contact_of(server, subject):
    case = wait_for(lambda: [c for c in server.all_cases() if c["subject"] == subject], 30, f"case of {subject}")[0]
    return next(i for i in server.get(f"/cases/{case['id']}/timeline")["items"] if i["kind"] == "contact" and i["direction"] == "in")


def letter(subject, sender, text="Am o întrebare despre pașaport.\n", headers=()):
    return mail.message(subject=subject, sender=sender, text=text, headers=headers).as_bytes()


def test_proved_and_forged_senders_are_told_apart(make_server, sink, rspamd, signer):
    server = server_with(make_server, sink, rspamd)
    mail.send(server, signer.sign(letter("Dovedit", "ana@bun.example")), sender="ana@bun.example")
    assert "sender_verified" in contact_of(server, "Dovedit")["flags"]
    mail.send(server, letter("Numai SPF", "ana@bun.example"), sender="ana@bun.example")
    assert "sender_verified" in contact_of(server, "Numai SPF")["flags"]
    # The sender writes himself a certificate; what rspamd finds stands (scenario 22).
    forged = letter("Fals", "ion@fals.example", headers=[("Authentication-Results", "mx.example.org; dmarc=pass; spf=pass; dkim=pass")])
    mail.send(server, forged, sender="ion@fals.example")
    flags = contact_of(server, "Fals")["flags"]
    assert "dmarc_fail" in flags and "spf_fail" in flags and "sender_verified" not in flags
    damaged = signer.sign(letter("Stricat", "ana@bun.example")).replace("întrebare".encode(), "intrebare".encode()).replace(b"=C3=AEntrebare", b"intrebare")
    mail.send(server, damaged, sender="x@altundeva.example")
    assert "dkim_fail" in contact_of(server, "Stricat")["flags"]


def test_what_rspamd_would_refuse_waits_in_quarantine_and_is_not_lost(make_server, sink, rspamd):
    server = server_with(make_server, sink, rspamd)
    mail.send(server, letter("Castig", "ion@spam.example", text=Rspamd.GTUBE + "\n"), sender="ion@spam.example")
    entry = wait_for(lambda: server.get("/quarantine")["items"], 20, "entry")[0]
    assert entry["reason"] == "spam" and "spam_likely" in entry["flags"]
    check = entry["sender_check"]
    assert check["by"] == "rspamd" and check["checked"] and check["action"] == "reject"
    assert Rspamd.GTUBE.encode() in server.api("GET", f"/quarantine/{entry['id']}/raw").body
    assert server.api("POST", f"/quarantine/{entry['id']}/release").status == 200
    assert "spam_likely" in contact_of(server, "Castig")["flags"]


def test_without_rspamd_mail_is_taken_and_marked_not_checked(make_server, sink, rspamd):
    server = server_with(make_server, sink, rspamd)
    rspamd.stop()
    mail.send(server, letter("In lipsa", "ana@bun.example"), sender="ana@bun.example")
    assert contact_of(server, "In lipsa")["flags"] == ["sender_not_checked"]
    rspamd.start()
    mail.send(server, letter("Inapoi", "ana@bun.example"), sender="ana@bun.example")
    assert "sender_verified" in contact_of(server, "Inapoi")["flags"]
