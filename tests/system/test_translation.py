"""The translation slot of templates, against a server that speaks LibreTranslate's language."""
import http.server
import json
import threading

import pytest


class Machine(http.server.BaseHTTPRequestHandler):
    """Says every word in capitals, and keeps what it was asked."""
    asked = []

    def do_POST(self):
        question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        Machine.asked.append((self.path, question))
        broken = "rupe" in question["q"]
        body = json.dumps({"translatedText": "nimic" if broken else question["q"].upper()}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def machine():
    Machine.asked.clear()
    server = http.server.HTTPServer(("127.0.0.1", 0), Machine)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_template_is_translated_with_its_placeholders_and_only_where_a_machine_is_named(make_server, machine):
    server = make_server(translation__url=machine)
    editor, officer = server.add_token("ed", "editor"), server.add_token("of", "officer", "it-rome-amb")
    assert server.get("/translator", token=editor) == {"configured": True}
    body = {"subject": "Cazul {{case.number}}", "text": "{{#urgency.P1}}Sunați.{{/urgency.P1}} Bună ziua.", "from": "ro", "to": "en"}
    made = server.api("POST", "/translations", body, token=editor)
    assert made.status == 200, made.body
    assert made.json == {"subject": "CAZUL {{case.number}}", "text": "{{#urgency.P1}}SUNAȚI.{{/urgency.P1}} BUNĂ ZIUA."}
    assert [(path, question["source"], question["target"]) for path, question in Machine.asked] == [("/translate", "ro", "en")] * 2
    assert not any("case.number" in question["q"] for _, question in Machine.asked)
    broken = server.api("POST", "/translations", {**body, "subject": "rupe {{name}}"}, token=editor)
    assert broken.status == 503 and broken.json["key"] == "translation.garbled"
    assert server.api("POST", "/translations", {**body, "to": "../x"}, token=editor).status == 400
    assert server.api("POST", "/translations", body, token=officer).status == 403


def test_without_a_machine_nothing_leaves_and_one_that_is_away_is_told(make_server):
    plain = make_server()
    editor = plain.add_token("ed", "editor")
    body = {"text": "Bună ziua.", "from": "ro", "to": "en"}
    assert plain.get("/translator", token=editor) == {"configured": False}
    none = plain.api("POST", "/translations", body, token=editor)
    assert none.status == 404 and none.json["key"] == "translation.none"
    away = make_server(translation__url="http://127.0.0.1:1")
    down = away.api("POST", "/translations", body, token=away.add_token("ed", "editor"))
    assert down.status == 503 and down.json["key"] == "translation.down"
