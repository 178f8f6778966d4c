#!/usr/bin/env python3
"""Checks articles.py on a real cluster that loses a worker: the articles must be those of one undisturbed process,
record for record.

Starts Spark with two workers (local-cluster: a master, two workers, an executor JVM each), kills one executor while it
works, and compares. Needs Java 17 or later and `pip install pyspark`; says so and passes where they are missing.
"""

import importlib.util
import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "target/spark"
CORPUS = ROOT / "target/release/examples/corpus"

RECORDS = 6000
TASKS = 24
WORKERS = "local-cluster[2,1,1024]"  # Workers, cores of each, MiB of each.
LIMIT = 600  # Seconds after which the check has failed.


def write_pages(path):
    """The repository's page cases, over and over, with a broken record here and there."""
    cases = sorted((ROOT / "tests/pages").glob("*/page.html"))
    pages = itertools.cycle([page.read_text(encoding="utf-8", errors="replace") for page in cases])
    with open(path, "w", encoding="utf-8") as out:
        for record in range(RECORDS):
            line = json.dumps({"id": record, "html": next(pages)})
            print(line if record % 500 != 7 else line[:100], file=out)


def spark_home():
    """Spark as installed, but with a place of our own for what workers write beside it."""
    installed = Path(importlib.util.find_spec("pyspark").origin).parent
    home = FOLDER / "home"
    home.mkdir()
    for part in installed.iterdir():
        (home / part.name).symlink_to(part)
    return home


def executors(driver):
    """The executor JVMs that descend from the driver."""
    table = subprocess.run(["ps", "-eo", "pid=,ppid=,args="], check=True, stdout=subprocess.PIPE, text=True).stdout
    processes = [(int(pid), int(parent), args) for pid, parent, args in (line.split(None, 2) for line in table.splitlines())]
    ours = {driver}
    for _ in range(10):  # Deeper than the tree is.
        ours |= {pid for pid, parent, _ in processes if parent in ours}
    return [pid for pid, _, args in processes if pid in ours and "CoarseGrainedExecutorBackend" in args and "java" in args.split()[0]]


def run_spark(pages, articles, log):
    """Runs the job, and kills an executor when some tasks are done and others not; returns how many were done then."""
    home = spark_home()
    environment = {**os.environ, "SPARK_HOME": str(home), "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    command = [home / "bin/spark-submit", "--master", WORKERS, ROOT / "examples/spark/articles.py", CORPUS, pages, articles, str(TASKS)]
    job = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT)
    done_at_kill, start = 0, time.monotonic()
    while job.poll() is None:
        if time.monotonic() - start > LIMIT:
            job.terminate()
            sys.exit(f"no end after {LIMIT} s, see {log.name}")
        done = len(list(articles.glob("_temporary/0/task_*")))
        running = executors(job.pid)
        if not done_at_kill and done >= TASKS // 4 and len(running) == 2:
            os.kill(running[0], signal.SIGKILL)
            done_at_kill = done
        time.sleep(0.05)
    if job.returncode:
        sys.exit(f"the job failed with {job.returncode}, see {log.name}")
    return done_at_kill


def lines(paths):
    return [line for path in paths for line in path.read_text(encoding="utf-8").split("\n") if line]


def main():
    if importlib.util.find_spec("pyspark") is None or shutil.which("java") is None:
        print("spark check skipped: needs java and `pip install pyspark`")
        return
    subprocess.run(["cargo", "build", "--release", "--quiet", "--example", "corpus"], cwd=ROOT, check=True)
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    pages, articles = FOLDER / "pages.jsonl", FOLDER / "articles"
    write_pages(pages)
    single = subprocess.run([CORPUS, pages], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    expected = single.stdout.decode().rstrip("\n").split("\n")
    log = FOLDER / "log.txt"
    with open(log, "w") as out:
        done = run_spark(pages, articles, out)
    if not 0 < done < TASKS:
        sys.exit(f"the executor was killed with {done} of {TASKS} tasks done: not in the middle, nothing is shown by that")
    said = log.read_text()
    # Which of the two it says depends on whether it hears of the executor or of the connection first.
    is_task_lost = "Lost task" in said or "failed because while it was being computed, its executor exited" in said
    if "Command exited with code 137" not in said or not is_task_lost:
        sys.exit(f"Spark has not noticed that an executor was killed with tasks of its own, see {log}")
    got = lines(sorted(articles.glob("part-*")))
    if len(expected) != RECORDS or got != expected:
        differing = sum(a != b for a, b in zip(got, expected))
        sys.exit(f"{len(got)} rows where one process gives {len(expected)}, {differing} differ")
    print(f"ok: {RECORDS} records on two workers, one killed after {done} of {TASKS} tasks: the rows of one process")


if __name__ == "__main__":
    main()
