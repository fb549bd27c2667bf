"""Scenarios 3, 4, 5 and 22: the emergency line hunts until somebody presses 1; with app away and after a cold start."""
import time

from harness.server import wait_for
from snapshot import snapshot

EMERGENCY = "+390655501001"


def results(voice):
    return [(e["target"], e["result"]) for e in voice.of("failed")]


def test_busy_then_no_answer_then_a_voicemail_then_the_neighbour_accepts(make_voice, phone):
    busy, silent = phone(behaviour="busy"), phone(behaviour="ring")
    mailbox, neighbour = phone(voice=600), phone(voice=1000, keys="1")
    voice = make_voice(snapshot([("consul", busy.uri, 5), ("adjunct", silent.uri, 2), ("mobil", mailbox.uri, 5), ("vecin", neighbour.uri, 10)]))
    caller = phone(voice=440)
    dialog = caller.call(voice.address, EMERGENCY).wait_up()
    assert voice.wait("incoming")["emergency"] is True
    wait_for(lambda: mailbox.rang, 10, "the third")
    wait_for(lambda: [d.ended for d in silent.dialogs.values()] == ["cancel"], 5, "the second was cancelled")
    list(mailbox.dialogs.values())[0].wait_up()
    time.sleep(1)
    assert not mailbox.hears(440) and not caller.hears(600), "a voicemail that picks up is never let in"
    voice.wait("answered", seconds=40, target="vecin")
    assert results(voice) == [("consul", "busy"), ("adjunct", "no_answer"), ("mobil", "not_accepted")]
    wait_for(lambda: caller.hears(1000) and neighbour.hears(440), 5, "both hear each other")
    dialog.bye()
    wait_for(lambda: list(neighbour.dialogs.values())[0].ended, 5, "end at the neighbour")


def test_an_answer_that_crosses_the_cancel_is_ended_and_the_next_is_rung(make_voice, phone):
    late, second = phone(behaviour="late", after=60), phone(voice=1000, keys="1")
    voice = make_voice(snapshot([("consul", late.uri, 2), ("adjunct", second.uri, 10)]))
    dialog = phone().call(voice.address, EMERGENCY).wait_up()
    voice.wait("answered", seconds=20, target="adjunct")
    wait_for(lambda: [(d.acked, d.ended) for d in late.dialogs.values()] == [(True, "bye")], 5, "ACK and BYE for the late one")
    dialog.bye()


def test_all_fail_in_two_rounds_then_the_queue(make_voice, phone):
    refuses, busy = phone(behaviour="decline"), phone(behaviour="busy")
    voice = make_voice(snapshot([("consul", refuses.uri, 5), ("adjunct", busy.uri, 5), ("fără", "sip:x@127.0.0.1:9", 1)], rounds=2))
    dialog = phone().call(voice.address, EMERGENCY).wait_up()
    voice.wait("waiting", seconds=25, target="roma")
    assert [target for target, _ in results(voice)] == ["consul", "adjunct", "fără"] * 2
    assert ("consul", "refused") in results(voice)
    dialog.bye()


def test_the_consul_gives_the_call_back_with_7(make_voice, phone):
    consul = phone(voice=1000, keys="1")
    voice = make_voice(snapshot([("consul", consul.uri, 10)]))
    dialog = phone().call(voice.address, EMERGENCY).wait_up()
    voice.wait("answered", target="consul")
    talk = list(consul.dialogs.values())[0]
    consul.press(talk, "7")
    voice.wait("step", target="consul", result="given_back")
    voice.wait("waiting", target="roma")
    wait_for(lambda: talk.ended == "bye", 5, "end at the consul")
    dialog.bye()


def test_it_works_after_voice_was_killed_with_nobody_listening(make_voice, phone):
    consul = phone(voice=1000, keys="1")
    voice = make_voice(snapshot([("consul", consul.uri, 10)]), connect=False)
    lost = phone().call(voice.address, EMERGENCY).wait_up()
    time.sleep(0.5)
    voice.kill()
    voice.settings["sip.listen"] = voice.address
    began = time.monotonic()
    voice.start()  # cold, from disk; no app ever connected
    assert time.monotonic() - began < 2
    lost.request("INFO")
    wait_for(lambda: lost.answers.get("INFO") == 481, 5, "481 for the call that was cut")
    caller = phone(voice=440)
    dialog = caller.call(voice.address, EMERGENCY).wait_up()
    wait_for(lambda: caller.hears(1000), 15, "the consul")
    dialog.bye()
    voice.connect()  # app is back
    voice.wait("ended", result="caller")
    calls = [event["call"] for event in voice.of("incoming", emergency=True)]
    assert len(calls) == 2 and len(set(calls)) == 2
    assert [event["call"] for event in voice.of("ended", result="cut")] == [calls[0]]
    assert voice.of("answered")[-1]["call"] == calls[1]
    voice.command("taken", number=voice.events[-1]["number"])
    voice.stop()
    voice.start().connect()
    time.sleep(0.3)
    assert voice.events == []  # nothing comes twice once it was taken
