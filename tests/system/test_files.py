"""The files origin: what strangers sent is given out by short-lived signed addresses only, as a download or in a sandbox."""
import base64
import urllib.parse

import pytest
from harness import mail
from harness.engines import Clamd
from harness.server import wait_for

PDF = b"%PDF-1.4 test"
PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/q842iQAAAABJRU5ErkJggg==")


def contact_of(server):
    case = wait_for(lambda: server.get("/cases")["items"], 10, "a case")[0]
    return wait_for(lambda: [i for i in server.get(f"/cases/{case['id']}/timeline")["items"] if i["kind"] == "contact"], 10, "a contact")[0]


def named(contact, name):
    return next(part for part in contact["attachments"] if part["name"] == name)


def fetch(server, url):
    """As a browser does: no cookie, no token."""
    kept, server.token = server.token, None
    try:
        return server.api("GET", "", base=url)
    finally:
        server.token = kept


def assert_sandboxed(answer):
    """Nothing runs, nothing is fetched from elsewhere, and only the desk may frame it."""
    policies = answer.headers.get_all("Content-Security-Policy")
    assert len(policies) == 1
    rules = {words[0]: words[1:] for words in (part.split() for part in policies[0].split(";")) if words}
    assert "sandbox" in rules and not {"allow-scripts", "allow-same-origin", "allow-forms"} & set(rules["sandbox"])
    assert rules["default-src"] == ["'none'"] and "script-src" not in rules
    assert rules["img-src"] == ["'self'", "data:", "cid:"]


@pytest.fixture
def letter(server):
    """A mail with a picture in its text, a page, a program and a scan."""
    letter = mail.message(html='<p>Vedeți <img src="cid:photo@example.org"> <script>x()</script></p>', attachments=[
        ("denunț.pdf", PDF, "application/pdf"), ("pagina.html", b"<script>alert(1)</script>", "text/html")])
    letter.get_payload()[0].get_payload()[1].add_related(PNG, "image", "png", cid="<photo@example.org>", filename="photo.png")
    mail.send(server, letter)
    return contact_of(server)


def test_a_file_lies_on_its_own_origin_and_comes_as_a_download(server, letter):
    part = named(letter, "denunț.pdf")
    url = urllib.parse.urlsplit(part["url"])
    assert f"{url.scheme}://{url.netloc}" == server.ready["files"] != server.ready["http"]
    assert part["scan"] == "not_scanned"
    refused = fetch(server, part["url"])
    assert refused.status == 409 and refused.json["key"] == "file.not_scanned"
    taken = fetch(server, part["url"] + "?confirm=1")
    assert taken.status == 200 and taken.body == PDF
    assert taken.headers["Content-Disposition"].startswith("attachment;")
    assert "filename*=UTF-8''denun%C8%9B.pdf" in taken.headers["Content-Disposition"]
    assert taken.headers["Content-Type"] == "application/octet-stream"
    assert taken.headers["X-Content-Type-Options"] == "nosniff"
    assert_sandboxed(taken)
    assert "no-store" in taken.headers["Cache-Control"]


def test_only_what_a_sandbox_can_hold_has_a_preview(server, letter):
    shown = fetch(server, named(letter, "denunț.pdf")["preview_url"])
    assert shown.status == 200 and shown.body == PDF
    assert shown.headers["Content-Disposition"].startswith("inline;")
    assert_sandboxed(shown)
    page = named(letter, "pagina.html")
    assert page["preview_url"] is None
    assert fetch(server, page["url"]).status == 409


def test_a_changed_address_opens_nothing(server, letter):
    url = named(letter, "denunț.pdf")["url"]
    head, _, token = url.rpartition("/")
    parts = token.split("-")
    other = [str(int(parts[0]) + 1), *parts[1:]]
    later = [*parts[:3], str(int(parts[3]) + 3_600_000), parts[4]]
    confirmed = [parts[0], str(int(parts[1]) | 4), *parts[2:]]
    forged = [*parts[:-1], "0" * len(parts[-1])]
    for changed in (other, later, confirmed, forged, ["x"], parts[:-1]):
        assert fetch(server, head + "/" + "-".join(changed)).status == 404, changed
    # The files origin knows nothing else: neither the API nor the desk.
    for path in ("/api/v1/cases", "/desk/", "/"):
        assert server.api("GET", path, base=server.ready["files"]).status == 404, path


def test_a_mail_is_shown_without_scripts_and_with_its_own_pictures(server, letter):
    page = fetch(server, letter["html_url"])
    assert page.status == 200 and b"<script" not in page.body
    assert_sandboxed(page)
    assert b"cid:" not in page.body
    source = page.body.decode().split('src="')[1].split('"')[0].replace("&amp;", "&")
    picture = fetch(server, source)
    assert picture.status == 200 and picture.headers["Content-Type"] == "image/png" and picture.body == PNG


def test_what_the_scanner_refused_is_never_given_out(make_server, sink):
    clamd = Clamd()
    try:
        server = make_server(smtp__relay=sink.url, mail__clamd=f"127.0.0.1:{clamd.port}")
        server.token = server.add_token("masina", "central")
        mail.send(server, mail.message(attachments=[("virus.bin", Clamd.EICAR, "application/octet-stream"), ("bun.pdf", PDF, "application/pdf")]))

        def scanned():
            parts = contact_of(server)["attachments"]
            return parts if parts and all(part["scan"] in ("clean", "infected") for part in parts) else None
        parts = {part["name"]: part for part in wait_for(scanned, 30, "verdicts")}
        assert parts["virus.bin"]["scan"] == "infected" and parts["virus.bin"]["preview_url"] is None
        for query in ("", "?confirm=1"):
            assert fetch(server, parts["virus.bin"]["url"] + query).status == 409
        assert fetch(server, parts["bun.pdf"]["url"]).body == PDF
    finally:
        clamd.remove()
