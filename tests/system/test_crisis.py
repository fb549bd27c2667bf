"""A crisis through its doors: tagged cases, the announcement in acknowledgements, who may declare, the end."""
import datetime
import time

from harness import mail
from harness.server import wait_for


def letter(subject, sender):
    return mail.message(subject=subject, sender=sender, text="Bună ziua, sunt blocat la Dubai, în Emiratele Arabe Unite, zborul a fost anulat.\n")


def test_a_crisis_tags_its_cases_and_speaks_in_acknowledgements(server):
    time.sleep(1.5)  # the timer notes where the feed stands when it first looks
    mail.send(server, letter("Înainte", "unu@example.org"))
    before = wait_for(lambda: server.get("/cases")["items"], 10, "a case")[0]
    began = (datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(hours=1)).isoformat()
    body = {"name": "Spațiu aerian închis", "countries": ["AE"], "from": began, "texts": {"ro": "Spațiul aerian este închis."}}
    operator = server.add_token("op", "operator")
    assert server.api("POST", "/crises", body, token=operator).status == 403
    made = server.api("POST", "/crises", body)
    assert made.status == 201, made.body
    crisis = made.json
    assert crisis["live"] and server.get("/crises?live=true", token=operator)["items"][0]["id"] == crisis["id"]
    assert [case["id"] for case in server.get(f"/crises/{crisis['id']}/cases")["items"]] == [before["id"]]
    mail.send(server, letter("După", "doi@example.org"))
    wait_for(lambda: len(server.get(f"/crises/{crisis['id']}/cases")["items"]) == 2, 15, "the tag of the new case")
    after = server.get(f"/crises/{crisis['id']}/cases")["items"][0]
    sent = [line for line in server.get(f"/cases/{after['id']}/timeline")["items"] if line["kind"] == "contact" and line["direction"] == "out"]
    assert sent and sent[0]["text"].startswith("Spațiul aerian este închis.\n\n")
    madrid = server.add_token("madrid", "consul", "es-madrid-amb")
    assert server.get(f"/crises/{crisis['id']}/cases", token=madrid)["items"] == []
    assert server.api("DELETE", f"/cases/{after['id']}/crises/{crisis['id']}").status == 204
    assert server.get(f"/cases/{after['id']}/crises")["items"] == []
    ended = server.api("POST", f"/crises/{crisis['id']}/end")
    assert ended.status == 200 and not ended.json["live"]
    assert server.api("POST", f"/crises/{crisis['id']}/end").json["key"] == "crisis.ended"
    assert server.get("/crises?live=true")["items"] == []


def test_what_is_wrong_is_named(server):
    for body, field in (({"name": "x"}, "countries"), ({"name": "x", "countries": ["ZZ"]}, "countries"), ({"name": "", "countries": ["AE"]}, "name")):
        answer = server.api("POST", "/crises", body)
        assert answer.status == 400 and answer.json["fields"][0]["name"] == field, answer.body
