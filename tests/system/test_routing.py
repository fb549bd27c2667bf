"""The router through its doors: a mail is offered to who is there; taken, declined, picked by another, steered."""
import time

from harness import mail
from harness.server import wait_for


def hands(server, token):
    return server.get("/agents/me", token=token)["hands"]


def offers(server, token):
    return [work for work in hands(server, token) if work["phase"] == "offered"]


def come(server, token, availability="available", reason=None):
    answer = server.api("PUT", "/agents/me/availability", {"availability": availability, "reason": reason}, token=token)
    assert answer.status == 200, answer.body
    return answer.json


def test_a_mail_is_offered_within_a_second_taken_and_leaves_with_the_answer(server):
    token = server.add_token("op1", "operator")
    assert server.get("/agents/me", token=token)["availability"] == "offline"
    come(server, token)
    mail.send(server, mail.message(subject="Întrebare", text="Bună ziua, ce acte trebuie pentru o procură?\n"))
    offer = wait_for(lambda: offers(server, token), 2, "an offer")[0]
    assert offer["channel"] == "mail" and offer["case"]["subject"] == "Întrebare"
    taken = server.api("POST", f"/offers/{offer['offer']}/accept", token=token)
    assert taken.status == 200, taken.body
    assert taken.json["holder"]["name"] and taken.json["status"] == "open"
    again = server.api("POST", f"/offers/{offer['offer']}/accept", token=token)
    assert again.status == 409 and again.json["key"] == "offer.ended"
    assert [work["phase"] for work in hands(server, token)] == ["held"]
    case = taken.json
    answer = server.api("POST", f"/cases/{case['id']}/replies",
                        {"text": "Actul de identitate.", "to": ["daniela.craciun@example.org"], "then": "close", "delay": 0},
                        token=token, headers={"If-Match": f'"{case["version"]}"'})
    assert answer.status == 202, answer.body
    assert hands(server, token) == []


def test_a_declined_offer_goes_to_the_other_and_who_pauses_gets_none(server):
    first, second = server.add_token("op1", "operator"), server.add_token("op2", "operator")
    come(server, first)
    mail.send(server, mail.message(subject="Una", text="Bună ziua, o întrebare.\n"))
    offer = wait_for(lambda: offers(server, first), 2, "an offer")[0]
    come(server, second)
    assert server.api("POST", f"/offers/{offer['offer']}/accept", token=second).status == 404  # not his
    assert server.api("POST", f"/offers/{offer['offer']}/decline", token=first).status == 200
    theirs = wait_for(lambda: offers(server, second), 2, "the offer at the other")[0]
    refused = server.api("PUT", "/agents/me/availability", {"availability": "paused", "reason": "whim"}, token=first)
    assert refused.status == 400 and refused.json["key"] == "agent.reason"
    come(server, first, "paused", "lunch")
    mail.send(server, mail.message(subject="A doua", text="Bună ziua, alta.\n", sender="alt@example.org"))
    time.sleep(0.5)  # longer than a pass of the router takes: mails are offered one at a time
    assert [work["work"] for work in offers(server, second)] == [theirs["work"]]
    assert server.api("POST", f"/offers/{theirs['offer']}/accept", token=second).status == 200
    wait_for(lambda: offers(server, second), 2, "the next offer")
    assert offers(server, first) == []


def test_a_case_taken_by_hand_is_offered_to_nobody(server):
    first, second = server.add_token("op1", "operator"), server.add_token("op2", "operator")
    mail.send(server, mail.message())
    case = wait_for(lambda: server.get("/cases")["items"], 10, "a case")[0]
    assert server.api("POST", f"/cases/{case['id']}/take", token=first,
                      headers={"If-Match": f'"{server.get("/cases/" + case["id"])["version"]}"'}).status == 200
    come(server, second)
    time.sleep(0.8)  # longer than a pass of the router takes to see it
    assert hands(server, second) == []
    assert [work["phase"] for work in hands(server, first)] == ["held"]


def test_a_supervisor_sees_the_line_and_steers(server):
    token, chief = server.add_token("op1", "operator"), server.add_token("boss", "supervisor")
    mail.send(server, mail.message(subject="Frage", name="Ana Weber", text="Guten Tag, ich habe meinen rumänischen Pass "
                                   "in Berlin verloren und brauche morgen einen Termin im Konsulat. Vielen Dank.\n"))
    wait_for(lambda: server.get("/cases")["items"], 10, "a case")
    queues = server.get("/queues", token=chief)["items"]
    assert sum(queue["waiting"] for queue in queues) == 1
    line = server.get(f"/queues/{[q for q in queues if q['waiting']][0]['unit']['id']}/work", token=chief)["items"]
    assert line[0]["language"] == "de"
    come(server, token)
    agent = server.get("/agents", token=chief)["items"][0]
    assert agent["name"] and agent["availability"] == "available"
    changed = server.api("PATCH", f"/agents/{agent['id']}",
                         {"skills": [{"skill": "language:de", "level": 4}], "queues": [line[0]["unit"]["id"]]},
                         token=chief, headers={"If-Match": f'"{agent["version"]}"'})
    assert changed.status == 200, changed.body
    wait_for(lambda: offers(server, token), 2, "an offer by skill")
    sent = server.api("PUT", f"/agents/{agent['id']}/availability", {"availability": "paused", "reason": "break"}, token=chief)
    assert sent.status == 200, sent.body
    assert offers(server, token) == []
    history = server.get(f"/agents/{agent['id']}/history", token=chief)["items"]
    assert [change["availability"] for change in history] == ["paused", "available"]
    assert server.api("GET", "/agents", token=token).status == 403
