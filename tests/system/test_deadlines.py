"""A case's clocks through the real doors: they start with the mail, explain themselves, stop with the answer, and only the head
extends what the law gives."""
import datetime as dt

from harness import mail
from harness.server import wait_for


def open_case(server):
    mail.send(server, mail.message())
    return wait_for(lambda: server.get("/cases")["items"], 10, "a case")[0]


def clocks(server, case, **keywords):
    return {one["rule"]: one for one in server.get(f"/cases/{case['id']}/clocks", **keywords)["items"]}


def moment(text):
    return dt.datetime.fromisoformat(text.replace("Z", "+00:00"))


def test_a_mail_starts_the_clocks_and_an_answer_stops_them(server):
    case = open_case(server)
    running = clocks(server, case)
    assert {one["state"] for one in running.values()} == {"running"}
    law = running["legal.petition"]
    assert "OG 27/2002" in law["basis"] and law["calendar"] == "home" and law["zone"] == "Europe/Bucharest"
    days = (moment(law["due_at"]) - moment(law["started_at"])).total_seconds() / 86400
    assert 30 < days <= 31.1  # thirty whole days after the day of registration, which does not count
    answer = next(one for rule, one in running.items() if rule.startswith("service.") and rule.endswith(".answer"))
    assert case["due_at"] == min(one["due_at"] for one in running.values())
    # The explanation has no gap from the start to the due moment.
    at = answer["started_at"]
    for span in answer["spans"]:
        assert span["from"] == at, answer["spans"]
        at = span["to"]
    assert at == answer["due_at"]
    version = server.get(f"/cases/{case['id']}")["version"]
    done = server.api("POST", f"/cases/{case['id']}/replies", {"text": "Bună ziua.", "to": ["daniela.craciun@example.org"], "then": "keep", "delay": 0},
                      headers={"If-Match": f'"{version}"'})
    assert done.status == 202, done.body
    assert {one["state"] for one in clocks(server, case).values()} == {"stopped"}
    assert server.get(f"/cases/{case['id']}")["due_at"] is None


def test_urgency_changes_the_clocks_without_winning_time(server):
    case = open_case(server)
    version = server.get(f"/cases/{case['id']}")["version"]
    server.api("PATCH", f"/cases/{case['id']}", {"urgency": "P1"}, headers={"If-Match": f'"{version}"'})
    running = clocks(server, case)
    first = running["service.p1.act"]
    assert moment(first["due_at"]) - moment(first["started_at"]) == dt.timedelta(minutes=15)
    assert abs(moment(first["started_at"]) - moment(server.get(f"/cases/{case['id']}")["created_at"])) < dt.timedelta(seconds=1)
    # A P1 is overdue after minutes: the view that everybody watches takes it from the case's due moment.
    assert server.get(f"/cases/{case['id']}")["due_at"] == first["due_at"]


def test_only_the_head_extends_a_term_of_the_law(server):
    case = open_case(server)
    law = clocks(server, case)["legal.petition"]
    path = f"/cases/{case['id']}/clocks/{law['id']}/extend"
    consul = server.add_token("consul.roma", "consul", case["unit"]["code"])
    head = server.add_token("sef.roma", "head", case["unit"]["code"])
    elsewhere = server.add_token("sef.paris", "head", "fr-paris-amb")
    assert server.api("POST", path, {"reason": "complex"}, token=consul).status == 403
    assert server.api("POST", path, {"reason": "complex"}, token=elsewhere).status == 404
    refused = server.api("POST", path, {"reason": ""}, token=head)
    assert refused.status == 400, refused.body
    longer = server.api("POST", path, {"reason": "Se așteaptă răspunsul DEPABD."}, token=head)
    assert longer.status == 200, longer.body
    assert moment(longer.json["due_at"]) - moment(law["due_at"]) in (dt.timedelta(days=15), dt.timedelta(days=15, hours=1), dt.timedelta(days=14, hours=23))
    again = server.api("POST", path, {"reason": "încă o dată"}, token=head)
    assert again.status == 409 and again.json["key"] == "clock.not_extendable"
    history = [item for item in server.get(f"/cases/{case['id']}/timeline")["items"] if item["kind"] == "event"]
    assert any(item["type"] == "clock.extended" for item in history)


def test_a_misdirected_petition_and_the_question_what_if(server):
    case = open_case(server)
    listed = server.get(f"/cases/{case['id']}/clocks")
    assert "legal.petition.forward" in [rule["rule"] for rule in listed["startable"]]
    started = server.api("POST", f"/cases/{case['id']}/clocks", {"rule": "legal.petition.forward"})
    assert started.status == 201, started.body
    assert server.api("POST", f"/cases/{case['id']}/clocks", {"rule": "legal.petition.forward"}).status == 409
    stopped = server.api("POST", f"/cases/{case['id']}/clocks/{started.json['id']}/stop", {})
    assert stopped.status == 200 and stopped.json["state"] == "stopped"
    asked = server.api("POST", "/deadlines/what-if", {"rule": "legal.foi", "unit": "it-rome-cg", "since": "2026-11-25T07:00:00Z", "extended": True})
    assert asked.json["due_at"] == "2026-12-25T22:00:00.000Z"
    wrong = server.api("POST", "/deadlines/what-if", {"rule": "legal.none"})
    assert wrong.status == 404 and wrong.json["key"] == "rule.not_found"


def test_an_answer_taken_back_leaves_the_case_and_its_clocks_as_they_were(server):
    case = open_case(server)
    before, running = server.get(f"/cases/{case['id']}"), clocks(server, case)
    sent = server.api("POST", f"/cases/{case['id']}/replies", {"text": "Bună ziua.", "to": ["wrong@example.org"], "then": "close", "delay": 60},
                      headers={"If-Match": f'"{before["version"]}"'})
    assert sent.status == 202, sent.body
    assert sent.json["case"]["status"] == "closed" and sent.json["case"]["due_at"] is None
    taken = server.api("POST", f"/messages/{sent.json['id']}/cancel", {})
    assert taken.status == 200, taken.body
    assert taken.json["draft"]["text"] == "Bună ziua."
    after = server.get(f"/cases/{case['id']}")
    for field in ("status", "holder", "due_at", "waiting_on", "answer_due", "snippet", "resolution"):
        assert after.get(field) == before.get(field), field
    assert {rule: (one["state"], one["due_at"]) for rule, one in clocks(server, case).items()} == {
        rule: (one["state"], one["due_at"]) for rule, one in running.items()}
    assert server.api("POST", f"/messages/{sent.json['id']}/cancel", {}).status == 409
