"""The simulator: thousands of different texts in their mix, at the rate that was asked for, with a log of what it sent."""
import collections
import json
import pathlib
import re
import subprocess
import time
import unicodedata

from harness import mail
from harness.server import BINARY

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def simulate(sink, tmp_path, *options):
    log = tmp_path / "log"
    done = subprocess.run([str(BINARY), "simulate", "mail", "--to", f"127.0.0.1:{sink.port}", "--log", str(log), *options],
                          check=True, timeout=200, stdout=subprocess.PIPE)
    with sink.guard:
        received = [(sender, parsed) for sender, _, parsed, _ in sink.messages]
    return json.loads(done.stdout), [json.loads(line) for line in log.read_text().splitlines()], received


def words_of(message):
    body = message.get_body(("plain",))
    return body.get_content() if body is not None else ""


def folded(text):
    return re.sub(r"\W+", " ", "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))).strip()


def test_thousands_of_different_texts_in_their_mix(sink, tmp_path):
    told, log, received = simulate(sink, tmp_path, "--count", "2000", "--seed", "11", "--connections", "2")
    assert told["sent"] == 2000 and told["refused"] == 0
    kinds = collections.Counter(line["kind"] for line in log)
    assert set(kinds) == {"plain", "html", "attachment", "legacy", "reply", "robot", "bounce", "bulk", "spam", "broken"}
    assert 0.4 < kinds["plain"] / 2000 < 0.65 and min(kinds.values()) >= 8
    languages = collections.Counter(line["language"] for line in log if line["kind"] == "plain")
    assert set(languages) == {"ro", "en", "it", "es", "de", "fr"} and 0.6 < languages["ro"] / sum(languages.values()) < 0.9
    assert len({line["topic"] for line in log}) >= 30
    own = {line["message_id"]: line for line in log}
    stories = [words_of(m) for _, m in received if own[m["Message-ID"].strip("<>")]["kind"] in ("plain", "html", "attachment")]
    # The name and number below a text make no difference.
    assert len({folded(text)[:-40] for text in stories}) > 0.97 * len(stories)
    # The log is what was sent.
    for sender, message in received:
        line = own[message["Message-ID"].strip("<>")]
        assert line["sender"] == sender
        if line["kind"] not in ("broken",):
            assert line["subject"] == message["Subject"]
    assert len(own) == len(received) == 2000


def test_no_sentence_of_the_classifiers_examples(sink, tmp_path):
    _, _, received = simulate(sink, tmp_path, "--count", "1500", "--seed", "12", "--connections", "2")
    ours = {folded(sentence) for _, message in received for sentence in re.split(r"[.!?\n]", words_of(message))}
    ours = {sentence for sentence in ours if len(sentence) > 32}  # greetings are everybody's
    assert len(ours) > 800
    theirs = set()
    for path in (ROOT / "catalog" / "classification").rglob("*.jsonl"):
        for line in path.read_text().splitlines():
            theirs |= {folded(sentence) for sentence in re.split(r"[.!?\n]", json.loads(line)["text"])}
    assert not ours & theirs


def test_the_rate_holds(sink, tmp_path):
    began = time.monotonic()
    told, log, _ = simulate(sink, tmp_path, "--count", "120", "--rate", "40", "--seed", "13")
    assert len(log) == 120
    assert 2.8 < time.monotonic() - began < 6
    assert 30 < told["rate"] <= 41


def test_the_same_seed_tells_the_same_stories(tmp_path):
    told = []
    for _ in range(2):
        sink = mail.Sink()
        try:
            _, log, _ = simulate(sink, tmp_path, "--count", "200", "--seed", "14", "--connections", "1")
            told.append([(line["kind"], line["sender"], line["subject"]) for line in log])
        finally:
            sink.close()
    assert told[0] == told[1]
