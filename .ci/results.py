"""Reads what the test run left.

    results.py counts FOLDER   passed and failed over all .trx files below FOLDER
    results.py seconds LOG     seconds of each category of tests, summed over the projects that LOG names
"""
import pathlib
import re
import sys
import xml.etree.ElementTree as xml


def counts(folder):
    passed = failed = 0
    for file in pathlib.Path(folder).rglob("*.trx"):
        counters = xml.parse(file).getroot().find("{*}ResultSummary/{*}Counters")
        passed += int(counters.get("passed"))
        failed += sum(int(counters.get(kind, 0)) for kind in ("failed", "error", "timeout", "aborted"))
    return passed, failed


def seconds(log):
    sums = {}
    line = re.compile(r"\[xUnit\.net [\d:.]+\]\s+[\w.]+: ((?:\w+ [\d.]+ s for \d+ tests(?:, )?)+)")
    for found in line.finditer(pathlib.Path(log).read_text(errors="replace")):
        for category, taken, tests in re.findall(r"(\w+) ([\d.]+) s for (\d+) tests", found.group(1)):
            before = sums.get(category, (0.0, 0))
            sums[category] = (before[0] + float(taken), before[1] + int(tests))
    return sums


if __name__ == "__main__":
    what, where = sys.argv[1:]
    if what == "counts":
        print(*counts(where))
    elif pathlib.Path(where).exists():
        for category, (taken, tests) in sorted(seconds(where).items()):
            print(f"{category}: {taken:.1f} s for {tests} tests")
