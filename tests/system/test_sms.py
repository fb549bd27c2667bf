"""SMS through the simulated gateway: taken in once, acknowledged, answered, reported; wrong secrets refused."""
import pytest

from harness.server import wait_for
from harness.sms import INCOMING, SECRET, SmsGateway


@pytest.fixture
def gateway():
    made = SmsGateway()
    yield made
    made.stop()


@pytest.fixture
def centre(make_server, gateway):
    server = make_server(**gateway.settings())
    server.token = server.add_token("masina", "central")
    gateway.start(server.ready["http"])
    return server


def contacts(server, case):
    return [line for line in server.get(f"/cases/{case}/timeline")["items"] if line["kind"] == "contact"]


def answer(server, case, text, number, **members):
    version = server.get(f"/cases/{case}")["version"]
    return server.api("POST", f"/cases/{case}/replies", {"channel": "sms", "text": text, "to": [number], "then": "keep", "delay": 0, **members},
                      headers={"If-Match": f'"{version}"'})


def state(server, case, message):
    return next(line["state"] for line in contacts(server, case) if line.get("message") == message)


def test_a_citizen_writes_by_sms_and_is_answered(centre, gateway):
    text = "Mi-am pierdut pașaportul la Milano.\nCe fac? 😀"
    assert gateway.phone("+393125550120", text, "gw-1") == 200
    assert gateway.phone("+393125550120", text, "gw-1") == 200
    cases = centre.all_cases()
    assert len(cases) == 1 and cases[0]["channel"] == "sms" and cases[0]["category"]
    case = cases[0]["id"]
    incoming = [line for line in contacts(centre, case) if line["direction"] == "in"]
    assert [line["text"] for line in incoming] == [text]
    acknowledgement = wait_for(gateway.sent, what="acknowledgement")
    assert len(acknowledgement) == 1 and cases[0]["number"] in acknowledgement[0]["text"]
    assert acknowledgement[0]["to"] == "+393125550120" and acknowledgement[0]["coding"] == "0"
    assert gateway.phone("+393125550120", "Sunt la gară.", "gw-2") == 200
    assert len(centre.all_cases()) == 1

    offered = centre.get(f"/cases/{case}/sms")
    assert offered["ready"] and [one["number"] for one in offered["numbers"]] == ["+393125550120"]
    shown = centre.api("POST", "/sms/measure", {"text": "Veniți mâine la consulat."}).json
    assert shown["coding"] == "gsm7" and shown["segments"] == 1 and shown["cost"] == {"amount": "0.045", "currency": "EUR"}
    marked = centre.api("POST", "/sms/measure", {"text": "Veniți mâine", "plain": False}).json
    assert marked["coding"] == "ucs2" and marked["foreign"] == "ț" and marked["left"] == 58
    sent = answer(centre, case, "Veniți mâine la consulat.", "+39 312 555 0120")
    assert sent.status == 202, sent.body
    wait_for(lambda: state(centre, case, sent.json["id"])["status"] == "delivered", what="delivered")
    assert [one["text"] for one in gateway.sent()][1:] == ["Veniti maine la consulat."]
    assert len(gateway.sent()) == 2


def test_what_the_network_refuses_is_shown_with_its_reason(centre, gateway):
    assert gateway.phone("+40721555018", "Unde este titlul de călătorie?", "gw-1") == 200
    case = centre.all_cases()[0]["id"]
    sent = answer(centre, case, "Titlul este gata.", "0721 555 018")
    wait_for(lambda: state(centre, case, sent.json["id"])["status"] == "failed", what="failed")
    assert state(centre, case, sent.json["id"])["reason"] == "sms.undelivered"
    assert "bounced" in centre.get(f"/cases/{case}")["flags"]
    refused = answer(centre, case, "x" * 1000, "+40721555018")
    assert refused.status == 400 and refused.json["fields"][0]["name"] == "text"
    refused = answer(centre, case, "x", "ana@example.org")
    assert refused.status == 400 and refused.json["fields"][0]["name"] == "to"


def test_an_answer_is_taken_back_before_it_leaves(centre, gateway):
    assert gateway.phone("+40721555010", "Bună ziua", "gw-1") == 200
    case = centre.all_cases()[0]["id"]
    wait_for(gateway.sent, what="acknowledgement")
    sent = answer(centre, case, "Greșeală", "+40721555010", delay=30, then="close")
    given = centre.api("POST", f"/messages/{sent.json['id']}/cancel")
    assert given.status == 200 and given.json["draft"]["text"] == "Greșeală" and "to" not in given.json["draft"]
    assert centre.get(f"/cases/{case}")["status"] != "closed"
    assert len(gateway.sent()) == 1


def test_wrong_secrets_tokens_and_sizes_are_refused(centre, gateway):
    message = {"id": "x-1", "from": "+40721555010", "to": "1234", "text": "Bună"}
    assert centre.api("POST", "/sms/incoming", {**message, "secret": "gresit"}).status == 403
    assert centre.api("POST", "/sms/incoming", {**message, "secret": ""}).status == 403
    assert centre.api("POST", "/sms/incoming", {**message, "secret": INCOMING, "text": "x" * 70_000}).status == 413
    assert centre.api("POST", "/sms/incoming", {**message, "secret": INCOMING, "from": ""}).status == 400
    assert centre.all_cases() == []
    assert centre.api("GET", "/sms/reports/123.00000000000000000000000000000000?type=1").status == 404
    assert centre.api("POST", "/sms/incoming", {**message, "secret": INCOMING}).status == 200
    assert len(centre.all_cases()) == 1
    log = centre.log.read_text()
    assert SECRET not in log and INCOMING not in log
    assert SECRET not in centre.api("GET", "/settings", token=centre.add_token("sef", "admin")).body.decode()


def test_only_listed_addresses_are_the_gateway_and_a_wrong_password_waits(make_server, gateway):
    server = make_server(**{**gateway.settings(), "sms__allowed": "192.0.2.0/24"})
    server.token = server.add_token("masina", "central")
    message = {"id": "x-1", "from": "+40721555010", "text": "Bună", "secret": INCOMING}
    assert server.api("POST", "/sms/incoming", message).status == 404
    server.stop()
    server.settings["sms.allowed"] = "127.0.0.0/8"
    server.start()
    gateway.start(server.ready["http"], secret="alta")
    assert gateway.phone("+40721555010", "Bună", "gw-1") == 200
    waiting = wait_for(lambda: server.get("/outbox?status=delayed")["items"], what="delayed")
    assert waiting[0]["channel"] == "sms" and waiting[0]["last_error"].startswith("403")
    assert gateway.sent() == []
