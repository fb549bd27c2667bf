"""The classifier through the real doors: the command, the route, a mail that becomes a classified case, correction, retraining."""
import json
import subprocess

from harness import mail
from harness.server import BINARY, wait_for

ARREST = "Fratele meu a fost arestat azi de poliție la Milano, vă rog ajutați-ne să aflăm unde este."


def run(binary, *arguments, given=""):
    return subprocess.run([binary, *arguments], input=given.encode(), capture_output=True, timeout=120)


def test_classify_reads_json_lines_and_loses_none_beside_a_bad_one():
    lines = [json.dumps({"id": "a", "subject": "Ajutor", "text": ARREST}), "no json", "", json.dumps({"id": 7, "text": "How do I renew my passport in Dublin?"}),
             json.dumps({"id": "x", "subject": "no text"})]
    done = run(str(BINARY), "classify", given="\n".join(lines) + "\n")
    assert done.returncode == 2, done.stderr
    told = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert len(told) == 4
    first, bad, second, empty = told
    keys = ["id", "language", "category", "subcategory", "urgent", "urgency", "country", "confidence", "alternatives"]
    assert list(first)[: len(keys)] == keys
    assert first["id"] == "a" and first["language"] == "ro" and first["urgent"] is True and first["urgency"] in ("P1", "P2")
    assert bad["line"] == 2 and bad["error"]["key"] == "json.syntax"
    assert second["id"] == 7 and second["subcategory"].startswith("TRV.") and second["urgent"] is False
    assert empty["line"] == 5 and empty["error"]["key"] == "classify.text_missing"
    good = run(str(BINARY), "classify", given=lines[0] + "\n")
    assert good.returncode == 0 and json.loads(good.stdout) == first
    assert run(str(BINARY), "classify").returncode == 0  # nothing asked, nothing wrong


def test_the_route_says_the_same_as_the_command(server):
    asked = {"id": "a", "subject": "Ajutor", "text": ARREST}
    answer = server.api("POST", "/classify", asked)
    assert answer.status == 200, answer.body
    assert answer.json == json.loads(run(str(BINARY), "classify", given=json.dumps(asked) + "\n").stdout)
    assert server.api("POST", "/classify", {"subject": "x"}).status == 400


def test_a_mail_is_classified_corrected_and_learnt_from(server):
    mail.send(server, mail.message(subject="Ajutor", text=ARREST))
    case = wait_for(lambda: server.get("/cases")["items"], 10, "a case")[0]
    assert case["urgency"] in ("P1", "P2")
    said = server.get(f"/cases/{case['id']}/classification")
    assert said["corrected"] is None and said["first"]["urgent"] is True
    words = said["first"]["words"]["urgency"]
    assert words and all(word in ARREST + " Ajutor" for word in words)
    version = server.get(f"/cases/{case['id']}")["version"]
    done = server.api("POST", f"/cases/{case['id']}/classification", {"subcategory": "PRO.arrest", "country": "IT"}, headers={"If-Match": f'"{version}"'})
    assert done.status == 200, done.body
    assert done.json["corrected"]["subcategory"] == "PRO.arrest" and done.json["corrected"]["country"] == "IT"
    again = server.get(f"/cases/{case['id']}")
    assert again["category"] == "PRO" and again["subcategory"] == "PRO.arrest"
    stale = server.api("POST", f"/cases/{case['id']}/classification", {"kind": "spam"}, headers={"If-Match": f'"{version}"'})
    assert stale.status == 412

    assert server.get("/classifier")["corrections"] == 1
    assert server.api("POST", "/classifier/switch", {}).status == 409
    assert server.api("POST", "/classifier/retrain", {}).status == 202
    trained = wait_for(lambda: server.get("/classifier")["items"], 90, "a trained model")[0]
    assert trained["state"] == "trained" and trained["report"]["corrections"] == 1
    assert server.get("/classifier")["carried"] is True
    assert server.api("POST", "/classifier/switch", {}).status == 200
    assert server.get("/classifier")["active"] == trained["name"]
    assert server.api("POST", "/classifier/back", {}).status == 200
    assert server.get("/classifier")["carried"] is True
