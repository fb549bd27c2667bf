"""Who may do what, asked of the real program: every route as every role, two missions, absent and not yours alike."""
import json
import re

import pytest

from harness.server import PASSWORD, ROOT, wait_for

MATRIX = ROOT / "tests/golden/access_matrix.txt"
ROLES = {"operator": None, "officer": "it-rome-amb", "consul": "it-rome-amb", "head": "it-rome-amb", "supervisor": None,
         "central": None, "registrar": "it-rome-amb", "editor": None, "dpo": None, "auditor": None, "admin": None}
ABSENT = "4611686018427387"  # an id that nobody has
# An upgrade, not a request; and what would end the token that the test uses stays last.
SPECIAL = {("GET", "/api/v1/feed")}


def matrix():
    """(method, pattern, "open" | "signed-in" | set of roles) of every JSON route."""
    for line in MATRIX.read_text().splitlines():
        pattern, method, who = re.fullmatch(r"(\S+) (\S+) \| (.*)", line).groups()
        if not pattern.startswith("/api/v1/") or (method, pattern) in SPECIAL:
            continue
        yield method, pattern, who if who in ("everybody", "signed-in") else set(who.partition(": ")[2].split())


def fill(pattern, **ids):
    return re.sub(r"\{(\w+)(\.\.\.)?\}", lambda m: ids.get(m[1], ABSENT), pattern).removeprefix("/api/v1")


def ask(server, method, path, token):
    body = {} if method in ("POST", "PUT", "PATCH") else None
    while True:
        answer = server.api(method, path, body, token=token)
        if answer.status != 429:
            return answer


def test_every_route_answers_every_role_as_agreed(server):
    tokens = {role: server.add_token("r-" + role, role, mission) for role, mission in ROLES.items()}
    wrong = []
    for method, pattern, who in matrix():
        path = fill(pattern)
        nobody = server.api(method, path, {} if method != "GET" else None, token="nobody")
        if (nobody.status == 401) == (who == "everybody") and pattern != "/api/v1/session":
            wrong.append(("nobody", method, pattern, nobody.status))
        for role, token in tokens.items():
            allowed = who in ("everybody", "signed-in") or role in who
            status = ask(server, method, path, token).status
            if allowed == (status == 403) or status in (405, 500) or (allowed and status == 401 and pattern != "/api/v1/session"):
                wrong.append((role, method, pattern, status))
    assert not wrong, wrong
    # Nothing that the refused sent did anything: the description names the same routes.
    described = json.loads(server.api("GET", "/openapi.json", base=server.ready["http"] + "/api/v1").body)["paths"]
    routes = {(method, pattern) for method, pattern, _ in matrix()}
    for path, operations in described.items():
        for method in operations.keys() - {"parameters"}:
            if path in ("/feed", "/openapi.json"):
                continue
            if path == "/import/{kind}":
                assert any(p.startswith("/api/v1/import/") for _, p in routes)
                continue
            assert (method.upper(), "/api/v1" + path) in routes, (method, path)


@pytest.fixture
def missions(server):
    """A consul of Rome and one of Madrid, and a case with a person, a note, a task and a draft of Rome."""
    rome, madrid = server.add_token("c.roma", "consul", "it-rome-amb"), server.add_token("c.madrid", "consul", "es-madrid-amb")
    made = server.api("POST", "/cases", {"subject": "Pașaport furat", "note": "Hotel Ghiocelul",
                                         "requester": {"name": "Ștefan Țurcanu", "email": "stefan@example.org"}}, token=rome)
    assert made.status == 201, made.body
    case = made.json
    task = server.api("POST", f"/cases/{case['id']}/tasks", {"title": "Titlu"}, token=rome)
    assert task.status in (200, 201), task.body
    return rome, madrid, case, task.json


def test_what_is_another_missions_is_absent_in_every_way(server, missions):
    rome, madrid, case, task = missions
    ids = {"/cases/": case["id"], "/tasks/": task["id"], "/people/": case["requester"]["id"]}
    wrong = []
    for method, pattern, who in matrix():
        if who in ("everybody", "signed-in") or "consul" not in who or "{" not in pattern:
            continue
        theirs = next((value for start, value in ids.items() if pattern.startswith("/api/v1" + start)), None)
        if theirs is None:
            continue
        answers = [ask(server, method, fill(pattern, id=value), madrid) for value in (theirs, ABSENT)]
        facts = [(a.status, a.json.get("key")) for a in answers]
        if facts[0] != facts[1] or facts[0][0] < 400:
            wrong.append((method, pattern, facts))
    assert not wrong, wrong
    assert ask(server, "GET", f"/cases/{case['number']}", madrid).status == 404
    for query in ("turcanu", "pasaport", "Ghiocelul", case["number"], "stefan@example.org"):
        assert server.get(f"/cases?query={query.replace('ș', 's')}", token=madrid)["items"] == []
        found = server.get(f"/search?q={query}", token=madrid)
        assert found["cases"] == [] and found["people"] == []
    assert server.get("/people?query=turcanu", token=madrid)["items"] == []
    assert all(view["count"] == 0 for view in server.get("/views", token=madrid)["items"] if "count" in view)
    mine = server.api("GET", f"/cases/{case['id']}", token=rome)
    assert mine.status == 200 and mine.json["version"] == server.get(f"/cases/{case['id']}", token=rome)["version"]


