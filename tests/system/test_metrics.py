"""The names of the metrics are a promise to whoever watches the program: tests/golden/metrics.txt."""
import re

from harness import mail
from harness.server import ROOT, wait_for

TYPES = {"count": "counter", "set": "gauge", "observe": "histogram"}


def golden():
    """{name: (type, when)} of the list."""
    lines = (ROOT / "tests/golden/metrics.txt").read_text().splitlines()
    return {name: (kind, when) for name, kind, when in (line.split() for line in lines if not line.startswith("#"))}


def exposed(server):
    """{name: type} of what /metrics shows now."""
    text = server.api("GET", "/metrics", base=server.ready["http"]).body.decode()
    return dict(re.findall(r"^# TYPE (\S+) (\S+)$", text, re.MULTILINE))


def test_the_list_names_every_metric_of_the_source():
    pattern = re.compile(r'metrics::(count|set|observe)\(\s*"(\w+)"')
    written = {name: TYPES[verb] for path in (ROOT / "src").rglob("*.cpp") if not path.stem.endswith("_test")
               for verb, name in pattern.findall(path.read_text())}
    assert written == {name: kind for name, (kind, _) in golden().items()}


def test_a_mail_round_trip_shows_every_metric_of_quiet_work(server, sink):
    mail.send(server, mail.message())
    wait_for(lambda: sink.to("daniela.craciun@example.org"), 10, "acknowledgement")
    always = {name: kind for name, (kind, when) in golden().items() if when == "always"}
    wait_for(lambda: always.keys() <= exposed(server).keys(), 5, "all metrics")
    trouble = {name: kind for name, (kind, when) in golden().items() if when == "trouble"}
    found = exposed(server)
    assert {name: kind for name, kind in found.items() if name not in trouble} == always
    assert all(trouble[name] == found[name] for name in found.keys() & trouble.keys())
