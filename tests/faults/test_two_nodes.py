"""Two programs on one PostgreSQL and one folder: mail comes in on both, one dies by kill -9 and comes back, and nothing is lost,
doubled or out of order (DESIGN 3: what must be single is held by a lease)."""
import smtplib
import subprocess
import threading
import time

import pytest
from harness import mail
from harness.feed import Feed
from harness.server import Server, wait_for


def sql(server, statement):
    return subprocess.run(["psql", "-qtAX", server.database, "-c", statement], check=True, capture_output=True, text=True).stdout.split()


@pytest.fixture
def nodes(make_server, sink, monkeypatch):
    monkeypatch.setenv("APROAPE_TEST_DATABASE", "postgres")  # one SQLite file has one program
    first = make_server(smtp__relay=sink.url, smtp__per_sender=1000000)
    first.token = first.add_token("masina")
    second = Server(database=first.database, data__dir=first.settings["data.dir"], smtp__relay=sink.url, smtp__per_sender=1000000)
    second.token = first.token
    yield first, second.start()
    second.remove()


class Citizens:
    """Each writes to one node after the other and repeats at the next what was not acknowledged, as mail servers do."""

    def __init__(self, nodes, count):
        self.nodes, self.invoked, self.acknowledged = nodes, set(), set()
        self.guard, self.stop = threading.Lock(), threading.Event()
        self.threads = [threading.Thread(target=self.write, args=(n,), daemon=True) for n in range(count)]
        for thread in self.threads:
            thread.start()

    def write(self, number):
        count, turn = 0, number
        while not self.stop.is_set():
            key, sender = f"plea-{number}-{count}", f"c{number}.{count}@example.org"
            text = mail.message(subject=key, sender=sender, text=f"Rog ajutor {key}\n").as_bytes()
            self.invoked.add(key)
            while not self.stop.is_set():
                turn += 1
                try:
                    with smtplib.SMTP(*self.nodes[turn % 2].address("smtp"), timeout=10) as client:
                        client.sendmail(sender, [mail.CENTRE], text, ["BODY=8BITMIME"])
                    with self.guard:
                        self.acknowledged.add(key)
                    break
                except (OSError, smtplib.SMTPException):
                    time.sleep(0.05)
            count += 1

    def end(self):
        self.stop.set()
        for thread in self.threads:
            thread.join(20)


def is_part(part, whole):
    """Whether `part` stands in `whole` in one piece."""
    if not part:
        return True
    start = whole.index(part[0])
    return whole[start:start + len(part)] == part


def test_two_nodes_share_the_work_and_one_dies(nodes, sink):
    first, second = nodes
    heard_first, heard_second = Feed(first), Feed(second)
    citizens = Citizens(nodes, 4)
    wait_for(lambda: len(citizens.acknowledged) > 30 and len(heard_first.events) > 30, 60, "mail and events on both nodes")
    before = len(citizens.acknowledged)
    first.kill()
    died = time.monotonic()
    wait_for(lambda: len(citizens.acknowledged) > before + 20, 60, "mail while one node is dead")
    # What the dead one held moves: events are numbered and timers run on the other.
    holders = "select distinct holder from lease where name in ('sequencer', 'timers')"
    wait_for(lambda: len(sql(second, holders)) == 1, 30, "both leases at the node that lives")
    seen = len(heard_second.events)
    wait_for(lambda: len(heard_second.events) > seen + 20, 40, "events after the death of the other")
    moved = time.monotonic() - died
    assert moved < 60, moved
    first.start()
    again = Feed(first, heard_first.cursor)
    after = len(citizens.acknowledged)
    wait_for(lambda: len(citizens.acknowledged) > after + 20, 60, "mail on both again")
    citizens.end()

    def settled():
        found = [case["subject"] for case in second.all_cases()]
        return found if citizens.acknowledged <= set(found) else None
    found = wait_for(settled, 60, "all acknowledged mails as cases")
    assert len(found) == len(set(found)), "a mail became two cases"
    assert set(found) <= citizens.invoked
    assert sorted(case["id"] for case in first.all_cases()) == sorted(case["id"] for case in second.all_cases())
    numbers = [case["number"] for case in second.all_cases()]
    assert len(set(numbers)) == len(numbers)
    assert second.get("/quarantine")["items"] == []

    # Jobs ran once: one acknowledgement a case in the outbox, one Message-ID each at the relay.
    wait_for(lambda: sql(second, "select count(*) from message where status <> 'sent'") == ["0"], 60, "all acknowledgements sent")
    assert sql(second, "select count(*) from message") == [str(len(found))]
    ids = [parsed["Message-ID"] for _, _, parsed, _ in sink.messages]
    assert len(set(ids)) == len(found)

    # The feed: one order for both, and a node that came back goes on where its listener was.
    wait_for(lambda: again.events and again.events[-1] == heard_second.events[-1], 30, "both feeds at the end")
    assert len(set(heard_second.events)) == len(heard_second.events), "an event twice"
    assert is_part(heard_first.events, heard_second.events)
    assert is_part(again.events, heard_second.events)
    assert heard_second.events.index(again.events[0]) == heard_second.events.index(heard_first.events[-1]) + 1
    assert not again.resynced and not heard_second.resynced
    created = [event for event in heard_second.events if event[1] == "case.created"]
    assert len(created) == len(found)
    for feed in (heard_second, again):
        feed.close()