def test_grants_are_not_pooled(server, missions):
    """Data-protection officer of the network and consul in Madrid: reads Rome, writes Madrid."""
    rome, _, case, _ = missions
    admin = server.add_token("admin.1", "admin")
    both = server.add_user("both", "dpo")["id"]
    token = server.command("token", "create", "--user", "both").stdout.decode().strip()
    account = next(a for a in server.get("/accounts?query=both", token=admin)["items"] if a["id"] == both)
    granted = server.api("PUT", f"/accounts/{both}/grants", {"grants": [
        {"role": "dpo", "units": None}, {"role": "consul", "units": ["es-madrid-amb"]}]}, token=admin,
        headers={"If-Match": f'"{account["version"]}"'})
    assert granted.status == 200, granted.body
    current = server.api("GET", f"/cases/{case['id']}", token=token)
    assert current.status == 200
    match = {"If-Match": current.headers["ETag"]}
    for path, body in (("notes", {"text": "x"}), ("take", {}), ("close", {"resolution": "information"}),
                       ("tasks", {"title": "x"}),
                       ("replies", {"text": "x", "to": ["stefan@example.org"], "then": "keep"})):
        answer = server.api("POST", f"/cases/{case['id']}/{path}", body, token=token, headers=match)
        assert answer.status == 403, (path, answer.status, answer.body)
    person = case["requester"]["id"]
    answer = server.api("PATCH", f"/people/{person}", {"name": "Alt Nume"}, token=token, headers={"If-Match": '"1"'})
    assert answer.status == 403, answer.body
    own = server.api("POST", "/cases", {"subject": "Al meu"}, token=token)
    assert own.status == 201 and own.json["unit"]["code"] == "es-madrid-amb"
    assert server.api("POST", f"/cases/{own.json['id']}/notes", {"text": "x"}, token=token).status == 201
    assert server.get(f"/cases/{case['id']}", token=rome)["status"] == "new"


def test_nobody_changes_their_own_grants(server):
    admin = server.add_user("admin.1", "admin")["id"]
    token = server.command("token", "create", "--user", "admin.1").stdout.decode().strip()
    answer = server.api("PUT", f"/accounts/{admin}/grants", {"grants": [{"role": "central", "units": None}]}, token=token,
                        headers={"If-Match": '"*"'})
    assert answer.status in (400, 409, 412), answer.body
    version = next(a["version"] for a in server.get("/accounts?query=admin.1", token=token)["items"])
    answer = server.api("PUT", f"/accounts/{admin}/grants", {"grants": [{"role": "central", "units": None}]}, token=token,
                        headers={"If-Match": f'"{version}"'})
    assert answer.status == 409 and answer.json["key"] == "account.own_grants"


def test_a_disabled_account_is_out_at_once(server):
    admin = server.add_token("admin.1", "admin")
    worker = server.add_user("pleaca", "operator")["id"]
    token = server.command("token", "create", "--user", "pleaca").stdout.decode().strip()
    assert server.api("GET", "/cases", token=token).status == 200
    version = next(a["version"] for a in server.get("/accounts?query=pleaca", token=admin)["items"])
    gone = server.api("PATCH", f"/accounts/{worker}", {"disabled": True}, token=admin, headers={"If-Match": f'"{version}"'})
    assert gone.status == 200, gone.body
    wait_for(lambda: server.api("GET", "/cases", token=token).status == 401, 5, "disabled account out")


def test_reads_stand_in_the_audit_and_tampering_is_found(make_server, request):
    server = make_server(smtp__relay="")
    token = server.add_token("central.1", "central")
    dpo = server.add_token("dpo.1", "dpo")
    case = server.api("POST", "/cases", {"subject": "Caz"}, token=token).json
    server.get(f"/cases/{case['id']}/timeline", token=token)

    def entries():
        return server.get(f"/audit?subject=case:{case['id']}", token=dpo)["items"]
    wait_for(lambda: any(e["action"] == "read" for e in entries()), 5, "read in the audit")
    assert server.get("/audit/verify", token=dpo)["ok"] is True
    server.stop()
    assert server.command("verify").returncode == 0
    server.sql("update audit_entry set subject_id = subject_id + 1 where action = 'read'")
    broken = server.command("verify", check=False)
    assert broken.returncode == 1, (broken.returncode, broken.stdout, broken.stderr)
