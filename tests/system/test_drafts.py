"""A draft: one for each account and case, with its files by name, and whose it is."""
import pytest


@pytest.fixture
def case(server):
    made = server.api("POST", "/cases", {"subject": "Certificat de naștere"})
    assert made.status == 201, made.body
    return made.json["id"]


def test_a_draft_comes_back_with_the_names_of_its_files(server, case):
    file = server.api("POST", "/uploads?name=acte.txt", raw="pașaport".encode(), headers={"Content-Type": "text/plain"}).json
    draft = {"kind": "reply", "text": "Bună ziua", "to": ["maria@example.org"], "attachments": [file["id"], "4711"]}
    assert server.api("PUT", f"/cases/{case}/draft", draft).status == 200
    kept = server.get(f"/cases/{case}/draft")
    assert kept["text"] == "Bună ziua" and kept["to"] == ["maria@example.org"]
    assert kept["files"] == [file]  # an upload that is not ours, or gone, is left out
    assert file["name"] == "acte.txt" and file["size"] == len("pașaport".encode())


def test_a_draft_is_its_writers_alone(server, case):
    assert server.api("PUT", f"/cases/{case}/draft", {"kind": "note", "text": "doar al meu"}).status == 200
    other = server.add_token("alt.central", "central")
    assert server.api("GET", f"/cases/{case}/draft", token=other).status == 404
    assert server.api("DELETE", f"/cases/{case}/draft").status == 204
    assert server.api("GET", f"/cases/{case}/draft").status == 404
