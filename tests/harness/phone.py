"""A small telephone for tests: SIP over UDP and sound over RTP on loopback, with an own frequency as its voice."""
import audioop
import math
import random
import re
import socket
import struct
import threading
import time

from harness.server import wait_for

FRAME = 160
KEYS = "0123456789*#ABCD"


def tone(hertz, frames=50, level=8000):
    """One second of a tone as A-law frames; its frequency is a multiple of one, so that it can be repeated."""
    pcm = struct.pack(f"<{FRAME * frames}h", *(int(level * math.sin(2 * math.pi * hertz * i / 8000)) for i in range(FRAME * frames)))
    coded = audioop.lin2alaw(pcm, 2)
    return [coded[i:i + FRAME] for i in range(0, len(coded), FRAME)]


def strength(pcm, hertz):
    """How much of a frequency is in the samples, 0 to 1 of all their power (Goertzel)."""
    samples = struct.unpack(f"<{len(pcm) // 2}h", pcm)
    power = sum(s * s for s in samples)
    if power == 0:
        return 0.0
    step = 2 * math.cos(2 * math.pi * hertz / 8000)
    a = b = 0.0
    for sample in samples:
        a, b = sample + step * a - b, a
    return 2 * (a * a + b * b - step * a * b) / (power * len(samples))


def later(seconds, work, *arguments):
    timer = threading.Timer(seconds, work, arguments)
    timer.daemon = True
    timer.start()


class Dialog:
    """One call of a phone, by it or to it."""

    def __init__(self, phone, call_id, outgoing):
        self.phone, self.call_id, self.outgoing = phone, call_id, outgoing
        self.local = self.remote = self.target = self.invite = self.via = None
        self.peer = None
        self.cseq = 1
        self.status = 0          # newest status code of our INVITE
        self.codes = []
        self.ended = None        # "bye", "cancel" or the final code
        self.acked = False
        self.remote_rtp = None
        self.event_type = 101
        self.refers = []
        self.answers = {}        # method -> newest status code of a request in the dialog

    def is_up(self):
        return self.status == 200 and self.ended is None if self.outgoing else self.acked and self.ended is None

    def wait_up(self, seconds=10):
        wait_for(self.is_up, seconds, f"call up (codes {self.codes}, ended {self.ended})")
        return self

    def wait_end(self, seconds=15):
        wait_for(lambda: self.ended is not None, seconds, "end of call")
        return self.ended

    def request(self, method, body="", headers=""):
        self.cseq += 1
        self.phone.send_request(self, method, body, headers)

    def bye(self):
        if self.ended is None:
            self.ended = "ours"
            self.request("BYE")

    def cancel(self):
        text = (f"CANCEL {self.target} SIP/2.0\r\nVia: {self.via}\r\nFrom: {self.local}\r\nTo: {self.remote}\r\n"
                f"Call-ID: {self.call_id}\r\nCSeq: 1 CANCEL\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n")
        self.phone.sip.sendto(text.encode(), self.peer)

    def hold(self, attribute="sendonly", address=None):
        self.request("INVITE", self.phone.description(attribute, address))

    def press(self, keys, lost=()):
        self.phone.press(self, keys, lost)

    def info(self, key):
        self.request("INFO", f"Signal={key}\r\nDuration=160\r\n", "Content-Type: application/dtmf-relay\r\n")


