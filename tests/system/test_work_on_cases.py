"""What staff do with cases beyond one answer, at the public door: merging, splitting, suggested duplicates."""
from harness import mail
from harness.server import wait_for


def case_of(server, subject):
    return wait_for(lambda: next((c for c in server.all_cases() if c["subject"] == subject), None), 15, subject)


def contacts(server, case_id):
    return [e for e in server.get(f"/cases/{case_id}/timeline")["items"] if e["kind"] == "contact" and e["direction"] == "in"]


def post(server, path, body, status=200, version=None):
    headers = {"If-Match": f'"{version}"'} if version else {}
    done = server.api("POST", path, body, headers=headers)
    assert done.status == status, (path, done.status, done.body)
    return done.json


def test_a_merged_case_leads_to_the_other_by_id_number_and_token_until_it_is_undone(server, sink):
    for subject, who in (("Pierdut pasaport la Roma", "ana@example.org"), ("Tot despre pasaport", "mihai@example.org")):
        mail.send(server, mail.message(subject=subject, sender=who, text=f"Buna ziua, {subject}, va rog ajutati-ma cu un raspuns.\n"))
        case_of(server, subject)
    kept, gone = case_of(server, "Pierdut pasaport la Roma"), case_of(server, "Tot despre pasaport")
    merged = post(server, f"/cases/{gone['number']}/merge", {"into": kept["number"]})
    assert merged["id"] == kept["id"] and [a["number"] for a in merged["merged"]] == [gone["number"]]
    for name in (gone["id"], gone["number"]):
        assert server.get(f"/cases/{name}")["id"] == kept["id"], "the alias leads on"
    assert len(contacts(server, gone["id"])) == 2
    assert gone["id"] not in [c["id"] for c in server.all_cases()]
    # A mail that names the alias reaches the case that stays.
    mail.send(server, mail.message(subject=f"Re: Tot despre pasaport [{gone['number']}]", sender="mihai@example.org", text="Mai astept.\n"))
    wait_for(lambda: len(contacts(server, kept["id"])) == 3, 15, "the answer to the alias")
    back = post(server, f"/cases/{gone['id']}/unmerge", None)
    assert back["id"] == kept["id"] and back["merged"] == []
    assert [len(contacts(server, c["id"])) for c in (kept, gone)] == [1, 2], "what came for the alias goes with it"
    assert server.get(f"/cases/{gone['number']}")["id"] == gone["id"]
    kinds = [e["type"] for e in server.get(f"/cases/{kept['id']}/timeline")["items"] if e["kind"] == "event"]
    assert "case.took_in" in kinds and "case.gave_back" in kinds


def test_a_split_off_mail_is_a_case_of_its_own_and_a_duplicate_is_told_with_its_reason(server, sink):
    mail.send(server, mail.message(subject="Doua lucruri", sender="ion@example.org", text="Intai: certificatul de nastere al fetei noastre.\n"))
    case = case_of(server, "Doua lucruri")
    mail.send(server, mail.message(subject=f"Re: Doua lucruri [{case['number']}]", sender="ion@example.org", text="Si separat: un cazier pentru angajator.\n"))
    wait_for(lambda: len(contacts(server, case["id"])) == 2, 15, "both mails")
    second = contacts(server, case["id"])[1]["id"]
    version = server.get(f"/cases/{case['id']}")["version"]
    made = post(server, f"/cases/{case['id']}/split", {"contacts": [second], "subject": "Cazier"}, 201, version)
    assert made["subject"] == "Cazier" and [link["number"] for link in made["links"]] == [case["number"]]
    assert [len(contacts(server, c)) for c in (case["id"], made["id"])] == [1, 1]
    assert server.get(f"/cases/{case['id']}/duplicates")["items"] == [], "what is linked is no news"
    story = "Am pierdut geanta cu ambele pasapoarte in aeroportul din Roma si avem zbor maine dimineata spre Bucuresti.\n"
    for subject, who in (("Geanta pierduta", "ana@example.org"), ("Ajutor, geanta pierduta", "mihai@example.org")):
        mail.send(server, mail.message(subject=subject, sender=who, text=story))
        case_of(server, subject)
    told = server.get(f"/cases/{case_of(server, 'Geanta pierduta')['id']}/duplicates")["items"]
    assert [d["subject"] for d in told] == ["Ajutor, geanta pierduta"] and told[0]["alike"] >= 50 and told[0]["same_person"] is None


def opened(server, count, subject="Zbor anulat"):
    for n in range(count):
        mail.send(server, mail.message(subject=f"{subject} {n}", sender=f"calator{n}@example.org", text=f"Zborul meu {n} a fost anulat, ce fac?\n"))
    return wait_for(lambda: (found := [c for c in server.all_cases() if c["subject"].startswith(subject)]) and len(found) == count and found, 30, "the cases")


