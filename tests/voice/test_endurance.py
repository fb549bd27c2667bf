"""Scenarios 10, 17 and 19 and the guard: hostile messages, bursts by SIPp, kills, drains."""
import random
import signal
import socket
import subprocess
import time

from harness.server import wait_for
from snapshot import snapshot
from torture import MESSAGES

SAY, QUEUE = "+390655501004", "+390655501002"


def exchange(address, text, seconds=1.0, source="127.0.0.1"):
    """The first answer to a datagram, or b''."""
    host, port = address.rsplit(":", 1)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
        out.bind((source, 0))
        out.settimeout(seconds)
        out.sendto(text if isinstance(text, bytes) else text.replace("PORT", str(out.getsockname()[1])).encode(), (host, int(port)))
        try:
            return out.recv(65536)
        except socket.timeout:
            return b""


def options(address, source="127.0.0.1", extra="", method="OPTIONS", tag=""):
    return (f"{method} sip:{QUEUE}@{address} SIP/2.0\r\nVia: SIP/2.0/UDP {source}:PORT;branch=z9hG4bK{random.randrange(1 << 40):x};rport\r\n"
            f"From: <sip:a@example.org>;tag=1\r\nTo: <sip:{QUEUE}@{address}>{tag}\r\nCall-ID: {random.randrange(1 << 40):x}\r\nCSeq: 1 {method}\r\n"
            f"{extra}Content-Length: 0\r\n\r\n")


def alive(address):
    return exchange(address, options(address)).startswith(b"SIP/2.0 200")


def test_requests_are_refused_with_the_right_code(make_voice):
    address = make_voice(snapshot()).address

    def code(*arguments, **keywords):
        return exchange(address, options(address, *arguments, **keywords))[8:11]
    assert code() == b"200"
    assert code(extra="Require: 100rel\r\n") == b"420"
    assert code(extra="Max-Forwards: 0\r\n") == b"483"
    assert code(method="BYE", tag=";tag=9") == b"481"
    assert code(method="UPDATE", tag=";tag=9") == b"481"
    assert code(method="CANCEL") == b"481"
    assert code(method="MESSAGE") == b"501"
    assert code(extra="CSeq: 2 OPTIONS\r\n") == b"400"


def test_over_tcp_too(make_voice):
    address = make_voice(snapshot()).address
    host, port = address.rsplit(":", 1)
    with socket.create_connection((host, int(port)), 2) as out:
        out.sendall(options(address).replace("SIP/2.0/UDP", "SIP/2.0/TCP").replace("PORT", str(out.getsockname()[1])).encode())
        assert out.recv(4096).startswith(b"SIP/2.0 200")


def test_a_stranger_learns_nothing_and_is_soon_not_answered(make_voice, phone):
    voice = make_voice(snapshot(), sip__trusted_networks="127.0.0.1/32")
    known = exchange(voice.address, options(voice.address, "127.0.0.2", method="INVITE"), source="127.0.0.2")
    unknown = exchange(voice.address, options(voice.address, "127.0.0.2", method="INVITE").replace(QUEUE, "100"), source="127.0.0.2")
    assert known[8:11] == unknown[8:11] == b"403"
    answered = sum(bool(exchange(voice.address, options(voice.address, "127.0.0.2", method="REGISTER"), 0.3, "127.0.0.2")) for _ in range(14))
    assert answered <= 9  # after ten faults there is silence
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as flood:
        flood.bind(("127.0.0.3", 0))
        host, port = voice.address.rsplit(":", 1)
        for _ in range(2000):
            flood.sendto(options(voice.address, "127.0.0.3").replace("PORT", str(flood.getsockname()[1])).encode(), (host, int(port)))
    began = time.monotonic()
    dialog = phone().call(voice.address, QUEUE).wait_up()
    assert time.monotonic() - began < 1  # a flood from one source does not stop others
    dialog.bye()


