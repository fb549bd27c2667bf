"""The supervisor's side of the line through its doors: taking back, giving, moving, picking, wrap-ups, channel rules."""
import time

from harness import mail
from harness.server import wait_for

from test_routing import come, hands, offers


def one_mail(server, subject="Una", text="Bună ziua, o întrebare despre o procură.\n", **keywords):
    mail.send(server, mail.message(subject=subject, text=text, **keywords))
    return wait_for(lambda: [c for c in server.all_cases() if c["subject"] == subject], 10, "a case")[0]


def done(answer, status=204):
    assert answer.status == status, answer.body
    return answer.json if answer.body else None


def test_an_offer_is_taken_back_given_to_another_and_held_work_comes_back(server):
    first, second = server.add_token("op1", "operator"), server.add_token("op2", "operator")
    chief = server.add_token("boss", "supervisor")
    come(server, first)
    case = one_mail(server)
    offer = wait_for(lambda: offers(server, first), 3, "an offer")[0]
    done(server.api("POST", f"/work/{offer['work']}/take-back", token=chief))
    assert hands(server, first) == []
    line = server.get("/work", token=chief)["items"]
    assert [one["case"]["number"] for one in line] == [case["number"]]
    assert line[0]["able"] == 1 and line[0]["stages"][line[0]["stage"]]["kind"] in ("unit", "centre")
    other = server.get("/agents/me", token=second)["id"]
    done(server.api("POST", f"/work/{offer['work']}/give", {"account": other}, token=chief))
    assert [work["phase"] for work in hands(server, second)] == ["held"]
    assert server.get(f"/cases/{case['id']}")["holder"]["id"] == other
    come(server, second)
    done(server.api("POST", f"/work/{offer['work']}/take-back", token=chief))
    assert server.get(f"/cases/{case['id']}")["holder"] is None
    assert hands(server, second) == []
    assert server.api("POST", f"/work/{offer['work']}/take-back", token=first).status == 403
    auditor = server.add_token("aud", "auditor")
    actions = {entry["action"] for entry in server.get("/audit?limit=100", token=auditor)["items"]}
    assert "work.taken_back" in actions


def test_work_moves_to_another_queue_urgency_and_skills(server):
    chief = server.add_token("boss", "supervisor")
    case = one_mail(server, "Frage", "Guten Tag, ich habe meinen rumänischen Pass verloren und brauche einen Termin.\n"
                    "Vielen Dank und freundliche Grüße.\n")
    waiting = wait_for(lambda: server.get("/work", token=chief)["items"], 5, "the line")[0]
    assert waiting["language"] == "de" and waiting["stages"][0]["skills"][0]["skill"] == "language:de"
    rome = [unit for unit in server.get("/units?limit=200")["items"] if unit["code"] == "it-rome-amb"][0]
    done(server.api("PATCH", f"/work/{waiting['work']}", {"unit": rome["id"], "urgency": "P2"}, token=chief))
    now = server.get("/work", token=chief)["items"][0]
    assert now["unit"]["code"] == "it-rome-amb" and now["urgency"] == "P2"
    assert server.get(f"/cases/{case['id']}")["urgency"] == "P2"
    refused = server.api("PATCH", f"/work/{waiting['work']}", {"skills": [{"skill": "language:de", "level": 9}]}, token=chief)
    assert refused.status == 400 and refused.json["fields"][0]["name"] == "skills"
    done(server.api("PATCH", f"/work/{waiting['work']}", {"skills": []}, token=chief))
    assert server.get("/work", token=chief)["items"][0]["stages"][0]["skills"] == []
    done(server.api("PATCH", f"/work/{waiting['work']}", {"skills": None}, token=chief))
    assert server.get("/work", token=chief)["items"][0]["stages"][0]["skills"] != []


