"""A private PostgreSQL for one benchmark, its flushes on."""
import contextlib
import pathlib
import subprocess

SCRIPT = pathlib.Path(__file__).resolve().parents[1] / "tests" / "harness" / "postgres.sh"


@contextlib.contextmanager
def private_postgres(port=None):
    """The URL and pid of a fresh cluster; with `port` it listens on loopback too. Removed at the end."""
    loopback = ["--loopback", str(port)] if port else []
    url, folder, pid = subprocess.run([str(SCRIPT), "start", *loopback], check=True, capture_output=True, text=True).stdout.split()
    try:
        yield url, int(pid)
    finally:
        subprocess.run([str(SCRIPT), "stop", folder], check=True)