def test_broken_messages_end_nothing(make_voice, phone):
    voice = make_voice(snapshot(), sip__most_calls=5000)
    chance = random.Random(5)
    whole = options(voice.address, method="INVITE", extra="Contact: <sip:a@127.0.0.1>\r\nContent-Type: application/sdp\r\n").replace("PORT", "5999").encode()
    host, port = voice.address.rsplit(":", 1)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
        out.bind(("127.0.0.1", 0))
        for count in range(3000):
            text = bytearray(whole)
            for _ in range(chance.randrange(1, 6)):
                at = chance.randrange(len(text))
                kind = chance.randrange(4)
                if kind == 0:
                    text[at] = chance.randrange(256)
                elif kind == 1:
                    del text[at:at + chance.randrange(1, 40)]
                elif kind == 2:
                    text[at:at] = bytes(chance.randrange(256) for _ in range(chance.randrange(1, 40)))
                else:
                    text[at:at] = text[at:at + chance.randrange(1, 200)]
            out.sendto(bytes(text), (host, int(port)))
            if count % 100 == 0:
                time.sleep(0.05)
    wait_for(lambda: alive(voice.address), 5, "OPTIONS after broken messages")
    dialog = phone().call(voice.address, QUEUE).wait_up()
    dialog.bye()
    assert voice.process.poll() is None


def test_a_burst_of_calls_is_answered(make_voice):
    voice = make_voice(snapshot())
    done = subprocess.run(
        ["sipp", "-sn", "uac", "-s", QUEUE, voice.address, "-i", "127.0.0.1", "-r", "100", "-m", "500", "-d", "500",
         "-nostdin", "-trace_err", "-error_file", str(voice.folder / "sipp.err")], capture_output=True, timeout=60, cwd=voice.folder)
    assert done.returncode == 0, done.stdout[-1500:]
    wait_for(lambda: len(voice.of("ended", result="caller")) == 500, 10, "500 ends")


def test_over_the_limit_calls_are_told_to_come_later(make_voice, phone):
    voice = make_voice(snapshot(), sip__most_calls=1)
    first, second = phone().call(voice.address, QUEUE).wait_up(), phone().call(voice.address, QUEUE).wait_up()
    third = phone().call(voice.address, QUEUE)  # each call may need a second leg: two legs are one call
    assert third.wait_end() == 503
    assert first.is_up() and second.is_up()
    first.bye()
    second.bye()


def test_a_drain_lets_calls_end_and_refuses_new_ones(make_voice, phone):
    voice = make_voice(snapshot())
    dialog = phone().call(voice.address, QUEUE).wait_up()
    voice.wait("waiting")
    voice.process.send_signal(signal.SIGTERM)
    wait_for(lambda: phone().call(voice.address, QUEUE).wait_end() == 503, 5, "503 while draining")
    assert voice.process.poll() is None and dialog.is_up()
    dialog.bye()
    assert voice.process.wait(5) == 0


def test_a_recording_that_a_kill_tore_is_repaired(make_voice, phone):
    voice = make_voice(snapshot())
    dialog = phone(voice=440).call(voice.address, QUEUE).wait_up()
    voice.wait("waiting")
    time.sleep(2.5)
    voice.kill()
    voice.start().connect()
    ready = voice.wait("recording_ready")
    assert ready["length"] >= 1000 and ready["call"] == voice.of("ended", result="cut")[0]["call"]
    dialog.ended = "cut"


def test_the_torture_messages_get_right_answers_or_none(make_voice, phone):
    voice = make_voice(snapshot(), sip__most_calls=5000)
    wrong = []
    for number, (name, text, right) in enumerate(MESSAGES):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
            out.bind(("127.0.0.1", 0))
            out.settimeout(1.0 if right else 0.05)
            me = f"127.0.0.1:{out.getsockname()[1]}"
            text = text.replace("{to}", voice.address).replace("{me}", me).replace("{n}", f"t{number}x{random.randrange(1 << 40):x}")
            host, port = voice.address.rsplit(":", 1)
            out.sendto(text.encode("latin-1"), (host, int(port)))
            try:
                code = int(out.recv(65536)[8:11])
            except socket.timeout:
                code = 0
            if right and code not in right:
                wrong.append((name, code, right))
    assert wrong == []
    dialog = phone().call(voice.address, QUEUE).wait_up()
    dialog.bye()
    assert voice.process.poll() is None
