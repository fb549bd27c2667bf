"""What a person can do wrong at the public door, and the answer: its status, its key, the field, and a text in both languages."""
import pytest
from harness import mail
from harness.server import wait_for

ABSENT = "4611686018427387"  # an id that nobody has


@pytest.fixture
def desk(server):
    """A case with a person who wrote, another case, a saved view, a template, a queued answer and one that left."""
    mail.send(server, mail.message())
    case = wait_for(lambda: server.get("/cases")["items"], 10, "a case")[0]
    made = {"case": case["id"], "person": case["requester"]["id"]}

    def post(path, body, **headers):
        answer = server.api("POST", path, body, headers=headers)
        assert answer.status in (200, 201, 202), (path, answer.body)
        return answer.json
    made["other"] = post("/cases", {"subject": "Alt caz", "requester": {"name": "Ion", "email": "ion@example.org"}})["id"]
    made["closed"] = post("/cases", {"subject": "Închis"})["id"]
    post(f"/cases/{made['closed']}/close", {"resolution": "information"}, **{"If-Match": '"1"'})
    made["merged"] = post("/cases", {"subject": "Unit"})["id"]
    post(f"/cases/{made['merged']}/merge", {"into": made["other"]})
    made["someone"] = server.get(f"/cases/{made['other']}")["requester"]["id"]
    post("/templates", {"code": "salut", "language": "ro", "name": "Salut", "subject": "", "text": "Bună ziua"})
    made["organisation"] = post("/organisations", {"name": "Spital"})["id"]
    version = server.get(f"/cases/{made['other']}")["version"]
    reply = {"text": "Bună ziua.", "to": ["ion@example.org"], "then": "keep", "delay": 0}
    made["message"] = post(f"/cases/{made['other']}/replies", reply, **{"If-Match": f'"{version}"'})["id"]
    wait_for(lambda: server.get(f"/outbox/{made['message']}")["status"] == "sent", 15, "the answer to leave")
    return made


def reply(**more):
    return {"text": "Bună ziua.", "to": ["ana@example.org"], "then": "keep", **more}


