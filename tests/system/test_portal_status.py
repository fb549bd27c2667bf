"""Following a case without an account: a code to the known address, guesses that yield nothing, an answer that joins the case."""
import concurrent.futures
import html
import re

import pytest

from harness import mail
from harness.portal import Browser
from harness.server import wait_for

ADDRESS = "daniela.craciun@example.org"


@pytest.fixture
def case(server):
    mail.send(server, mail.message(subject="Pașaport furat", sender=ADDRESS, text="Bună ziua, mi s-a furat pașaportul la Roma."))
    return wait_for(lambda: [c for c in server.get("/cases")["items"] if c["subject"] == "Pașaport furat"], 10, "a case")[0]


def is_code(message):
    return any(words in str(message["Subject"]) for words in ("Codul dumneavoastră", "Your code"))


def code_for(sink):
    def found():
        for _, recipients, message, _ in list(sink.messages):
            code = re.search(r"\b(\d{8})\b", message.get_body(("plain",)).get_content())
            if code and recipients == [ADDRESS] and is_code(message):
                return code[1]
        return None
    return wait_for(found, 10, "the code by mail")


def enter(server, sink, case):
    browser = Browser(server).get("/status").send({"number": case["number"], "email": ADDRESS.upper()})
    assert browser.path == "/status/code", browser.text
    before = {c.name: c.value for c in browser.jar}["aproape_case"]
    browser.send({"code": code_for(sink)})
    assert browser.path == "/status/case" and browser.status == 200, browser.text
    assert {c.name: c.value for c in browser.jar}["aproape_case"] != before  # what was known before the code is worth nothing
    return browser


def test_the_citizen_sees_stages_and_letters_and_answers_there(server, sink, case):
    version = server.get(f"/cases/{case['id']}")["version"]
    answer = server.api("POST", f"/cases/{case['id']}/replies", {"text": "Trimiteți o copie a buletinului.", "to": [ADDRESS],
                                                                 "then": "wait", "delay": 0}, headers={"If-Match": f'"{version}"'})
    assert answer.status == 202, answer.body
    server.api("POST", f"/cases/{case['id']}/notes", {"text": "Notă internă: de verificat identitatea."})
    version = server.get(f"/cases/{case['id']}")["version"]
    other = server.api("POST", f"/cases/{case['id']}/replies", {"text": "Către poliție: vă rugăm procesul-verbal.", "to": ["politia@example.org"],
                                                                "then": "keep", "delay": 0}, headers={"If-Match": f'"{version}"'})
    assert other.status == 202, other.body
    wait_for(lambda: [m for m in sink.messages if m[1] == ["politia@example.org"]], 10, "the letter to the police")
    browser = enter(server, sink, case)
    page = html.unescape(browser.text)
    assert case["number"] in page and "mi s-a furat pașaportul la Roma" in page and "Trimiteți o copie a buletinului." in page
    assert "Notă internă" not in page and "Către poliție" not in page  # never what is inside, nor another's letters
    assert "Lucrăm la ea: acum aici" in page and "Avem nevoie de ceva de la dumneavoastră" in page
    fields = browser.hidden()
    browser.upload([("buletin.pdf", b"%PDF-1.4\n")], {"text": "Am atașat copia."})
    assert browser.path == "/status/case" and "Am primit mesajul" in browser.text and "buletin.pdf" in browser.text
    browser.upload([("buletin.pdf", b"%PDF-1.4\n")], {"text": "Am atașat copia.", **fields})  # the same page once more
    contacts = [one for one in server.get(f"/cases/{case['id']}/timeline")["items"] if one["kind"] == "contact" and one["channel"] == "form"]
    assert [(c["text"], [a["name"] for a in c["attachments"]]) for c in contacts] == [("Am atașat copia.", ["buletin.pdf"])]
    assert server.get(f"/cases/{case['id']}")["status"] == "open"  # it waited for this
    browser.upload([("x.html", b"<script>alert(1)</script>")], {"text": "și aceasta"})
    assert browser.status == 400 and "nu este PDF" in browser.text and "și aceasta" in browser.text
    browser.send({}, path="/status/end")
    assert browser.get("/status/case").path == "/status"


def test_guesses_yield_nothing_and_what_is_unknown_looks_the_same(server, sink, case):
    def shape(number, email):
        browser = Browser(server, "en").get("/status").send({"number": number, "email": email})
        asked = (browser.path, browser.status, re.sub(r"AP-\S+", "", browser.text))
        browser.send({"code": "00000000"})
        return asked, (browser.path, browser.status, browser.text), browser

    known, wrong, browser = shape(case["number"], ADDRESS)
    assert shape("AP-2026-999999", ADDRESS)[:2] == (known, wrong)
    assert shape(case["number"], "altcineva@example.org")[:2] == (known, wrong)
    assert shape("nonsense", "x")[:2] == (known, wrong)
    # Five tries a code, also at once; then the right one is of no use either.
    cookie = "; ".join(f"{c.name}={c.value}" for c in browser.jar)

    def guess(n):
        other = Browser(server)
        return other._ask("/status/code", f"code={n:08d}".encode(), {"Cookie": cookie}).status

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        assert set(pool.map(guess, range(40))) <= {400, 429}
    right = code_for(sink)
    browser.send({"code": right}, path="/status/code")
    assert browser.path == "/status/code" and browser.status in (400, 429)
    # The next code comes after a pause, which grows; the same for numbers that are none.
    for number in (case["number"], "AP-2026-999999"):
        again = Browser(server, "en").get("/status").send({"number": number, "email": ADDRESS})
        assert again.status == 429 and again.path == "/status"
    assert len([m for m in sink.messages if is_code(m[2])]) == 1
    assert right not in server.log.read_text() and ADDRESS not in server.log.read_text()
