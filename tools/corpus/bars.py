#!/usr/bin/env python3
"""Holds `examples/corpus` to what it promises, on 10,000 pages: memory, processors, and kills.

The pages of the evaluation sets under target/eval, over and over (where there are none, the page cases), as JSON Lines
under target/corpus. Prints the figures; fails if the output after kills differs, or memory is over its bar. The bar of
the processors can only be held on a machine that does nothing else: its figure is printed, and failed on with --quiet;
on any machine the threads that extract are looked at, which are never to be idle.
Linux, standard library only.
"""

import argparse
import hashlib
import itertools
import json
import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "target/corpus"
CORPUS = ROOT / "target/release/examples/corpus"

PAGES = 10_000
MEMORY_BAR = 300  # MiB.
PROCESSOR_BAR = 0.9  # Of all of them; of the time that an extracting thread has work.


def write_pages(path):
    if path.exists():
        return
    files = sorted((ROOT / "target/eval").glob("*/html/*.html")) or sorted((ROOT / "tests/pages").glob("*/page.html"))
    with open(path, "w", encoding="utf-8") as out:
        for number, file in zip(range(PAGES), itertools.cycle(files)):
            html = file.read_text(encoding="utf-8", errors="replace")
            out.write(json.dumps({"id": number, "html": html}, ensure_ascii=False) + "\n")


def undisturbed(pages, output):
    """Runs to the end; returns seconds, processor seconds, MiB of memory at most, the share of the time in which the
    threads that extract worked or waited for a processor only, and what it said."""
    said = FOLDER / "said.txt"
    start, looks = time.monotonic(), []
    with open(said, "w") as out:
        run = subprocess.Popen([CORPUS, pages, "-o", output], stderr=out)
    while True:
        pid, status, used = os.wait4(run.pid, os.WNOHANG)
        if pid:
            break
        looks.append((time.monotonic(), busy(run.pid)))
        time.sleep(0.2)
    if status:
        sys.exit(f"corpus failed: {said.read_text()}")
    elapsed = time.monotonic() - start
    # From one look to another, well after the start and before the end.
    (since, before), (until, after) = looks[len(looks) // 10], looks[len(looks) * 9 // 10]
    shares = [(after[thread] - before[thread]) / (until - since) for thread in before if thread in after]
    worked = sum(shares) / max(1, len(shares))
    return elapsed, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, worked, said.read_text()


def busy(process):
    """Seconds that each thread that extracts has worked, or waited for a processor that others had."""
    seconds = {}
    for task in Path(f"/proc/{process}/task").glob("*"):
        try:
            if (task / "comm").read_text().strip() == "extract":
                seconds[task.name] = sum(map(int, (task / "schedstat").read_text().split()[:2])) / 1e9
        except OSError:  # It has ended.
            pass
    return seconds


def killed(pages, output, elapsed, kills):
    """Kills a run at random moments, starts it again each time, and lets the last one end."""
    for _ in range(kills):
        run = subprocess.Popen([CORPUS, pages, "-o", output, "--resume"], stderr=subprocess.DEVNULL)
        time.sleep(random.uniform(0, 2 * elapsed / kills))
        run.kill()
        run.wait()
    subprocess.run([CORPUS, pages, "-o", output, "--resume"], check=True, stderr=subprocess.DEVNULL)


def contents(path):
    """What a file holds, or each file of a folder, as digests."""
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    digests = []
    for file in files:
        with open(file, "rb") as read:
            digests.append((file.name if path.is_dir() else "", hashlib.file_digest(read, "sha256").hexdigest()))
    return digests


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=8)
    parser.add_argument("--seed", type=int, default=random.randrange(1000))
    parser.add_argument("--quiet", action="store_true", help="the machine does nothing else")
    options = parser.parse_args()
    random.seed(options.seed)
    subprocess.run(["cargo", "build", "--release", "--quiet", "--features", "parquet", "--example", "corpus"], cwd=ROOT, check=True)
    FOLDER.mkdir(parents=True, exist_ok=True)
    pages = FOLDER / "pages.jsonl"
    write_pages(pages)
    failed = False
    for ending in ("jsonl", "parquet"):
        whole, cut = FOLDER / f"whole.{ending}", FOLDER / f"killed.{ending}"
        for old in (whole, cut):
            shutil.rmtree(old) if old.is_dir() else old.unlink(missing_ok=True)
        elapsed, processor, memory, worked, said = undisturbed(pages, whole)
        share = processor / elapsed / len(os.sched_getaffinity(0))
        print(f"{ending}\n{said.rstrip()}")
        print(f"  memory at most {memory:.0f} MiB (bar {MEMORY_BAR})")
        print(f"  processors {share:.0%} busy (bar {PROCESSOR_BAR:.0%})")
        print(f"  extracting threads had work {worked:.1%} of the time")
        killed(pages, cut, elapsed, options.kills)
        same = contents(whole) == contents(cut)
        print(f"  after {options.kills} kills: {'identical' if same else 'DIFFERENT'} (seed {options.seed})", flush=True)
        failed |= memory > MEMORY_BAR or not same or worked < PROCESSOR_BAR or options.quiet and share < PROCESSOR_BAR
    sys.exit(failed)


if __name__ == "__main__":
    main()
