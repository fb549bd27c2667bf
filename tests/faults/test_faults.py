"""Disk full, failing flush, database restart: no wrong acknowledgement, no loss, and back without a hand."""
import os
import smtplib
import subprocess
import threading
import time

import pytest
from harness import mail
from harness.server import ROOT, Server, wait_for


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 96 MB of its own (needs root, as CI has)."""
    folder = tmp_path / "disk"
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=96m", "tmpfs", str(folder)], check=True)
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def code_of(error):
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return next(iter(error.recipients.values()))[0]
    return getattr(error, "smtp_code", 0)


def test_a_full_disk_delays_mail_and_loses_none(small_disk, sink):
    server = Server(folder=small_disk, smtp__relay=sink.url, smtp__per_sender=100000)
    try:
        server.start()
        server.token = server.add_token("masina")
        ballast = small_disk / "ballast"
        taken, codes = [], set()
        free = os.statvfs(small_disk)
        with open(ballast, "wb") as out:
            out.write(b"\0" * max(0, free.f_bavail * free.f_frsize - 66 * 1024 * 1024))
        for n in range(60):
            try:
                mail.send(server, mail.message(subject=f"plin {n}", sender=f"p{n}@example.org", text="x" * 200_000 + "\n"))
                taken.append(f"plin {n}")
            except smtplib.SMTPException as error:
                codes.add(code_of(error))
        assert codes and codes <= {452, 451}, codes
        ballast.unlink()
        mail.send(server, mail.message(subject="după", sender="dupa@example.org"))
        taken.append("după")
        found = wait_for(lambda: (lambda s: s if set(taken) <= s else None)({c["subject"] for c in server.all_cases()}), 30, "all taken mails")
        assert found == set(taken)
    finally:
        server.remove()


def test_a_failing_flush_withholds_the_acknowledgement(make_server, sink):
    server = make_server(smtp__relay=sink.url)
    server.token = server.add_token("masina")
    mail.send(server, mail.message(subject="înainte", sender="i@example.org"))
    # The supervisor too, so that an app that it starts anew meets the same disk.
    app = server.ready["pids"]["app"]
    tracer = subprocess.Popen(["strace", "-qq", "-f", "-p", str(app), "-p", str(server.process.pid), "-o", "/dev/null", "-e", "trace=fsync,fdatasync",
                               "-e", "inject=fsync,fdatasync:error=EIO:when=1+"], stderr=subprocess.PIPE)
    time.sleep(1)
    acknowledged = []
    for n in range(5):
        try:
            mail.send(server, mail.message(subject=f"eio {n}", sender=f"e{n}@example.org"))
            acknowledged.append(n)
        except (smtplib.SMTPException, OSError):
            pass
    tracer.terminate()
    tracer.wait()
    assert acknowledged == [], "acknowledged although nothing could be flushed"
    # The program may have restarted itself; within a few seconds it takes mail again.
    def takes_mail():
        try:
            mail.send(server, mail.message(subject="după", sender="dupa@example.org"))
            return True
        except (smtplib.SMTPException, OSError):
            return False
    wait_for(takes_mail, 20, "mail again")
    wait_for(lambda: {"înainte", "după"} <= {c["subject"] for c in server.all_cases()}, 20, "both mails")


def postgres(*words):
    """tests/harness/postgres.sh: start, pause, resume, stop."""
    done = subprocess.run([str(ROOT / "tests/harness/postgres.sh"), *words], check=True, stdout=subprocess.PIPE, text=True, timeout=120)
    return done.stdout.split()


def test_the_database_stopped_for_a_while_loses_nothing(sink, make_server):
    """Thirty seconds with --long; six in the ordinary run."""
    pause = 30 if os.environ.get("APROAPE_TEST_LONG") == "1" else 6
    url, folder, _ = postgres("start")
    try:
        server = make_server(start=False, db__url=url, smtp__relay=sink.url, smtp__per_sender=100000)
        server.start()
        server.token = server.add_token("masina")
        stop, taken = threading.Event(), []

        def citizen():
            n = 0
            while not stop.is_set():
                letter = mail.message(subject=f"pauza {n}", sender=f"z{n}@example.org")
                while not stop.is_set():
                    try:
                        mail.send(server, letter)
                        taken.append(f"pauza {n}")
                        break
                    except (smtplib.SMTPException, OSError) as error:
                        assert not isinstance(error, smtplib.SMTPException) or code_of(error) in (0, 421, 450, 451, 452), code_of(error)
                        time.sleep(0.2)
                n += 1
                time.sleep(0.02)
        thread = threading.Thread(target=citizen, daemon=True)
        thread.start()
        time.sleep(2)
        postgres("pause", folder)
        time.sleep(pause)
        postgres("resume", folder)
        wait_for(lambda: server.api("GET", "/readyz", base=server.ready["http"]).status == 200, 30, "ready again")
        before = len(taken)
        wait_for(lambda: len(taken) > before + 20, 30, "mail flows again")
        stop.set()
        thread.join(20)
        found = wait_for(lambda: (lambda s: s if set(taken) <= set(s) else None)([c["subject"] for c in server.all_cases()]), 60, "all taken mails")
        assert len(found) == len(set(found)), "a mail became two cases"
    finally:
        postgres("stop", folder)