def test_a_consul_picks_from_the_line_and_an_operator_may_not(server):
    consul, operator = server.add_token("cons", "consul", "it-rome-amb"), server.add_token("op1", "operator")
    case = one_mail(server, "Roma", "Bună ziua, locuiesc la Roma, Italia, și am nevoie de o procură.\n")
    done(server.api("POST", f"/cases/{case['id']}/transfer",
                    {"unit": "it-rome-amb"}, headers={"If-Match": f'"{server.get("/cases/" + case["id"])["version"]}"'}), 200)
    line = server.get("/agents/me/line", token=consul)["items"]
    assert [one["case"]["number"] for one in line] == [case["number"]]
    assert server.api("GET", "/agents/me/line", token=operator).status == 403
    away = server.api("POST", f"/work/{line[0]['work']}/pick", token=consul)
    assert away.status == 409 and away.json["key"] == "agent.no_room"
    come(server, consul)
    taken = server.api("POST", f"/work/{line[0]['work']}/pick", token=consul)
    assert taken.status == 200, taken.body  # whether or not the router was faster and has offered it
    assert [work["phase"] for work in hands(server, consul)] == ["held"]


def test_a_visit_is_written_up_with_a_code_that_is_counted(server):
    token, chief = server.add_token("op1", "operator"), server.add_token("boss", "supervisor")
    come(server, token)
    case = done(server.api("POST", "/cases", {"subject": "La ghișeu", "note": "A venit pentru o procură."}, token=token), 201)
    offer = wait_for(lambda: offers(server, token), 3, "an offer")[0]
    done(server.api("POST", f"/offers/{offer['offer']}/accept", token=token), 200)
    version = server.get(f"/cases/{case['id']}")["version"]
    done(server.api("POST", f"/cases/{case['id']}/close", {"resolution": "information"}, token=token,
                    headers={"If-Match": f'"{version}"'}), 200)
    own = server.get("/agents/me", token=token)
    assert [work["phase"] for work in own["hands"]] == ["wrap_up"]
    assert {"code": "informed", "name": "Îndrumat către altă autoritate"} in own["codes"]
    after = done(server.api("POST", f"/wrap-ups/{own['hands'][0]['work']}/end", {"code": "informed"}, token=token), 200)
    assert after["hands"] == []
    assert server.get("/wrap-ups", token=chief)["items"] == [{"code": "informed", "count": 1}]
    done(server.api("PUT", "/wrap-up-codes/informed", {"name_ro": "Îndrumat", "name_en": "Directed", "active": False},
                    token=chief), 200)
    assert "informed" not in {code["code"] for code in server.get("/agents/me", token=token)["codes"]}
    queues = server.get("/queues/flow", token=chief)
    assert sum(hour["taken"] for hour in queues["items"]) == 1


def test_channel_rules_hold_for_who_is_there(server):
    token, chief = server.add_token("op1", "operator"), server.add_token("boss", "supervisor")
    come(server, token)
    assert server.get("/agents/me", token=token)["limits"]["mail"] == 8
    rules = {one["channel"]: one for one in server.get("/channels", token=chief)["items"]}
    assert rules["mail"]["capacity"] == 8 and rules["call"]["wrap_up_seconds"] == 30
    done(server.api("PUT", "/channels/mail", {"capacity": 2}, token=chief), 200)
    assert server.get("/agents/me", token=token)["limits"]["mail"] == 2
    assert server.api("PUT", "/channels/mail", {"capacity": 20}, token=chief).status == 400
    assert server.api("PUT", "/channels/pigeon", {"capacity": 2}, token=chief).status == 404
    head = server.add_token("sef", "head", "it-rome-amb")
    assert server.api("PUT", "/channels/mail", {"capacity": 3}, token=head).status == 403


def test_cases_from_before_the_router_enter_the_line_at_start(server):
    case = one_mail(server)
    wait_for(lambda: server.get("/queues")["items"], 5, "the line")
    server.stop()
    assert server.sql("delete from routing_work") == 1
    server.start()
    # The node before left no lease behind.
    line = wait_for(lambda: server.get("/work")["items"], 25, "the line after the start")
    assert [one["case"]["number"] for one in line] == [case["number"]]


