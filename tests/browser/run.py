#!/usr/bin/python3
"""Starts the real program with the demonstration network and some mail in it, then lets the browser suite use it.

usage: run.py [THEME…|--pictures]   (a THEME is a file of themes/; --pictures writes docs/pictures instead of testing)"""
import contextlib
import json
import os
import pathlib
import sqlite3
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from harness import mail  # noqa: E402
from harness.mail import Sink  # noqa: E402
from harness.server import BINARY, Server, wait_for  # noqa: E402

LETTERS = [
    ("Pașaport furat, zbor mâine din Roma", "Daniela Crăciun-Țurcanu", "daniela.craciun@example.org",
     "Bună ziua,\n\nMi s-a furat geanta în gara din Roma, cu pașaportul. Am zbor mâine la 06:35.\nCe acte îmi trebuie?\n"),
    ("Tatăl internat la Torino", "Petre Bălan", "petre.balan@example.org",
     "Tatăl meu a fost internat azi-noapte la Torino. Nu avem nicio veste. Vă rog ajutați-ne.\n"),
    ("Poder notarial para la venta de un piso", "Elena Muñoz Dobre", "elena.dobre@example.org",
     "Buenos días, vivo en Madrid y necesito un poder notarial para vender un piso en Suceava.\n"),
    ("Visa status, family member of a Romanian citizen", "Ahmed Al-Mansouri", "ahmed@example.org",
     "Hello, I applied three weeks ago in Abu Dhabi and I would like to know the status of my visa.\n"),
    ("Transcrierea certificatului de naștere al copilului", "Maria-Magdalena Ștefănescu-Bărbulescu von Hohenberg", "maria@example.org",
     "Stimate domnule consul, ni s-a născut un băiat la München. Suntem amândoi cetățeni români.\n"),
    ("Cazier judiciar pentru angajator", "Ion Țîrlea", "ion.tirlea@example.org", "Am nevoie de cazier judiciar, locuiesc la Dublin.\n"),
]


def fail_a_job(server):
    """A job that gave up, as a crash of its code leaves it; nobody works on its kind, so that it stays where a retry puts it."""
    with contextlib.closing(sqlite3.connect(server.folder / "var" / "aproape.db", timeout=30)) as database, database:
        database.execute("insert into job (id, kind, unique_key, payload, priority, state, run_at, attempt, last_error, created_at,"
                         " changed_at) select 4711, 'demo.letter', null, '{}', 5, 'failed', max(created_at), 8, 'internal',"
                         " max(created_at), max(created_at) from cases")


def prepare(server):
    subprocess.run([str(BINARY.parent / "aproape-sim"), "mail", "--to", server.ready["smtp"], "--count", "60", "--seed", "5"],
                   check=True, stdout=subprocess.DEVNULL)
    mail.send(server, mail.message(subject="Oferta lunii: bilete de autocar", sender="oferte@example.net", name="Oferte",
                                   headers=[("List-Id", "<oferte.example.net>"), ("Precedence", "bulk")]))  # goes to quarantine
    wait_for(lambda: len(server.all_cases()) >= 30 and server.get("/quarantine")["items"], 60, "cases and quarantine")
    fail_a_job(server)
    for subject, name, sender, text in reversed(LETTERS):  # the first one is the newest
        parts = [("denunț.pdf", b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n", "application/pdf")] if "furat" in subject else ()
        html = (f"<p>{text}</p><p><b>Urgent</b> <img src='http://tracker.example/p.gif'></p>") if "Visa" in subject else None
        mail.send(server, mail.message(subject=subject, name=name, sender=sender, text=text, attachments=parts, html=html))
        wait_for(lambda: [c for c in server.all_cases() if c["subject"] == subject], 30, subject)


def main():
    sink = Sink()
    server = Server(smtp__relay=sink.url, demo__seed="true").start()
    try:
        server.token = server.add_token("masina", "central")
        prepare(server)
        listed = subprocess.run([str(BINARY), "addresses", "--ready-file", str(server.ready_file), *server.options()], check=True,
                                capture_output=True, text=True).stdout
        accounts = {}
        for line in listed.split("Demonstration accounts")[-1].splitlines()[1:]:
            words = line.split()
            if len(words) >= 3:
                accounts[words[2]] = {"login": words[0], "password": words[1]}
        environment = {**os.environ, "APROAPE_URL": server.ready["http"], "APROAPE_ACCOUNTS": json.dumps(accounts),
                       "APROAPE_SMTP": server.ready["smtp"]}
        folder = ROOT / "tests" / "browser"
        subprocess.run(["npm", "ci", "--silent", "--no-audit", "--no-fund"], cwd=folder, check=True)
        pictures = "--pictures" in sys.argv
        script = ["pictures.mjs"] if pictures else ["run.mjs", *sys.argv[1:]]
        return subprocess.run(["node", *script], cwd=folder, env=environment, timeout=1500).returncode
    finally:
        server.remove()
        sink.close()


if __name__ == "__main__":
    sys.exit(main())
