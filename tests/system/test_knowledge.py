"""The knowledge base through the real doors: found in any spelling, read for a mission, suggested for a case, written by one and
approved by another."""
import copy
import time

from harness import mail
from harness.server import BINARY, wait_for


def keys(server, query, **more):
    path = f"/articles?limit=3&query={query}" + "".join(f"&{name}={value}" for name, value in more.items())
    return [item["key"] for item in server.get(path)["items"]]


def test_articles_are_found_in_any_spelling_and_language(server):
    everything = server.get("/articles?limit=200")
    assert len(everything["items"]) >= 40 and everything["next"] is None
    first = server.get("/articles?limit=30")
    rest = server.get(f"/articles?limit=200&cursor={first['next']}")
    assert first["items"] + rest["items"] == everything["items"]
    for query in ("titlu%20de%20c%C4%83l%C4%83torie", "titlu%20calatorie", "TITLUL%20DE%20C%C4%82L%C4%82TORIE", "travel%20title"):
        assert "travel-title-adult" in keys(server, query), query
    assert "id-card-proxy" in keys(server, "buletin%20expirat")
    assert "script-arrest" not in keys(server, "arestat", audience="citizen")
    assert keys(server, "procur")[0] == "proxy"  # while it is typed


def test_a_search_takes_less_than_thirty_milliseconds(server):
    server.get("/articles?query=pasaport")
    times = []
    for _ in range(20):
        start = time.monotonic()
        server.get("/articles?query=mi-am%20pierdut%20pasaportul%20la%20roma&limit=5")
        times.append(time.monotonic() - start)
    bound = 0.030 if "release" in BINARY.parts else 1.0  # a sanitizer's program is slow by nature
    assert sorted(times)[len(times) // 2] < bound, times


def test_an_article_holds_as_it_does_at_the_mission(server):
    base = server.get("/articles/passport-adult-crds?language=ro")
    dublin = server.get("/articles/passport-adult-crds?language=ro&mission=ie-dublin-amb")
    assert "59 EUR" in dublin["fee"] and "59 EUR" not in base["fee"]
    assert dublin["applied"][0]["mission"] == "ie-dublin-amb" and dublin["documents"] == base["documents"]
    assert server.get("/articles/passport-adult-crds?language=hu")["language"] == "ro"
    assert server.api("GET", "/articles/passport-adult-crds?mission=nowhere").status == 400
    assert server.api("GET", "/articles/none").json["key"] == "article.not_found"


def test_a_case_gets_its_articles_and_says_what_became_of_them(server):
    mail.send(server, mail.message())
    case = wait_for(lambda: server.get("/cases")["items"], 10, "a case")[0]
    path = f"/cases/{case['id']}/articles"
    found = server.get(path)
    first = [item["key"] for item in found["items"]]
    assert "lost-passport" in first[:3], first
    assert found["mission"].startswith("it-")
    for outcome in ("inserted", "failed", "solved"):
        assert server.api("POST", path, {"article": "lost-passport", "outcome": outcome}).status == 204
    assert server.api("POST", path, {"article": "lost-passport", "outcome": "loved"}).status == 400
    marks = {item["key"]: item["marks"] for item in server.get(path)["items"]}
    assert marks["lost-passport"] == ["inserted", "solved"]
    assert {"key": "lost-passport", "inserted": 1, "solved": 1, "failed": 0} in server.get("/article-usage")["items"]
    # Another mission learns nothing of the case, by suggestions neither.
    elsewhere = server.add_token("consul.paris", "consul", "fr-paris-amb")
    assert server.api("GET", path, token=elsewhere).status == 404
    assert server.api("POST", path, {"article": "fees", "outcome": "solved"}, token=elsewhere).status == 404


def test_one_writes_another_approves(server):
    editor, second = server.add_token("redactor", "editor"), server.add_token("redactor.doi", "editor")
    operator = server.add_token("operator.unu", "operator")
    versions = server.api("GET", "/articles/fees/versions")
    whole = server.get("/articles/fees/versions/1")
    document = copy.deepcopy(whole["document"])
    document["texts"]["ro"]["summary"] = "Aproape totul este gratuit."

    def change(method, path, body, token, version):
        return server.api(method, f"/articles/fees/{path}", body, token=token, headers={"If-Match": f'"{version}"'})

    assert versions.headers["ETag"] == f'"{whole["version"]}"'
    assert change("PUT", "draft", {"document": document}, operator, whole["version"]).status == 403
    saved = change("PUT", "draft", {"document": document, "note": "mai scurt"}, editor, whole["version"])
    assert saved.status == 200 and saved.json["state"] == "draft", saved.body
    assert saved.json["stale"] == ["en"]  # the translation still says what was before
    assert change("PUT", "draft", {"document": document}, editor, whole["version"]).status == 412
    broken = copy.deepcopy(document)
    del broken["texts"]["ro"]["title"]
    refused = change("PUT", "draft", {"document": broken}, editor, saved.json["version"])
    assert refused.status == 400 and refused.json["fields"][0]["name"] == "texts.ro.title"
    submitted = change("POST", "submit", {}, editor, saved.json["version"])
    assert [(item["key"], item["may_approve"]) for item in server.get("/article-work", token=second)["items"]] == [("fees", True)]
    own = change("POST", "approve", {}, editor, submitted.json["version"])
    assert own.status == 403 and own.json["key"] == "article.own"
    assert server.get("/articles/fees?language=ro")["summary"] != document["texts"]["ro"]["summary"]
    approved = change("POST", "approve", {}, second, submitted.json["version"])
    assert approved.status == 200 and approved.json["state"] == "published", approved.body
    assert server.get("/articles/fees?language=ro")["summary"] == document["texts"]["ro"]["summary"]
    assert {"language": "en", "stale": True} in server.get("/articles/fees")["languages"]
    parts = server.get("/articles/fees/diff?from=1&to=2")["parts"]
    assert [part["path"] for part in parts] == ["texts.ro.summary"]
    assert [line["sign"] for line in parts[0]["lines"]] == ["-", "+"]
    # What staff wrote survives a start of the program, which carries the older text.
    server.stop()
    server.start()
    assert server.get("/articles/fees?language=ro")["summary"] == document["texts"]["ro"]["summary"]
