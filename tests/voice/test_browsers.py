"""Scenario 20: browsers as telephones, with a real Chromium; what is heard is checked by its content."""
import pytest

from harness.browser_phone import BrowserPhone, DeskPhone
from harness.server import PASSWORD, wait_for
from snapshot import snapshot
from test_whole import start

QUEUE, MENU = "+390655501002", "+390655501000"
CITIZEN, OPERATOR = "token-of-a-citizen-0001", "token-of-an-operator-01"


def makes(kind):
    made = []

    def make(*arguments):
        made.append(kind(*arguments))
        return made[-1]
    yield make
    for one in made:
        one.close()


@pytest.fixture
def browser_phone():
    yield from makes(BrowserPhone)


@pytest.fixture
def desk_phone():
    yield from makes(DeskPhone)


def test_an_operator_in_a_browser_and_a_caller_by_sip_hear_each_other_also_after_a_reload(make_voice, phone, browser_phone):
    voice = make_voice(snapshot())
    operator = browser_phone(700)
    caller = phone(voice=440)
    dialog = caller.call(voice.address, QUEUE).wait_up()
    call = voice.wait("waiting", target="roma")["call"]
    operator.connect(voice, OPERATOR)
    assert voice.command("bridge", call=call, address=f"web:{OPERATOR}", name="operator").get("ok")
    voice.wait("answered", target="operator")
    operator.wait_hears(440)
    wait_for(lambda: caller.hears(700), 10, "the operator at the caller")

    voice.command("hold", call=call, on=True)  # music for the caller, nothing of the operator
    wait_for(lambda: caller.loudness() > 50 and not caller.hears(700), 5, "music")
    wait_for(lambda: not operator.hears(440), 5, "silence at the operator")
    voice.command("hold", call=call, on=False)
    wait_for(lambda: caller.hears(700), 5, "the operator again")
    operator.ask("mute", on=True)
    wait_for(lambda: caller.loudness() < 50, 5, "silence")

    operator.ask("reload")  # the page is gone and comes back with the same token
    operator.connect(voice, OPERATOR)
    operator.wait_hears(440)
    wait_for(lambda: caller.hears(700), 10, "the operator after the reload")
    assert not voice.of("ended")
    dialog.bye()
    ended = voice.wait("ended")
    assert ended["result"] == "caller" and ended["quality"]["received"] > 100


def test_a_citizen_in_a_browser_chooses_by_key_and_speaks_with_an_operator_in_a_browser(make_voice, browser_phone):
    voice = make_voice(snapshot())
    citizen, operator = browser_phone(500), browser_phone(900)
    call = citizen.connect(voice, CITIZEN, to=MENU)["call"]
    assert voice.wait("incoming")["call"] == call
    voice.wait("step", target="menu:principal")
    citizen.ask("press", keys="2")
    voice.wait("digit", key="2")
    voice.wait("waiting", target="roma")
    operator.connect(voice, OPERATOR)
    assert voice.command("bridge", call=call, address=f"web:{OPERATOR}", name="operator").get("ok")
    operator.wait_hears(500)
    citizen.wait_hears(900)
    assert voice.command("hangup", leg=OPERATOR).get("ok")
    assert voice.wait("ended")["result"] == "callee"
    assert voice.command("hangup", leg=OPERATOR)["error"] == "voice.leg"


def test_offers_that_are_none_change_nothing(make_voice):
    voice = make_voice(snapshot())
    for leg, sdp, to, error in ((CITIZEN, "v=0\r\n", MENU, "voice.offer"), (CITIZEN, "x" * 20000, MENU, "voice.offer"),
                                ("short", "v=0\r\n", MENU, "voice.token"), (CITIZEN, "v=0\r\n", "+390655509999", "voice.line")):
        assert voice.command("sdp", leg=leg, sdp=sdp, to=to)["error"] == error
    assert voice.command("sync").get("calls") is None and not voice.events


def test_a_call_rings_at_the_desk_and_the_operator_answers_holds_reloads_and_hangs_up(make_server, phone, desk_phone):
    server = start(make_server)
    server.add_user("ana", "operator")
    operator = desk_phone(server, "ana", PASSWORD)
    operator.ask("available")
    caller = phone(voice=440)
    dialog = caller.call(server.ready["sip"], QUEUE).wait_up()
    assert "+40215550101" in operator.ask("offered")["text"]
    operator.ask("answer")
    operator.wait_hears(440)
    wait_for(lambda: caller.hears(900), 10, "the operator at the caller")
    bar = operator.ask("bar")["text"]
    assert "+390655501002" in bar and "AP-" in bar
    operator.ask("press", name="În așteptare")
    wait_for(lambda: not caller.hears(900), 5, "music")
    operator.ask("press", name="În așteptare")
    wait_for(lambda: caller.hears(900), 5, "the operator again")
    operator.ask("reload")
    wait_for(lambda: operator.hears(440) and caller.hears(900), 15, "the call after a reload")
    operator.ask("press", name="Închid")
    dialog.wait_end()
    wait_for(lambda: operator.ask("bar")["text"] == "", 5, "no bar")
    events = str(server.get(f"/cases/{server.get('/cases')['items'][0]['id']}/timeline"))
    assert "call.answered" in events and "call.ended" in events and "call_back" not in events
