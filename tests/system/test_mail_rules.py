"""Rules of guides/mail.md section 5 through the real doors: automatic mail, threading, quarantine, senders' verdicts."""
import email
import email.policy
import smtplib

import pytest
from harness import mail
from harness.server import wait_for

OURS = "contact@informatiiconsulare.ro"


def case_of(server, subject, seconds=15):
    return wait_for(lambda: [c for c in server.all_cases() if c["subject"] == subject], seconds, f"case of {subject}")[0]


def timeline(server, case, direction=None):
    return [i for i in server.get(f"/cases/{case['id']}/timeline")["items"]
            if i["kind"] == "contact" and direction in (None, i["direction"])]


def held(server, subject, seconds=15):
    return wait_for(lambda: [q for q in server.get("/quarantine?limit=200")["items"] if q["subject"] == subject], seconds,
                    f"quarantine entry of {subject}")[0]


def answer(server, case, to, text="Răspunsul nostru.", **more):
    version = server.get(f"/cases/{case['id']}")["version"]
    made = server.api("POST", f"/cases/{case['id']}/replies", {"text": text, "to": to, "delay": 0, **more},
                      headers={"If-Match": f'"{version}"'})
    assert made.status == 202, made.body
    return made.json["id"]


def outbox(server, message):
    return server.get(f"/outbox/{message}")


def acknowledgement(sink, address):
    return wait_for(lambda: [m for m in sink.to(address) if m["Auto-Submitted"]], 15, f"acknowledgement to {address}")[0]


def answered(sink, address):
    """Our answer and the return path that it left under."""
    def found():
        with sink.guard:
            return [(path, m) for path, to, m, _ in sink.messages if address in to and m["Auto-Submitted"] is None]
    return wait_for(found, 15, f"answer to {address}")[0]


@pytest.fixture
def supervised(server):
    server.token = server.add_token("seful", "supervisor", "all")
    return server