def test_a_macro_is_previewed_run_and_taken_back_in_one_step(server, sink):
    case = opened(server, 1)[0]
    macro = post(server, "/macros", {"name": "Criză", "actions": [{"kind": "urgency", "value": "P2"}, {"kind": "tag", "value": "criza"}, {"kind": "note", "value": "Cazul {{case.number}}"}]}, 201)
    told = post(server, f"/cases/{case['id']}/macro-preview", {"macro": macro["id"]})["items"]
    assert {e["field"] for e in told} == {"urgency", "tags", "note"}
    before = server.get(f"/cases/{case['id']}")
    assert before["urgency"] == case["urgency"], "a preview changes nothing"
    done = post(server, f"/cases/{case['id']}/macro-runs", {"macro": macro["id"]}, 201, before["version"])
    assert done["case"]["urgency"] == "P2" and "tag:criza" in done["case"]["flags"]
    back = post(server, f"/macro-runs/{done['id']}/undo", None)
    assert back["urgency"] == before["urgency"] and back["flags"] == before["flags"]
    notes = [e for e in server.get(f"/cases/{case['id']}/timeline")["items"] if e["kind"] == "note"]
    assert notes == []


def test_a_bulk_answer_goes_on_over_kills_and_writes_to_nobody_twice(server, sink):
    cases = opened(server, 40)
    for language, text in (("ro", "Spatiul aerian este inchis. Cazul {{case.number}}."), ("en", "The airspace is closed. Case {{case.number}}.")):
        post(server, "/templates", {"code": "zbor", "language": language, "name": "Spatiu aerian", "subject": "", "text": text}, 201)
    plan = post(server, "/bulk-runs/preview?query=anulat", {"all": True, "template": "zbor"})
    assert plan["total"] == 40 and all(not item["skip"] and "{{" not in item["text"] for item in plan["items"])
    run = post(server, "/bulk-runs?query=anulat", {"all": True, "template": "zbor", "delay": 0, "then": "wait"}, 201)
    for _ in range(3):
        server.kill()
        server.start()
    ended = wait_for(lambda: (now := server.get(f"/bulk-runs/{run['id']}"))["state"] == "done" and now, 60, "the end of the run")
    assert (ended["done"], ended["skipped"], ended["waiting"]) == (40, 0, 0), ended
    for case in cases:
        answers = [e for e in server.get(f"/cases/{case['id']}/timeline")["items"] if e["kind"] == "contact" and e["direction"] == "out" and not e["automatic"]]
        assert len(answers) == 1 and case["number"] in answers[0]["text"]
    # A mail whose sender was killed may go out again, with the same Message-ID.
    wait_for(lambda: len({to for to, _ in answers_in(sink)}) == len(cases), 60, "all mails to leave")
    assert len({ref for _, ref in answers_in(sink)}) == len(cases), "nobody is written to twice"


def answers_in(sink):
    """(receiver, Message-ID) of what was sent from the template."""
    found = []
    for _, recipients, message, _ in list(sink.messages):
        body = message.get_body(("plain",))
        if body is not None and "aerian" in body.get_content():
            found.append((recipients[0], message["Message-ID"]))
    return found


def test_a_rule_is_tried_on_past_cases_then_acts_once_on_each_new_message(server, sink):
    opened(server, 2)
    rule = {"name": "Zboruri", "conditions": [{"field": "subject", "values": ["zbor ANULAT"]}], "actions": [{"kind": "tag", "value": "zbor"}, {"kind": "note", "value": "Cazul {{case.number}}"}]}
    tried = post(server, "/rules/trial", {**rule, "days": 7})
    assert (tried["matched"], len(tried["items"])) == (2, 2) and all(item["refusal"] is None for item in tried["items"])
    assert tried["sentence_ro"] == "Când sosește un mesaj și subiectul conține „zbor ANULAT”, atunci se pune eticheta „zbor” și se adaugă nota „Cazul {{case.number}}”."
    assert not [c for c in server.all_cases() if "tag:zbor" in c["flags"]], "a trial changes nothing"
    made = post(server, "/rules", rule, 201)
    done = server.api("PATCH", f"/rules/{made['id']}", {"active": True}, headers={"If-Match": f'"{made["version"]}"'})
    assert done.status == 200, done.body
    mail.send(server, mail.message(subject="Zbor anulat iar", sender="nou@example.org", text="Ce fac?\n"))
    case = wait_for(lambda: next((c for c in server.all_cases() if c["subject"] == "Zbor anulat iar" and "tag:zbor" in c["flags"]), None), 20, "the rule")
    events = [e for e in server.get(f"/cases/{case['id']}/timeline")["items"] if e["kind"] == "event" and e["type"] == "rule.fired"]
    assert [e["data"]["name"] for e in events] == ["Zboruri"] and events[0]["actor"] is None
    assert [c["subject"] for c in server.all_cases() if "tag:zbor" in c["flags"]] == ["Zbor anulat iar"], "what came before stays as it was"
