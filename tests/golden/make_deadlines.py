#!/usr/bin/env python3
"""Writes deadlines.tsv: due moments by a second, slow way of counting (minute by minute on Python's zoneinfo), for every time
zone of catalog/missions.csv. The C++ side (domain/deadlines/golden_test.cpp) must give the same.

Columns: zone, hours, days off, unit, amount, last day, start, pauses, due (UTC). A pause is "from/to"."""
import csv
import datetime as dt
import pathlib
import random
import zoneinfo

HERE = pathlib.Path(__file__).parent
UTC = dt.timezone.utc
MINUTE = dt.timedelta(minutes=1)
DAY = dt.timedelta(days=1)
HOURS = {  # weekday 1-7: minutes of the local day
    "counter": {d: [(540, 780)] for d in range(1, 6)},
    "split": {d: [(510, 750), (840, 1020)] for d in range(1, 6)},
    "sunday": {d: [(540, 780)] for d in (7, 1, 2, 3, 4)},
    "always": {d: [(0, 1440)] for d in range(1, 8)},
    "night": {d: [(0, 120), (1320, 1440)] for d in range(1, 8)},
}


def works(local, hours, off):
    if local.date().isoformat() in off:
        return False
    minute = local.hour * 60 + local.minute
    return any(a <= minute < b for a, b in HOURS[hours].get(local.isoweekday(), []))


def still(moment, pauses):
    return any(a <= moment < b for a, b in pauses)


def in_working_time(zone, hours, off, minutes, start, pauses):
    at, left = start, minutes
    while left > 0:
        if works(at.astimezone(zone), hours, off) and not still(at, pauses):
            left -= 1
        at += MINUTE
    return at


def in_working_days(zone, hours, off, days, start, pauses):
    day, left, due = start.astimezone(zone).date(), days, None
    while left > 0:
        day += DAY
        at = dt.datetime.combine(day, dt.time(), zone).astimezone(UTC)
        last = None
        while at.astimezone(zone).date() <= day:
            if at.astimezone(zone).date() == day and works(at.astimezone(zone), hours, off) and not still(at, pauses):
                last = at
            at += MINUTE
        if last:
            left, due = left - 1, last + MINUTE
    return due


def midnight_after(day, zone):
    """The first moment of the day after: where summer time skips midnight, the moment after the gap."""
    at = dt.datetime.combine(day + DAY, dt.time(), zone)
    if at.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != at.replace(tzinfo=None):
        at = (at.astimezone(UTC)).astimezone(zone)
        probe = dt.datetime.combine(day, dt.time(12), zone).astimezone(UTC)
        while probe.astimezone(zone).date() <= day:
            probe += MINUTE
        return probe
    return at.astimezone(UTC)


def in_days(zone, hours, off, day, last_day):
    while last_day == "next_working_day" and (day.isoformat() in off or not HOURS[hours].get(day.isoweekday())):
        day += DAY
    return midnight_after(day, zone)


def months_later(day, months):
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    for number in (day.day, 30, 29, 28):
        try:
            return dt.date(year, month, min(number, day.day))
        except ValueError:
            continue
    raise AssertionError


def due(row):
    zone = zoneinfo.ZoneInfo(row["zone"])
    start, pauses, off = row["start"], row["pauses"], row["off"]
    day = start.astimezone(zone).date()
    if row["unit"] == "minutes":
        return in_working_time(zone, row["hours"], off, row["amount"], start, pauses)
    if row["unit"] == "hours":
        return in_working_time(zone, row["hours"], off, row["amount"] * 60, start, pauses)
    if row["unit"] == "working_days":
        return in_working_days(zone, row["hours"], off, row["amount"], start, pauses)
    if row["unit"] == "days":
        return in_days(zone, row["hours"], off, day + DAY * row["amount"], row["last_day"])
    return in_days(zone, row["hours"], off, months_later(day, row["amount"]), row["last_day"])


def at(text):
    return dt.datetime.fromisoformat(text).replace(tzinfo=UTC)


def chosen():
    """Moments around both changes of the clock, the leap day, the turn of the year; pauses; holidays."""
    dice = random.Random(27_2002)
    with open(HERE.parent.parent / "catalog/missions.csv", encoding="utf-8") as file:
        zones = sorted({row["timezone"] for row in csv.DictReader(file)})
    # The past alone: governments still change their clocks of the coming years.
    starts = ["2025-03-28T15:40", "2024-10-25T09:05", "2024-02-26T23:50", "2024-12-30T11:00", "2025-03-08T08:00", "2024-11-03T05:30",
              "2025-04-04T22:15", "2024-09-27T04:00"]
    terms = [("minutes", 15, "always"), ("hours", 4, "counter"), ("hours", 4, "always"), ("hours", 30, "split"), ("working_days", 2, "counter"),
             ("working_days", 5, "sunday"), ("working_days", 2, "night"), ("days", 30, "counter"), ("days", 5, "counter"),
             ("months", 1, "counter"), ("hours", 10, "night")]
    for number, zone in enumerate(zones):
        for turn in range(3):
            unit, amount, hours = terms[(number * 3 + turn * 4) % len(terms)]
            start = at(starts[(number + turn * 3) % len(starts)])
            off = sorted({(start.date() + DAY * dice.randint(1, 4)).isoformat()}) if dice.random() < 0.5 else []
            pauses = []
            if dice.random() < 0.4 and unit in ("hours", "working_days"):
                begin = start + MINUTE * dice.randint(10, 2000)
                pauses = [(begin, begin + MINUTE * dice.randint(30, 4000))]
            last_day = "next_working_day" if unit == "months" or (unit == "days" and turn == 2) else "keep"
            yield dict(zone=zone, hours=hours, off=off, unit=unit, amount=amount, last_day=last_day, start=start, pauses=pauses)
    for unit, amount, start in [("months", 1, "2025-01-31T10:00"), ("months", 1, "2024-01-31T10:00"), ("months", 3, "2024-11-30T10:00"),
                                ("months", 6, "2023-08-31T10:00"), ("days", 45, "2024-01-20T10:00"), ("days", 30, "2025-02-28T22:30")]:
        yield dict(zone="Europe/Bucharest", hours="counter", off=["2024-02-29"], unit=unit, amount=amount, last_day="next_working_day",
                   start=at(start), pauses=[])


def text(moment):
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:00.000Z")


def main():
    lines = []
    for row in chosen():
        lines.append("\t".join([row["zone"], row["hours"], "|".join(row["off"]), row["unit"], str(row["amount"]), row["last_day"], text(row["start"]),
                                "|".join(f"{text(a)}/{text(b)}" for a, b in row["pauses"]), text(due(row))]))
    (HERE / "deadlines.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
