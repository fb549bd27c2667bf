#!/usr/bin/env python3
"""Figures of the classifier on the texts held aside, beside fastText in the same run (issue 3, 1).

usage: bench/classify.py [--build build/release]
Prints category and subcategory accuracy, macro-F1, urgent recall and precision, language, country, the worst pairs, and
microseconds a text, all by classify_bench. fastText (Debian's package, where it is installed) learns the same training texts,
folded, with subwords of 3 to 5 letters and word pairs, and is measured by the same program; a combination is the mean of both
probabilities of a topic.
"""
import argparse
import json
import pathlib
import re
import shutil
import subprocess
import tempfile
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parent.parent


def examples(side):
    for path in sorted((ROOT / "catalog/classification" / side).glob("*.jsonl")):
        for line in path.read_text().splitlines():
            if line.strip():
                yield json.loads(line)


def folded(example):
    text = unicodedata.normalize("NFKD", example.get("subject", "") + " " + example["text"]).casefold()
    return " ".join(re.findall(r"[^\W_]+", "".join(c for c in text if not unicodedata.combining(c))))


def topic(example):
    return example["subcategory"] if example["kind"] == "case" else example["kind"]


def fasttext(folder):
    """label -> probability for each text of held, by Debian's fastText trained on train."""
    train, model = folder / "train.txt", folder / "model"
    train.write_text("".join(f"__label__{topic(e)} {folded(e)}\n" for e in examples("train") if topic(e)))
    subprocess.run(["fasttext", "supervised", "-input", train, "-output", model, "-minn", "3", "-maxn", "5", "-wordNgrams", "2", "-dim", "64",
                    "-epoch", "60", "-lr", "0.5", "-bucket", "400000", "-loss", "softmax", "-thread", "1", "-seed", "1"], check=True, capture_output=True)
    texts = folder / "held.txt"
    texts.write_text("".join(folded(e) + "\n" for e in examples("held")))
    told = subprocess.run(["fasttext", "predict-prob", f"{model}.bin", texts, "5"], check=True, capture_output=True, text=True).stdout
    answers = []
    for line in told.splitlines():
        parts = line.split()
        answers.append({label.removeprefix("__label__"): float(share) for label, share in zip(parts[::2], parts[1::2])})
    return answers


def ours(binary):
    lines = "".join(json.dumps({"id": e["id"], "subject": e["subject"], "text": e["text"]}) + "\n" for e in examples("held"))
    told = subprocess.run([binary, "classify"], input=lines, check=True, capture_output=True, text=True).stdout
    answers = []
    for line in told.splitlines():
        one = json.loads(line)
        shares = {other["subcategory"]: other["confidence"] for other in one["alternatives"]}
        shares[one["subcategory"] or one["kind"]] = one["confidence"]
        answers.append(shares)
    return answers


def measure(bench, folder, name, answers):
    best = [max(shares.items(), key=lambda item: item[1]) if shares else ("none", 0) for shares in answers]
    path = folder / "peer.tsv"
    path.write_text("".join(f"{label}\t{share}\n" for label, share in best))
    told = subprocess.run([bench, "--peer", path], check=True, capture_output=True, text=True, cwd=ROOT).stdout.splitlines()
    print(f"{name}:")
    print("\n".join(told[1:3]))


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--build", default=ROOT / "build/release", type=pathlib.Path)
    build = arguments.parse_args().build
    bench, binary = build / "classify_bench", build / "aproape"
    print(subprocess.run([bench, "held"], check=True, capture_output=True, text=True, cwd=ROOT).stdout)
    if not shutil.which("fasttext"):
        print("fastText is not installed (apt-get install fasttext): no peer measured")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        peer = fasttext(folder)
        measure(bench, folder, "fastText", peer)
        own = ours(binary)
        both = [{label: (a.get(label, 0) + b.get(label, 0)) / 2 for label in a.keys() | b.keys()} for a, b in zip(own, peer)]
        measure(bench, folder, "mean of both", both)


if __name__ == "__main__":
    main()
