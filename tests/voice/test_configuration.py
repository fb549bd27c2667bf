"""App configures voice: what is changed through its doors is what the next call meets, also after app is gone."""
import datetime
import json
import os
import signal

import pytest

from harness.server import wait_for

NUMBER, EMERGENCY = "+442079460191", "+447700900191"


@pytest.fixture
def server(make_server):
    made = make_server(start=False, sip__listen="127.0.0.1:0", sip__drain_seconds="5")
    folder = made.folder / "var" / "voice"
    folder.mkdir(parents=True)
    (folder / "prompts").symlink_to(os.environ["APROAPE_TEST_PROMPTS"])
    made.start()
    made.token = made.add_token("masina", "central")
    return made


def moment(hours):
    return (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=hours)).isoformat()


def kept(server):
    """What voice has on disk."""
    file = server.folder / "var" / "voice" / "snapshot.json"
    return json.loads(file.read_text()) if file.exists() else {"lines": []}


def action(server, number):
    return next((line["action"] for line in kept(server)["lines"] if line["number"] == number), None)


def say(text):
    return {"kind": "say", "text": {"ro": text, "en": text}}


def add(server, path, body):
    answer = server.api("POST", path, body)
    assert answer.status == 201, answer.body
    return answer.json


def on_duty(server, name, phone, begins=-1, ends=1):
    return add(server, "/duty-shifts", {"unit": "gb-london-cg", "role": "consul", "name": name, "address": phone.uri,
                                        "from": moment(begins), "until": moment(ends)})


def test_a_line_that_is_changed_is_what_the_next_call_meets(server, phone):
    caller = phone(voice=440)
    assert caller.call(server.ready["sip"], NUMBER).wait_end(5) in (404, "404")
    line = add(server, "/lines", {"number": "+44 20 7946 0191", "unit": "gb-london-cg", "always_open": True, "day": say("Unu.")})
    assert line["number"] == NUMBER and line["version"] == 1
    wait_for(lambda: action(server, NUMBER), 5, "the line at voice")
    caller.call(server.ready["sip"], NUMBER).wait_up().wait_end(20)
    case = wait_for(lambda: server.get("/cases")["items"], 10, "the case")[0]
    assert case["unit"]["code"] == "gb-london-cg"
    # The same number, now to a menu: a key goes its way.
    changed = server.api("PUT", f"/lines/{line['id']}", {**{k: line[k] for k in ("number", "always_open", "from")}, "unit": "gb-london-cg",
                                                         "day": {"kind": "menu", "target": "consulat"}}, headers={"If-Match": '"1"'})
    assert changed.status == 200, changed.body
    wait_for(lambda: action(server, NUMBER)["kind"] == "menu", 5, "the change at voice")
    dialog = caller.call(server.ready["sip"], NUMBER).wait_up()
    dialog.press("2")
    newest = wait_for(lambda: [c for c in server.get("/cases")["items"] if c["id"] != case["id"]], 10, "the second case")[0]
    wait_for(lambda: "waiting" in json.dumps(server.get(f"/cases/{newest['id']}/timeline")), 10, "the queue in the history")
    dialog.bye()


def test_the_emergency_rings_who_is_on_duty_now_also_with_app_dead(server, phone):
    first, second, caller = phone(voice=1000, keys="1"), phone(voice=1400, keys="1"), phone(voice=440)
    shift = on_duty(server, "Lavinia", first)
    add(server, "/lines", {"number": EMERGENCY, "unit": "gb-london-cg", "emergency": True, "always_open": True, "day": {"kind": "emergency"}})
    wait_for(lambda: action(server, EMERGENCY), 5, "the line at voice")
    dialog = caller.call(server.ready["sip"], EMERGENCY).wait_up()
    wait_for(lambda: caller.hears(1000), 20, "the consul on duty")
    dialog.bye()
    other = {**{k: shift[k] for k in ("role", "from", "until")}, "name": "Sanda", "address": second.uri}
    assert server.api("PUT", f"/duty-shifts/{shift['id']}", other, headers={"If-Match": '"1"'}).status == 200
    wait_for(lambda: kept(server)["hunts"][0]["targets"][0]["name"] == "Sanda", 5, "the roster at voice")
    # Voice keeps it on disk: with app dead and after a cold start of its own, the new one rings.
    voice = server.ready["pids"]["voice"]
    os.kill(server.ready["pids"]["app"], signal.SIGSTOP)
    os.kill(voice, signal.SIGKILL)
    wait_for(lambda: json.loads(server.ready_file.read_text())["pids"]["voice"] != voice, 15, "voice, started cold")
    dialog = caller.call(server.ready["sip"], EMERGENCY).wait_up()
    wait_for(lambda: caller.hears(1400), 20, "the one who is on duty now")
    dialog.bye()
    os.kill(server.ready["pids"]["app"], signal.SIGCONT)
    urgent = wait_for(lambda: [c for c in server.get("/cases")["items"] if c["urgency"] == "P1"] if len(server.get("/cases")["items"]) == 2 else None, 20, "both cases")
    assert {case["unit"]["code"] for case in urgent} == {"gb-london-cg"} and len(urgent) == 2


