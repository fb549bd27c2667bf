"""A server over a database that fill_cases has filled. `bench/fill_cases.cpp` says with what."""
import subprocess

from measure import cpu_seconds  # noqa: F401 (puts tests/ on the path)

from harness.server import BINARY, Server

MISSION = "it-rome-amb"


def fill(server, cases=0, persons=0, holders=()):
    """Fills the database of a server that is not running."""
    build = BINARY.parent
    if (build / "build.ninja").exists():
        subprocess.run(["ninja", "-C", str(build), "fill_cases"], check=True, stdout=subprocess.DEVNULL)
    command = [str(build / "fill_cases"), "--db", server.settings["db.url"], "--data", server.settings["data.dir"],
               "--cases", str(cases), "--persons", str(persons)]
    for holder in holders:
        command += ["--holder", holder]
    subprocess.run(command, check=True)


def filled_server(cases=0, persons=0, database=None, folder=None, **settings):
    """A running server with so many cases and persons, and its tokens: {"central": …, "mission": …}.

    A `folder` that holds such a database already is used as it is."""
    server = Server(folder=folder, database=database, **settings)
    filled = server.folder / "filled"
    if not filled.exists():
        server.command("migrate")
        accounts = {"central": server.add_user("masura.central", "central")["id"],
                    "mission": server.add_user("masura.misiune", "officer", MISSION)["id"]}
        fill(server, cases, persons, accounts.values())
        filled.touch()
    tokens = {name: server.command("token", "create", "--user", login).stdout.decode().strip()
              for name, login in (("central", "masura.central"), ("mission", "masura.misiune"))}
    return server.start(seconds=300), tokens

