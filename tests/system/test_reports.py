"""Reports through their doors: figures follow within a second, agree with their cases, and show nobody more than his own."""

from harness import mail
from harness.server import wait_for


def figure(server, token, name, **query):
    parameters = "&".join(f"{key}={value}" for key, value in query.items())
    found = server.get(f"/reports/overview?{parameters}", token=token)
    assert found["complete"], found
    return next(one for one in found["figures"] if one["id"] == name)


def counted(server, token, name, **query):
    """The cases behind a figure over all pages, and the sum of what they count."""
    parameters = "&".join(f"{key}={value}" for key, value in {"limit": 2, **query}.items())
    items, cursor = [], None
    while True:
        page = server.get(f"/reports/{name}/cases?{parameters}" + (f"&cursor={cursor}" if cursor else ""), token=token)
        items += page["items"]
        cursor = page["next"]
        if cursor is None:
            return items, sum(item["n"] for item in items)


def open_case(server, token, subject):
    made = server.api("POST", "/cases", {"subject": subject, "category": "TRV", "subcategory": "TRV.lost-stolen",
                                         "requester": {"name": "Ana", "email": "ana@example.org"}}, token=token)
    assert made.status == 201, made.body
    return made.json


def test_figures_follow_agree_with_their_cases_and_stay_inside_the_scope(server):
    rome, madrid = server.add_token("c.roma", "consul", "it-rome-amb"), server.add_token("c.madrid", "consul", "es-madrid-amb")
    central = server.add_token("central", "central")
    for number in range(3):
        open_case(server, rome, f"Roma {number}")
    closed = open_case(server, madrid, "Madrid")
    assert server.api("POST", f"/cases/{closed['id']}/close", {"resolution": "answered"}, token=madrid,
                      headers={"If-Match": f'"{closed["version"]}"'}).status == 200
    wait_for(lambda: figure(server, central, "cases")["numerator"] == 4, 5, "four cases counted")
    wait_for(lambda: figure(server, central, "resolution")["numerator"] == 1, 5, "the closing")
    for token, cases, backlog in ((central, 4, 3), (rome, 3, 3), (madrid, 1, 0)):
        assert figure(server, token, "cases")["numerator"] == cases
        assert figure(server, token, "backlog")["numerator"] == backlog
        items, n = counted(server, token, "cases")
        assert n == len({item["case"]["id"] for item in items}) == cases
    assert figure(server, central, "cases", country="IT")["numerator"] == 3
    assert figure(server, central, "cases", unit="es-madrid-amb")["numerator"] == 1
    assert figure(server, central, "cases", channel="mail")["numerator"] == 0
    assert figure(server, central, "services")["numerator"] == 1
    # Another mission's figures are absent for a consul, whatever he asks.
    for path in ("/reports/overview?unit=es-madrid-amb", "/reports/cases?unit=es-madrid-amb", "/reports/cases/cases?country=ES"):
        answer = server.api("GET", path, token=rome)
        assert answer.status == 404 and answer.json["key"] == "unit.unknown", (path, answer.body)
    assert server.api("GET", "/reports/overview", token=server.add_token("op", "operator")).status == 403
    table = server.get("/reports/network", token=central)["items"]
    lines = {line["key"]: line["figures"]["backlog"]["numerator"] for line in table}
    assert lines["network"] == 3 and lines["country:IT"] == 3 and lines["country:ES"] == 0
    assert "country:ES" not in {line["key"] for line in server.get("/reports/network", token=rome)["items"]}