class Phone:
    """`voice`: its frequency in hertz, 0 for silence. `behaviour` of calls to it: answer, busy, ring, decline, late."""

    def __init__(self, voice=440, behaviour="answer", after=0.1, keys="", codec="8 101", late_offer=False):
        self.behaviour, self.after, self.keys, self.codec, self.late_offer = behaviour, after, keys, codec, late_offer
        self.sip = self._bind()
        self.rtp = self._bind()
        self.port = self.sip.getsockname()[1]
        self.rtp_port = self.rtp.getsockname()[1]
        self.uri = f"sip:telefon@127.0.0.1:{self.port}"
        self.dialogs = {}
        self.heard = bytearray()   # all samples that came, 16 bits
        self.heard_packets = 0
        self.rang = 0
        self.frames = tone(voice) if voice else None
        self.sequence, self.stamp, self.ssrc = random.randrange(1 << 16), random.randrange(1 << 32), random.randrange(1 << 32)
        self.guard = threading.Lock()
        self.open = True
        self.threads = [threading.Thread(target=work, daemon=True) for work in (self._serve, self._listen, self._speak)]
        for thread in self.threads:
            thread.start()

    @staticmethod
    def _bind():
        made = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        made.bind(("127.0.0.1", 0))
        made.settimeout(0.2)
        return made

    def close(self):
        for dialog in list(self.dialogs.values()):
            if dialog.is_up():
                dialog.bye()
        self.open = False
        for thread in self.threads:
            thread.join(2)
        self.sip.close()
        self.rtp.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def description(self, attribute="sendrecv", address=None):
        host = address or "127.0.0.1"
        names = {"8": "PCMA/8000", "0": "PCMU/8000", "101": "telephone-event/8000", "18": "G729/8000"}
        maps = "".join(f"a=rtpmap:{kind} {names[kind]}\r\n" for kind in self.codec.split())
        return (f"v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 {host}\r\nt=0 0\r\n"
                f"m=audio {self.rtp_port} RTP/AVP {self.codec}\r\n{maps}a=ptime:20\r\na={attribute}\r\n")

    def call(self, address, number, sender="+40215550101"):
        host, port = address.rsplit(":", 1)
        dialog = Dialog(self, f"{random.randrange(1 << 60):x}", True)
        dialog.peer = (host, int(port))
        dialog.target = f"sip:{number}@{address}"
        dialog.local = f"<sip:{sender}@127.0.0.1:{self.port}>;tag={random.randrange(1 << 30):x}"
        dialog.remote = f"<{dialog.target}>"
        self.dialogs[dialog.call_id] = dialog
        self.send_request(dialog, "INVITE", "" if self.late_offer else self.description())
        return dialog

    def send_request(self, dialog, method, body="", headers=""):
        via = f"SIP/2.0/UDP 127.0.0.1:{self.port};branch=z9hG4bK{random.randrange(1 << 60):x};rport"
        if method == "INVITE":
            dialog.via = via
        if body and "Content-Type" not in headers:
            headers += "Content-Type: application/sdp\r\n"
        text = (f"{method} {dialog.target} SIP/2.0\r\nVia: {via}\r\nFrom: {dialog.local}\r\nTo: {dialog.remote}\r\n"
                f"Call-ID: {dialog.call_id}\r\nCSeq: {dialog.cseq} {method}\r\nMax-Forwards: 70\r\n"
                f"Contact: <{self.uri}>\r\n{headers}Content-Length: {len(body)}\r\n\r\n{body}")
        self.sip.sendto(text.encode(), dialog.peer)

    def press(self, dialog, keys, lost=()):
        """Keys as telephone events; the packets whose index is in `lost` are not sent."""
        for key in keys:
            with self.guard:
                stamp, events = self.stamp, range(8)
                for index in events:
                    end = index >= 5
                    self.sequence = (self.sequence + 1) & 0xFFFF
                    if index not in lost:
                        event = struct.pack("!BBH", KEYS.index(key), (0x80 if end else 0) | 10, min(index + 1, 6) * FRAME)
                        self._send(dialog.event_type, stamp, event, dialog)
                self.stamp += 8 * FRAME
            time.sleep(0.15)

    def press_tones(self, dialog, keys):
        """Keys as tones within the sound, for a phone without telephone events."""
        for key in keys:
            at = "123A456B789C*0#D".index(key)
            low, high = (697, 770, 852, 941)[at // 4], (1209, 1336, 1477, 1633)[at % 4]
            pcm = struct.pack(f"<{FRAME * 5}h", *(int(6000 * (math.sin(2 * math.pi * low * i / 8000) + math.sin(2 * math.pi * high * i / 8000))) for i in range(FRAME * 5)))
            coded = audioop.lin2alaw(pcm + bytes(FRAME * 10), 2)  # 100 ms of tone, 100 ms of silence
            for begin in range(0, len(coded), FRAME):
                self.sequence = (self.sequence + 1) & 0xFFFF
                self.stamp += FRAME
                self._send(8, self.stamp, coded[begin:begin + FRAME], dialog)
                time.sleep(0.02)

    def _send(self, kind, stamp, payload, dialog):
        if dialog.remote_rtp:
            header = struct.pack("!BBHII", 0x80, kind, self.sequence, stamp & 0xFFFFFFFF, self.ssrc)
            self.rtp.sendto(header + payload, dialog.remote_rtp)

    def _speak(self):
        due, at = time.monotonic(), 0
        while self.open:
            due += 0.02
            time.sleep(max(0.0, due - time.monotonic()))
            for dialog in list(self.dialogs.values()):
                if self.frames and dialog.is_up() and dialog.remote_rtp:
                    with self.guard:
                        self.sequence = (self.sequence + 1) & 0xFFFF
                        self.stamp += FRAME
                        self._send(8, self.stamp, self.frames[at % len(self.frames)], dialog)
            at += 1

    def _listen(self):
        while self.open:
            try:
                data = self.rtp.recv(2048)
            except (socket.timeout, OSError):
                continue
            if len(data) > 12 and data[1] & 0x7F in (0, 8):
                decode = audioop.alaw2lin if data[1] & 0x7F == 8 else audioop.ulaw2lin
                self.heard += decode(data[12:], 2)
                self.heard_packets += 1

    def hears(self, hertz, seconds=0.5, least=0.6):
        """Whether the newest sound is mostly this frequency."""
        size = int(seconds * 16000)
        return len(self.heard) >= size and strength(bytes(self.heard[-size:]), hertz) >= least

    def loudness(self, seconds=0.4):
        size = int(seconds * 16000)
        return audioop.rms(bytes(self.heard[-size:]), 2) if len(self.heard) >= size else 0

    def _serve(self):
        while self.open:
            try:
                data, peer = self.sip.recvfrom(65536)
            except (socket.timeout, OSError):
                continue
            text = data.decode(errors="replace")
            head, _, body = text.partition("\r\n\r\n")
            lines = head.split("\r\n")
            headers = {}
            for line in lines[1:]:
                name, _, value = line.partition(":")
                headers.setdefault(name.strip().lower(), value.strip())
            if lines[0].startswith("SIP/2.0"):
                self._response(int(lines[0].split()[1]), headers, body)
            else:
                self._request(lines[0].split()[0], headers, body, peer, lines)

    def _response(self, code, headers, body):
        dialog = self.dialogs.get(headers.get("call-id"))
        if dialog is None:
            return
        number, method = headers["cseq"].split()
        dialog.answers[method] = code
        if method != "INVITE":
            return
        if int(number) == 1:
            dialog.codes.append(code)
        if code < 200:
            return
        dialog.remote = headers["to"]
        if code == 200:
            contact = re.search(r"<([^>]+)>", headers.get("contact", ""))
            dialog.target = contact[1] if contact else dialog.target
            self._learn(dialog, body)
        answer = self.description() if code == 200 and self.late_offer and int(number) == 1 else ""
        kind = "Content-Type: application/sdp\r\n" if answer else ""
        via = dialog.via if code != 200 else f"SIP/2.0/UDP 127.0.0.1:{self.port};branch=z9hG4bK{random.randrange(1 << 60):x};rport"
        ack = (f"ACK {dialog.target} SIP/2.0\r\nVia: {via}\r\nFrom: {dialog.local}\r\nTo: {dialog.remote}\r\n"
               f"Call-ID: {dialog.call_id}\r\nCSeq: {number} ACK\r\nMax-Forwards: 70\r\n{kind}Content-Length: {len(answer)}\r\n\r\n{answer}")
        self.sip.sendto(ack.encode(), dialog.peer)
        if int(number) == 1:
            dialog.status = code
            if code >= 300:
                dialog.ended = code

    def _learn(self, dialog, body):
        host = re.search(r"c=IN IP4 (\S+)", body)
        port = re.search(r"m=audio (\d+)", body)
        if host and port:
            dialog.remote_rtp = (host[1], int(port[1]))
        event = re.search(r"a=rtpmap:(\d+) telephone-event", body)
        if event:
            dialog.event_type = int(event[1])

    def _reply(self, code, reason, headers, lines, peer, body="", tag=""):
        vias = "".join(line + "\r\n" for line in lines if line.lower().startswith("via:"))
        to = headers["to"] + (f";tag={tag}" if tag and "tag=" not in headers["to"] else "")
        kind = f"Contact: <{self.uri}>\r\n" + ("Content-Type: application/sdp\r\n" if body else "")
        text = (f"SIP/2.0 {code} {reason}\r\n{vias}From: {headers['from']}\r\nTo: {to}\r\nCall-ID: {headers['call-id']}\r\n"
                f"CSeq: {headers['cseq']}\r\n{kind}Content-Length: {len(body)}\r\n\r\n{body}")
        self.sip.sendto(text.encode(), peer)
        return to

    def _request(self, method, headers, body, peer, lines):
        dialog = self.dialogs.get(headers["call-id"])
        if method == "ACK":
            if dialog:
                dialog.acked = True
                if dialog.ended is None and not dialog.outgoing and self.keys and not getattr(dialog, "pressed", False):
                    dialog.pressed = True
                    later(0.5, self.press, dialog, self.keys)
            return
        if method == "INVITE" and dialog is None:
            dialog = Dialog(self, headers["call-id"], False)
            dialog.peer, dialog.remote = peer, headers["from"]
            contact = re.search(r"<([^>]+)>", headers.get("contact", ""))
            dialog.target = contact[1] if contact else f"sip:{peer[0]}:{peer[1]}"
            self._learn(dialog, body)
            self.dialogs[dialog.call_id] = dialog
            self.rang += 1
            tag = f"{random.randrange(1 << 30):x}"
            dialog.local = headers["to"] + f";tag={tag}"
            if self.behaviour in ("busy", "decline"):
                dialog.ended = self.behaviour
                code, reason = (486, "Busy Here") if self.behaviour == "busy" else (603, "Decline")
                self._reply(code, reason, headers, lines, peer, tag=tag)
                return
            self._reply(180, "Ringing", headers, lines, peer, tag=tag)
            dialog.invite = (headers, lines, peer, tag)
            if self.behaviour in ("answer", "late"):
                later(self.after, self._answer, dialog)
        elif method == "INVITE":
            self._learn(dialog, body)
            self._reply(200, "OK", headers, lines, peer, self.description())
        elif method == "CANCEL":
            self._reply(200, "OK", headers, lines, peer)
            if self.behaviour == "late" and dialog:  # the answer crosses the CANCEL
                self._answer(dialog, force=True)
            elif dialog and dialog.invite:
                first, first_lines, first_peer, tag = dialog.invite
                self._reply(487, "Request Terminated", first, first_lines, first_peer, tag=tag)
                dialog.ended = "cancel"
        elif method == "BYE":
            self._reply(200 if dialog else 481, "OK" if dialog else "Call Does Not Exist", headers, lines, peer)
            if dialog:
                dialog.ended = dialog.ended or "bye"
        else:
            self._reply(200, "OK", headers, lines, peer)

    def _answer(self, dialog, force=False):
        if self.open and (dialog.ended is None or force):
            headers, lines, peer, tag = dialog.invite
            self._reply(200, "OK", headers, lines, peer, self.description(), tag)
