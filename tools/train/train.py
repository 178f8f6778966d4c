"""Fits the weights, and measures them on pages of sites that the fit did not see. See README.md."""

import argparse
import importlib.util
import sys
import time

import numpy as np

import data
import evidence
import judgement
from model import Chosen, Forest, subsample

FOLDS, INNER_FOLDS = 5, 2
# Inner folds by which the evidence of class names is had for the pages that the passes are fitted on.
EVIDENCE_FOLDS = 3
# Columns of each pass: more gain less than the folds can tell, and each costs time on every block.
FIRST_COLUMNS, SECOND_COLUMNS = 120, 160
# Blocks kept for a fit of each pass, per unit of weight (a page's content weighs one).
FIRST_RATE, SECOND_RATE = 10, 30
# How much a page of each set counts in each pass. The sets are small against wcxb-dev, but for daniel, whose pages are
# much alike.
FIRST_WEIGHT = {"wcxb-dev": 1.0, "scrapinghub": 2.0, "trafilatura": 1.0, "readability": 2.0, "daniel": 1.0, "cases": 9.3}
SECOND_WEIGHT = {"wcxb-dev": 1.0, "scrapinghub": 7.0, "trafilatura": 1.5, "readability": 3.0, "daniel": 0.5, "cases": 13.0}
# The second pass weighs blocks by this power of their share of the page: between counting words, which is what the
# figures do, and counting blocks, which tells it more of short ones.
SECOND_POWER = 0.6
# What a block of a copy that is cut short counts in the trees of articles, of what it would by its share of the copy's true
# words. The others learn nothing of copies.
OF_SHORT = 0.3
# Columns that only the kinds of pages are told by: the passes gain nothing by them.
OF_KINDS_ALONE = "page_path_"


# The files that are written.
CLASS_EVIDENCE, CONFIDENCE = "src/lexicon/class_evidence.txt", "src/select/confidence.txt"
WEIGHTS, KINDS = "src/score/weights.txt", "src/score/kinds.txt"
TREES, TREES_OF_ARTICLES = "src/score/trees.txt", "src/score/trees_of_articles.txt"

TREES_HEADER = "# A tree a line, written by tools/train: its questions, the means of its nodes, its answers."
HEADERS = {
    CLASS_EVIDENCE: "# A token a line, written by tools/train: what it adds to the log odds around a block, and near it.",
    TREES: TREES_HEADER,
    TREES_OF_ARTICLES: TREES_HEADER,
    CONFIDENCE: "# Word F1 that was expected, and that pages had; written by tools/train.",
}
# What is printed: scores, and the focus with which articles are taken from them.
PASSES = [
    ("first pass", "first", "balanced"), ("both passes", "both", "balanced"),
    ("precision", "both", "precision"), ("recall", "both", "recall"),
]