def test_a_mail_its_answer_and_a_rebuilding_beside_the_running_program(server):
    central = server.add_token("central", "central")
    mail.send(server, mail.message(subject="Întrebare", text="Bună ziua, ce acte trebuie pentru o procură?\n"))
    case = wait_for(lambda: server.get("/cases", token=central)["items"], 10, "a case")[0]
    wait_for(lambda: figure(server, central, "contacts")["numerator"] == 1, 5, "the contact")
    answer = server.api("POST", f"/cases/{case['id']}/replies",
                        {"text": "Actul de identitate.", "to": ["daniela.craciun@example.org"], "then": "close", "delay": 0},
                        token=central, headers={"If-Match": f'"{server.get("/cases/" + case["id"], token=central)["version"]}"'})
    assert answer.status == 202, answer.body
    wait_for(lambda: figure(server, central, "first_answer")["denominator"] == 1, 5, "the first answer")
    first = figure(server, central, "first_answer")
    assert first["numerator"] == 1 and first["median_ms"] <= 60_000
    split = server.get("/reports/replies?by=person", token=central)
    assert [(part["name"] is not None, part["numerator"]) for part in split["parts"]] == [(True, 1)]
    member = split["parts"][0]["member"]
    items, n = counted(server, central, "replies", by="person", member=member)
    assert n == 1 and items[0]["case"]["number"] == case["number"]

    def figures():
        return [(one["id"], one["numerator"], one["denominator"]) for one in
                server.get("/reports/overview", token=central)["figures"]]

    before = figures()
    done = server.command("reports", "rebuild")
    assert b'"rebuilt":true' in done.stdout and b'"cases":1' in done.stdout
    assert figures() == before
    for path in ("/reports/nothing", "/reports/cases?by=shoe", "/reports/cases?from=2026-13-01",
                 "/reports/cases?from=2020-01-01&to=2026-01-01", "/reports/cases/cases?cursor=x", "/reports/cases/cases?part=all"):
        assert server.api("GET", path, token=central).status in (400, 404), path


def test_files_hold_the_figures_and_no_person(server):
    central = server.add_token("central", "central")
    made = server.api("POST", "/cases", {"subject": "Fiul meu a fost arestat la Ghiocelul", "category": "PRO", "subcategory": "PRO.arrest",
                                         "unit": "it-rome-amb", "requester": {"name": "Ștefan Țurcanu", "email": "stefan@example.org"}},
                      token=central)
    assert made.status == 201, made.body
    wait_for(lambda: figure(server, central, "assistance")["numerator"] == 1, 5, "the person")
    split = server.get("/reports/assistance?by=country_topic", token=central)
    assert [(part["member"], part["numerator"]) for part in split["parts"]] == [("IT|arrest", 1)]
    for path, kind, head in (("/reports/export?format=csv", "text/csv", b""), ("/reports/export?format=xlsx", "spreadsheetml", b"PK"),
                             ("/reports/export?format=pdf", "application/pdf", b"%PDF-"), ("/reports/morning", "application/pdf", b"%PDF-"),
                             ("/reports/open-data", "text/csv", b"figure,month,country")):
        answer = server.api("GET", path, token=central)
        assert answer.status == 200 and kind in answer.headers["Content-Type"] and answer.body.startswith(head), (path, answer.body[:200])
        assert "attachment" in answer.headers["Content-Disposition"]
        for word in ("Țurcanu", "stefan@", "Ghiocelul"):
            assert word.encode() not in answer.body, path
    lines = server.api("GET", "/reports/open-data", token=central).body.decode().splitlines()
    assert any(line.startswith("assistance,") and line.endswith(",IT,arrest,,yes") for line in lines), lines
    assert server.api("GET", "/reports/export?format=doc", token=central).status == 400


