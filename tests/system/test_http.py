"""The HTTP door as strangers and browsers meet it: sessions, cookies, CSRF, headers, limits, logs."""
import base64
import hashlib
import hmac
import http.client
import json
import os
import re
import socket
import struct
import time
import urllib.parse

import pytest

from harness import mail
from harness.server import PASSWORD, wait_for
from test_access import ABSENT, fill, matrix

LONG = "un-secret-canar-"


class Browser:
    """Cookies and the CSRF token, as the desk keeps them."""

    def __init__(self, server):
        self.server, self.cookie, self.csrf = server, None, None

    def ask(self, method, path, body=None, origin="own", csrf="own", **headers):
        fields = {**({"Cookie": self.cookie} if self.cookie else {}), **headers}
        if origin:
            fields["Origin"] = self.server.ready["http"] if origin == "own" else origin
        if csrf:
            token = self.csrf if csrf == "own" else csrf
            fields.update({"X-CSRF-Token": token} if token else {})
        token, self.server.token = self.server.token, None
        try:
            return self.server.api(method, path, body, headers=fields)
        finally:
            self.server.token = token

    def patiently(self, *arguments, **fields):
        """As ask; where so many requests from one place are slowed down, it waits as it is told."""
        answer = self.ask(*arguments, **fields)
        while answer.status == 429:
            time.sleep(float(answer.headers["Retry-After"]))
            answer = self.ask(*arguments, **fields)
        return answer

    def sign_in(self, login, password=PASSWORD, **more):
        answer = self.ask("POST", "/session", {"login": login, "password": password, **more})
        if answer.status == 200:
            self.cookie = answer.headers["Set-Cookie"].partition(";")[0]
            self.csrf = answer.json["csrf"]
        return answer


@pytest.fixture
def browser(server):
    server.add_user("ana", "central")
    made = Browser(server)
    assert made.sign_in("ana").status == 200
    return made


def raw(server, text, door="http"):
    host, port = server.ready[door].removeprefix("http://").rsplit(":", 1)
    with socket.create_connection((host, int(port)), timeout=10) as peer:
        peer.sendall(text)
        parts = []
        while part := peer.recv(65536):
            parts.append(part)
            if b"\r\n\r\n" in b"".join(parts) and b"Connection: close" in b"".join(parts):
                break
    return b"".join(parts)


def code_of(secret, at=None):
    """RFC 6238, six digits."""
    step = int((at or time.time()) // 30)
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", step), hashlib.sha1).digest()
    offset = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[offset:offset + 4])[0] & 0x7fffffff) % 1000000:06d}"


def test_a_session_has_a_safe_cookie_and_ends_at_sign_out(server, browser):
    again = Browser(server)
    again.cookie = "aproape_session=ales-de-atacator"
    answer = again.sign_in("ana")
    set_cookie = answer.headers["Set-Cookie"]
    assert "ales-de-atacator" not in set_cookie and again.cookie != browser.cookie
    attributes = {part.strip().lower() for part in set_cookie.split(";")[1:]}
    assert {"httponly", "path=/"} <= attributes and attributes & {"samesite=lax", "samesite=strict"}
    assert not any(part.startswith("domain") for part in attributes)
    assert again.ask("GET", "/session").status == 200
    old = Browser(server)
    old.cookie, old.csrf = again.cookie, again.csrf
    assert again.ask("DELETE", "/session").status in (200, 204)
    assert old.ask("GET", "/session").status == 401
    assert browser.ask("GET", "/session").status == 200


def test_no_change_without_our_token_and_our_origin(server, browser):
    wrong = []
    for method, pattern, who in matrix():
        if method == "GET" or pattern == "/api/v1/session":
            continue
        path = fill(pattern)
        for change in ({"csrf": None}, {"csrf": "ghicit"}, {"origin": "https://rau.example.org"}, {"origin": "null"}):
            answer = browser.patiently(method, path, {}, **change)
            if answer.status != 403 or answer.json["key"] != "csrf.refused":
                wrong.append((method, pattern, change, answer.status))
        if browser.patiently("GET", "/session").status != 200:
            wrong.append((method, pattern, "ended the session"))
    assert not wrong, wrong
    assert browser.patiently("POST", "/session", {"login": "ana", "password": PASSWORD}, origin="https://rau.example.org").status == 403


