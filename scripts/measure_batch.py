#!/usr/bin/env python3
"""Measures what the README promises of a batch, with a release build, on Linux.

    measure_batch.py hostile GONGKAI GOOD HOSTILE   300 good files alone and among 60 hostile ones: outcomes, bytes, memory
    measure_batch.py kill GONGKAI GOOD              kill -9 at ten random moments, each followed by a second run
    measure_batch.py isolation GONGKAI FOLDER…      CPU and wall time of workers against --in-process, in pairs
    measure_batch.py pdfs GONGKAI FOLDER            text found where pdftotext finds some

GOOD is a folder of reports, HOSTILE one of files made to do harm (GONGKAI_HOSTILE=DIR cargo test --test hostile keeps them).
"""

import hashlib
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def good_files(source: Path, target: Path, count: int) -> None:
    """So many reports, no two of the same bytes: blanks behind the end of a file change nothing in any format of text."""
    files = [f for f in sorted(source.rglob("*")) if f.is_file()]
    texts = [f for f in files if f.suffix in (".txt", ".md", ".html", ".htm", ".pdf")]
    for n in range(count):
        file = files[n] if n < len(files) else texts[n % len(texts)]
        place = target / f"{n:03}-{file.name}"
        place.parent.mkdir(parents=True, exist_ok=True)
        pad = b"" if n < len(files) else b"\n" * 2 * (n // len(files))
        place.write_bytes(file.read_bytes() + pad)


def digest(folder: Path) -> dict:
    """Each file below a folder by its hash, but for run.json, which holds the clock."""
    files = (f for f in folder.rglob("*") if f.is_file() and f.name not in ("run.json", ".lock"))
    return {str(f.relative_to(folder)): hashlib.sha256(f.read_bytes()).hexdigest() for f in files}


def peak(pid: int) -> int:
    """Peak resident memory of a process in KiB; 0 where it is gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")), 0)


def children(pid: int) -> list:
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += [int(c) for c in task.read_text().split()]
        except OSError:
            pass
    return found


def watched(command: list) -> tuple:
    """Runs a command and gives its exit code and the peaks of itself and of its largest child, in MiB."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    own = worker = 0
    while process.poll() is None:
        own = max(own, peak(process.pid))
        worker = max([worker, *(peak(c) for c in children(process.pid))])
        time.sleep(0.005)
    return process.returncode, own // 1024, worker // 1024


def outcomes(out: Path) -> list:
    return [json.loads(line) for line in (out / "outcomes.jsonl").read_text().splitlines()]


def hostile(program: str, good: Path, bad: Path, work: Path) -> None:
    good_files(good, work / "alone" / "good", 300)
    good_files(good, work / "among" / "good", 300)
    shutil.copytree(bad, work / "among" / "bad")
    for act in ("hang", "allocate", "overflow", "panic", "exit", "abort"):
        (work / "among" / "bad" / f"mock-{act}.txt").write_text(f"#!gongkai-mock {act}\n")
    made = len(list((work / "among" / "bad").iterdir()))
    watched([program, "extract", str(work / "alone"), "-o", str(work / "one"), "-q"])
    code, own, worker = watched([program, "extract", str(work / "among"), "-o", str(work / "two"), "-q", "--mock"])
    lines = outcomes(work / "two")
    reports = lambda out: {n: h for n, h in digest(work / out / "reports").items() if n.startswith("good-")}
    kinds = {}
    for line in lines:
        kinds[line["kind"] or "ok"] = kinds.get(line["kind"] or "ok", 0) + 1
    print(f"{len(lines)} outcomes of 300 good and {made} hostile files (exit {code}): {kinds}")
    print("good reports byte for byte as without the hostile:", reports("one") == reports("two"), len(reports("one")))
    print(f"peak memory: parent {own} MiB, largest worker {worker} MiB")


def kill(program: str, good: Path, work: Path) -> None:
    good_files(good, work / "in", 300)
    started = time.time()
    subprocess.run([program, "extract", str(work / "in"), "-o", str(work / "whole"), "-q"], check=False)
    length, whole = time.time() - started, digest(work / "whole")
    for n in range(10):
        out, moment = work / f"out{n}", random.uniform(0, length)
        process = subprocess.Popen([program, "extract", str(work / "in"), "-o", str(out), "-q"])
        time.sleep(moment)
        process.kill()
        process.wait()
        done = len(list((out / "reports").glob("*.json"))) if (out / "reports").exists() else 0
        subprocess.run([program, "extract", str(work / "in"), "-o", str(out), "-q"], check=False)
        print(f"killed after {moment:5.2f} of {length:.2f} s with {done:3} reports; second run the same: {digest(out) == whole}")


def spent(command: list) -> tuple:
    before, started = os.times(), time.time()
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return time.time() - started, cpu


def isolation(program: str, folders: list, work: Path) -> None:
    for folder in folders:
        walls, cpus = [], []
        for _ in range(15):
            base = [program, "extract", folder, "-o", str(work / "out"), "-q", "--force"]
            apart, here = spent(base), spent([*base, "--in-process"])
            walls.append(apart[0] / here[0])
            cpus.append(apart[1] / here[1])
        print(f"{folder}: workers against one process, median of 15 pairs: wall ×{statistics.median(walls):.3f}, CPU ×{statistics.median(cpus):.3f}")


def pdfs(program: str, folder: Path, work: Path) -> None:
    subprocess.run([program, "extract", str(folder), "-o", str(work / "out"), "-q"], check=False)
    lines = outcomes(work / "out")
    kinds = {}
    for line in lines:
        kinds.setdefault(line["kind"] or "ok", []).append(line["path"])
    print(len(lines), "outcomes:", {kind: len(paths) for kind, paths in kinds.items()})
    # What holds text is no report here; what is not read holds none, or should.
    for line in lines:
        if line["kind"] in (None, "not_a_report"):
            continue
        found = subprocess.run(["pdftotext", str(folder / line["path"]), "-"], capture_output=True, check=False)
        text = "".join(found.stdout.decode("utf-8", "replace").split())
        if text:
            print(f"{line['kind']:14} {line['path']}: pdftotext finds {len(text)} characters: {text[:40]!r}")


def main() -> None:
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    what, program, *rest = sys.argv[1:]
    with tempfile.TemporaryDirectory() as work:
        if what == "hostile":
            hostile(program, Path(rest[0]), Path(rest[1]), Path(work))
        elif what == "kill":
            kill(program, Path(rest[0]), Path(work))
        elif what == "isolation":
            isolation(program, rest, Path(work))
        elif what == "pdfs":
            pdfs(program, Path(rest[0]), Path(work))
        else:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
