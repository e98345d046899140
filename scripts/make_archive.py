#!/usr/bin/env python3
"""Writes corpus/archive: county.zip, the reports of forty offices over seven years, and county.gold.json, what is true of them.

See scripts/README.md for what must be installed and what the gold says.
"""

import json
import pathlib

from invented_county.archive.publish import archive

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "corpus" / "archive"


def main():
    content, gold = archive()
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "county.zip").write_bytes(content)
    lines = [f' "{name}": [\n' + ",\n".join("  " + json.dumps(item, ensure_ascii=False) for item in items) + "\n ]" for name, items in gold.items()]
    (FOLDER / "county.gold.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")
    print(f"{len(gold['reports'])} reports, {len(gold['findings'])} findings, {len(content)} bytes")


if __name__ == "__main__":
    main()
