#!/usr/bin/env python3
"""Writes corpus/reports: make_corpus.py [NAME …]

Without names, all files; with names, those whose file name contains one of them. Each report is written as
FOLDER/NAME.EXT with its true values in NAME.gold.json below the folder `gold` beside FOLDER. See scripts/README.md for what must be installed.
"""

import json
import pathlib
import sys

from invented_county.plan import PUBLICATIONS

REPORTS = pathlib.Path(__file__).resolve().parent.parent / "corpus" / "reports"


def make(publication):
    report = publication.report()
    folder = REPORTS / publication.group
    folder.mkdir(parents=True, exist_ok=True)
    content = publication.make(report)
    (folder / publication.name).write_bytes(content)
    gold = report.gold(publication.name, publication.group, publication.unknowable(report))
    stem = publication.name.rsplit(".", 1)[0]
    gold_folder = folder.parent.parent / "gold" / folder.name
    gold_folder.mkdir(parents=True, exist_ok=True)
    (gold_folder / f"{stem}.gold.json").write_text(json.dumps(gold, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(f"{publication.group}/{publication.name}: {len(content)} bytes, {len(gold['cells'])} cells", flush=True)


def main(wanted):
    chosen = [p for p in PUBLICATIONS if not wanted or any(w in p.name for w in wanted)]
    if not chosen:
        sys.exit(f"no publication is called {' or '.join(wanted)}")
    for publication in chosen:
        make(publication)


if __name__ == "__main__":
    main(sys.argv[1:])
