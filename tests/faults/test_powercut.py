"""The power goes off while facts (a blob and its row) are written: every acknowledged one must be there afterwards."""
import os
import pathlib
import shutil
import signal
import subprocess
import time

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("APROAPE_TEST_BUILD", ROOT / "build/release"))
CUTS = 20 if os.environ.get("APROAPE_TEST_LONG") == "1" else 5


@pytest.fixture(scope="module")
def writer():
    subprocess.run(["ninja", "-C", BUILD, "storage_bench"], check=True, stdout=subprocess.DEVNULL)
    return BUILD / "storage_bench"


@pytest.fixture(scope="module")
def shim(tmp_path_factory):
    library = tmp_path_factory.mktemp("shim") / "powercut.so"
    source = pathlib.Path(__file__).with_name("powercut.c")
    subprocess.run(["cc", "-O1", "-Wall", "-shared", "-fPIC", "-o", library, source, "-ldl", "-lpthread"], check=True)
    return library


def restore(shadow, target, folder="%"):
    """Lays out what the disk would hold: names that were flushed with their folder, contents that were flushed."""
    target.mkdir(exist_ok=True)
    names = shadow / "names" / folder
    if not names.exists():
        return
    for line in names.read_text().splitlines():
        if line.startswith("d "):
            name = line[2:]
            restore(shadow, target / name, ("" if folder == "%" else folder) + "%" + name)
            continue
        _, key, name = line.split(" ", 2)
        contents = shadow / "contents" / key
        if contents.exists():
            shutil.copyfile(contents, target / name)
        else:
            (target / name).touch()
        (target / name).chmod(0o600)


def cut(writer, shim, tmp_path, after, lie=False):
    """Runs the writer, cuts the power, and gives the acknowledged facts and the checker's result."""
    data, shadow, disk = tmp_path / "data", tmp_path / "shadow", tmp_path / "disk"
    for folder in (data, shadow / "names", shadow / "contents"):
        folder.mkdir(parents=True)
    environment = dict(os.environ, LD_PRELOAD=str(shim), PC_DIR=str(data), PC_SHADOW=str(shadow))
    if lie:
        environment["PC_LIE"] = "1"
    process = subprocess.Popen([writer, "write", data, "60"], env=environment, stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL)
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    acknowledged = process.stdout.read()
    process.wait()
    acknowledged = acknowledged[: acknowledged.rfind(b"\n") + 1]
    restore(shadow, disk)
    result = subprocess.run([writer, "check", disk], input=acknowledged, capture_output=True)
    shutil.rmtree(data)
    shutil.rmtree(shadow)
    return acknowledged.count(b"\n"), result


def test_acknowledged_facts_survive_a_power_cut(writer, shim, tmp_path):
    total = 0
    for number in range(CUTS):
        folder = tmp_path / str(number)
        count, result = cut(writer, shim, folder, 1.0 + 0.13 * number)
        assert result.returncode == 0, result.stdout.decode() + result.stderr.decode()
        total += count
    assert total >= 20 * CUTS, f"only {total} facts were acknowledged: the test says nothing"


def test_a_lying_disk_is_noticed(writer, shim, tmp_path):
    """Negative control: without real flushes the same test must fail."""
    count, result = cut(writer, shim, tmp_path / "lie", 1.0, lie=True)
    assert count > 0
    assert result.returncode != 0
