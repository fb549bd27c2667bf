#!/usr/bin/env python3
"""Checks the labelled example texts in catalog/classification/{train,held}/*.jsonl; prints file:line for each fault.

Valid JSON with exactly the known keys, a subcategory of catalog/taxonomy.csv, unique ids, urgency and `urgent` that
agree, files below 300 kB, no scenario of one author on both sides, and no near-duplicates: two texts of which the
shorter shares more than 40 % of its word 5-grams with the other count as one example. Exit 1 where there is a fault.

usage: tools/check_examples.py [--count]
"""
import collections
import csv
import json
import pathlib
import re
import sys
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parent.parent
KEYS = {"id", "scenario", "author", "language", "style", "subject", "text", "subcategory", "kind", "urgency", "urgent",
        "country"}
KINDS = {"case", "spam", "auto-reply", "abuse"}
SIZE = 300_000
OVERLAP = 0.4


def grams(text):
    """Word 5-grams of a text without case and marks; a shorter text is one gram."""
    folded = "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
    words = re.findall(r"\w+", folded)
    return {tuple(words[i:i + 5]) for i in range(max(1, len(words) - 4))}


def faults_of(example, subcategories):
    if set(example) != KEYS:
        yield f"keys {sorted(set(example) ^ KEYS)}"
        return
    if example["subcategory"] is not None and example["subcategory"] not in subcategories:
        yield f"unknown subcategory {example['subcategory']}"
    if example["kind"] not in KINDS or (example["kind"] == "case") != (example["subcategory"] is not None):
        yield f"kind {example['kind']} with subcategory {example['subcategory']}"
    if example["urgency"] not in {"P1", "P2", "P3", "P4"}:
        yield f"urgency {example['urgency']}"
    if example["urgent"] and example["urgency"] not in {"P1", "P2"} or example["urgency"] == "P1" and not example["urgent"]:
        yield f"urgent {example['urgent']} with {example['urgency']}"
    if example["country"] is not None and not re.fullmatch("[A-Z]{2}", example["country"]):
        yield f"country {example['country']}"
    if not example["text"].strip():
        yield "no text"


def main():
    with open(ROOT / "catalog/taxonomy.csv", encoding="utf-8") as table:
        subcategories = {row["code"] for row in csv.DictReader(table)}
    faults, places, sides, by_gram, examples = [], {}, {}, collections.defaultdict(list), []
    for path in sorted((ROOT / "catalog/classification").glob("*/*.jsonl")):
        name = path.relative_to(ROOT)
        if path.stat().st_size > SIZE:
            faults.append(f"{name}: over {SIZE} bytes")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            place = f"{name}:{number}"
            try:
                example = json.loads(line)
            except json.JSONDecodeError as error:
                faults.append(f"{place}: {error}")
                continue
            found = list(faults_of(example, subcategories))
            faults += [f"{place}: {fault}" for fault in found]
            if found:
                continue
            if example["id"] in places:
                faults.append(f"{place}: id also at {places[example['id']]}")
            places[example["id"]] = place
            scenario = (example["author"], example["scenario"])
            if sides.setdefault(scenario, path.parent.name) != path.parent.name:
                faults.append(f"{place}: scenario {example['scenario']} also on the other side")
            mine = grams(example["text"])
            shared = collections.Counter(other for gram in mine for other in by_gram[gram])
            for other, count in shared.items():
                if count > OVERLAP * min(len(mine), examples[other][2]):
                    faults.append(f"{place}: near-duplicate of {examples[other][0]}")
            for gram in mine:
                by_gram[gram].append(len(examples))
            examples.append((place, example, len(mine), path.parent.name))
    print("\n".join(faults))
    if "--count" in sys.argv:
        for key in ("subcategory", "language", "urgent", "urgency"):
            counts = collections.Counter((side, str(example[key])) for _, example, _, side in examples)
            print(key, ", ".join(f"{side} {value} {count}" for (side, value), count in sorted(counts.items())))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
