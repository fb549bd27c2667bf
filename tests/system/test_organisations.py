"""Organisations at the public door: addresses as persons have them, found by the command bar, a role in a case."""
from harness import mail
from harness.server import wait_for


def test_an_organisation_is_kept_found_and_joins_a_case(server):
    made = server.api("POST", "/organisations", {"name": "Questura di Torino", "kind": "police", "country": "IT", "email": "ufficio@questura.example.org"})
    assert made.status == 201, made.body
    one = made.json
    assert one["email"] == "ufficio@questura.example.org" and one["phone"] is None
    added = server.api("POST", f"/organisations/{one['id']}/identities", {"kind": "phone", "value": "+40 21 555 0199"})
    assert added.status == 201, added.body
    for query in ("questura", "torino", "ufficio@questura.example.org", "0215550199"):
        assert [each["id"] for each in server.get(f"/organisations?query={query}")["items"]] == [one["id"]], query
        assert [each["id"] for each in server.get(f"/search?q={query}")["organisations"]] == [one["id"]], query
    mail.send(server, mail.message())
    case = wait_for(lambda: server.get("/cases")["items"], 10, "a case")[0]
    role = server.api("POST", f"/cases/{case['id']}/roles", {"role": "representative", "organisation": one["id"], "consent": True})
    assert role.status == 201, role.body
    shown = [each for each in server.get(f"/cases/{case['id']}")["roles"] if each["organisation"]]
    assert shown[0]["organisation"]["name"] == "Questura di Torino"
    assert {each["kind"] for each in shown[0]["organisation"]["identities"]} == {"email", "phone"}
    assert [each["id"] for each in server.get("/cases?query=questura")["items"]] == [case["id"]]

    whole = server.api("GET", f"/organisations/{one['id']}")
    stale = server.api("PATCH", f"/organisations/{one['id']}", {"name": "Questura"}, headers={"If-Match": '"99"'})
    assert stale.status == 412, stale.body
    changed = server.api("PATCH", f"/organisations/{one['id']}", {"name": "Questura"}, headers={"If-Match": whole.headers["ETag"]})
    assert changed.status == 200 and changed.json["name"] == "Questura", changed.body
    phone = added.json["id"]
    assert server.api("DELETE", f"/organisations/{one['id']}/identities/{phone}").status == 204
    assert server.api("DELETE", f"/organisations/{one['id']}/identities/{phone}").status == 404
    assert server.api("GET", "/organisations/12345").status == 404
    for wrong in ({"name": ""}, {"name": "x", "kind": "circus"}, {"name": "x", "email": "nobody"}, {"name": "x", "colour": "red"}):
        assert server.api("POST", "/organisations", wrong).status == 400, wrong
