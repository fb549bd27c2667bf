"""The pages for citizens, asked of the real program as a browser without scripts asks."""
import re
import urllib.error
import urllib.parse
import urllib.request

import pytest


def page(server, path, language="ro", cookies=""):
    request = urllib.request.Request(server.ready["http"] + path, headers={"Accept-Language": language, "Cookie": cookies})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read().decode(), answer.headers
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(), error.headers


@pytest.fixture
def site(make_server):
    return make_server(demo__seed="true")


def test_the_first_pages_are_light_work_without_scripts_and_speak_two_languages(site):
    status, home, headers = page(site, "/")
    assert status == 200 and "Cu ce vă putem ajuta?" in home and "<script" not in home
    assert "unsafe-inline" not in headers["Content-Security-Policy"] and "style=" not in home
    css = page(site, "/portal/portal.css")[1]
    assert len(home.encode()) + len(css.encode()) < 60_000
    assert 'href="tel:112"' in home and "+40 21 555 0100" in home and 'rel="noreferrer"' in home
    assert "How can we help you?" in page(site, "/", "en-GB")[1]
    # The switch keeps what was asked, and stays for the next page.
    _, search, headers = page(site, "/search?q=pasaport&lang=en")
    assert 'lang="en"' in search and "q=pasaport&amp;lang=ro" in search
    kept = re.search(r"aproape_language=en", headers["Set-Cookie"])
    assert kept and "Consular portal" in page(site, "/danger", cookies=kept[0])[1]
    for path in ("/danger", "/countries", "/services", "/accessibility", "/privacy"):
        for language in ("ro", "en"):
            status, text, _ = page(site, path, language)
            assert status == 200 and f'<html lang="{language}">' in text, path
            assert not re.search(r">(portal|rating)\.\w+", text), path  # a text that is missing


def test_every_country_has_a_page_with_somebody_competent(site):
    codes = re.findall(r'href="/countries/([A-Z]{2})"', page(site, "/countries")[1])
    assert len(codes) == len(set(codes)) == 249
    for code in codes[::12] + ["RO"]:
        status, text, _ = page(site, f"/countries/{code}")
        assert status == 200 and '<li class="card">' in text, code
    italy = page(site, "/countries/IT")[1]
    assert "+39 06 555 0199" in italy and "Consulatul General al României la Milano" in italy
    assert "Deschis acum" in italy or "Închis" in italy
    assert "Milano" in page(site, "/countries/IT?place=" + urllib.parse.quote("milano"))[1].split('role="status"')[1][:400]
    maldives = page(site, "/countries/MV", "en")[1]
    assert "Romania has no mission here" in maldives and "2015/637" in maldives and "To be verified" in maldives
    assert page(site, "/countries/XX")[0] == 404 and page(site, "/countries/%3Cb%3E")[0] == 404
    status, _, headers = page(site, "/countries?country=IT")
    assert status == 200  # led on to the country itself, never elsewhere


def test_a_mission_has_a_page_and_a_sheet_to_print(site):
    status, text, _ = page(site, "/missions/it-rome-cg")
    assert status == 200 and "09:00–13:00" in text and "+39 06 555 0199" in text
    assert "Numărul cazului meu" in page(site, "/missions/it-rome-cg/sheet")[1]
    assert page(site, "/missions/centre")[0] == 404 and page(site, "/missions/nowhere")[0] == 404


def test_services_are_what_is_in_force_for_citizens(site):
    service = page(site, "/services/passport-adult-ro")[1]
    assert "Acte necesare" in service and "Vechiul pașaport" in service
    assert "ottawa.mae.ro" in page(site, "/services/passport-adult-ro?country=CA")[1]
    assert "Old passport" in page(site, "/services/passport-adult-ro", "en")[1] or "old passport" in page(site, "/services/passport-adult-ro", "en")[1]
    assert page(site, "/services/script-arrest")[0] == 404  # for operators
    assert "script-arrest" not in page(site, "/services")[1] + page(site, "/search?q=arestat")[1]


def test_search_finds_in_every_spelling_and_shows_what_was_typed_as_text(site):
    for words in ("pasaport pierdut", "paşaport pierdut", "pașaportul pierdut", "am pierdut pasaportu"):
        assert "/services/lost-passport" in page(site, "/search?q=" + urllib.parse.quote(words))[1], words
    assert "/countries/IT" in page(site, "/search?q=italia")[1] and "/missions/it-milan-cg" in page(site, "/search?q=milano")[1]
    hostile = page(site, "/search?q=" + urllib.parse.quote('"><script>alert(1)</script>'))[1]
    assert "<script" not in hostile and "&lt;script&gt;" in hostile
    nothing = page(site, "/search?q=qzxwvk")[1]
    assert "Poate căutați" in nothing
