#!/usr/bin/env python3
"""Writes corpus/reports and corpus/equal: make_corpus.py [NAME …]

Without names, all files; with names, those whose file name contains one of them. Each report is written as
reports/FOLDER/NAME.EXT with its true values in gold/FOLDER/NAME.gold.json, and each that is published in every format as
equal/NAME/report.EXT with equal/NAME/report.gold.json. See scripts/README.md for what must be installed.
"""

import json
import pathlib
import sys

from invented_county.plan import EQUAL, FORMATS, PUBLICATIONS

CORPUS = pathlib.Path(__file__).resolve().parent.parent / "corpus"


def make(publication):
    report = publication.report()
    content = publication.make(report)
    write(CORPUS / "reports" / publication.group / publication.name, content)
    gold = report.gold(publication.name, publication.group, publication.unknowable(report), publication.prose)
    stem = publication.name.rsplit(".", 1)[0]
    write_gold(CORPUS / "gold" / publication.group / f"{stem}.gold.json", gold)
    print(f"{publication.group}/{publication.name}: {len(content)} bytes, {len(gold['cells'])} cells", flush=True)


def make_equal(equal):
    report = equal.report()
    folder = CORPUS / "equal" / equal.name
    for extension, publish in FORMATS.items():
        write(folder / f"report.{extension}", publish(report))
    write_gold(folder / "report.gold.json", report.gold("report", "equal"))
    print(f"equal/{equal.name}: {', '.join(FORMATS)}", flush=True)


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def write_gold(path, gold):
    write(path, (json.dumps(gold, ensure_ascii=False, indent=1) + "\n").encode())


def main(wanted):
    is_wanted = lambda made: not wanted or any(name in made.name for name in wanted)
    chosen = [(make, p) for p in PUBLICATIONS if is_wanted(p)] + [(make_equal, e) for e in EQUAL if is_wanted(e)]
    if not chosen:
        sys.exit(f"no publication is called {' or '.join(wanted)}")
    for publish, what in chosen:
        publish(what)


if __name__ == "__main__":
    main(sys.argv[1:])
