"""The counter through its door: a letter with a scan, a visit joined to its case, the receipt, and who may see it."""
import urllib.request



def upload(server, token):
    answer = server.api("POST", "/uploads?name=petitie.pdf", token=token, raw=b"%PDF-1.4\n1 0 obj<<>>endobj\n",
                        headers={"Content-Type": "application/pdf"})
    assert answer.status == 201, answer.body
    return answer.json["id"]


def enter(server, token, **members):
    answer = server.api("POST", "/counter-entries", {"channel": "visit", "unit": "it-rome-amb", "subject": "Întrebare",
                                                     "text": "A venit cu o întrebare.", **members}, token=token)
    assert answer.status == 201, answer.body
    return answer.json


def test_a_registrar_enters_a_letter_and_an_officer_the_visit_that_follows(server):
    registrar = server.add_token("reg", "registrar", "it-rome-amb")
    officer = server.add_token("off", "officer", "it-rome-amb")
    letter = enter(server, registrar, channel="letter", subject="Petiție", category="PET", subcategory="PET.petition",
                   requester={"name": "Zamfira Țurcanu", "phone": "+40 21 555 0123"}, written_on="2026-01-02",
                   scans=[upload(server, registrar)])
    assert letter["case"]["number"].startswith("AP-") and letter["scans"][0]["name"] == "petitie.pdf"
    assert [term["name"] for term in letter["terms"]] == ["Answer to a petition"] or letter["terms"][0]["name"]
    found = server.get("/people?query=Zamfira", token=officer)["items"][0]
    offered = server.get(f"/people/{found['id']}", token=officer)["cases"]
    assert [case["id"] for case in offered] == [letter["case"]["id"]]
    visit = enter(server, officer, person=found["id"], case=offered[0]["id"], unit=None, take=True)
    assert visit["case"]["id"] == letter["case"]["id"]
    case = server.get(f"/cases/{visit['case']['id']}", token=officer)
    assert case["channel"] == "letter" and case["holder"]["name"] and case["registered_at"]
    lines = server.get(f"/cases/{case['id']}/timeline", token=officer)["items"]
    contacts = [line for line in lines if line["kind"] == "contact"]
    assert [contact["channel"] for contact in contacts] == ["letter", "visit"]
    assert contacts[0]["attachments"][0]["name"] == "petitie.pdf"
    assert "counter.entered" in [line["type"] for line in lines if line["kind"] == "event"]
    assert [entry["id"] for entry in server.get("/counter-entries", token=officer)["items"]] == [visit["id"]]


def test_another_mission_learns_nothing_and_wrong_fields_are_named(server):
    rome = server.add_token("rome", "officer", "it-rome-amb")
    madrid = server.add_token("madrid", "officer", "es-madrid-amb")
    entry = enter(server, rome, requester={"name": "Ion Țîrlea"})
    for path in (f"/counter-entries/{entry['id']}", "/counter-entries/4611686018427387"):
        answer = server.api("GET", path, token=madrid)
        assert answer.status == 404 and answer.json["key"] == "counter.not_found"
    assert server.get("/counter-entries", token=madrid)["items"] == []
    wrong = server.api("POST", "/counter-entries", {"channel": "visit", "unit": "it-rome-amb", "subject": "x", "text": "y",
                                                    "requester": {"name": "Ion"}}, token=madrid)
    assert wrong.status == 400 and wrong.json["fields"][0]["name"] == "unit"
    wrong = server.api("POST", "/counter-entries", {"channel": "visit", "unit": "it-rome-amb", "subject": "x", "text": "y"}, token=rome)
    assert wrong.status == 400 and wrong.json["fields"][0]["name"] == "person"


def test_a_letter_to_an_authority_is_a_pdf_and_the_case_waits(server):
    officer = server.add_token("off", "officer", "it-rome-amb")
    entry = enter(server, officer, requester={"name": "Ștefan Țurcanu"})
    path = f"/cases/{entry['case']['id']}"
    version = server.get(path, token=officer)["version"]
    templates = [one for one in server.get("/templates")["items"] if one["code"] == "letter-identity" and one["language"] == "ro"]
    text = server.api("POST", f"/templates/{templates[0]['id']}/render", {"case": entry["case"]["id"]}, token=officer).json["text"]
    assert "Ștefan Țurcanu" in text and entry["case"]["number"] in text
    letter = {"addressee": "Direcția pentru Evidența Persoanelor", "subject": "Verificarea identității", "text": text,
              "due_at": "2099-01-15T09:00:00Z", "remind_at": "2099-01-10T09:00:00Z"}
    wrong = server.api("POST", path + "/letters", {**letter, "due_at": "2020-01-01T09:00:00Z"}, token=officer,
                       headers={"If-Match": f'"{version}"'})
    assert wrong.status == 400 and wrong.json["fields"][0]["name"] == "due_at"
    sent = server.api("POST", path + "/letters", letter, token=officer, headers={"If-Match": f'"{version}"'})
    assert sent.status == 201, sent.body
    case = sent.json["case"]
    assert case["status"] == "waiting" and case["waiting_on"]["kind"] == "authority" and case["waiting_on"]["name"] == letter["addressee"]
    assert [task["due_at"][:10] for task in case["tasks"]] == ["2099-01-10"]
    contact = [line for line in server.get(path + "/timeline", token=officer)["items"] if line["kind"] == "contact"][-1]
    assert contact["channel"] == "letter" and contact["direction"] == "out"
    with urllib.request.urlopen(contact["attachments"][0]["url"], timeout=10) as file:
        assert file.read(5) == b"%PDF-"
    assert server.api("POST", path + "/letters", letter, token=officer, headers={"If-Match": f'"{version}"'}).status == 412
