"""Our mail reader beside an independent one, Python's, over the golden mails and over what the simulator sends."""
import json
import pathlib
import subprocess
import sys

from harness.server import BINARY

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests" / "golden"))
import compare_readers  # noqa: E402


def test_golden_mails_are_read_as_python_reads_them_but_for_what_is_explained(capsys):
    mails = sorted((ROOT / "tests" / "golden" / "mail").glob("*.eml"))
    assert len(mails) >= 90
    assert compare_readers.main(BINARY, mails) == 0, capsys.readouterr().out


def test_the_simulators_mails_are_read_as_python_reads_them(sink, tmp_path, capsys):
    log = tmp_path / "log"
    subprocess.run([str(BINARY), "simulate", "mail", "--to", f"127.0.0.1:{sink.port}", "--count", "400", "--seed", "7", "--log", str(log)],
                   check=True, timeout=120, stdout=subprocess.DEVNULL)
    kinds = {line["message_id"]: line["kind"] for line in map(json.loads, log.read_text().splitlines())}
    with sink.guard:
        raws = [raw for _, _, _, raw in sink.messages]
    assert len(raws) == 400 == len(kinds)
    mails = []
    for number, raw in enumerate(raws):
        kind = next(kind for message_id, kind in kinds.items() if f"<{message_id}>".encode() in raw.split(b"\r\n\r\n")[0])
        path = tmp_path / f"{number:03}-{kind}.eml"
        path.write_bytes(raw)
        mails.append(path)
    assert len(set(kinds.values())) >= 9
    assert compare_readers.main(BINARY, mails) == 0, capsys.readouterr().out
