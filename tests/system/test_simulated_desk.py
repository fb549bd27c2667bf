"""The simulator's staff at work through the public API; its own log against what the centre shows, to the unit."""
import json

from harness import mail
from harness.desk import simulate, told, write_accounts


def check(server, accounts, mails, desk, *more):
    return simulate("check", "--api", server.ready["http"], "--accounts", accounts, "--log", mails, "--log", desk, *more)


def test_mails_are_taken_and_answered_and_every_figure_agrees(server, tmp_path):
    accounts = write_accounts(server, 5)
    mails, desk = tmp_path / "mails.jsonl", tmp_path / "desk.jsonl"
    code, sent, error = simulate("mail", "--to", server.ready["smtp"], "--count", 30, "--seed", 5, "--log", mails)
    assert code == 0 and sent["sent"] == 30, error
    code, _, error = simulate("desk", "--api", server.ready["http"], "--accounts", accounts, "--operators", 5, "--speed", 40,
                              "--seconds", 12, "--seed", 5, "--decline", 0.1, "--reply", 1, "--to", server.ready["smtp"], "--log", desk)
    assert code == 0, error
    lines = told(desk)
    did = [line["what"] for line in lines]
    assert did.count("came") == did.count("offline") == 5
    assert did.count("taken") > 10 and did.count("answered") > 5 and did.count("closed") > 5 and "waiting" in did
    assert "refused" not in did, [line for line in lines if line["what"] == "refused"]
    assert any(line["what"] == "mail" and line["kind"] == "answer" for line in lines), "no citizen wrote back"

    code, result, error = check(server, accounts, mails, desk, "--whole")
    assert code == 0 and result["equal"], error
    figures = result["figures"]
    assert figures["mail"]["ours"] == figures["mail"]["centre"] == 30 + did.count("mail")
    for what in ("taken", "answered", "closed", "waiting"):
        assert figures[what] == {"ours": did.count(what), "centre": did.count(what)}, what
    # Nobody is left at the desk, and what citizens wrote back joined their cases.
    assert server.get("/agents")["items"] == [] or {one["availability"] for one in server.get("/agents")["items"]} == {"offline"}
    assert result["cases"] + result["quarantined"] <= 30

    # A mail that the log does not know, and an answer that it knows better: both are named.
    mail.send(server, mail.message(subject="Alta", sender="strain@example.org"))
    forgotten = next(line for line in lines if line["what"] == "answered")
    desk.write_text("".join(json.dumps(line) + "\n" for line in lines if line != forgotten))
    code, result, error = check(server, accounts, mails, desk)
    assert code == 1 and not result["equal"] and result["differences"] == 2
    assert "mail from strain@example.org: 0 here, 1 there" in error
    assert f"answered {forgotten['number']} by {forgotten['by']}: 0 here, 1 there" in error


def test_what_is_wrong_is_told(server, tmp_path):
    accounts = tmp_path / "accounts"
    accounts.write_text("nobody o-parola-gresita\n")
    code, _, error = simulate("desk", "--api", server.ready["http"], "--accounts", accounts, "--seconds", 1)
    assert code == 1 and "auth.refused" in error
    code, _, error = simulate("desk", "--api", server.ready["http"], "--accounts", accounts, "--operators", 3)
    assert code == 2 and "only 1 accounts" in error
    code, _, error = simulate("desk", "--api", "http://192.0.2.1:80", "--accounts", accounts, "--sped", 3)
    assert code == 2 and "--sped" in error


def test_a_password_does_as_well_as_a_token(server, tmp_path):
    server.add_user("sim.parola", "operator")
    accounts = tmp_path / "accounts"
    accounts.write_text("# login password\nsim.parola o-parola-lunga-de-proba-42 operator centre\n")
    mail.send(server, mail.message(subject="Una"))
    log = tmp_path / "desk.jsonl"
    code, result, error = simulate("desk", "--api", server.ready["http"], "--accounts", accounts, "--speed", 50, "--seconds", 5,
                                   "--decline", 0, "--pause", 0, "--log", log)
    assert code == 0 and result == {"operators": 1}, error
    assert [line["what"] for line in told(log)].count("taken") == 1
