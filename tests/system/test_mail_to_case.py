"""The thin path: one mail by SMTP becomes a case; the answer comes back threaded, with its attachment."""
import hashlib
import smtplib

import pytest
from harness import mail
from harness.server import wait_for


def the_case(server):
    return wait_for(lambda: server.get("/cases")["items"], 10, "a case")[0]


def test_a_mail_becomes_a_case_within_a_second(server):
    scan = b"%PDF-1.4 scan " + bytes(range(256)) * 40
    mail.send(server, mail.message(attachments=[("denunț.pdf", scan, "application/pdf")]))
    case = wait_for(lambda: server.get("/cases")["items"], 1.0, "the case")[0]
    assert case["subject"] == "Pașaport pierdut la Roma"
    assert case["number"].startswith("AP-20")
    assert case["requester"]["name"] == "Daniela Crăciun"
    assert case["channel"] == "mail" and case["status"] == "new" and case["language"] == "ro"
    assert case["mission"] == "it-rome-amb" or case["mission"] == "it-rome-cg", case["mission"]
    contact = server.get(f"/cases/{case['id']}/timeline")["items"][0]
    assert contact["direction"] == "in"
    assert "mi-am pierdut pașaportul" in contact["text"]
    part = contact["attachments"][0]
    assert (part["name"], part["size"], part["sha256"]) == ("denunț.pdf", len(scan), hashlib.sha256(scan).hexdigest())


def test_the_acknowledgement_names_the_case_and_stops_loops(server, sink):
    mail.send(server, mail.message())
    case = the_case(server)
    reply = wait_for(lambda: sink.to("daniela.craciun@example.org"), 10, "acknowledgement")[0]
    assert case["number"] in reply["Subject"] + reply.get_body(("plain",)).get_content()
    assert reply["Auto-Submitted"] == "auto-replied"
    assert reply["X-Auto-Response-Suppress"] == "All"
    assert reply["In-Reply-To"]
    assert sink.messages[0][0] == "" or "+" in sink.messages[0][0]


def test_an_answer_with_an_attachment_is_threaded_and_the_reply_to_it_joins(server, sink):
    first = mail.message()
    mail.send(server, first)
    case = the_case(server)
    wait_for(lambda: sink.to("daniela.craciun@example.org"), 10, "acknowledgement")
    upload = server.api("POST", "/uploads?name=program%C4%83ri.pdf", raw=b"%PDF-1.4 orar",
                        headers={"Content-Type": "application/pdf"})
    assert upload.status in (200, 201), upload.body
    version = server.get(f"/cases/{case['id']}")["version"]
    answer = server.api("POST", f"/cases/{case['id']}/replies",
                        {"text": "Veniți astăzi până la ora 14:30.", "to": ["daniela.craciun@example.org"],
                         "attachments": [upload.json["id"]], "then": "wait", "delay": 0},
                        headers={"If-Match": f'"{version}"'})
    assert answer.status == 202, answer.body
    ours = wait_for(lambda: [m for m in sink.to("daniela.craciun@example.org") if m["Auto-Submitted"] is None], 10, "answer")[0]
    assert ours["In-Reply-To"] == first["Message-ID"]
    assert first["Message-ID"] in ours["References"]
    assert "Veniți astăzi" in ours.get_body(("plain",)).get_content()
    part = next(ours.iter_attachments())
    assert part.get_filename() == "programări.pdf" and part.get_content() == b"%PDF-1.4 orar"
    assert server.get(f"/cases/{case['id']}")["status"] == "waiting"

    mail.send(server, mail.message(subject="Re: Pașaport pierdut la Roma", text="Mulțumesc, vin.\n",
                                   headers=[("In-Reply-To", ours["Message-ID"]), ("References", ours["Message-ID"])]))
    wait_for(lambda: len([i for i in server.get(f"/cases/{case['id']}/timeline")["items"]
                          if i["kind"] == "contact" and i["direction"] == "in"]) == 2, 10, "joined reply")
    assert server.get(f"/cases/{case['id']}")["status"] == "open"
    assert len(server.all_cases()) == 1


def test_a_foreign_recipient_is_not_relayed(server):
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        mail.send(server, mail.message(), to=["somebody@elsewhere.example"])


def test_lmtp_gives_the_same_case(server):
    mail.send(server, mail.message(), door="lmtp")
    assert the_case(server)["subject"] == "Pașaport pierdut la Roma"