def test_who_answers_is_asked_before_somebody_needs_it(server):
    add(server, "/lines", {"number": NUMBER, "unit": "gb-london-cg", "day": {"kind": "menu", "target": "consulat"},
                           "night": say("Închis."), "from": "2026-01-01T00:00:00Z"})
    ask = f"/lines/answer?number=%2B{NUMBER[1:]}&at="
    sunday = server.get(ask + "2026-11-29T03:00:00Z")
    assert not sunday["open"] and sunday["reason"] == "hours" and [step["kind"] for step in sunday["steps"]] == ["say"]
    tuesday = server.get(ask + "2026-11-24T10:00:00Z")
    assert tuesday["open"] and [step["kind"] for step in tuesday["steps"]] == ["menu", "queue", "voicemail"]
    assert [branch["key"] for branch in tuesday["steps"][0]["branches"]] == ["1", "2", "3"]
    assert server.api("GET", f"/lines/answer?number={NUMBER[1:]}00").status == 404
    # An announcement of the country is said before the menu.
    add(server, "/announcements", {"country": "GB", "texts": {"ro": "Grevă la metrou.", "en": "Strike."}, "from": "2026-11-01T00:00:00Z"})
    assert server.get(ask + "2026-11-24T10:00:00Z")["steps"][0]["text"].startswith("Grevă la metrou. ")


def test_who_may_change_what(server):
    consul, operator = server.add_token("consul", "consul", "gb-london-cg"), server.add_token("op", "operator")
    line = {"number": NUMBER, "unit": "gb-london-cg", "day": {"kind": "queue"}}
    assert server.api("POST", "/lines", line, token=consul).status == 403
    assert server.api("POST", "/lines", line, token=server.add_token("admin", "admin")).status == 201
    assert server.api("POST", "/lines", line).json["key"] == "line.overlap"
    shift = {"unit": "gb-london-cg", "role": "consul", "name": "Lavinia", "address": "+447700900114", "from": moment(0), "until": moment(24)}
    assert server.api("POST", "/duty-shifts", shift, token=operator).status == 403
    assert server.api("POST", "/duty-shifts", shift, token=consul).status == 201
    assert server.api("POST", "/duty-shifts", {**shift, "unit": "fr-paris-cg"}, token=consul).status == 404
    assert server.api("GET", "/duty-shifts?unit=fr-paris-cg", token=consul).status == 404
    roster = server.get("/duty-shifts?unit=gb-london-cg", token=consul)
    assert [one["name"] for one in roster["items"]] == ["Lavinia"] and roster["gaps"][-1]["role"] == "consul"
    texts = {"ro": "Închis.", "en": "Closed."}
    assert server.api("POST", "/announcements", {"unit": "gb-london-cg", "texts": texts}, token=consul).status == 201
    assert server.api("POST", "/announcements", {"country": "FR", "texts": texts}, token=consul).status == 403
    admin = server.add_token("admin2", "admin")
    trunk = server.api("POST", "/trunks", {"name": "operator", "host": "sip.example.org", "secret": "parola"}, token=admin)
    assert trunk.status == 201 and trunk.json["has_secret"] and "parola" not in json.dumps(server.get("/trunks", token=admin))
    assert server.api("GET", "/trunks").status == 403
    wait_for(lambda: [one["secret"] for one in kept(server).get("trunks", [])] == ["parola"], 5, "the trunk at voice")
    csv = "number,unit,day\n+44 20 7946 0195,gb-london-cg,menu:consulat\n+44 20 7946 0196,gb-london-cg,queue\n"
    answer = server.api("POST", "/import/lines", raw=csv.encode(), headers={"Content-Type": "text/csv"})
    assert answer.status == 200 and answer.json["added"] == 2, answer.body
    assert len(server.get("/lines?query=london")["items"]) == 3 and len(server.get("/lines?limit=2")["items"]) == 2
