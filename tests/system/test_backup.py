"""backup, restore and verify by the real binary, while mail comes in."""
import json
import os
import threading

import pytest
from conftest import fresh_database, tell_failure
from harness import mail
from harness.server import Server, wait_for


@pytest.fixture
def place(request):
    """An empty place to restore into."""
    server = Server(database=fresh_database())
    yield server
    tell_failure(request, server)
    server.remove()


def attachments(server, case):
    return sorted((part["name"], part["sha256"]) for item in server.get(f"/cases/{case['id']}/timeline")["items"]
                  if item["kind"] == "contact" for part in item["attachments"])


def test_a_backup_taken_during_intake_comes_back_whole(server, place, tmp_path):
    stop, sent = threading.Event(), []

    def citizens():
        number = 0
        while not stop.is_set():
            mail.send(server, mail.message(subject=f"cerere {number}", sender=f"b{number}@example.org",
                                           attachments=[(f"scan {number}.pdf", b"%PDF " + os.urandom(3000), "application/pdf")]))
            sent.append(f"cerere {number}")
            number += 1
    writer = threading.Thread(target=citizens, daemon=True)
    writer.start()
    wait_for(lambda: len(server.all_cases()) >= 10, 30, "ten cases")
    before = {case["number"]: case for case in server.all_cases()}
    server.command("backup", str(tmp_path / "backup"))
    stop.set()
    writer.join(20)
    expected = {number: attachments(server, case) for number, case in before.items()}
    server.stop()

    assert server.command("backup", str(tmp_path / "backup"), check=False).returncode != 0, "an older backup was written over"
    place.command("restore", str(tmp_path / "backup"))
    assert place.command("restore", str(tmp_path / "backup"), check=False).returncode != 0, "restored over what was there"
    verified = json.loads(place.command("verify").stdout)
    assert verified["good"] and verified["files_checked"] >= 10, verified
    place.start()
    place.token = server.token
    restored = {case["number"]: case for case in place.all_cases()}
    assert before.keys() <= restored.keys()
    for number, files in expected.items():
        assert attachments(place, restored[number]) == files, number
    # Durable mail that was not yet a case at the backup becomes one; nothing becomes two.
    subjects = [case["subject"] for case in place.all_cases()]
    assert len(subjects) == len(set(subjects)) and set(subjects) <= set(sent)
    mail.send(place, mail.message(subject="după", sender="dupa@example.org"))
    wait_for(lambda: "după" in [case["subject"] for case in place.all_cases()], 10, "new mail")


def test_verify_tells_of_a_flipped_byte_and_of_a_missing_file(server):
    mail.send(server, mail.message(attachments=[("scan.pdf", b"%PDF " + os.urandom(3000), "application/pdf")]))
    wait_for(lambda: server.all_cases(), 10, "a case")
    server.stop()
    assert json.loads(server.command("verify").stdout)["good"]
    files = sorted(path for path in (server.folder / "var" / "blobs").rglob("*") if path.is_file())
    whole = files[0].read_bytes()
    files[0].write_bytes(whole[:-20] + bytes([whole[-20] ^ 1]) + whole[-19:])
    damaged = server.command("verify", check=False)
    assert damaged.returncode == 1
    assert not json.loads(damaged.stdout)["good"] and len(json.loads(damaged.stdout)["files_damaged"]) == 1
    files[0].unlink()
    assert server.command("verify", check=False).returncode == 1
    files[0].write_bytes(whole)
    assert json.loads(server.command("verify").stdout)["good"]
