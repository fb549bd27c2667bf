"""Colleagues through the doors: hand-over between units, mentions with their notices, followers, teams, fields, documents."""
import time

from harness import mail
from harness.server import wait_for


def a_case(server, subject="Pașaport pierdut"):
    mail.send(server, mail.message(subject=subject, text="Bună ziua, mi-am pierdut pașaportul la Roma și am zbor mâine.\n"))
    return wait_for(lambda: [c for c in server.get("/cases")["items"] if c["subject"] == subject], 10, "a case")[0]


def change(server, method, path, body, token=None, version=None):
    headers = {"If-Match": f'"{version}"'} if version else None
    answer = server.api(method, path, body, token=token, headers=headers)
    assert answer.status in (200, 201, 204), (path, answer.status, answer.body)
    return answer.json if answer.body else None


def move(server, case, unit):
    version = server.get(f"/cases/{case['id']}")["version"]
    change(server, "POST", f"/cases/{case['id']}/transfer", {"unit": unit}, version=version)


def test_a_case_is_handed_over_given_back_and_accepted(server):
    case = a_case(server)
    move(server, case, "it-rome-amb")
    rome = server.add_token("rome", "consul", "it-rome-amb")
    madrid = server.add_token("madrid", "consul", "es-madrid-amb")
    path = f"/cases/{case['id']}"
    assert server.api("GET", path, token=madrid).status == 404
    asked = change(server, "POST", path + "/handovers", {"unit": "es-madrid-amb", "reason": "Locuiește la Madrid."}, rome)
    assert asked["state"] == "pending" and asked["due_at"] > asked["asked_at"] and not asked["may_decide"]
    assert server.api("POST", path + "/handovers", {"unit": "es-madrid-amb", "reason": "iar"}, token=rome).json["key"] == "handover.pending"
    assert server.get(path, token=madrid)["unit"]["code"] == "it-rome-amb"
    incoming = server.get("/handovers", token=madrid)["items"]
    assert [one["id"] for one in incoming] == [asked["id"]] and incoming[0]["may_decide"]
    assert server.get("/notices", token=madrid)["unread"] == 1
    assert server.api("POST", f"/handovers/{asked['id']}/accept", {}, token=rome).status == 403
    assert server.api("POST", f"/handovers/{asked['id']}/return", {"reason": ""}, token=madrid).status == 400
    back = change(server, "POST", f"/handovers/{asked['id']}/return", {"reason": "S-a mutat."}, madrid)
    assert back["state"] == "returned" and server.api("GET", path, token=madrid).status == 404
    asked = change(server, "POST", path + "/handovers", {"unit": "es-madrid-amb", "reason": "Totuși."}, rome)
    taken = change(server, "POST", f"/handovers/{asked['id']}/accept", {"take": True}, madrid)
    assert taken["state"] == "accepted"
    now = server.get(path, token=madrid)
    assert now["unit"]["code"] == "es-madrid-amb" and now["holder"]["name"] and now["grants"] == []
    assert server.api("GET", path, token=rome).status == 404
    types = [line["type"] for line in server.get(path + "/timeline", token=madrid)["items"] if line["kind"] == "event"]
    assert [one for one in types if one.startswith("handover.")] == ["handover.asked", "handover.returned", "handover.asked", "handover.accepted"]


def test_a_note_tells_whom_it_names_and_only_them(server):
    case = a_case(server)
    ana, radu = server.add_token("ana.pop", "operator"), server.add_token("radu", "operator")
    admin = server.add_token("boss", "admin")
    ids = {account["login"]: account["id"] for account in server.get("/accounts", token=admin)["items"]}
    change(server, "POST", "/teams", {"unit": "centre", "code": "acte", "name": "Acte", "members": [ids["radu"]]}, admin)
    noted = change(server, "POST", f"/cases/{case['id']}/notes", {"text": "@ana.pop @acte @nimeni: vedeți."}, radu)
    assert noted["named"] == ["ana.pop", "acte"] and noted["unknown"] == ["nimeni"]
    told = server.get("/notices", token=ana)
    assert told["unread"] == 1 and told["items"][0]["kind"] == "mention" and told["items"][0]["case"]["number"] == case["number"]
    assert server.get("/notices", token=radu)["unread"] == 0  # his own words tell him nothing
    assert change(server, "POST", f"/notices/{told['items'][0]['id']}/read", None, radu) is None
    assert server.get("/notices", token=ana)["unread"] == 1  # nobody reads for another
    change(server, "POST", f"/cases/{case['id']}/read", None, ana)
    assert server.get("/notices", token=ana)["unread"] == 0


def test_followers_are_told_within_seconds(server):
    case = a_case(server)
    ana, radu = server.add_token("ana", "operator"), server.add_token("radu", "operator")
    time.sleep(1.5)  # the timer notes where the feed stands when it first looks
    assert change(server, "PUT", f"/cases/{case['id']}/follow", None, ana)["following"]
    version = server.get(f"/cases/{case['id']}", token=radu)["version"]
    change(server, "POST", f"/cases/{case['id']}/close", {"resolution": "answered"}, radu, version)
    told = wait_for(lambda: server.get("/notices", token=ana)["items"], 10, "a notice")
    assert told[0]["kind"] == "followed" and told[0]["detail"] == "case.closed"
    assert server.get("/notices", token=radu)["items"] == []


def test_fields_and_documents_of_a_case(server):
    case = a_case(server)
    path = f"/cases/{case['id']}"
    version = server.get(path)["version"]
    change(server, "PATCH", path, {"category": "TRV", "subcategory": "TRV.lost-stolen"}, version=version)
    fields = {field["code"]: field for field in server.get(path + "/fields")["items"]}
    assert fields["travel.departure"]["type"] == "date" and fields["travel.departure"]["value"] is None
    wrong = server.api("PUT", path + "/fields", {"values": {"travel.departure": "2026-02-30", "travel.flight": "RO 1"}})
    assert wrong.status == 400 and [field["name"] for field in wrong.json["fields"]] == ["travel.departure"]
    change(server, "PUT", path + "/fields", {"values": {"travel.departure": "2026-12-01", "travel.flight": "RO 40417"}})
    assert [one["id"] for one in server.get("/cases?query=40417")["items"]] == [case["id"]]
    offered = server.get(path + "/documents")
    assert offered["items"] == [] and "travel-title-adult" in [one["key"] for one in offered["services"]]
    begun = change(server, "POST", path + "/documents", {"article": "travel-title-adult"})
    assert len(begun["items"]) >= 2 and {one["state"] for one in begun["items"]} == {"missing"}
    first = begun["items"][0]
    assert first["name_ro"] != first["name_en"]
    assert server.api("PATCH", f"{path}/documents/{first['id']}", {"state": "refused"}).status == 400
    checked = change(server, "PATCH", f"{path}/documents/{first['id']}", {"state": "refused", "reason": "Este expirat."})
    assert checked["items"][0]["reason"] == "Este expirat."
    madrid = server.add_token("madrid", "consul", "es-madrid-amb")
    for part in ("/fields", "/documents", "/participants", "/handovers"):
        assert server.api("GET", path + part, token=madrid).status == 404
