"""The whole program: supervisor, app with its database, voice. Scenario 22 with app away, and what stands in the case."""
import json
import os
import signal
import time

from harness.server import wait_for
from snapshot import snapshot

EMERGENCY, SAY = "+390655501001", "+390655501004"


def start(make_server, targets=()):
    server = make_server(start=False, sip__listen="127.0.0.1:0", sip__drain_seconds="5")
    folder = server.folder / "var" / "voice"
    folder.mkdir(parents=True)
    (folder / "snapshot.json").write_text(json.dumps(snapshot(targets)))
    (folder / "prompts").symlink_to(os.environ["APROAPE_TEST_PROMPTS"])
    server.start()
    server.token = server.add_token("masina", "central")
    return server


def ready(server):
    return json.loads(server.ready_file.read_text())


def test_the_ready_file_tells_the_telephone_and_a_drain_ends_it(make_server):
    server = start(make_server)
    assert server.ready["sip"].startswith("127.0.0.1:") and server.ready["pids"]["voice"] > 0
    before = server.ready
    os.kill(before["pids"]["voice"], signal.SIGKILL)
    wait_for(lambda: server.ready_file.exists() and ready(server)["pids"]["voice"] != before["pids"]["voice"], 15, "new voice")
    assert ready(server)["sip"] == before["sip"] and ready(server)["pids"]["app"] == before["pids"]["app"]
    server.stop()


def test_a_call_is_a_contact_in_a_case_with_its_path(make_server, phone):
    server = start(make_server)
    dialog = phone().call(server.ready["sip"], SAY).wait_up()
    dialog.wait_end(30)
    cases = wait_for(lambda: server.get("/cases")["items"], 10, "a case")
    assert len(cases) == 1 and cases[0]["urgency"] != "P1"
    timeline = wait_for(lambda: [e for e in server.get(f"/cases/{cases[0]['id']}/timeline")["items"] if "call.ended" in json.dumps(e)], 10, "end of the call")
    assert timeline
    contacts = [e for e in server.get(f"/cases/{cases[0]['id']}/timeline")["items"] if '"call"' in json.dumps(e)]
    assert contacts, "the contact"


def test_an_emergency_call_while_app_and_then_voice_are_dead_is_exactly_one_p1_case(make_server, phone):
    consul = phone(voice=1000, keys="1")
    server = start(make_server, [("consul", consul.uri, 10)])
    app, voice = server.ready["pids"]["app"], server.ready["pids"]["voice"]
    os.kill(app, signal.SIGSTOP)  # dead to everybody, and the supervisor does not bring it back
    os.kill(voice, signal.SIGKILL)
    wait_for(lambda: ready(server)["pids"]["voice"] != voice, 15, "voice, started cold")
    caller = phone(voice=440)
    dialog = caller.call(server.ready["sip"], EMERGENCY).wait_up()
    wait_for(lambda: caller.hears(1000) and consul.hears(440), 20, "the consul")
    dialog.bye()
    time.sleep(0.5)
    os.kill(app, signal.SIGKILL)
    os.kill(ready(server)["pids"]["voice"], signal.SIGKILL)  # and once more, with the event still untold
    wait_for(lambda: ready(server)["pids"]["app"] != app, 20, "app again")

    def urgent():
        try:
            answer = server.api("GET", "/cases?limit=50")
        except OSError:  # app is only just starting
            return None
        return answer.json["items"] if answer.status == 200 else None
    wait_for(urgent, 20, "the case")
    time.sleep(1)
    cases = urgent()
    assert [(case["urgency"], case["channel"]) for case in cases] == [("P1", "call")]
    assert "call.answered" in json.dumps(server.get(f"/cases/{cases[0]['id']}/timeline"))
