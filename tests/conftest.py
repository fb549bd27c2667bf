"""Fixtures of all Python suites."""
import os
import pathlib
import subprocess
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from harness.mail import Sink  # noqa: E402
from harness.server import Server  # noqa: E402

_names = iter(range(1, 1_000_000))


def fresh_database():
    """A database of its own on the suite's PostgreSQL, or None for SQLite."""
    if os.environ.get("APROAPE_TEST_DATABASE", "sqlite") != "postgres":
        return None
    base = os.environ["APROAPE_TEST_POSTGRES"]
    name = f"test_{os.getpid()}_{next(_names)}"
    subprocess.run(["psql", "-qX", base, "-c", f"create database {name}"], check=True)
    head, _, query = base.partition("?")
    return head.rsplit("/", 1)[0] + "/" + name + (("?" + query) if query else "")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """Lets a fixture see how its test went: request.node.outcome."""
    done = yield
    if call.when == "call":
        item.outcome = done.get_result().outcome


def tell_failure(request, server):
    """Shows what a server said last, where the test failed."""
    if getattr(request.node, "outcome", "") == "failed" and server.log.exists():
        print(f"--- log of {server.folder.name}\n{server.tail()}")


@pytest.fixture
def make_server(request):
    """Makes servers that are stopped, by pid, and removed at the end of the test; what they said is shown where it failed."""
    made = []

    def make(start=True, **settings):
        server = Server(database=fresh_database(), **settings)
        made.append(server)
        return server.start() if start else server
    yield make
    for server in made:
        tell_failure(request, server)
        server.remove()


@pytest.fixture
def sink():
    relay = Sink()
    yield relay
    relay.close()


@pytest.fixture
def server(make_server, sink):
    """A running program whose mail leaves to `sink`, with a machine token of the central role."""
    made = make_server(smtp__relay=sink.url)
    made.token = made.add_token("masina", "central")
    return made