def report(to_path, original, status="5.1.1", action="failed", kind="delivery-status", body=None, sender="mailer-daemon@example.org"):
    text = body or f"Reporting-MTA: dns; mx.example.org\n\nFinal-Recipient: rfc822; a@example.org\nAction: {action}\nStatus: {status}\n"
    return (f"From: <{sender}>\r\nTo: <{to_path}>\r\nSubject: Raport {kind} {status}\r\nMessage-ID: <r.{abs(hash(to_path + status + kind))}@example.org>\r\n"
            f"MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type={kind}; boundary=b\r\n\r\n"
            "--b\r\nContent-Type: text/plain\r\n\r\nRaport.\r\n"
            f"--b\r\nContent-Type: message/{kind}\r\n\r\n" + text.replace("\n", "\r\n") + "\r\n"
            f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {original}\r\n\r\n--b--\r\n").encode()


def test_machines_are_never_acknowledged_and_their_mail_is_kept(supervised, sink):
    server = supervised
    fields = [("Auto-Submitted", "auto-generated"), ("Precedence", "bulk"), ("Precedence", "list"), ("Precedence", "junk"),
              ("Precedence", "auto_reply"), ("List-Id", "<stiri.example.org>"), ("List-Unsubscribe", "<https://example.org/u>"),
              ("X-Auto-Response-Suppress", "All"), ("X-Auto-Response-Suppress", "OOF"), ("X-Auto-Response-Suppress", "AutoReply")]
    for n, field in enumerate(fields):
        mail.send(server, mail.message(subject=f"automat {n}", sender=f"a{n}@example.org", headers=[field]))
    for sender in ("mailer-daemon@example.org", "no-reply@example.org", "noreply@example.org"):
        mail.send(server, mail.message(subject=f"automat {sender}", sender=sender))
    mail.send(server, mail.message(subject="automat fara expeditor", sender="gol@example.org"), sender="")
    wanted = len(fields) + 4
    wait_for(lambda: len(server.all_cases()) + len(server.get("/quarantine?limit=200")["items"]) == wanted, 20, "all are kept")
    assert held(server, "automat 5")["reason"] == "bulk", "A9"
    # A2: the field alone does not make a mail automatic.
    ordinary = timeline(server, case_of(server, "automat 7"))[0]
    assert ordinary["automatic"] is False
    mail.send(server, mail.message(subject="om", sender="om@example.org"))
    ours = acknowledgement(sink, "om@example.org")
    assert ours["X-Auto-Response-Suppress"] == "All" and ours["Auto-Submitted"] == "auto-replied"
    with sink.guard:
        assert [(path, to) for path, to, _, _ in sink.messages] == [("", ["om@example.org"])], "A1, A3"


def test_one_sender_gets_few_acknowledgements(server, sink):
    for n in range(50):
        mail.send(server, mail.message(subject=f"plangere numarul {n} {'abcdefghij'[n % 10] * 8}", sender="mult@example.org"))
    wait_for(lambda: len(server.all_cases()) == 50, 30, "50 cases")
    mail.send(server, mail.message(subject="marcaj", sender="altul@example.org"))
    acknowledgement(sink, "altul@example.org")
    assert 1 <= len(sink.to("mult@example.org")) <= 3


def test_vacation_responders_end_after_one_message_of_ours(server, sink):
    for who, fields in (("cuminte@example.org", [("Auto-Submitted", "auto-replied")]), ("prost@example.org", [])):
        mail.send(server, mail.message(subject=f"Intrebare {who}", sender=who))
        ours = acknowledgement(sink, who)
        case = case_of(server, f"Intrebare {who}")
        before = {k: server.get(f"/cases/{case['id']}")[k] for k in ("status", "due_at", "waiting_on")}
        mail.send(server, mail.message(subject=f"Concediu: {ours['Subject']}", sender=who, text="Sunt in concediu.\n",
                                       to=ours["Reply-To"].addresses[0].addr_spec,
                                       headers=[("In-Reply-To", ours["Message-ID"]), *fields]),
                  to=[ours["Reply-To"].addresses[0].addr_spec])
        joined = wait_for(lambda: timeline(server, case, "in")[1:], 15, "the responder's mail joins")[0]
        if fields:
            assert joined["automatic"] is True
            assert before == {k: server.get(f"/cases/{case['id']}")[k] for k in before}, "A5"
    mail.send(server, mail.message(subject="marcaj", sender="altul@example.org"))
    acknowledgement(sink, "altul@example.org")
    assert len(sink.to("cuminte@example.org")) == 1 and len(sink.to("prost@example.org")) == 1
    assert len(server.all_cases()) == 3


def test_a_bounce_of_our_answer_shows_in_the_case_with_a_task(server, sink):
    mail.send(server, mail.message(subject="Act pierdut", sender="cutie@example.org"))
    case = case_of(server, "Act pierdut")
    message = answer(server, case, ["cutie@example.org"])
    path, ours = answered(sink, "cutie@example.org")
    assert "+b." in path
    mail.send(server, report(path, ours["Message-ID"], "4.4.1", "delayed"), sender="", to=[path])
    wait_for(lambda: outbox(server, message)["status"] == "delayed", 10, "delay is noted")
    assert server.get(f"/cases/{case['id']}")["tasks"] == []
    mail.send(server, report(path, ours["Message-ID"]), sender="", to=[path])
    wait_for(lambda: outbox(server, message)["status"] == "failed", 5, "failure is shown")
    assert outbox(server, message)["last_error"] == "5.1.1"
    after = server.get(f"/cases/{case['id']}")
    assert "bounced" in after["flags"] and len(after["tasks"]) == 1
    states = [i["state"] for i in timeline(server, case, "out") if i["state"] and i["state"]["status"] == "failed"]
    assert states and states[0]["reason"] == "5.1.1"
    assert len(server.all_cases()) == 1, "a bounce makes no case"
    # A forged one, without our token and of no mail of ours, is ordinary mail, and says so.
    mail.send(server, report(OURS, "<altceva@example.org>", "5.7.1"), sender="", to=[OURS])
    forged = case_of(server, "Raport delivery-status 5.7.1")
    assert "report_unverified" in timeline(server, forged)[0]["flags"]


def test_addresses_of_other_alphabets_are_shown_and_answered(server, sink):
    who = "ștefan.țăran@bucurești.example"
    raw = (f"From: Ștefan Țăran <{who}>\r\nTo: {OURS}\r\nSubject: Adresa mea\r\nMessage-ID: <eai.1@example.org>\r\n"
           "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nBună ziua, pașaportul meu?\r\n").encode()
    with smtplib.SMTP(*server.address("smtp"), timeout=20) as client:
        client.sendmail(who, [OURS], raw, mail_options=["SMTPUTF8", "BODY=8BITMIME"])
        # Without the parameter such an address is refused (S6).
        client.putcmd("mail", f"FROM:<{who}>")
        assert client.getreply()[0] == 553
    case = case_of(server, "Adresa mea")
    contact = timeline(server, case, "in")[0]
    assert contact["from"] == {"name": "Ștefan Țăran", "address": who} or contact["from"]["address"] == who
    # The relay offers SMTPUTF8: the local part travels as it is, the domain in ASCII labels.
    wire = "ștefan.țăran@" + "bucurești.example".encode("idna").decode()
    acknowledgement(sink, wire)
    message = answer(server, case, [who])
    path, ours = answered(sink, wire)
    assert any(path in line and line.endswith("SMTPUTF8") for line in sink.mail_lines)
    assert wire.encode() in [raw for p, _, m, raw in sink.messages if p == path][0]
    # A relay that does not: said in the outbox, not tried for days.
    sink.utf8 = False
    message = answer(server, case, [who])
    wait_for(lambda: outbox(server, message)["status"] == "failed", 15, "refusal")
    assert "SMTPUTF8" in outbox(server, message)["last_error"]
    # Where only the domain is of another alphabet, no relay needs to offer anything.
    message = answer(server, case, ["ana@bucurești.example"])
    wait_for(lambda: outbox(server, message)["status"] == "sent", 15, "sent by ASCII labels")


def test_loops_receipts_and_complaints_make_no_case(supervised, sink):
    server = supervised
    mail.send(server, mail.message(subject="Prima", sender="bucla@example.org"))
    ours = acknowledgement(sink, "bucla@example.org")
    with sink.guard:
        raw = sink.messages[0][3]
    mail.send(server, raw, sender="bucla@example.org")
    assert held(server, ours["Subject"])["reason"] == "loop"
    mail.send(server, mail.message(subject="De la noi", sender=OURS), sender="x@example.org")
    assert held(server, "De la noi")["reason"] == "loop"
    receipt = "Final-Recipient: rfc822; a@example.org\nDisposition: manual-action/MDN-sent-manually; displayed\n"
    complaint = "Feedback-Type: abuse\nUser-Agent: x/1\nVersion: 1\n"
    for kind, text, reason in (("disposition-notification", receipt, "mdn"), ("feedback-report", complaint, "feedback")):
        mail.send(server, report(OURS, "<z@example.org>", kind=kind, body=text, sender="om@example.org"), sender="om@example.org")
        assert held(server, f"Raport {kind} 5.1.1")["reason"] == reason
    assert len(server.all_cases()) == 1


def test_evidence_joins_and_strangers_do_not(server, sink):
    first = mail.message(subject="Pașaport pierdut la Roma", sender="ana@example.org")
    mail.send(server, first)
    case = case_of(server, "Pașaport pierdut la Roma")
    ours = acknowledgement(sink, "ana@example.org")
    token = ours["Reply-To"].addresses[0].addr_spec
    assert token.startswith("contact+c.")

    def joins(what, letter, to=OURS):
        count = len(timeline(server, case, "in"))
        mail.send(server, letter, to=[to])
        return wait_for(lambda: timeline(server, case, "in")[count:], 15, what)[0]
    joined = joins("a plain reply", mail.message(subject="Re: " + ours["Subject"], sender="ana@example.org",
                                                 headers=[("In-Reply-To", ours["Message-ID"])]))
    assert joined["threaded_by"] == "in_reply_to"
    joined = joins("an answer to us under another subject",
                   mail.message(subject="Certificat de naștere", sender="ana@example.org", headers=[("In-Reply-To", ours["Message-ID"])]))
    assert "subject_changed" in joined["flags"]
    joined = joins("the token from another address", mail.message(subject="Altceva", sender="sot@example.org", to=token), token)
    assert joined["threaded_by"] == "token" and "other_address" in joined["flags"]
    joined = joins("number and participant", mail.message(subject=f"dosar {case['number']}", sender="ana@example.org"))
    assert joined["threaded_by"] == "subject_tag"

    mail.send(server, mail.message(subject="Transcriere căsătorie", sender="ana@example.org",
                                   headers=[("In-Reply-To", first["Message-ID"])]))
    changed = case_of(server, "Transcriere căsătorie")
    assert [x["number"] for x in linked(server, changed)] == [case["number"]]
    subject = f"Ce se aude cu {case['number']}"
    mail.send(server, mail.message(subject=subject, sender="strain@example.org", name="Străin"))
    stranger = case_of(server, subject)
    assert [x["number"] for x in linked(server, stranger)] == [case["number"]]
    assert "guessed_number" in server.get(f"/cases/{stranger['id']}")["flags"]
    told = acknowledgement(sink, "strain@example.org")
    body = told.get_body(("plain",)).get_content()
    assert stranger["number"] in told["Subject"] + body
    assert "ana@example.org" not in body and "Crăciun" not in body
    broken = mail.message(subject="Rupt", sender="rupt@example.org", headers=[("X-A", "b")]).as_bytes().replace(
        b"X-A: b", b'In-Reply-To: <a@b> "text" <c d@e>\r\nReferences: ' + b"\r\n ".join(b"<r%d@example.org>" % n for n in range(200)) + b" <rupt")
    mail.send(server, broken, sender="rupt@example.org")
    case_of(server, "Rupt")


def test_mail_that_comes_out_of_order_or_answers_a_merged_case_finds_its_place(server, sink):
    # T3: the answer before what it answers; both are kept, whatever becomes of them.
    mail.send(server, mail.message(subject="Re: Act de deces", sender="ion@example.org", headers=[("In-Reply-To", "<intai@example.org>")]))
    case_of(server, "Re: Act de deces")
    mail.send(server, mail.message(subject="Act de deces", sender="ion@example.org", headers=[("Message-ID", "<intai@example.org>")]))
    wait_for(lambda: sum(len(timeline(server, c, "in")) for c in server.all_cases()) == 2, 15, "both mails")
    # T5: an answer to either of two merged cases joins the one that is left.
    replies = {}
    for subject in ("Pensia mamei", "Tot despre pensie"):
        who = f"{subject.split()[0].lower()}@example.org"
        mail.send(server, mail.message(subject=subject, sender=who))
        replies[subject] = (case_of(server, subject), who, acknowledgement(sink, who))
    (kept, _, _), (gone, who, ours) = replies.values()
    version = server.get(f"/cases/{gone['id']}")["version"]
    done = server.api("POST", f"/cases/{gone['id']}/merge", {"into": kept["id"]}, headers={"If-Match": f'"{version}"'})
    assert done.status == 200, done.body
    count = len(timeline(server, kept, "in"))
    token = ours["Reply-To"].addresses[0].addr_spec
    mail.send(server, mail.message(subject="Re: " + ours["Subject"], sender=who, to=token, text="Cu token.\n"), to=[token])
    wait_for(lambda: len(timeline(server, kept, "in")) == count + 1, 15, "an answer by token")
    mail.send(server, mail.message(subject="Re: " + ours["Subject"], sender=who, text="Fara token.\n", headers=[("In-Reply-To", ours["Message-ID"])]))
    wait_for(lambda: len(timeline(server, kept, "in")) == count + 2, 15, "an answer by Message-ID")


def test_mail_to_the_postmaster_is_seen_by_the_centre(server, sink):
    mail.send(server, mail.message(subject="Avem o problema cu DNS", sender="retea@example.org", to="postmaster@informatiiconsulare.ro"),
              to=["postmaster@informatiiconsulare.ro"])
    case = case_of(server, "Avem o problema cu DNS")
    assert case["mission"] is None, "S22: the central queue"


def linked(server, case):
    return [link.get("case", link) for link in server.get(f"/cases/{case['id']}")["links"]]


def test_a_relay_that_refuses_for_now_for_good_or_is_away(make_server):
    relay = mail.Sink()
    server = make_server(smtp__relay=relay.url, mail__acknowledge="false")
    server.token = server.add_token("masina")
    mail.send(server, mail.message(subject="Relee", sender="bun@example.org"))
    case = case_of(server, "Relee")

    relay.answer = {"bun@example.org": "451 4.3.0 later"}
    message = answer(server, case, ["bun@example.org"])
    wait_for(lambda: outbox(server, message)["status"] == "delayed", 15, "4xx")
    assert outbox(server, message)["last_error"].startswith("451")
    relay.answer = {}
    assert server.api("POST", f"/outbox/{message}/retry").status == 200
    wait_for(lambda: outbox(server, message)["status"] == "sent", 15, "250 after it")

    relay.answer = {"rau@example.org": "550 5.1.1 no such user"}
    message = answer(server, case, ["bun@example.org", "rau@example.org"], text="La doi.")
    wait_for(lambda: outbox(server, message)["status"] == "failed", 15, "5xx for one")
    assert "5.1.1" in outbox(server, message)["last_error"]
    assert len(relay.to("bun@example.org")) == 2 and relay.to("rau@example.org") == []

    port = relay.port
    relay.close()
    message = answer(server, case, ["bun@example.org"], text="Cand revine.")
    wait_for(lambda: outbox(server, message)["status"] == "delayed", 15, "relay away")
    back = mail.Sink(port)
    try:
        server.kill()
        server.start()
        assert server.api("POST", f"/outbox/{message}/retry").status == 200
        wait_for(lambda: outbox(server, message)["status"] == "sent", 15, "relay back")
        assert len(back.to("bun@example.org")) == 1 and back.to("rau@example.org") == []
    finally:
        back.close()


def test_without_a_relay_the_outbox_shows_what_would_leave(make_server):
    server = make_server()
    server.token = server.add_token("masina")
    mail.send(server, mail.message(subject="Fără releu", sender="ion@example.org"))
    case = case_of(server, "Fără releu")
    message = answer(server, case, ["ion@example.org"], text="Veniți luni, vă așteptăm.")
    entry = wait_for(lambda: (lambda e: e if e["status"] == "held" else None)(outbox(server, message)), 10, "held")
    assert server.get("/outbox")["relay"] is None
    raw = email.message_from_string(entry["raw"], policy=email.policy.default)
    assert raw["To"].addresses[0].addr_spec == "ion@example.org"
    assert "Veniți luni" in raw.get_body(("plain",)).get_content()
    assert entry["raw"] == outbox(server, message)["raw"], "the bytes do not change from one look to the next"
    assert all(ord(c) < 128 for c in entry["raw"].partition("\r\n\r\n")[0]) and max(map(len, entry["raw"].split("\r\n"))) <= 998


def test_quarantine_shows_gives_raw_reads_again_and_releases(supervised):
    server = supervised
    letter = mail.message(subject="Buletin", sender="stiri@example.org", headers=[("List-Id", "<stiri.example.org>")])
    mail.send(server, letter)
    entry = held(server, "Buletin")
    assert entry["reason"] == "bulk" and entry["state"] == "held" and "stiri@example.org" in entry["from"]
    raw = server.api("GET", f"/quarantine/{entry['id']}/raw")
    assert raw.status == 200 and raw.body.endswith(letter.as_bytes())
    assert server.api("GET", f"/quarantine/{entry['id']}/raw", token=server.add_token("om", "officer", "it-rome-amb")).status in (403, 404)
    assert server.api("POST", f"/quarantine/{entry['id']}/reparse").status == 200
    wait_for(lambda: server.get(f"/quarantine/{entry['id']}")["state"] == "held", 10, "held again")
    assert server.all_cases() == []
    # 409 while the reader still has it.
    wait_for(lambda: server.api("POST", f"/quarantine/{entry['id']}/release").status == 200, 10, "release")
    case = case_of(server, "Buletin")
    wait_for(lambda: server.get(f"/quarantine/{entry['id']}")["state"] == "released", 10, "released")
    assert timeline(server, case)[0]["from"]["address"] == "stiri@example.org"
    assert server.api("POST", f"/quarantine/{entry['id']}/discard", {"reason": "greșit"}).status == 409


def test_only_our_relays_verdict_on_a_sender_is_believed(make_server, sink):
    ours = ("Authentication-Results", "mx.example.org; dmarc=fail header.from=example.org; spf=softfail")
    forged = ("Authentication-Results", "mx.evil.example; dmarc=pass")
    fair = ("Authentication-Results", "mx.example.org; dmarc=pass header.from=example.org")
    server = make_server(smtp__relay=sink.url, mail__authserv_id="mx.example.org")
    server.token = server.add_token("masina")

    def flags(subject):
        case = case_of(server, subject)
        return timeline(server, case, "in")[0]["flags"], server.get(f"/cases/{case['id']}")["flags"]
    mail.send(server, mail.message(subject="Picat", sender="a@example.org", headers=[ours]))
    # Our field stands above what the sender wrote (RFC 8601 5).
    mail.send(server, mail.message(subject="Falsificat", sender="b@example.org", headers=[forged]), door="lmtp")
    mail.send(server, mail.message(subject="Trecut", sender="c@example.org", headers=[fair]), door="lmtp")
    contact, case = flags("Picat")
    assert "dmarc_fail" in contact and "dmarc_fail" in case
    contact, case = flags("Falsificat")
    assert "sender_unverified" in contact and "sender_verified" not in contact
    assert "sender_verified" in flags("Trecut")[0]
    server.stop()
    server.settings["smtp.trusted_networks"] = "192.0.2.0/24"
    server.start()
    mail.send(server, mail.message(subject="De la oricine", sender="d@example.org", headers=[fair]))
    contact, _ = flags("De la oricine")
    assert "sender_unverified" in contact and "sender_verified" not in contact


def test_a_network_that_is_not_trusted_is_slowed(make_server, sink):
    server = make_server(smtp__relay=sink.url, smtp__trusted_networks="192.0.2.0/24", smtp__per_subnet=5)
    server.token = server.add_token("seful", "supervisor", "all")
    refused = 0
    for n in range(12):
        try:
            mail.send(server, mail.message(subject=f"val {n}", sender=f"val{n}@example.org"))
        except Exception as error:  # smtplib has a class for each moment of refusal
            assert "450" in str(error), error
            refused += 1
    assert refused >= 6
    storms = wait_for(lambda: [q for q in server.get("/quarantine")["items"] if q["reason"] == "storm"], 10, "storm entry")
    assert len(storms) == 1, "one grouped entry"
