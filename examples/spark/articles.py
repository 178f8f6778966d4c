"""Keeps the articles of pages on a Spark cluster: lines of JSON in, lines of JSON out, in order.

usage: spark-submit articles.py CORPUS PAGES ARTICLES [TASKS]

CORPUS is the program that `cargo build --release --example corpus` builds, on a path that every worker has; PAGES is a
file of JSON Lines, or a folder or pattern of such; ARTICLES is a folder that is made. TASKS is the least number of
tasks to cut the work into: a few for every core. Without it a task has a block of the file system.
"""

import sys

from pyspark.sql import SparkSession

corpus, pages, articles, *tasks = sys.argv[1:]
context = SparkSession.builder.appName("epure").getOrCreate().sparkContext
lines = context.textFile(pages, *map(int, tasks))
# A task has a core, so the program has a thread. If it fails, so does the task, and Spark starts it anew.
lines.pipe(f"{corpus} --threads 1", checkCode=True).saveAsTextFile(articles)