def test_shifts_and_help_for_a_time(server):
    token, chief = server.add_token("op1", "operator"), server.add_token("boss", "supervisor")
    come(server, token)
    own = server.get("/agents/me", token=token)["id"]
    shift = {"day": 1, "from": "22:00", "to": "06:00", "zone": "Europe/Rome"}
    assert done(server.api("PUT", f"/agents/{own}/shifts", {"shifts": [shift]}, token=chief), 200)["items"] == [shift]
    assert server.api("PUT", f"/agents/{own}/shifts", {"shifts": [{**shift, "zone": "Mars/Base"}]}, token=chief).status == 400
    assert server.get(f"/agents/{own}/shifts", token=chief)["items"] == [shift]
    done(server.api("PUT", f"/agents/{own}/shifts", {"shifts": []}, token=chief), 200)

    until = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 8))
    made = done(server.api("POST", "/surges", {"accounts": [own], "new": [{"login": "ajutor.nou", "name": "Ajutor Nou"}],
                                               "skills": [{"skill": "language:de", "level": 3}], "until": until}, token=chief), 201)
    assert len(made["items"]) == 2 and set(made["passwords"]) == {"ajutor.nou"}
    entered = server.api("POST", "/session", {"login": "ajutor.nou", "password": made["passwords"]["ajutor.nou"]}, token="none")
    assert entered.status == 200, entered.body
    mail.send(server, mail.message(subject="Frage", text="Guten Tag, ich habe meinen rumänischen Pass verloren und brauche "
                                   "einen Termin im Konsulat. Vielen Dank.\n"))
    assert wait_for(lambda: offers(server, token), 5, "an offer by the lent skill")[0]["language"] == "de"
    wait_for(lambda: not server.get("/surges", token=chief)["items"], 20, "the end of the help")
    admin = server.add_token("adm", "admin")
    wait_for(lambda: [a for a in server.get("/accounts?query=ajutor", token=admin)["items"] if a["disabled"]], 10, "the account off")
    refused = server.api("POST", "/session", {"login": "ajutor.nou", "password": made["passwords"]["ajutor.nou"]}, token="none")
    assert refused.status == 401
    head = server.add_token("sef", "head", "it-rome-amb")
    assert server.api("POST", "/surges", {"accounts": [own], "until": until}, token=head).status in (400, 403)


def test_the_log_of_a_shift_and_its_hand_over(server):
    first, second = server.add_token("op1", "operator"), server.add_token("op2", "operator")
    case = one_mail(server)
    note = done(server.api("POST", "/shift-log", {"text": "De sunat la spital.", "cases": [case["number"], "AP-2026-999999"],
                                                  "open_point": True}, token=first), 201)
    assert [one["number"] for one in note["cases"]] == [case["number"]]
    log = server.get("/shift-log", token=second)
    assert [one["id"] for one in log["open_points"]] == [note["id"]] and log["handover"] is None
    handed = done(server.api("POST", "/shift-handovers", {"summary": "Un punct deschis."}, token=first), 201)
    own = server.api("POST", f"/shift-handovers/{handed['id']}/accept", token=first)
    assert own.status == 409 and own.json["key"] == "shift.handover_own"
    done(server.api("POST", f"/shift-handovers/{handed['id']}/accept", token=second), 200)
    done(server.api("PATCH", f"/shift-log/{note['id']}", {"done": True}, token=second), 200)
    assert server.get("/shift-log", token=first)["open_points"] == []
    officer = server.add_token("ofi", "officer", "it-rome-amb")
    assert server.get("/shift-log", token=officer)["items"] == []  # Rome has a log of its own
    centre = [unit for unit in server.get("/units?limit=200")["items"] if unit["kind"] != "mission"][0]
    assert server.api("GET", f"/shift-log?unit={centre['id']}", token=officer).status == 404
