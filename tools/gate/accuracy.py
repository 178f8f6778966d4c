#!/usr/bin/env python3
"""The accuracy gate: fails if the built crate scores below the floors of floors.txt on the evaluation sets.

The sets are not part of the repository; where they are absent (../shared/eval beside the checkout), the gate says so
and passes. The weights were fitted on pages of these sets, so these figures are higher than what new pages will give:
the gate guards against regressions, and tools/train measures accuracy. Standard library only.
"""

import json
import subprocess
import sys
import tarfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared/eval"
UNPACKED = ROOT / "target/eval"


def unpack(name):
    if not (UNPACKED / name / "truth.jsonl").exists():
        UNPACKED.mkdir(parents=True, exist_ok=True)
        with tarfile.open(SHARED / f"{name}.tar.xz") as archive:
            archive.extractall(UNPACKED, filter="data")
    return UNPACKED / name


def measure(name):
    """The scorer's figures of one set."""
    pages = unpack(name)
    predictions = ROOT / "target" / f"{name}.predictions.jsonl"
    clean = ROOT / "target/release/examples/clean"
    with open(predictions, "wb") as out:
        # Exit code 1 says that some page has nothing to extract, which the scorer takes as an empty text.
        code = subprocess.run([clean, "--format", "json", pages / "html"], stdout=out, stderr=subprocess.DEVNULL).returncode
    if code not in (0, 1):
        sys.exit(f"clean ended with {code} on {name}")
    score = [sys.executable, SHARED / "score.py", pages, predictions, "--json"]
    return json.loads(subprocess.run(score, check=True, stdout=subprocess.PIPE).stdout)


def floors():
    """(set, path of a figure, floor) for each line of floors.txt."""
    for line in (Path(__file__).parent / "floors.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            name, figure, floor = line.split()
            yield name, figure, float(floor)


def main():
    if not SHARED.exists():
        print(f"accuracy gate skipped: no evaluation sets at {SHARED}")
        return
    subprocess.run(["cargo", "build", "--release", "--quiet", "--example", "clean"], cwd=ROOT, check=True)
    measured, failed = {}, False
    for name, figure, floor in floors():
        if name not in measured:
            measured[name] = measure(name)
        value = measured[name]
        for part in figure.split("/"):
            value = value[part]
        value = value[0] if isinstance(value, list) else value
        verdict = "ok" if value >= floor else "BELOW"
        failed |= value < floor
        print(f"{verdict:5s} {name:12s} {figure:24s} {value:.4f} (floor {floor:.4f})")
    if failed:
        sys.exit("accuracy is below a floor")


if __name__ == "__main__":
    main()
