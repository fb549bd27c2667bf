"""A carrier for tests: wants digest (MD5) for REGISTER and INVITE, answers OPTIONS, or refuses calls."""
import hashlib
import random
import re

from harness.phone import Phone


def _md5(text):
    return hashlib.md5(text.encode()).hexdigest()


class Carrier(Phone):
    """`calls`: the status code for INVITE before it rings, 0 to let it ring."""

    def __init__(self, user="centru", secret="parola", calls=0, answers_options=True, **keywords):
        self.user, self.secret, self.calls, self.answers_options = user, secret, calls, answers_options
        self.nonce = f"{random.randrange(1 << 60):x}"
        self.registered = 0
        self.refused = 0
        self.asked = 0
        self.invites = 0
        super().__init__(**keywords)

    @property
    def host(self):
        return f"127.0.0.1:{self.port}"

    def settings(self, name, **more):
        return {"name": name, "host": self.host, "user": self.user, "secret": "parola", "registers": False, "prefixes": [], "allow": [], **more}

    def _proven(self, method, headers):
        given = headers.get("authorization") or headers.get("proxy-authorization")
        if given is None:
            return None
        field = dict(re.findall(r'(\w+)="?([^",]+)"?', given))
        secret = _md5(f"{self.user}:{field['realm']}:{self.secret}")
        action = _md5(f"{method}:{field['uri']}")
        middle = f"{field['nonce']}:{field['nc']}:{field['cnonce']}:{field['qop']}" if "qop" in field else field["nonce"]
        return field["nonce"] == self.nonce and field["response"] == _md5(f"{secret}:{middle}:{action}")

    def _challenge(self, code, reason, header, headers, lines, peer):
        vias = "".join(line + "\r\n" for line in lines if line.lower().startswith("via:"))
        self.sip.sendto((f"SIP/2.0 {code} {reason}\r\n{vias}From: {headers['from']}\r\nTo: {headers['to']};tag=c\r\nCall-ID: {headers['call-id']}\r\n"
                         f"CSeq: {headers['cseq']}\r\n{header}Content-Length: 0\r\n\r\n").encode(), peer)

    def _request(self, method, headers, body, peer, lines):
        if method == "OPTIONS":
            self.asked += 1
            if self.answers_options:
                super()._request(method, headers, body, peer, lines)
            return
        fresh = method == "INVITE" and headers["call-id"] not in self.dialogs
        if method != "REGISTER" and not fresh:
            if method != "ACK" or headers["call-id"] in self.dialogs:
                super()._request(method, headers, body, peer, lines)
            return
        if fresh and self.calls:
            self.invites += 1
            self._challenge(self.calls, "Carrier Trouble", "", headers, lines, peer)
            return
        proven = self._proven(method, headers)
        quoted = f'Digest realm="operator", nonce="{self.nonce}", qop="auth", algorithm=MD5'
        if proven is None and method == "REGISTER":
            self._challenge(401, "Unauthorized", f"WWW-Authenticate: {quoted}\r\n", headers, lines, peer)
        elif proven is None:
            self._challenge(407, "Proxy Authentication Required", f"Proxy-Authenticate: {quoted}\r\n", headers, lines, peer)
        elif not proven:
            self.refused += 1
            self._challenge(403, "Forbidden", "", headers, lines, peer)
        elif method == "REGISTER":
            self.registered += 1
            contact = next((line for line in lines if line.lower().startswith("contact:")), "Contact: *")
            self._challenge(200, "OK", f"{contact};expires=600\r\n", headers, lines, peer)
        else:
            self.invites += 1
            super()._request(method, headers, body, peer, lines)
