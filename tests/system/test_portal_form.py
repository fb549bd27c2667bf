"""The form of the portal: one question a page, kept by us, one case however often it is sent, hostile input harmless."""
import concurrent.futures
import html
import re
import urllib.parse

from harness.portal import Browser
from harness.server import wait_for

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n"
STORY = "Mi s-a furat geanta în gara din Milano, cu pașaportul. Am zbor mâine la 06:35. Ce acte îmi trebuie?"


def fill(browser, story=STORY, email="daniela.craciun@example.org", who="self", persons="", files=(), name="Daniela Crăciun"):
    browser.get("/contact")
    assert browser.path == "/contact/who" and browser.status == 200
    browser.send({"who": who, "persons": persons})
    assert browser.path == "/contact/where", browser.text
    browser.send({"country": "IT", "place": "Milano"})
    assert browser.path == "/contact/topic"
    browser.send({"topic": "TRV"})
    assert browser.path == "/contact/story"
    browser.send({"story": story})
    assert browser.path == "/contact/address"
    browser.send({"name": name, "email": email, "phone": "+39 320 555 0147"})
    assert browser.path == "/contact/files", browser.text
    if files:
        browser.upload(files, {"add": "1"})
        assert browser.status == 200, browser.text
    browser.upload([])
    assert browser.path == "/contact/check", browser.text
    return browser


def cases_of(server):
    return server.get("/cases?limit=200")["items"]


def test_what_is_written_becomes_one_case_with_number_promise_files_and_acknowledgement(server, sink):
    browser = fill(Browser(server), files=[("../../buletin <b>.pdf", PDF)])
    page = html.unescape(browser.text)
    assert STORY in page and "Milano, Italia" in page and "buletin <b>.pdf" in page and "<b>.pdf" not in browser.text
    assert "/services/lost-passport" in browser.text or "/services/travel-title-adult" in browser.text  # before sending
    browser.send({})
    assert browser.path == "/contact/done" and browser.status == 200
    number = re.search(r"AP-\d{4}-\d{6}", browser.text)[0]
    assert "Vă răspundem până la" in browser.text and "Consulatul General al României la Milano" in browser.text
    assert "și pe e-mail" in browser.text
    case = wait_for(lambda: [c for c in cases_of(server) if c["number"] == number], 5, "the case")[0]
    assert (case["channel"], case["category"], case["language"]) == ("form", "TRV", "ro")
    whole = server.get(f"/cases/{case['id']}")
    assert whole["placed_by"]["reason"] == "form" and whole["urgency"] in ("P1", "P2")
    timeline = server.get(f"/cases/{case['id']}/timeline")["items"]
    contact = [one for one in timeline if one["kind"] == "contact" and one["direction"] == "in"][0]
    assert STORY in contact["text"] and "+39 320 555 0147" in contact["text"]
    assert [(a["name"], a["type"], a["size"]) for a in contact["attachments"]] == [("buletin <b>.pdf", "application/pdf", len(PDF))]
    _, recipients, mail, _ = wait_for(lambda: sink.messages, 10, "a mail")[0]
    assert recipients == ["daniela.craciun@example.org"] and number in str(mail["Subject"])
    # The confirmation stays; the form is a new one.
    assert number in browser.get("/contact/done").text
    browser.get("/contact/who")
    assert "checked" not in browser.text


def test_sending_twice_or_at_once_is_one_case(server):
    browser = fill(Browser(server), story="Am nevoie de un certificat de naștere pentru fiul meu.")
    proof = browser.hidden()
    cookie = "; ".join(f"{c.name}={c.value}" for c in browser.jar)

    def press(_):
        other = Browser(server)
        return other._ask("/contact/check", urllib.parse.urlencode(proof).encode(), {"Cookie": cookie}).status

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        list(pool.map(press, range(8)))
    browser.send({}, path="/contact/check")
    assert browser.path == "/contact/done"
    assert len([c for c in cases_of(server) if c["channel"] == "form"]) == 1


def test_wrong_answers_are_told_with_what_was_typed_and_nothing_is_skipped(server):
    browser = Browser(server, "en").get("/contact/who").send({"who": ""})
    assert browser.status == 400 and "Choose for whom" in browser.text and 'role="alert"' in browser.text
    assert browser.get("/contact/address").path == "/contact/who"  # nothing begun yet
    browser.send({"who": "group", "persons": "Ion Ursu\nMaria Ursu"})
    assert browser.get("/contact/check").path == "/contact/where"
    browser.send({"country": "XX"})
    assert browser.status == 400
    browser.send({"country": "MV"}).send({"topic": "NONE"})
    assert browser.status == 400
    browser.send({"topic": "other"}).send({"story": "x"})
    assert browser.status == 400
    browser.send({"story": "We are stranded on an island, please help us home."})
    browser.send({"name": "Ana \"><script>", "email": "ana@nowhere", "phone": "0123"})
    assert browser.status == 400 and "ana@nowhere" in browser.text and "<script" not in browser.text
    assert 'aria-invalid="true" ' in browser.text or 'aria-invalid="true">' in browser.text
    browser.send({"name": "Ana", "email": "ana@example.org", "phone": ""})
    browser.upload([("x.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")])
    assert browser.status == 400 and "no PDF or picture" in browser.text
    browser.upload([])
    assert browser.path == "/contact/check"
    browser.get("/contact/story?changing=1").send({"story": "We are stranded on an island with two children."})
    assert browser.path == "/contact/check" and "two children" in browser.text
    browser.send({})
    case = [c for c in cases_of(server) if c["channel"] == "form"][0]
    roles = server.get(f"/cases/{case['id']}")
    assert "Ion Ursu" in str(roles) or "Ion Ursu" in str(server.get(f"/cases/{case['id']}/roles"))


def test_another_site_or_an_old_page_changes_nothing(server):
    browser = fill(Browser(server), story="O poveste care nu trebuie trimisă de altcineva.")
    foreign = browser.send({}, path="/contact/check", headers={"Origin": "https://evil.example"}.items())
    assert foreign.status == 403
    browser.get("/contact/check")
    browser.send({"proof": "0" * 32})
    assert browser.status == 409
    assert [c for c in cases_of(server) if c["channel"] == "form"] == []
    stolen = Browser(server)
    stolen.get("/contact/check")
    assert stolen.path == "/contact/who"  # without the cookie there is nothing
    log = server.log.read_text()
    assert "daniela.craciun" not in log and "poveste" not in log
