"""Scenarios 1, 2, 6, 10, 13, 14 and 16 of the voice guide: a citizen and the centre, sound checked by its content."""
import socket
import struct
import time
import wave

from harness.phone import strength, tone
from harness.server import wait_for
from snapshot import snapshot

SAY, MENU, QUEUE, MAIL = "+390655501004", "+390655501000", "+390655501002", "+390655501003"


def longest_prompt(voice):
    """The samples of the longest spoken text, from the folder where voice keeps them."""
    found = (voice.folder / "voice" / "prompts").glob("*.wav")
    return max((wave.open(str(path)).readframes(10_000_000) for path in found), key=len)


def correlation(heard, said):
    """How like a text what was heard is, 0 to 1, at the best place. The place is found by the loudest part of the text."""
    heard = struct.unpack(f"<{len(heard) // 2}h", heard)
    said = struct.unpack(f"<{len(said) // 2}h", said)[4000:12000]
    power = sum(sample * sample for sample in said)
    coarse = said[::16]

    def at(shift, part, step):
        window = heard[shift:shift + len(said):step]
        energy = sum(sample * sample for sample in window)
        return sum(x * y for x, y in zip(window, part)) / (energy * sum(y * y for y in part)) ** 0.5 if energy else 0.0
    places = range(0, len(heard) - len(said))
    best = max(places, key=lambda shift: at(shift, coarse, 16), default=0)
    return at(best, said, 1) if power else 0.0


def test_a_caller_is_answered_hears_the_text_and_the_call_is_kept(make_voice, phone):
    voice = make_voice(snapshot())
    time.sleep(1)  # the prompts of a first start
    caller = phone(voice=440)
    began = time.monotonic()
    dialog = caller.call(voice.address, SAY).wait_up()
    assert time.monotonic() - began < 0.5
    assert dialog.wait_end(30) == "bye"  # the text is said, then the centre hangs up
    heard = bytes(caller.heard)
    assert correlation(heard, longest_prompt(voice)) > 0.99
    incoming = voice.wait("incoming")
    assert incoming["from"] == "+40215550101" and incoming["to"] == SAY and incoming["line"] == "1004"
    ended = voice.wait("ended", result="centre")
    assert ended["call"] == incoming["call"] and ended["quality"]["lost"] == 0
    assert abs(ended["quality"]["sent"] - caller.heard_packets) <= 2
    assert [event["number"] for event in voice.events] == list(range(1, len(voice.events) + 1))


def test_a_caller_who_gives_up_leaves_nothing_behind(make_voice, phone):
    callee = phone(behaviour="ring")
    voice = make_voice(snapshot([("consul", callee.uri, 20)]))
    caller = phone()
    dialog = caller.call(voice.address, MENU).wait_up()
    caller.press(dialog, "1")
    voice.wait("ringing", target="consul")
    dialog.bye()
    wait_for(lambda: [d.ended for d in callee.dialogs.values()] == ["cancel"], 5, "CANCEL of the consul")
    voice.wait("ended", result="caller")
    assert voice.metric("aproape_voice_calls") == 0


def test_a_call_cancelled_before_the_answer_ends(make_voice, phone):
    voice = make_voice(snapshot())
    caller = phone()
    dialogs = [caller.call(voice.address, QUEUE) for _ in range(10)]
    for dialog in dialogs:
        dialog.cancel()
    wait_for(lambda: all(dialog.status for dialog in dialogs), 5, "ends")
    for dialog in dialogs:
        assert dialog.status in (200, 487)
        if dialog.is_up():
            dialog.bye()
    wait_for(lambda: voice.command("sync").get("calls", []) == [], 5, "no call left")


def test_hold_in_every_form_and_back(make_voice, phone):
    voice = make_voice(snapshot())
    caller = phone(voice=440)
    dialog = caller.call(voice.address, QUEUE).wait_up()
    voice.wait("waiting", target="roma")
    for attribute, address in (("sendonly", None), ("inactive", None), ("sendonly", "0.0.0.0")):
        before = len(voice.of("step", target="caller", result="hold"))
        dialog.hold(attribute, address)
        wait_for(lambda: len(voice.of("step", target="caller", result="hold")) > before, 5, "hold")
        time.sleep(0.1)
        quiet = caller.heard_packets
        time.sleep(0.4)
        assert caller.heard_packets - quiet <= 1, attribute  # who is on hold is sent nothing
        dialog.hold("sendrecv")
        wait_for(lambda: caller.heard_packets > quiet + 10, 5, "sound again")
        assert dialog.answers["INVITE"] == 200
    dialog.bye()


def test_what_cannot_be_served_is_refused_with_its_code(make_voice, phone):
    voice = make_voice(snapshot())
    assert phone().call(voice.address, "+390655509999").wait_end() == 404
    assert phone(codec="18").call(voice.address, SAY).wait_end() == 488


def test_keys_count_once_whatever_is_lost(make_voice, phone):
    voice = make_voice(snapshot())
    caller = phone()
    dialog = caller.call(voice.address, QUEUE).wait_up()
    voice.wait("waiting")
    caller.press(dialog, "12", lost=(0, 1))        # the first packets
    caller.press(dialog, "33", lost=(5, 6, 7))     # all end packets, the same key twice
    caller.press(dialog, "*#0")
    dialog.info("7")
    wait_for(lambda: len(voice.of("digit")) == 8, 5, "keys")
    time.sleep(0.3)
    assert "".join(event["key"] for event in voice.of("digit")) == "1233*#07"
    dialog.bye()