def test_mail_in_quarantine_is_counted_until_somebody_decides(server):
    central = server.add_token("central", "central")
    mail.send(server, mail.message(subject="Buletin", sender="stiri@example.org", headers=[("List-Id", "<stiri.example.org>")]))
    entry = wait_for(lambda: server.get("/quarantine?state=held")["items"], 15, "the entry")[0]
    wait_for(lambda: figure(server, central, "quarantine_open")["numerator"] == 1, 5, "one waits")
    reasons = [(part["member"], part["numerator"]) for part in server.get("/reports/quarantine?by=topic", token=central)["parts"]]
    assert reasons == [(entry["reason"], 1)]
    assert figure(server, central, "quarantine")["behind"] == "quarantine"
    assert counted(server, central, "quarantine") == ([], 0)
    assert figure(server, server.add_token("c.roma", "consul", "it-rome-amb"), "quarantine")["numerator"] == 0
    assert server.api("POST", f"/quarantine/{entry['id']}/release").status == 200
    wait_for(lambda: figure(server, central, "quarantine_open")["numerator"] == 0, 10, "nobody has to decide")
    assert figure(server, central, "quarantine")["numerator"] == 1
    server.command("reports", "rebuild")
    assert figure(server, central, "quarantine")["numerator"] == 1 and figure(server, central, "cases")["numerator"] == 1


def test_a_team_has_its_figures_below_its_mission(server):
    central, rome = server.add_token("central", "central"), server.add_token("c.roma", "consul", "it-rome-amb")
    admin = server.add_token("admin.1", "admin")
    made = server.api("POST", "/teams", {"unit": "it-rome-amb", "code": "vize", "name": "Vize", "members": []}, token=admin)
    assert made.status == 201, made.body
    team = made.json["id"]
    cases = [open_case(server, rome, f"Roma {number}") for number in range(3)]
    for case in cases[:2]:
        given = server.api("PUT", f"/cases/{case['id']}/team", {"team": team}, token=rome)
        assert given.status in (200, 204), given.body
    wait_for(lambda: figure(server, central, "cases", team="vize")["numerator"] == 2, 5, "the team's cases")
    for token in (central, rome):
        items, n = counted(server, token, "cases", team=team)
        assert n == 2 and {item["case"]["id"] for item in items} == {case["id"] for case in cases[:2]}
    parts = server.get("/reports/cases?by=team", token=central)["parts"]
    assert [(part["member"], part["name"], part["numerator"]) for part in parts] == [(team, "Vize", 2)]
    lines = {line["key"]: line for line in server.get("/reports/network", token=central)["items"]}
    line = lines[f"team:{team}"]
    assert line["level"] == "team" and line["name"] == "Vize" and lines[line["parent"]]["unit"] == "it-rome-amb"
    assert line["figures"]["backlog"]["numerator"] == 2 and line["before"]["contacts"]["numerator"] == 0
    assert figure(server, server.add_token("c.madrid", "consul", "es-madrid-amb"), "cases", team=team)["numerator"] == 0
    assert server.api("GET", "/reports/overview?team=nimeni", token=central).status == 404


def make_due(server):
    """Lets the time of every scheduled report have come today, or a day earlier."""
    server.sql("update report_schedule set next_at = next_at - 86400000")


def test_a_scheduled_report_leaves_by_mail_with_one_page_for_each_recipient(server, sink):
    central = server.add_token("central", "central")
    made = server.api("POST", "/reports/schedules", {"recipients": ["cabinet@example.org", "dap@example.org"], "time": "06:59"}, token=central)
    assert made.status == 201 and made.json["zone"] == "Europe/Bucharest", made.body
    assert server.api("POST", "/reports/schedules", {"recipients": ["a@example.org\r\nBcc: b@example.org"]}, token=central).status == 400
    assert server.get("/reports/schedules", token=server.add_token("boss", "supervisor"))["items"] == []
    make_due(server)
    for address in ("cabinet@example.org", "dap@example.org"):
        got = wait_for(lambda address=address: sink.to(address), 30, address)
        assert len(got) == 1 and got[0]["Auto-Submitted"] == "auto-generated"
        files = [part for part in got[0].walk() if part.get_content_type() == "application/pdf"]
        assert len(files) == 1 and files[0].get_payload(decode=True).startswith(b"%PDF-")
    assert server.api("DELETE", f"/reports/schedules/{made.json['id']}", token=central).status == 204
    assert server.get("/reports/schedules", token=central)["items"] == []
