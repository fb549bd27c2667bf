"""The contract of DESIGN 6: ready file, exit codes, drain, settings."""
import json
import signal
import subprocess
import time

from harness.server import BINARY, Server, wait_for


def test_the_ready_file_tells_pids_and_addresses(server):
    ready = server.ready
    assert ready["version"] == 1 and ready["sip"] is None
    assert ready["pid"] == server.process.pid and ready["pids"]["app"] != ready["pid"]
    assert ready["http"].startswith("http://127.0.0.1:") and ready["smtp"].startswith("127.0.0.1:")
    assert server.api("GET", "/readyz", base=ready["http"]).status == 200
    assert server.api("GET", "/healthz", base=ready["http"]).status == 200


def test_a_door_that_is_off_is_null(make_server):
    server = make_server(lmtp__listen="")
    assert server.ready["lmtp"] is None and server.ready["smtp"]


def test_sigterm_drains_and_ends_with_zero(make_server):
    server = make_server()
    server.stop()
    assert not server.ready_file.exists()


def test_a_killed_app_comes_back_on_the_same_ports(server):
    before = server.ready
    subprocess.run(["kill", "-9", str(before["pids"]["app"])], check=True)
    wait_for(lambda: server.ready_file.exists() and json.loads(server.ready_file.read_text())["pids"]["app"] != before["pids"]["app"], 15, "new app")
    after = json.loads(server.ready_file.read_text())
    assert after["http"] == before["http"] and after["smtp"] == before["smtp"]
    assert server.get("/cases")["items"] == []


def test_user_and_token_work_beside_a_running_program(server):
    made = server.add_user("consul.roma", "consul", "it-rome-amb")
    assert made["login"] == "consul.roma" and made["id"].isdigit()
    again = server.command("user", "add", "--login", "consul.roma", "--role", "consul", "--mission", "it-rome-amb",
                           "--password-stdin", stdin=b"alta-parola-lunga-9\n", check=False)
    assert again.returncode == 5, again.stderr
    token = server.command("token", "create", "--user", "consul.roma").stdout.decode()
    assert token.count("\n") == 1
    began = time.monotonic()
    wait_for(lambda: server.api("GET", "/cases", token=token.strip()).status == 200, 1.0, "token")
    assert time.monotonic() - began < 1.0
    missing = server.command("token", "create", "--user", "nimeni", check=False)
    assert missing.returncode == 4, missing.stderr


def run(*arguments, stdin=None):
    return subprocess.run([str(BINARY), *arguments], input=stdin, capture_output=True, timeout=30)


def test_wrong_use_has_its_exit_codes(tmp_path, make_server):
    assert run("serv").returncode == 2 and b"serve" in run("serv").stderr
    assert run("serve", "--redy-file", "x").returncode == 2
    wrong = run("serve", "--set", "smtp.lisen=127.0.0.1:0")
    assert wrong.returncode == 3 and b"smtp.listen" in wrong.stderr
    lmtp = run("serve", *(word for key in ("http.listen=127.0.0.1:0", "files.listen=127.0.0.1:0", "smtp.listen=", "sip.listen=", "lmtp.listen=127.0.0.1:25",
                                           f"data.dir={tmp_path}/lmtp", f"db.url=sqlite:{tmp_path}/lmtp.db") for word in ("--set", key)))
    assert lmtp.returncode == 3 and b"lmtp.listen" in lmtp.stderr, "L1"
    assert run("--help").returncode == 0 and b"serve" in run("--help").stdout
    taken = make_server()
    second = Server(folder=tmp_path, http__listen=taken.ready["http"].removeprefix("http://"))
    (tmp_path / "var").mkdir()
    done = subprocess.run([str(BINARY), "serve", *second.options()], capture_output=True, timeout=30)
    assert done.returncode == 3, done.stderr
    unreachable = Server(folder=tmp_path, db__url="postgresql://127.0.0.1:1/none")
    done = subprocess.run([str(BINARY), "serve", *unreachable.options()], capture_output=True, timeout=30)
    assert done.returncode == 6, done.stderr


def test_global_options_stand_anywhere(tmp_path):
    before = run("--set", f"data.dir={tmp_path}", "--set", f"db.url=sqlite:{tmp_path}/a.db", "migrate")
    after = run("migrate", "--set", f"data.dir={tmp_path}", "--set", f"db.url=sqlite:{tmp_path}/b.db")
    assert before.returncode == 0 and after.returncode == 0, (before.stderr, after.stderr)


def test_the_supervisor_takes_its_roles_with_it(make_server):
    server = make_server()
    server.process.send_signal(signal.SIGKILL)
    server.kill()
