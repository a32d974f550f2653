#!/usr/bin/python3
"""Prints what clocks show, by Python's zoneinfo, for tests/common/test-zone.c to be held to.

  I ZONE SECONDS YEAR MONTH DAY HOUR MINUTE SECOND OFFSET   the clock at an instant
  R ZONE SECONDS YEAR MONTH DAY HOUR MINUTE SECOND OFFSET   the instant of a reading, the offset then

Around every change of offset from 2024 to 2027 and in 2060 of all zones, and since 1970 of the odd ones: before, in and
after the gap or the overlap. By PEP 495 a reading with fold=0 is the first of two, and one in a gap is passed by the offset
before it. With --all (set ZONE_TABLE_ALL for the test): every change of every zone since 1970, half a million lines.
"""

import sys
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo, available_timezones

ODD = """Pacific/Apia Pacific/Kwajalein Pacific/Kiritimati Australia/Lord_Howe Africa/Casablanca Antarctica/Troll
    Antarctica/Casey Africa/Monrovia America/Caracas Asia/Gaza Asia/Kathmandu Asia/Pyongyang Europe/Dublin""".split()
EPOCH = datetime(1970, 1, 1)
DAY = 86400
STEP = 5 * DAY  # since 1970 no zone has changed twice within six days


def seconds(year):
    return int((datetime(year, 1, 1) - EPOCH).total_seconds())


def clock(zone, at):
    return datetime.fromtimestamp(at, timezone.utc).astimezone(zone)


def offset(zone, at):
    return int(clock(zone, at).utcoffset().total_seconds())


def changes(zone, begin, end):
    """Yields the first instant of every new offset between the years."""
    before, at = offset(zone, seconds(begin)), seconds(begin)
    while at < seconds(end):
        low, at = at, at + STEP
        if offset(zone, at) == before:
            continue
        high = at
        while high - low > 1:
            middle = (low + high) // 2
            if offset(zone, middle) == before:
                low = middle
            else:
                high = middle
        before = offset(zone, at)
        yield high


def line(kind, name, at, reading, shift):
    print(kind, name, at, *reading.timetuple()[:6], shift)


def print_instant(name, zone, at):
    line("I", name, at, clock(zone, at), offset(zone, at))


def print_reading(name, zone, local):
    reading = EPOCH + timedelta(seconds=local)
    at = int(reading.replace(tzinfo=zone).timestamp())
    line("R", name, at, reading, offset(zone, at))


def print_around(name, zone, at):
    before, after = offset(zone, at - 1), offset(zone, at)
    for step in (-DAY, -DAY // 2, -1, 0, 1, DAY // 2):
        print_instant(name, zone, at + step)
    low, high = sorted((at + before, at + after))
    for local in (low - DAY, low - 1, low, low + 1, (low + high) // 2, high - 1, high, high + 1, high + DAY):
        print_reading(name, zone, local)


def main():
    everything = "--all" in sys.argv
    for name in sorted(available_timezones() - {"localtime"}):
        zone = ZoneInfo(name)
        spans = [(1970, 2038)] if everything or name in ODD else [(2024, 2028)]
        for span in spans + [(2060, 2061)]:
            print_instant(name, zone, seconds(span[0]) + DAY // 3)
            print_reading(name, zone, seconds(span[1]) - DAY // 3)
            for at in changes(zone, *span):
                print_around(name, zone, at)


main()