def test_unknown_members_are_refused_by_every_writing_route(server):
    tokens = {role: server.add_token("m-" + role, role) for role in ("central", "admin")}
    columns = ["mission_id", "created_at", "status", "version", "account_id", "closed_at", "unit_id", "fee"]
    wrong = []
    for method, pattern, who in matrix():
        if method not in ("POST", "PUT", "PATCH") or pattern.startswith("/api/v1/import") or "uploads" in pattern:
            continue
        role = "central" if isinstance(who, str) or "central" in who else "admin"
        body = {name: 1 for name in columns}
        answer = server.api(method, fill(pattern), body, token=tokens[role], headers={"If-Match": '"1"'})
        # Where nothing is read the body does not matter; where it is, the strange members come first.
        if answer.status < 300 and pattern not in BODYLESS:
            wrong.append((method, pattern, answer.status))
        elif answer.status not in (400, 404, 409) and answer.status >= 300:
            wrong.append((method, pattern, answer.status))
    assert not wrong, wrong


BODYLESS = {"/api/v1/session/totp", "/api/v1/classifier/retrain", "/api/v1/notices/read", "/api/v1/notices/{id}/read"}


def test_versions_keep_two_editors_apart(server):
    case = server.api("POST", "/cases", {"subject": "Caz"}).json
    path = f"/cases/{case['id']}"
    assert server.api("PATCH", path, {"urgency": "P1"}).status == 428
    fresh = {"If-Match": f'"{case["version"]}"'}
    changed = server.api("PATCH", path, {"urgency": "P1"}, headers=fresh)
    assert changed.status == 200 and changed.headers["ETag"] == f'"{changed.json["version"]}"'
    stale = server.api("PATCH", path, {"urgency": "P2"}, headers=fresh)
    assert stale.status == 412 and stale.json["key"] == "stale" and stale.json["title"]
    assert server.get(path)["urgency"] == "P1"


def test_a_repeated_post_does_its_work_once(server):
    key = {"Idempotency-Key": "cheie-1234567890"}
    first = server.api("POST", "/cases", {"subject": "O dată"}, headers=key)
    again = server.api("POST", "/cases", {"subject": "O dată"}, headers=key)
    assert first.status == again.status == 201 and first.json["id"] == again.json["id"]
    other = server.api("POST", "/cases", {"subject": "Altceva"}, headers=key)
    assert other.status == 422, other.body
    assert len(server.all_cases()) == 1


