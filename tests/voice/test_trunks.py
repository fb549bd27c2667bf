"""Scenarios 11 and 12: carriers that want digest, die, or refuse."""
import time

from harness.carrier import Carrier
from harness.server import wait_for
from snapshot import snapshot

EMERGENCY = "+390655501001"


def test_registration_and_calls_by_digest(make_voice, phone):
    carrier = Carrier(voice=1000, keys="1")
    try:
        voice = make_voice(snapshot([("consul", "+40215550199", 10)], trunks=[carrier.settings("operator", registers=True)]))
        wait_for(lambda: carrier.registered == 1, 5, "REGISTER with the right digest")
        wait_for(lambda: voice.metric("aproape_voice_trunk_up") == 1, 5, "OPTIONS answered")
        caller = phone(voice=440)
        dialog = caller.call(voice.address, EMERGENCY).wait_up()
        voice.wait("answered", target="consul", seconds=20)
        assert carrier.invites == 1
        wait_for(lambda: caller.hears(1000) and carrier.hears(440), 5, "both hear each other")
        dialog.bye()
    finally:
        carrier.close()


def test_a_wrong_password_is_tried_once_and_told(make_voice):
    carrier = Carrier(secret="alta")
    try:
        voice = make_voice(snapshot(trunks=[carrier.settings("operator", registers=True)]))
        wait_for(lambda: carrier.refused >= 1, 5, "refusal")
        time.sleep(2)
        assert carrier.refused == 1
        assert "voice.trunk_refused" in voice.tail()
    finally:
        carrier.close()


def test_a_call_goes_by_the_second_carrier_when_the_first_refuses_or_is_down(make_voice, phone):
    refuses, dead, good = Carrier(calls=503), Carrier(answers_options=False), Carrier(voice=1000, keys="1")
    try:
        voice = make_voice(snapshot([("consul", "+40215550199", 15)], trunks=[refuses.settings("unu"), good.settings("doi"), dead.settings("trei")]))
        dialog = phone().call(voice.address, EMERGENCY).wait_up()
        voice.wait("answered", target="consul", seconds=25)
        assert refuses.invites == 1 and good.invites == 1 and dead.invites == 0
        dialog.bye()
        only_abroad = snapshot([("consul", "+40215550199", 15)], trunks=[refuses.settings("unu", prefixes=["+39"]), good.settings("doi", prefixes=["+40"])], version=2)
        assert voice.command("configure", snapshot=only_abroad).get("ok")
        dialog = phone().call(voice.address, EMERGENCY).wait_up()
        wait_for(lambda: len(voice.of("answered")) == 2, 20, "the second call")
        assert refuses.invites == 1 and good.invites == 2
        dialog.bye()
    finally:
        for carrier in (refuses, dead, good):
            carrier.close()
