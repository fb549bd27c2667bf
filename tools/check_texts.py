#!/usr/bin/env python3
"""Checks the texts of the program; prints what is wrong, exit 1 where something is.

* every key stands in Romanian and in English, once;
* both have the same {placeholders}; plurals have all forms of their language;
* Romanian has comma letters, not cedilla (guides/stack.md 2.4);
* every key that src/ names in Error(…), for a field too, or asks Texts for has a text.

usage: tools/check_texts.py [ROOT]
"""
import pathlib
import re
import sys

FORMS = {"ro": 3, "en": 2}
STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
KEY = r'"([a-z0-9_]+(?:\.[a-z0-9_]+)+)"'
SOURCE_KEYS = [
    re.compile(r'\bError\s*[({]\s*(?:ErrorKind::\w+\s*,\s*)?' + KEY),
    re.compile(r'\bError\s*[({]\s*ErrorKind::\w+\s*,\s*"([a-z_]+)"'),
    re.compile(r'(?<!config\.)\b(?:text|plural)\(\s*' + KEY),  # Config::text asks for a setting
    re.compile(r'(?:push_back\(|Error\([^;{]*\{)\{[^,{};]+,\s*' + KEY + r'\}'),  # what is wrong with a field
]


def read(path, faults):
    """The entries of a .po file: key -> (list of forms, is plural, place)."""
    entries, key, forms, plural, target, line_of_key = {}, None, [], False, None, 0

    def finish():
        if key:
            if key in entries:
                faults.append(f"{path}:{line_of_key}: {key} stands twice")
            entries[key] = (forms, plural, f"{path}:{line_of_key}")

    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        found = STRING.search(line)
        value = found.group(1) if found else ""
        if line.startswith("msgid "):
            finish()
            key, forms, plural, target, line_of_key = value, [], False, "key", number
        elif line.startswith("msgid_plural"):
            plural, target = True, None
        elif line.startswith("msgstr"):
            forms.append(value)
            target = "form"
        elif line.startswith('"') and target == "form":
            forms[-1] += value
        elif line.startswith('"') and target == "key":
            key += value
    finish()
    return entries


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")
    faults = []
    texts = {language: {} for language in FORMS}
    for path in sorted((root / "locale").rglob("*.po")):
        language = path.name.removesuffix(".po").rpartition(".")[2]
        if language not in texts:
            faults.append(f"{path}: unknown language {language}")
            continue
        for key, entry in read(path, faults).items():
            if key in texts[language]:
                faults.append(f"{entry[2]}: {key} also stands at {texts[language][key][2]}")
            texts[language][key] = entry
    for key in sorted(texts["ro"].keys() ^ texts["en"].keys()):
        missing = "en" if key in texts["ro"] else "ro"
        faults.append(f"{texts['ro' if missing == 'en' else 'en'][key][2]}: {key} has no text in {missing}")
    for key in sorted(texts["ro"].keys() & texts["en"].keys()):
        ro, en = texts["ro"][key], texts["en"][key]
        names = [set(PLACEHOLDER.findall("".join(one[0]))) - {"n"} for one in (ro, en)]
        if names[0] != names[1]:
            faults.append(f"{ro[2]}: {key} has other placeholders than {en[2]}: {sorted(names[0] ^ names[1])}")
        if ro[1] != en[1]:
            faults.append(f"{ro[2]}: {key} is a plural in one language only")
    for language, entries in texts.items():
        for key, (forms, plural, place) in entries.items():
            wanted = FORMS[language] if plural else 1
            if len(forms) != wanted or not all(forms):
                faults.append(f"{place}: {key} needs {wanted} forms, none empty")
            if language == "ro" and re.search("[şţŞŢ]", "".join(forms)):
                faults.append(f"{place}: {key} has a cedilla letter; write ș ț")
    for path in sorted((root / "src").rglob("*.[ch]pp")):
        if path.name.endswith(("_test.cpp", "_fuzz.cpp", "_bench.cpp")):
            continue
        source = path.read_text(encoding="utf-8")
        for found in [one for pattern in SOURCE_KEYS for one in pattern.finditer(source)]:
            if found.group(1) not in texts["ro"]:
                line = source.count("\n", 0, found.start()) + 1
                faults.append(f"{path}:{line}: no text for {found.group(1)}")
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