def scorer():
    spec = importlib.util.spec_from_file_location("score", data.ROOT.parent / "shared/eval/score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def deal(pages, folds, draw):
    """Train and test pages of each fold, by site. Page cases are dealt apart, so that one more of them leaves the pages
    of the sets in their folds; pages that are cut short are where the others of their site are."""
    are_cases, are_short = (np.array(of) for of in zip(*((page.set == "cases", page.is_short) for page in pages)))
    dealt = np.zeros(len(pages), int)
    for part in (np.flatnonzero(are_cases), np.flatnonzero(~are_cases & ~are_short)):
        if len(part) > 0:
            dealt[part] = folds_of([pages[at].site for at in part], folds, draw)
    of_site = {pages[at].site: dealt[at] for at in np.flatnonzero(~are_cases & ~are_short)}
    for at in np.flatnonzero(are_short):
        dealt[at] = of_site[pages[at].site]
    for fold in range(folds):
        yield np.flatnonzero(dealt != fold), np.flatnonzero(dealt == fold)


def folds_of(sites, folds, draw):
    """The fold of each page, given its site: sites go, the largest first, where there are fewest pages yet. Of equals the
    first in the alphabet comes first, or in an order that is drawn: what sorts by count alone deals otherwise on processors
    that sort otherwise (scikit-learn's `GroupKFold` does)."""
    _, sites, counts = np.unique(sites, return_inverse=True, return_counts=True)
    order = np.random.default_rng(draw).permutation(len(counts)) if draw > 0 else np.arange(len(counts))
    filled, fold_of = np.zeros(folds, int), np.zeros(len(counts), int)
    for site in order[np.argsort(-counts[order], kind="stable")]:
        fold_of[site] = np.argmin(filled)
        filled[fold_of[site]] += counts[site]
    return fold_of[sites]


class Matrix:
    """Rows of all pages one after another; a page's shared columns stand in each of its rows."""

    def __init__(self, pages, parts):
        self.start = np.concatenate([[0], np.cumsum([page.count for page in pages])])
        width = sum(rows.shape[1] + len(shared) for rows, shared in parts[0])
        self.x = np.empty((self.start[-1], width), np.float32)
        for k, part in enumerate(parts):
            at = 0
            for rows, shared in part:
                for values in (rows, shared):
                    end = at + values.shape[-1]
                    self.x[self.start[k]:self.start[k + 1], at:end] = values
                    at = end

    def rows(self, chosen):
        """A mask of the rows of these pages."""
        mask = np.zeros(self.start[-1], bool)
        for k in chosen:
            mask[self.start[k]:self.start[k + 1]] = True
        return np.flatnonzero(mask)

    def split(self, values):
        return [values[a:b] for a, b in zip(self.start[:-1], self.start[1:])]


class Trainer:
    def __init__(self, pages, columns, penalty, draw):
        self.pages, self.penalty, self.draw = pages, penalty, draw
        self.columns, self.least_asked = columns[:2], columns[2]
        self.take_apart_kinds()
        self.y = np.concatenate([page.label for page in pages])
        self.weights = weights(pages)
        self.say_article, self.are_short = (
            np.array(of) for of in zip(*((page.says_article, page.is_short) for page in pages)))
        self.first = Matrix(pages, [[(page.first, page.shared)] for page in pages])
        self.elements = evidence.Elements(pages)
        self.of_evidence = [columns[0].index(name) for name in evidence.COLUMNS]
        for page in pages:
            page.first = None

    def take_apart_kinds(self):
        """Takes the columns that only the kinds are told by out of what the passes see."""
        block, page = self.columns
        are_apart = np.array([name.startswith(OF_KINDS_ALONE) for name in page])
        self.apart = np.array([page.shared[are_apart] for page in self.pages])
        self.apart_names = [name for name, apart in zip(page, are_apart) if apart]
        self.columns = block, [name for name, apart in zip(page, are_apart) if not apart]
        for page in self.pages:
            page.shared = page.shared[~are_apart]

    def deal(self, chosen, folds):
        return deal([self.pages[at] for at in chosen], folds, self.draw)

    def whole(self, chosen):
        """The rows of these pages, without copies."""
        return self.first.rows(chosen[~self.are_short[chosen]])

    def fit_evidence(self, chosen):
        rows = self.whole(chosen)
        kept, weight = subsample(self.weights[1][rows], SECOND_RATE, seed=0)
        return self.elements.fit(rows[kept], self.y[rows[kept]], weight)

    def write_evidence(self, weights, chosen):
        """The crate measures with the weights that it was built with: those have seen every label."""
        rows = self.first.rows(chosen)
        self.first.x[np.ix_(rows, self.of_evidence)] = self.elements.columns(weights, rows)

    def weigh_names(self, train, test):
        """The evidence of class names at all blocks, each from a fit on other pages of `train`; the weights from all
        of these."""
        for others, chosen in self.deal(train, EVIDENCE_FOLDS):
            self.write_evidence(self.fit_evidence(train[others]), train[chosen])
        weights = self.fit_evidence(train)
        self.write_evidence(weights, test)
        return weights

    def fit_first(self, rows):
        chosen, weight = subsample(self.weights[0][rows], FIRST_RATE, seed=0)
        rows = rows[chosen]
        return Chosen(FIRST_COLUMNS, penalty=self.penalty).fit(self.first.x[rows], self.y[rows], weight)

    def fit_trees(self, forest, second, scores, rows):
        """The second pass, fitted on those of these blocks that it will be asked of."""
        rows = rows[scores[rows] >= self.least_asked]
        sample, weight = subsample(self.weights[1][rows], SECOND_RATE, seed=0)
        rows = rows[sample]
        return forest.fit(both(self.first.x[rows], second[rows]), self.y[rows], weight)

    def fit_second(self, second, scores, chosen):
        """The trees of all pages, and those of articles, which learn from copies too and ask about the same columns."""
        of_all = self.fit_trees(Forest(SECOND_COLUMNS), second, scores, self.whole(chosen))
        return of_all, self.fit_trees(Forest(columns=of_all.columns), second, scores, self.first.rows(chosen))

    def out_of_fold(self, chosen, folds):
        """First scores of these pages, each from a fit on the others."""
        scores = np.zeros(len(self.y), np.float32)
        for train, test in self.deal(chosen, folds):
            rows, others = self.whole(chosen[train]), self.first.rows(chosen[test])
            scores[others] = self.fit_first(rows).predict(self.first.x[others])
        return scores

    def second_matrix(self, scores):
        seconds, names = data.second_features(self.pages, self.first.split(scores))
        matrix = Matrix(self.pages, [[(rows, shared)] for shared, rows in seconds])
        return matrix.x, names

    def cross_validate(self):
        """Second scores of every page from fits that never saw its site, in either pass: within each fold the
        first scores of the training pages come from inner folds of the training pages alone. (First scores
        from the other outer folds would carry the held-out labels into the second fit.)"""
        every = np.arange(len(self.pages))
        firsts, seconds = np.zeros(len(self.y), np.float32), np.zeros(len(self.y), np.float32)
        outcomes, folds = np.full(len(self.pages), None, object), np.zeros(len(self.pages), int)
        for fold, (train, test) in enumerate(self.deal(every, FOLDS)):
            others = self.first.rows(test)
            firsts[others], seconds[others], outcomes[test] = self.held_out(train, test)
            folds[test] = fold
            print(f"fold {fold + 1} of {FOLDS}", time.strftime("%H:%M:%S"), file=sys.stderr, flush=True)
        return firsts, seconds, outcomes, folds

    def held_out(self, train, test):
        """First scores, second scores and kinds of the pages of `test`, from fits on those of `train`."""
        second, names, scores = self.second_of(train, test)
        of_pages, others = self.of_pages(second, names), self.first.rows(test)
        kinds = judgement.fit_kinds(self.pages, of_pages, train).predict(of_pages[test])
        forests = self.fit_second(second, scores, train)
        firsts = scores[others]
        of_all, of_articles = (forest.predict(both(self.first.x[others], second[others])) for forest in forests)
        are_articles = (kinds == "article") & self.say_article[test]
        asked = np.where(np.repeat(are_articles, [self.pages[k].count for k in test]), of_articles, of_all)
        return firsts, np.where(firsts < self.least_asked, firsts, asked), kinds

    def second_of(self, train, test):
        """What the second pass sees, and the first scores: of the training pages from inner folds, of the others from a
        fit on all of those."""
        self.weigh_names(train, test)
        others = self.first.rows(test)
        scores = self.out_of_fold(train, INNER_FOLDS)
        scores[others] = self.fit_first(self.whole(train)).predict(self.first.x[others])
        return *self.second_matrix(scores), scores

    def leave_out(self):
        """Second scores and kinds of every page from fits on the pages of the other sets: is a set's habit memorised?"""
        seconds, kinds = np.zeros(len(self.y), np.float32), np.full(len(self.pages), None, object)
        sets = np.array([page.set.removeprefix(data.SHORT) for page in self.pages])
        for name in dict.fromkeys(sets):
            train, test = np.flatnonzero(sets != name), np.flatnonzero(sets == name)
            _, seconds[self.first.rows(test)], kinds[test] = self.held_out(train, test)
        return self.first.split(seconds), judgement.numbers(kinds)

    def final(self):
        """The two passes fitted on all pages: a file's lines for each."""
        every = np.arange(len(self.pages))
        names_weights, scores, second, names, of_trees = self.for_final(every)
        of_all, of_articles = self.fit_second(second, scores, every)
        kinds = judgement.fit_kinds(self.pages, self.of_pages(second, names), every)
        first = self.fit_first(self.whole(every))
        return {
            CLASS_EVIDENCE: self.elements.lines(names_weights),
            WEIGHTS: first.lines("first", self.columns[0] + self.columns[1]),
            TREES: of_all.lines(of_trees),
            TREES_OF_ARTICLES: of_articles.lines(of_trees),
            KINDS: kinds.lines(self.columns[1] + names[1] + self.apart_names),
        }

    def final_of_articles(self):
        """The trees of articles fitted on all pages, to stand beside the other weights that are there: on the columns that
        those ask about, and first scores from fits like theirs."""
        every = np.arange(len(self.pages))
        _, scores, second, _, of_trees = self.for_final(every)
        forest = Forest(columns=asked(TREES, of_trees))
        return {TREES_OF_ARTICLES: self.fit_trees(forest, second, scores, self.first.rows(every)).lines(of_trees)}

    def for_final(self, every):
        """The weights of class names, first scores, what the second pass sees, and the names of that."""
        names_weights = self.weigh_names(every, every[:0])
        scores = self.out_of_fold(every, FOLDS)
        second, names = self.second_matrix(scores)
        return names_weights, scores, second, names, self.columns[0] + self.columns[1] + names[0] + names[1]

    def of_pages(self, second, names):
        """What all blocks of a page share, a row a page."""
        first_block = self.first.start[:-1]
        seen = both(self.first.x[first_block, len(self.columns[0]):], second[first_block, len(names[0]):])
        return both(seen, self.apart)


def both(first, second):
    return np.concatenate([first, second], 1)


def weights(pages):
    """The weight of every block in each pass. The power keeps the sum of each
    set's weights, over all of its blocks: those that the second pass is fitted on have most of it."""
    def of_sets(known):
        share = {name: OF_SHORT if name.startswith(data.SHORT) else 1.0 for name in total}
        return {name: known[name.removeprefix(data.SHORT)] * share[name] for name in total}

    own = [page.weight for page in pages]
    total = {page.set: [0.0, 0.0] for page in pages}
    first_weight, second_weight = of_sets(FIRST_WEIGHT), of_sets(SECOND_WEIGHT)
    first = [weight * first_weight[page.set] for page, weight in zip(pages, own)]
    powers = [np.power(weight, SECOND_POWER) * (weight > 0) for weight in own]
    for page, weight, power in zip(pages, own, powers):
        total[page.set][0] += weight.sum()
        total[page.set][1] += power.sum()
    scale = {name: second_weight[name] * a / max(b, 1e-9) for name, (a, b) in total.items()}
    second = [power * scale[page.set] for page, power in zip(pages, powers)]
    return np.concatenate(first), np.concatenate(second).astype(np.float32)


def report(predictions, name):
    score = scorer()
    for set_name, found in predictions.items():
        rows = list(data.truth(set_name).values())
        out, _ = score.score(rows, found)
        out = score.rounded(out)
        figures = {key: out[key] for key in ("word", "shingle", "snippet") if key in out}
        kinds = {key: value[0] for key, value in out.get("word by type", {}).items()}
        languages = {key: value[0] for key, value in out.get("word by lang", {}).items()} if set_name == "daniel" else {}
        brief = " ".join(f"{key} {value['f1']:.4f} (p {value['p']:.3f} r {value['r']:.3f})" for key, value in figures.items())
        exact = f" exact {out['shingle']['exact']:.3f}" if "shingle" in out else ""
        print(f"{name:14s} {set_name:12s} {brief}{exact} {kinds or ''} {languages or ''}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--penalty", type=float, default=20.0)
    parser.add_argument("--draw", type=int, default=0, help="only cross-validate, on other folds: a number a way")
    parser.add_argument("--no-fit", action="store_true", help="cross-validate only")
    parser.add_argument("--no-cv", action="store_true", help="fit only")
    parser.add_argument("--rescore", action="store_true", help="only apply the decision rule to the last scores, and calibrate the confidence")
    parser.add_argument("--leave-out", action="store_true", help="only test each set on fits of the other sets")
    parser.add_argument("--articles-only", action="store_true", help="fit the trees of articles alone, beside the other weights")
    options = parser.parse_args()
    if options.articles_only and (options.no_fit or options.rescore or options.leave_out):
        parser.error("--articles-only fits, and nothing else")
    if options.draw and (options.no_cv or options.articles_only or options.rescore or options.leave_out):
        parser.error("--draw cross-validates, and nothing else")
    options.no_cv |= options.articles_only
    pages, columns = data.load()
    trainer = Trainer(pages, columns, options.penalty, options.draw)
    print(f"{len(pages)} pages, {len(trainer.y)} blocks, {trainer.first.x.shape[1]} columns", file=sys.stderr)
    if options.leave_out:
        report(data.articles(pages, *trainer.leave_out()), "left out")
        return
    if not options.no_cv:
        kept = data.CACHE / (f"scores-{options.draw}.npz" if options.draw else "scores.npz")
        if not options.rescore:
            firsts, seconds, outcomes, folds = trainer.cross_validate()
            np.savez(kept, first=firsts, both=seconds, outcomes=outcomes.astype(str), folds=folds)
        points = evaluate(pages, trainer, np.load(kept))
        if options.draw:
            return
        if not options.no_fit:
            write(CONFIDENCE, [" ".join(f"{x}:{y}" for x, y in points)])
    if not options.no_fit and not options.rescore:
        files = trainer.final_of_articles() if options.articles_only else trainer.final()
        for path, lines in files.items():
            write(path, lines)


def asked(path, names):
    """The numbers of the columns that the trees in a file ask about."""
    lines = (line.split() for line in (data.ROOT / path).read_text().splitlines() if not line.startswith("#"))
    columns = {field.rsplit(">", 1)[0] for line in lines for field in line[:Forest.DEPTH]}
    return np.array(sorted(names.index(column) for column in columns))


def evaluate(pages, trainer, kept):
    """Prints the figures of cross-validated scores; gives the points of the calibration."""
    kinds = judgement.numbers(kept["outcomes"])
    for name, key, focus in PASSES:
        predictions = data.articles(pages, trainer.first.split(kept[key]), kinds, focus)
        report(predictions, name)
        if focus == "balanced":
            data.write_predictions(predictions, key)
            judged = predictions
    judgement.report_outcome(pages, kept["outcomes"])
    score = scorer()
    # Where there is no article, nobody asks how far it can be trusted; copies are none that anybody would ask of.
    are_asked = [page.row.get("text") is not None and not page.is_short for page in pages]
    found = {k: judged[page.set].get(page.id, {}) for k, page in enumerate(pages) if are_asked[k]}
    texts = [k for k, row in found.items() if row.get("text")]
    found = [found[k] for k in texts]
    measured = np.array([score.word_score(row["text"], pages[k].row["text"])[2] for k, row in zip(texts, found)])
    expected = np.array([row["confidence"] for row in found])
    judgement.report_calibration(expected, measured, kept["folds"][texts])
    return judgement.calibrate(expected, measured)


def write(path, lines):
    header = [HEADERS[path]] if path in HEADERS else []
    (data.ROOT / path).write_text("\n".join([*header, *lines]) + "\n")


if __name__ == "__main__":
    main()
