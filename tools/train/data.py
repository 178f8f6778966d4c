"""Labelled pages as the crate measures them: features from `examples/features.rs`, labels by aligning blocks
with the truth."""

import hashlib
import json
import pickle
import re
import shutil
import subprocess
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import tldextract
from rapidfuzz.distance import LCSseq

import judgement

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "target/release/examples/features"
EVAL = ROOT / "target/eval"
CACHE = ROOT / "target/train"

# The sets that weights are fitted on; `seed` is for testing only. `cases` are the repository's own pages, with the
# snippets of their notes for truth.
SETS = ("wcxb-dev", "scrapinghub", "trafilatura", "readability", "daniel", "cases")

IDEOGRAPH = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
TOKEN = re.compile(f"[{IDEOGRAPH}]|[^\\W{IDEOGRAPH}]+")
SITE = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)

# Sets whose articles are cut short, too, and what the names of such copies begin with.
CUT = ("wcxb-dev", "scrapinghub", "readability", "daniel")
SHORT = "short "
# Words of content that are left at least, drawn for each page between these; of one page in so many, none are; and
# words that must be gone.
SHORTEST, LONGEST, FRAMES, FEWEST_GONE = 30, 150, 6, 150
# The label from which a block is content, and up to which it is none and stays.
CONTENT, NONE = 0.5, 0.1

# What the notes of page cases say must be in the article and must not, known faults among it.
SECTIONS = {"keeps": "with", "losses": "with", "drops": "without", "leaks": "without"}

# A block is looked for in the truth only if at least this share of its words lies in word sequences of this
# length that the truth has too: otherwise the common words of boilerplate would match.
LEAST_CONTAINED = 0.3
SEQUENCE = 4
# A page with a truth shorter than this (words) counts as if it had this many.
SHORTEST_TRUTH = 30


def tokens(text):
    return TOKEN.findall((text or "").lower())


def build():
    subprocess.run(["cargo", "build", "--release", "--quiet", "--example", "features"], cwd=ROOT, check=True)


class Page:
    """One page, or a copy that is cut short: `first` and `shared` are its feature rows, `label` and `weight` a number a
    block; `says_article` is whether it tells programs that it is one."""

    def __init__(self, row, set_name, texts, says_article):
        self.id, self.set, self.row, self.texts, self.says_article = row["id"], set_name, row, texts, says_article
        self.count, self.is_short = len(texts), set_name.startswith(SHORT)
        domain = SITE(row.get("url") or "")
        from_id = self.id.split("_")[1] if "_" in self.id else self.id
        self.site = ".".join(filter(None, (domain.domain, domain.suffix))) or from_id