def test_every_answer_carries_the_security_headers(server):
    host = server.ready["http"].removeprefix("http://").encode()
    big = b"POST /api/v1/session HTTP/1.1\r\nHost: " + host + b"\r\nContent-Length: 99999999\r\n\r\n"
    long = b"GET / HTTP/1.1\r\nHost: " + host + b"\r\nX-A: " + b"a" * 100_000 + b"\r\n\r\n"
    asked = {
        "200": b"GET /healthz HTTP/1.1\r\nHost: " + host + b"\r\nConnection: close\r\n\r\n",
        "401": b"GET /api/v1/cases HTTP/1.1\r\nHost: " + host + b"\r\nConnection: close\r\n\r\n",
        "404": b"GET /nimic/.git/config HTTP/1.1\r\nHost: " + host + b"\r\nConnection: close\r\n\r\n",
        "400": b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n",
        "413": big, "431": long,
        "405": b"PATCH /api/v1/session HTTP/1.1\r\nHost: " + host + b"\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
    }
    for status, text in asked.items():
        reply = raw(server, text).split(b"\r\n\r\n", 1)[0].decode()
        assert reply.startswith(f"HTTP/1.1 {status} "), (status, reply[:200])
        check_headers(reply)
    files = raw(server, b"GET /nimic HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "files").split(b"\r\n\r\n", 1)[0].decode()
    assert "sandbox" in files and "nosniff" in files, files


def check_headers(reply):
    fields = {name.lower(): value for name, _, value in (line.partition(": ") for line in reply.split("\r\n")[1:])}
    policy = fields["content-security-policy"]
    assert "default-src" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe-eval" not in policy and "script-src 'unsafe-inline'" not in policy
    assert fields["x-content-type-options"] == "nosniff"
    assert "referrer-policy" in fields and "cross-origin-opener-policy" in fields
    assert "server" not in fields or not re.search(r"\d", fields["server"])


def test_methods_that_nobody_needs_exist_nowhere(server):
    host, port = server.ready["http"].removeprefix("http://").split(":")
    for method in ("TRACE", "TRACK", "CONNECT", "DEBUG", "PROPFIND"):
        link = http.client.HTTPConnection(host, int(port), timeout=10)
        link.request(method, "/api/v1/cases", headers={"Cookie": "aproape_session=canar"})
        answer = link.getresponse()
        assert answer.status in (400, 404, 405, 501), (method, answer.status)
        assert b"canar" not in answer.read()
        link.close()
    options = server.api("OPTIONS", "/cases")
    assert options.status in (204, 404, 405) and "Access-Control-Allow-Origin" not in options.headers


def test_metrics_are_for_the_machine_alone(server):
    base = server.ready["http"]
    token, server.token = server.token, None
    assert server.api("GET", "/metrics", base=base).status == 200
    for spoof in ({"X-Forwarded-For": "127.0.0.1"}, {"X-Forwarded-For": "203.0.113.9"}, {"X-Forwarded-For": "127.0.0.1, 203.0.113.9"},
                  {"Forwarded": "for=127.0.0.1"}):
        assert server.api("GET", "/metrics", base=base, headers=spoof).status == 404, spoof
    server.token = token


@pytest.mark.parametrize("name", ["ana", "nu-exista"])
def test_guessing_is_slowed_and_the_answer_says_so(server, name):
    server.add_user("ana", "central")
    answers = []
    for attempt in range(8):
        answers.append(Browser(server).sign_in(name, "o-parola-gresita-1"))
        if answers[-1].status == 429:
            break
    assert {a.status for a in answers[:-1]} == {401} and answers[-1].status == 429, [a.status for a in answers]
    slow = answers[-1]
    assert int(slow.headers["Retry-After"]) > 0
    assert slow.headers["Content-Type"].startswith("application/problem+json")
    assert slow.json["key"] == "auth.slow_down" and slow.json["title"] and slow.json["request"]
    assert answers[0].json["key"] == "auth.refused"


def test_a_second_factor_is_asked_and_a_code_works_once(server, browser):
    offer = browser.ask("POST", "/session/totp", {})
    assert offer.status == 200, offer.body
    secret = offer.json["secret"]
    assert urllib.parse.parse_qs(urllib.parse.urlparse(offer.json["uri"]).query)["secret"] == [secret]
    assert browser.ask("PUT", "/session/totp", {"code": "000000" if code_of(secret) != "000000" else "111111"}).status == 400
    assert browser.ask("PUT", "/session/totp", {"code": code_of(secret)}).status in (200, 204)
    stranger = Browser(server)
    assert stranger.sign_in("ana").json["key"] == "auth.code_needed"
    # The code that set it up is spent; the next step's is taken once (one step ahead is allowed).
    assert stranger.sign_in("ana", code=code_of(secret)).status == 401
    following = code_of(secret, time.time() + 30)
    assert stranger.sign_in("ana", code=following).status == 200
    assert Browser(server).sign_in("ana", code=following).status == 401


def test_a_disabled_account_loses_its_socket(server, browser):
    admin = server.add_token("admin.1", "admin")
    host, port = server.ready["http"].removeprefix("http://").split(":")

    def open_socket(origin):
        peer = socket.create_connection((host, int(port)), timeout=10)
        peer.sendall((f"GET /api/v1/feed HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                      f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}\r\nSec-WebSocket-Version: 13\r\n"
                      f"Origin: {origin}\r\nCookie: {browser.cookie}\r\n\r\n").encode())
        return peer
    with open_socket("https://rau.example.org") as foreign:
        assert foreign.recv(100).startswith(b"HTTP/1.1 403")
    with open_socket(server.ready["http"]) as peer:
        assert peer.recv(4096).startswith(b"HTTP/1.1 101")
        account = next(a for a in server.get("/accounts?query=ana", token=admin)["items"] if a["login"] == "ana")
        gone = server.api("PATCH", f"/accounts/{account['id']}", {"disabled": True}, token=admin,
                          headers={"If-Match": f'"{account["version"]}"'})
        assert gone.status == 200, gone.body
        peer.settimeout(5)
        began = time.monotonic()
        while True:
            part = peer.recv(4096)
            if not part or part[:1] == b"\x88":
                break
        assert time.monotonic() - began < 5
    assert browser.ask("GET", "/session").status == 401


def test_no_secret_reaches_the_log(server, browser, sink):
    canaries = {name: f"{LONG}{name}-7391" for name in ("parola", "subiect", "text", "nota", "cookie", "nume")}
    Browser(server).sign_in("ana", canaries["parola"])
    Browser(server).sign_in(canaries["nume"], PASSWORD)
    browser.ask("GET", "/cases?query=" + canaries["text"])
    made = server.api("POST", "/cases", {"subject": canaries["subiect"], "note": canaries["nota"],
                                         "requester": {"name": canaries["nume"], "email": "canar7391@example.org"}})
    assert made.status == 201
    server.api("GET", "/cases", headers={"Cookie": "aproape_session=" + canaries["cookie"], "X-Odd": "a\x1b[31m"}, token="jeton-canar-7391")
    import smtplib
    host, port = server.address("smtp")
    with smtplib.SMTP(host, port) as mail:
        mail.sendmail("canar7391@example.org", "contact@informatiiconsulare.ro",
                      f"From: {canaries['nume']} <canar7391@example.org>\r\nSubject: {canaries['subiect']}\r\n\r\n{canaries['text']}\r\n")
    wait_for(lambda: len(server.all_cases()) == 2, 20, "case of the mail")
    server.stop()
    log = server.log.read_text(errors="replace")
    found = [c for c in [*canaries.values(), "canar7391@example.org", "jeton-canar-7391", PASSWORD, server.token,
                         browser.csrf, browser.cookie.partition("=")[2]] if c in log]
    assert not found, found
    assert "\x1b" not in log


def test_grants_want_a_fresh_password_from_a_session(server):
    server.add_user("sef", "admin")
    clerk = server.add_user("nou", "operator")["id"]
    admin = Browser(server)
    assert admin.sign_in("sef").status == 200

    def grant():
        version = next(a["version"] for a in admin.ask("GET", "/accounts?query=nou").json["items"])
        return admin.ask("PUT", f"/accounts/{clerk}/grants", {"grants": [{"role": "central", "units": None}]}, **{"If-Match": f'"{version}"'})

    assert grant().status == 200  # just signed in
    server.sql("update session set confirmed_at = 0")
    refused = grant()
    assert (refused.status, refused.json["key"]) == (403, "auth.confirm_needed"), refused.body
    for path, body in ((f"/accounts/{clerk}/reset", {}), ("/accounts", {"login": "altul", "grants": []}), ("/import/accounts?dry_run=true", {})):
        assert admin.ask("POST", path, body).json["key"] == "auth.confirm_needed", path
    wrong = admin.ask("POST", "/session/confirm", {"password": "ghicit"})
    assert (wrong.status, wrong.json["key"]) == (403, "auth.refused") and grant().status == 403
    assert admin.ask("POST", "/session/confirm", {"password": PASSWORD}).status == 204
    assert grant().status == 200
    assert {"session.confirmed", "account.granted"} <= {entry["action"] for entry in server.get("/audit?limit=50", token=server.add_token("dpo.2", "dpo"))["items"]}


def test_a_key_and_what_it_creates_are_one_transaction(server, make_server):
    """While the answer of a key cannot be kept, nothing is created; then the repeat creates it once."""
    crash, mended = "create trigger crash before update on idempotency begin select raise(abort, 'crash'); end", "drop trigger crash"
    if server.database:
        server.sql("create function crash() returns trigger language plpgsql as $$ begin raise exception 'crash'; end $$")
        crash, mended = ("create trigger crash before update on idempotency for each row execute function crash()",
                         "drop trigger crash on idempotency")
    admin = server.add_token("sef.1", "admin")
    mail.send(server, mail.message())
    case = wait_for(lambda: server.get("/cases")["items"], 10, "a case")[0]["id"]
    person = server.get(f"/cases/{case}")["requester"]["id"]
    creating = [
        ("/cases", {"subject": "Caz nou"}, lambda: len(server.get("/cases")["items"]), None),
        (f"/cases/{case}/notes", {"text": "Notă"}, lambda: [e["kind"] for e in server.get(f"/cases/{case}/timeline")["items"]].count("note"), None),
        (f"/cases/{case}/tasks", {"title": "Sună"}, lambda: len(server.get(f"/cases/{case}")["tasks"]), None),
        (f"/cases/{case}/roles", {"role": "witness", "person": person}, lambda: len(server.get(f"/cases/{case}")["roles"]), None),
        (f"/people/{person}/identities", {"kind": "phone", "value": "+40 21 555 0123"}, lambda: len(server.get(f"/people/{person}")["identities"]), None),
        ("/organisations", {"name": "Spital"}, lambda: len(server.get("/organisations")["items"]), None),
        ("/views", {"name": "Vizualizare", "query": {"view": "all"}}, lambda: len(server.get("/views")["items"]), None),
        ("/templates", {"code": "salut", "language": "ro", "name": "Salut", "subject": "", "text": "Bună ziua"}, lambda: len(server.get("/templates")["items"]), None),
        (f"/cases/{case}/replies", {"text": "Bună ziua.", "to": ["ana@example.org"], "then": "keep"}, lambda: len(server.get("/outbox")["items"]), None),
        ("/accounts", {"login": "nou.cont", "grants": []}, lambda: len(server.get("/accounts?query=nou.cont", token=admin)["items"]), admin),
    ]

    def send(path, body, token, key):
        headers = {"Idempotency-Key": key}
        if path.endswith("/replies"):
            headers["If-Match"] = f'"{server.get(f"/cases/{case}")["version"]}"'
        return server.api("POST", path, body, token=token, headers=headers)

    for place, (path, body, count, token) in enumerate(creating):
        key, before = f"cheie-de-proba-{place}", count()
        server.sql(crash)
        assert send(path, body, token, key).status >= 500, path
        assert count() == before, path
        server.sql(mended)
        made = send(path, body, token, key)
        assert made.status in (201, 202), (path, made.body)
        assert count() == before + 1, path
        again = send(path, body, token, key)
        assert (again.status, again.json.get("id")) == (made.status, made.json.get("id")), path
        assert count() == before + 1, path
    secret = server.api("POST", f"/accounts/{ABSENT}/reset", {}, token=admin, headers={"Idempotency-Key": "cheie-cu-parola"})
    assert (secret.status, secret.json["key"]) == (400, "http.idempotency_secret")


def test_a_list_is_one_entry_of_the_audit(server):
    token = server.add_token("central.7", "central")
    for subject in ("Unu", "Doi", "Trei"):
        assert server.api("POST", "/cases", {"subject": subject, "requester": {"name": "Ana", "email": "ana.p@example.org"}}, token=token).status == 201
    for _ in range(3):
        assert len(server.get("/cases?view=unassigned", token=token)["items"]) == 3
    server.get("/cases?query=ana.p@example.org", token=token)
    server.get("/people?query=ana.p@example.org", token=token)
    dpo = server.add_token("dpo.7", "dpo")

    def lists():
        return [entry for entry in server.get("/audit?limit=200", token=dpo)["items"] if entry["action"] == "read" and "count" in entry["detail"]]
    wait_for(lambda: len(lists()) >= 3, 5, "the lists in the audit")
    noted = {(entry["detail"]["why"], entry["detail"]["filter"].get("view"), "words" in entry["detail"]["filter"]): entry["detail"]["count"] for entry in lists()}
    assert noted == {("case.list", "unassigned", False): 3, ("case.list", "all", True): 3, ("person.list", None, True): 1}, noted
    assert "ana.p" not in json.dumps(lists())