def test_keys_as_tones_count_where_there_are_no_telephone_events(make_voice, phone):
    voice = make_voice(snapshot())
    caller = phone(voice=0, codec="8")
    dialog = caller.call(voice.address, QUEUE).wait_up()
    voice.wait("waiting")
    caller.press_tones(dialog, "1590#")
    wait_for(lambda: len(voice.of("digit")) >= 5, 5, "keys")
    time.sleep(0.3)
    assert "".join(event["key"] for event in voice.of("digit")) == "1590#"
    dialog.bye()


def test_a_late_offer_and_mu_law_work(make_voice, phone):
    voice = make_voice(snapshot())
    late = phone(voice=440, late_offer=True)
    dialog = late.call(voice.address, QUEUE).wait_up()
    wait_for(lambda: late.heard_packets > 20, 5, "sound after a late offer")
    dialog.bye()
    narrow = phone(voice=0, codec="0 101")
    dialog = narrow.call(voice.address, QUEUE).wait_up()
    wait_for(lambda: narrow.loudness() > 200, 8, "music in mu-law")
    dialog.bye()


def test_sound_of_a_stranger_is_ignored(make_voice, phone):
    voice = make_voice(snapshot())
    caller = phone(voice=440)
    dialog = caller.call(voice.address, MAIL).wait_up()
    wait_for(lambda: caller.hears(1000, 0.2), 15, "tone before the message")
    stranger = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    stranger.bind(("127.0.0.1", 0))
    frames = tone(700)
    for index in range(50):
        stranger.sendto(b"\x80\x08" + index.to_bytes(2, "big") + (index * 160).to_bytes(4, "big") + b"abcd" + frames[index], dialog.remote_rtp)
        time.sleep(0.02)
    dialog.bye()
    ready = voice.wait("recording_ready")
    left = samples(voice, ready)[0]
    assert strength(left[8000:-1600], 440) > 0.9 and strength(left[8000:-1600], 700) < 0.01


def samples(voice, ready):
    """Left and right of a recording."""
    with wave.open(str(voice.folder / "voice" / ready["file"])) as file:
        assert file.getnchannels() == 2 and file.getframerate() == 8000
        data = file.readframes(file.getnframes())
    left = b"".join(data[i:i + 2] for i in range(0, len(data), 4))
    right = b"".join(data[i + 2:i + 4] for i in range(0, len(data), 4))
    return left, right


def test_a_queue_is_served_by_command_and_both_sides_are_recorded(make_voice, phone):
    voice = make_voice(snapshot())
    operator = phone(voice=1000, after=0.3)
    caller = phone(voice=440)
    dialog = caller.call(voice.address, QUEUE).wait_up()
    call = voice.wait("waiting")["call"]
    assert "error" not in voice.command("bridge", call=call, address=operator.uri, name="operator 1")
    voice.wait("answered", target="operator 1")
    wait_for(lambda: caller.hears(1000) and operator.hears(440), 5, "both hear each other")
    assert voice.command("hold", call=call, on=True).get("ok")
    wait_for(lambda: not caller.hears(1000) and caller.loudness() > 100 and operator.loudness() < 50, 5, "music for the caller")
    voice.command("hold", call=call, on=False)
    wait_for(lambda: caller.hears(1000) and operator.hears(440), 5, "back")
    time.sleep(1)
    list(operator.dialogs.values())[0].bye()
    assert dialog.wait_end() == "bye"
    voice.wait("ended", result="callee")
    left, right = samples(voice, voice.wait("recording_ready"))
    assert strength(left[-12000:-1000], 440) > 0.9 and strength(right[-12000:-1000], 1000) > 0.9
    assert voice.command("hangup", call=call)["error"] == "voice.call"
    assert voice.command("bridge", call="1", address="sip:x@127.0.0.1")["error"] == "voice.call"


def test_a_message_is_recorded_and_ends_by_a_key(make_voice, phone):
    voice = make_voice(snapshot())
    caller = phone(voice=440)
    dialog = caller.call(voice.address, MAIL).wait_up()
    wait_for(lambda: caller.hears(1000, 0.2), 15, "tone")
    time.sleep(2)
    caller.press(dialog, "#")
    assert dialog.wait_end() == "bye"
    ready = voice.wait("recording_ready")
    assert 1500 < ready["length"] < 4000 and ready["call"] == voice.of("incoming")[0]["call"]


def test_both_hang_up_at_once(make_voice, phone):
    voice = make_voice(snapshot())
    operator = phone(voice=1000)
    for _ in range(5):
        caller = phone()
        dialog = caller.call(voice.address, QUEUE).wait_up()
        call = voice.wait("waiting", call=voice.of("incoming")[-1]["call"])["call"]
        voice.command("bridge", call=call, address=operator.uri)
        voice.wait("answered", call=call)
        for one in [dialog, *(d for d in operator.dialogs.values() if d.ended is None)]:
            one.bye()
        voice.wait("ended", call=call)
    assert voice.command("sync").get("calls", []) == []