def read_matrix(set_name, arguments=()):
    """Yields (what is said of it, shared row, block rows) for each page, and first of all the names of the columns and the first
    score from which the second pass is asked."""
    command = [*example(set_name), *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        stream = process.stdout
        header = json.loads(stream.readline())
        if header["kinds"] != judgement.KINDS:
            raise SystemExit(f"the crate numbers kinds otherwise: {header['kinds']}")
        yield header["columns"], header["page_columns"], header["least_asked"]
        wide, shared = len(header["columns"]), len(header["page_columns"])
        while line := stream.readline():
            page = json.loads(line)
            count = len(page["texts"])
            values = np.frombuffer(stream.read(4 * (shared + wide * count)), "<f4")
            yield page, values[:shared], values[shared:].reshape(count, wide)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed")


def example(set_name):
    """The command that measures a set."""
    cut = ["--cut", str(CACHE / f"{set_name}.cut")] if set_name.startswith(SHORT) else []
    return [str(EXAMPLE), str(directory(set_name) / "html"), *cut]


def directory(set_name):
    set_name = set_name.removeprefix(SHORT)
    return (CACHE if set_name == "cases" else EVAL) / set_name


def truth(set_name):
    is_short = set_name.startswith(SHORT)
    with open(CACHE / f"{set_name}.jsonl" if is_short else directory(set_name) / "truth.jsonl", encoding="utf-8") as file:
        return {row["id"]: row for row in map(json.loads, file)}


def collect_cases():
    """Lays out tests/pages like the other sets."""
    html = directory("cases") / "html"
    # Cases that are gone are gone here, too.
    shutil.rmtree(html, ignore_errors=True)
    html.mkdir(parents=True)
    rows = []
    for case in sorted((ROOT / "tests/pages").iterdir()):
        if not (case / "page.html").exists():
            continue
        row = {"id": case.name, "type": "case", "text": None, "with": [], "without": []}
        section = None
        for line in (case / "note.md").read_text("utf-8").splitlines():
            if line.startswith("## "):
                section = SECTIONS.get(line[3:].strip())
            elif section and line.startswith("- "):
                row[section].append(line[2:].strip())
        rows.append(row)
        (html / f"{case.name}.html").write_bytes((case / "page.html").read_bytes())
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (directory("cases") / "truth.jsonl").write_text("".join(lines), "utf-8")


def contained(block, sequences):
    """Share of a block's words that lie in sequences known to the truth."""
    k = min(SEQUENCE, len(block))
    known = np.zeros(len(block), bool)
    for i in range(len(block) - k + 1):
        if tuple(block[i:i + k]) in sequences:
            known[i:i + k] = True
    return known.mean()


def align(texts, true_text):
    """The share of each block's words that an order-keeping alignment with the truth covers."""
    true = tokens(true_text)
    blocks = [tokens(text) for text in texts]
    label = np.zeros(len(blocks), np.float32)
    count = np.array([len(block) for block in blocks], np.float32)
    if not true:
        return label, count
    sequences = {tuple(true[i:i + k]) for k in range(1, SEQUENCE + 1) for i in range(len(true) - k + 1)}
    share = np.array([contained(block, sequences) if block else 0.0 for block in blocks])
    chosen = [j for j in range(len(blocks)) if blocks[j] and share[j] >= LEAST_CONTAINED]
    numbers = {}
    left = [numbers.setdefault(t, len(numbers)) for j in chosen for t in blocks[j]]
    right = [numbers.setdefault(t, len(numbers)) for t in true]
    covered = np.zeros(len(left), bool)
    known = set(right)
    kept = [i for i, t in enumerate(left) if t in known]
    if len(kept) * len(right) <= 6e9:
        for op in LCSseq.opcodes([left[i] for i in kept], right):
            if op.tag == "equal":
                covered[np.array(kept[op.src_start:op.src_end], int)] = True
    else:
        covered[:] = True
    at = 0
    for j in chosen:
        label[j] = min(covered[at:at + len(blocks[j])].mean(), share[j])
        at += len(blocks[j])
    return label, count


def squash(text):
    return re.sub(r"\s+", " ", text or "").strip()


def from_snippets(texts, row):
    """Labels where the truth is snippets that must and must not be there: other blocks have weight 0."""
    label, weight = np.zeros(len(texts), np.float32), np.zeros(len(texts), np.float32)
    flat = [squash(text) for text in texts]
    wanted = [squash(s) for s in row.get("with") or []]
    unwanted = [squash(s) for s in row.get("without") or []]
    for j, text in enumerate(flat):
        if any(s and s in text for s in unwanted):
            weight[j] = 1
        if any(s and s in text for s in wanted):
            label[j] = weight[j] = 1
    return label, weight / max(len(wanted), 1)


def labels(job):
    texts, row = job
    if row.get("text") is None:
        return from_snippets(texts, row)
    label, count = align(texts, row["text"])
    return label, block_weights(label, count)


def block_weights(label, count):
    """The weight of each block: its share of the page's true words."""
    return np.minimum(count / max((label * count).sum(), SHORTEST_TRUTH), 1) + 1e-4


def cut(page):
    """Which blocks stay where the article is cut short, a flag a block. All do where there is no article, or little of it."""
    stays = np.ones(page.count, bool)
    if page.row.get("text") is None or page.row.get("type", "article") != "article":
        return stays
    words = np.array([len(tokens(text)) for text in page.texts])
    drawn = int(hashlib.sha256(page.id.encode()).hexdigest(), 16)
    left = SHORTEST + drawn // FRAMES % (LONGEST - SHORTEST) if drawn % FRAMES else 0
    of_content = words * (page.label >= CONTENT)
    gone = (np.cumsum(of_content) - of_content >= left) & (page.label > NONE)
    return ~gone if words[gone].sum() >= FEWEST_GONE and not gone.all() else stays


def shortened(pages, name):
    """Copies of a set's pages with the article cut short, their labels those of the blocks that stay."""
    short = SHORT + name
    cuts = {page.id: (page, cut(page)) for page in pages}
    gone = {page_id: np.flatnonzero(~stays).tolist() for page_id, (_, stays) in cuts.items() if not stays.all()}
    (CACHE / f"{short}.cut").write_text(json.dumps(gone), "utf-8")
    copies = []
    stream = read_matrix(short)
    next(stream)
    for said, shared, first in stream:
        page, stays = cuts[said["id"]]
        label, texts = page.label[stays], said["texts"]
        true = "\n".join(text for text, share in zip(texts, label) if share >= CONTENT)
        copy = Page({**page.row, "text": true}, short, texts, said["says_article"])
        copy.shared, copy.first, copy.label = shared, first, label
        copy.weight = block_weights(label, np.array([len(tokens(text)) for text in texts], np.float32))
        copies.append(copy)
    lines = (json.dumps(copy.row, ensure_ascii=False) + "\n" for copy in copies)
    (CACHE / f"{short}.jsonl").write_text("".join(lines), "utf-8")
    return copies


def load(sets=SETS):
    """All pages of the sets, and copies that are cut short, with features and labels; labels are kept under
    target/train."""
    build()
    CACHE.mkdir(parents=True, exist_ok=True)
    collect_cases()
    pages = []
    for name in sets:
        truths, columns, pages_here = truth(name), None, []
        for item in read_matrix(name):
            if columns is None:
                columns = item
                continue
            said, shared, rows = item
            if said["id"] in truths:
                page = Page(truths[said["id"]], name, said["texts"], said["says_article"])
                page.shared, page.first = shared, rows
                pages_here.append(page)
        jobs = [(page.texts, page.row) for page in pages_here]
        key = hashlib.sha256(pickle.dumps(jobs)).hexdigest()[:16]
        cache = CACHE / f"{name}.{key}.labels"
        if not cache.exists():
            with ProcessPoolExecutor(2) as pool:
                cache.write_bytes(pickle.dumps(list(pool.map(labels, jobs, chunksize=8))))
        for page, (label, weight) in zip(pages_here, pickle.loads(cache.read_bytes())):
            page.label, page.weight = label, weight
        pages += pages_here
        if name in CUT:
            pages += shortened(pages_here, name)
    return pages, columns


def second_features(pages, scores):
    """What the second pass sees of each page, given first scores (a list of arrays, one a page)."""
    seconds, columns = [None] * len(pages), None
    for name in dict.fromkeys(page.set for page in pages):
        here = [k for k, page in enumerate(pages) if page.set == name]
        file = CACHE / f"{name}.first"
        write_scores(file, pages, here, scores, name)
        stream = read_matrix(name, ("--first", str(file)))
        columns = next(stream)
        by_id = {pages[k].id: k for k in here}
        for said, shared, rows in stream:
            if said["id"] in by_id:
                seconds[by_id[said["id"]]] = (shared, rows)
    return seconds, columns


def write_scores(file, pages, here, scores, name):
    """Scores in the order in which the example reads pages. Pages without truth do not occur."""
    with open(file, "wb") as out:
        for k in here:
            out.write(np.asarray(scores[k], "<f4").tobytes())


def articles(pages, scores, kinds, focus="balanced"):
    """The text kept of each page by the crate's own decision rule, given the page's kind (an index into the kinds of
    the crate): {set: {id: prediction}}."""
    scores = [np.append(np.float32(kind), score) for kind, score in zip(kinds, scores)]
    out = {}
    for name in dict.fromkeys(page.set for page in pages):
        here = [k for k, page in enumerate(pages) if page.set == name]
        file = CACHE / f"{name}.content"
        write_scores(file, pages, here, scores, name)
        command = [*example(name), "--content", str(file), focus]
        lines = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout
        out[name] = {row["id"]: row for row in map(json.loads, filter(None, lines.split("\n")))}
    return out


def write_predictions(predictions, name):
    """Keeps cross-validated output under target/train for a look at its failures."""
    for set_name, found in predictions.items():
        file = CACHE / f"{set_name}.{name}.jsonl"
        file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in found.values()), "utf-8")
