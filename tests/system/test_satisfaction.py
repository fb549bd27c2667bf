"""The question after closing: a link in the mail, one answer without signing in, the result in the case."""
import re
import urllib.error
import urllib.parse
import urllib.request

from harness import mail
from harness.server import wait_for


def fetch(address, fields=None):
    data = urllib.parse.urlencode(fields).encode() if fields else None
    try:
        with urllib.request.urlopen(urllib.request.Request(address, data=data), timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def close_with_answer(server, then):
    mail.send(server, mail.message(subject=f"Întrebare {then}"))
    case = wait_for(lambda: [c for c in server.get("/cases")["items"] if c["subject"] == f"Întrebare {then}"], 10, "a case")[0]
    version = server.get(f"/cases/{case['id']}")["version"]
    answer = server.api("POST", f"/cases/{case['id']}/replies", {"text": "Actul de identitate.", "to": ["daniela.craciun@example.org"],
                                                                 "then": then, "delay": 0}, headers={"If-Match": f'"{version}"'})
    assert answer.status == 202, answer.body
    return case, server.get(f"/outbox/{answer.json['id']}")["raw"]


def test_an_answer_that_closes_asks_once_and_the_result_stands_in_the_case(server):
    case, raw = close_with_answer(server, "close")
    token = re.search(r"/rate/([0-9a-f]{58})", raw.replace("=\r\n", "").replace("=\n", ""))
    assert token, raw
    address = f"{server.ready['http']}/rate/{token[1]}"
    status, page = fetch(address)
    assert status == 200 and case["number"] in page and "Foarte mulțumit" in page
    assert server.get(f"/cases/{case['id']}/satisfaction")["items"] == []  # looking answers nothing
    assert fetch(address, {"score": "9"})[0] == 400
    status, page = fetch(address, {"score": "5", "comment": "Mulțumesc <b>mult</b>!"})
    assert status == 200 and "înregistrat" in page
    assert fetch(address, {"score": "1"})[0] == 409
    assert "deja" in fetch(address)[1]
    said = server.get(f"/cases/{case['id']}/satisfaction")["items"]
    assert [(one["score"], one["comment"]) for one in said] == [(5, "Mulțumesc <b>mult</b>!")]
    types = [line["type"] for line in server.get(f"/cases/{case['id']}/timeline")["items"] if line["kind"] == "event"]
    assert "satisfaction.answered" in types
    assert server.get(f"/cases/{case['id']}")["status"] == "closed"

    def content():
        found = next(one for one in server.get("/reports/overview")["figures"] if one["id"] == "satisfaction")
        return found["numerator"], found["denominator"]
    wait_for(lambda: content() == (1, 1), 5, "the answer in the reports")
    wrong = address[:-1] + ("0" if address[-1] != "0" else "1")
    assert fetch(wrong)[0] == 404 and fetch(wrong, {"score": "5"})[0] == 404


def test_an_answer_that_does_not_close_asks_nothing(server):
    assert "/rate/" not in close_with_answer(server, "wait")[1]