# (method, path, body, status, key, field). `{name}` is from the desk above; an If-Match of the case's version goes with each.
WRONG = [
    ("GET", "/cases/{absent}", None, 404, "case.not_found", None),
    ("GET", "/cases/AP-2026-999999", None, 404, "case.not_found", None),
    ("GET", "/cases?cursor=alta", None, 400, "cursor", None),
    ("GET", "/cases?view={absent}", None, 404, "view.not_found", None),
    ("GET", "/people?cursor=alta", None, 400, "http.cursor", None),
    ("POST", "/cases", {"subject": ""}, 400, "case.invalid", "subject"),
    ("POST", "/cases", {"subject": "x", "unit": "nicaieri"}, 400, "field.invalid", "unit"),
    ("POST", "/cases", {"subject": "x", "category": "XYZ"}, 400, "field.invalid", "category"),
    ("PATCH", "/cases/{case}", {"urgency": "P9"}, 400, "case.invalid", "urgency"),
    ("PATCH", "/cases/{case}", {"family": "altele"}, 400, "case.invalid", "family"),
    ("PATCH", "/cases/{case}", {"subject": "x" * 1001}, 400, "case.invalid", "subject"),
    ("POST", "/cases/{case}/assign", {"account": "{absent}"}, 400, "field.invalid", "account"),
    ("POST", "/cases/{case}/transfer", {}, 400, "case.invalid", "unit"),
    ("POST", "/cases/{case}/transfer", {"note": "x", "culoare": "roșu"}, 400, "http.unknown_field", "culoare"),
    ("POST", "/cases/{case}/transfer", {"note": "x", "kind": "citizen"}, 400, "field.invalid", "kind"),
    ("POST", "/cases/{case}/close", {"resolution": "așa"}, 400, "case.invalid", "resolution"),
    ("POST", "/cases/{case}/reopen", {}, 409, "case.not_closed", None),
    ("POST", "/cases/{closed}/close", {"resolution": "information"}, 409, "case.closed", None),
    ("POST", "/cases/{closed}/take", {}, 409, "case.closed", None),
    ("POST", "/cases/{case}/split", {"contacts": []}, 400, "case.invalid", "contacts"),
    ("POST", "/cases/{case}/split", {"contacts": ["{absent}"]}, 400, "case.invalid", "contacts"),
    ("POST", "/cases/{case}/snooze", {"until": "2020-01-01T00:00:00Z"}, 400, "case.invalid", "until"),
    ("POST", "/cases/{case}/snooze", {"until": "mâine"}, 400, "field.invalid", "until"),
    ("POST", "/cases/{case}/wait", {"kind": "noroc"}, 400, "case.invalid", "kind"),
    ("POST", "/cases/{case}/notes", {"text": ""}, 400, "case.invalid", "text"),
    ("POST", "/cases/{case}/tasks", {"title": ""}, 400, "case.invalid", "title"),
    ("PATCH", "/tasks/{absent}", {"done": True}, 404, "case.not_found", None),
    ("POST", "/cases/{case}/roles", {"role": "vecin", "person": "{person}"}, 400, "case.invalid", "role"),
    ("POST", "/cases/{case}/roles", {"role": "witness"}, 400, "case.invalid", "person"),
    ("POST", "/cases/{case}/roles", {"role": "witness", "person": "{absent}"}, 404, "person.not_found", None),
    ("POST", "/cases/{case}/roles", {"role": "witness", "organisation": "{absent}"}, 404, "case.not_found", None),
    ("DELETE", "/cases/{case}/roles/{absent}", None, 404, "case.not_found", None),
    ("POST", "/cases/{case}/grants", {"unit": "it-rome-amb", "until": "2020-01-01T00:00:00Z", "reason": "x"}, 400, "case.invalid", "until"),
    ("POST", "/cases/{case}/grants", {"unit": "it-rome-amb", "until": "2099-01-01T00:00:00Z", "reason": ""}, 400, "case.invalid", "reason"),
    ("POST", "/cases/{case}/links", {"case": "{case}"}, 400, "case.link_self", "case"),
    ("POST", "/cases/{case}/links", {"case": "{absent}"}, 404, "case.not_found", None),
    ("POST", "/cases/{other}/merge", {"into": "{merged}"}, 409, "case.merge_circle", None),
    ("POST", "/cases/{merged}/merge", {"into": "{other}"}, 409, "case.merge_circle", None),
    ("POST", "/cases/{case}/unmerge", {}, 409, "case.not_merged", None),
    ("POST", "/cases/bulk", {"cases": [], "action": "close"}, 400, "field.invalid", "cases"),
    ("GET", "/cases/{case}/draft", None, 404, "draft.not_found", None),
    ("POST", "/cases/{case}/replies", reply(to=[]), 400, "message.invalid", "to"),
    ("POST", "/cases/{case}/replies", reply(to=["nimeni"]), 400, "message.invalid", "to"),
    ("POST", "/cases/{case}/replies", reply(cc=["a@b@c <>"]), 400, "message.invalid", "cc"),
    ("POST", "/cases/{case}/replies", reply(to=[f"c{n}@example.org" for n in range(51)]), 400, "message.invalid", "to"),
    ("POST", "/cases/{case}/replies", reply(text=""), 400, "message.invalid", "text"),
    ("POST", "/cases/{case}/replies", reply(text="x" * 1_000_001), 413, "message.too_large", None),
    ("POST", "/cases/{case}/replies", reply(delay=61), 400, "field.invalid", "delay"),
    ("POST", "/cases/{case}/replies", reply(then="poate"), 400, "case.invalid", "then"),
    ("POST", "/cases/{case}/replies", reply(attachments=["{absent}"]), 400, "message.invalid", "attachments"),
    ("POST", "/cases/{case}/replies", reply(attachments=["ceva"]), 400, "field.invalid", "attachments"),
    ("POST", "/messages/{message}/cancel", {}, 409, "message.left", None),
    ("POST", "/messages/{absent}/cancel", {}, 404, "message.not_found", None),
    ("POST", "/outbox/{message}/retry", {}, 409, "message.not_failed", None),
    ("POST", "/uploads?name=gol.pdf", b"", 400, "upload.empty", "body"),
    ("GET", "/people/{absent}", None, 404, "person.not_found", None),
    ("PATCH", "/people/{person}", {"name": ""}, 400, "person.invalid", "name"),
    ("PATCH", "/people/{person}", {"nationality": "ROMÂNIA"}, 400, "person.invalid", "nationality"),
    ("POST", "/people/{person}/identities", {"kind": "email", "value": "nimic"}, 400, "person.identity_invalid", "value"),
    ("POST", "/people/{person}/identities", {"kind": "cnp", "value": "12"}, 400, "person.identity_invalid", "value"),
    ("POST", "/people/{person}/identities", {"kind": "email", "value": "a@example.org", "proof": "jur"}, 400, "person.identity_invalid", "proof"),
    ("DELETE", "/people/{person}/identities/{absent}", None, 404, "person.not_found", None),
    ("POST", "/people/{person}/merge", {"into": "{person}"}, 409, "person.merge_circle", None),
    ("POST", "/people/{person}/unmerge", {}, 409, "person.not_merged", None),
    ("GET", "/organisations/{absent}", None, 404, "organisation.not_found", None),
    ("POST", "/organisations", {"name": " "}, 400, "organisation.invalid", "name"),
    ("POST", "/organisations", {"name": "x", "kind": "circ"}, 400, "organisation.invalid", "kind"),
    ("POST", "/organisations", {"name": "x", "country": "ROMÂNIA"}, 400, "organisation.invalid", "country"),
    ("POST", "/organisations/{organisation}/identities", {"kind": "cnp", "value": "1"}, 400, "person.identity_invalid", "value"),
    ("POST", "/views", {"name": "", "query": {}}, 400, "view.invalid", "name"),
    ("POST", "/views", {"name": "x", "query": {"culoare": "roșu"}}, 400, "field.invalid", "query"),
    ("DELETE", "/views/{absent}", None, 404, "view.not_found", None),
    ("POST", "/templates", {"code": "salut", "language": "ro", "name": "Salut", "subject": "", "text": "x"}, 409, "template.exists", None),
    ("POST", "/templates", {"code": "b", "language": "ro", "name": "", "subject": "", "text": "x"}, 400, "template.invalid", "name"),
    ("POST", "/templates", {"code": "b", "language": "xx", "name": "B", "subject": "", "text": "x"}, 400, "template.invalid", "language"),
    ("POST", "/templates", {"code": "b", "language": "ro", "name": "B", "subject": "", "text": ""}, 400, "template.invalid", "text"),
    ("POST", "/templates", {"code": "b", "language": "ro", "name": "B", "subject": "", "text": "{{#a}}"}, 400, "template.syntax", "text"),
    ("POST", "/templates", {"code": "b", "language": "ro", "name": "B", "subject": "", "text": "{{person.nume}}"}, 400, "template.unknown", "person.nume"),
    ("POST", "/template-preview", {"case": "{case}", "text": "{{mission.emergency}}{{mission.hours}}{{case.due}}"}, 400, "template.missing", None),
    ("POST", "/template-preview", {"case": "{absent}", "text": "x"}, 404, "case.not_found", None),
    ("POST", "/templates/{absent}/render", {"case": "{case}"}, 404, "template.not_found", None),
    ("PUT", "/session/totp", {"code": "123456"}, 409, "totp.not_offered", None),
    ("GET", "/absent", None, 404, "not_found", None),
]


def test_each_mistake_is_named(server, desk):
    places = {**desk, "absent": ABSENT}
    wrong, titles = [], {}
    for method, path, body, status, key, field in WRONG:
        where, headers = filled(path, places), {}
        if where.startswith("/cases/") and (now := server.api("GET", "/".join(where.split("/")[:3]))).status == 200:
            headers["If-Match"] = f'"{now.json["version"]}"'
        elif where.startswith("/people/"):
            headers["If-Match"] = '"1"'
        raw = body if isinstance(body, bytes) else None
        answer = server.api(method, where, None if raw is not None else filled(body, places), headers=headers, raw=raw)
        fields = [one["name"] for one in answer.json.get("fields", [])]
        if (answer.status, answer.json.get("key")) != (status, key) or (field and field not in fields):
            wrong.append((method, path, answer.status, answer.json))
        titles[key] = answer.json.get("title", "")
    assert not wrong, "\n".join(map(str, wrong))
    assert all(title and title != key for key, title in titles.items()), titles


def filled(value, places):
    """`{name}` replaced by what stands there in `places`; other braces (of a template) stay."""
    if isinstance(value, str):
        for name, there in places.items():
            value = value.replace("{" + name + "}", there)
        return value
    if isinstance(value, dict):
        return {key: filled(one, places) for key, one in value.items()}
    if isinstance(value, list):
        return [filled(one, places) for one in value]
    return value
