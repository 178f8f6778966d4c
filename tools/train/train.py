"""Fits the weights, and measures them on pages of sites that the fit did not see. See README.md."""

import argparse
import importlib.util
import sys
import time

import numpy as np
from sklearn.model_selection import GroupKFold

import data
from model import Chosen, subsample

FOLDS, INNER_FOLDS = 5, 2
# Columns of a pass: more gain less than the folds can tell, and each costs time on every block.
KEPT_COLUMNS = 360
# Blocks kept for a fit, per unit of weight (a page's content weighs one).
RATE = 10
# How much a page of each set counts.
SET_WEIGHT = {"wcxb-dev": 1.0, "scrapinghub": 2.0, "trafilatura": 1.0, "readability": 2.0, "daniel": 1.0, "cases": 10.0}


def scorer():
    spec = importlib.util.spec_from_file_location("score", data.ROOT.parent / "shared/eval/score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


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
    def __init__(self, pages, columns, penalty):
        self.pages, self.columns, self.penalty = pages, columns, penalty
        self.y = np.concatenate([page.label for page in pages])
        self.weight = np.concatenate([page.weight * SET_WEIGHT[page.set] for page in pages])
        self.sites = np.array([page.site for page in pages])
        self.first = Matrix(pages, [[(page.first, page.shared)] for page in pages])
        for page in pages:
            page.first = None

    def fit(self, x, rows, seed=0):
        chosen, weight = subsample(self.weight[rows], RATE, seed)
        rows = rows[chosen]
        return Chosen(KEPT_COLUMNS, penalty=self.penalty).fit(x[rows], self.y[rows], weight)

    def out_of_fold(self, chosen, folds):
        """First scores of these pages, each from a fit on the others."""
        scores = np.zeros(len(self.y), np.float32)
        for train, test in GroupKFold(folds).split(chosen, groups=self.sites[chosen]):
            rows, others = self.first.rows(chosen[train]), self.first.rows(chosen[test])
            scores[others] = self.fit(self.first.x, rows).predict(self.first.x[others])
        return scores

    def second_matrix(self, scores):
        seconds, names = data.second_features(self.pages, self.first.split(scores))
        matrix = Matrix(self.pages, [[(rows, shared)] for shared, rows in seconds])
        return np.concatenate([self.first.x, matrix.x], 1), names

    def cross_validate(self):
        """Second scores of every page from fits that never saw its site, in either pass: within each fold the
        first scores of the training pages come from inner folds of the training pages alone. (First scores
        from the other outer folds would carry the held-out labels into the second fit.)"""
        every = np.arange(len(self.pages))
        firsts, seconds = np.zeros(len(self.y), np.float32), np.zeros(len(self.y), np.float32)
        for fold, (train, test) in enumerate(GroupKFold(FOLDS).split(every, groups=self.sites)):
            rows, others = self.first.rows(train), self.first.rows(test)
            scores = self.out_of_fold(train, INNER_FOLDS)
            scores[others] = firsts[others] = self.fit(self.first.x, rows).predict(self.first.x[others])
            x, _ = self.second_matrix(scores)
            seconds[others] = self.fit(x, rows).predict(x[others])
            print(f"fold {fold + 1} of {FOLDS}", time.strftime("%H:%M:%S"), file=sys.stderr, flush=True)
        return firsts, seconds

    def final(self):
        """The two passes fitted on all pages."""
        every = np.arange(len(self.pages))
        scores = self.out_of_fold(every, FOLDS)
        x, names = self.second_matrix(scores)
        rows = self.first.rows(every)
        first_names = self.columns[0] + self.columns[1]
        first = self.fit(self.first.x, rows)
        second = self.fit(x, rows)
        lines = list(first.lines("first", first_names))
        lines += second.lines("second", first_names + names[0] + names[1])
        return lines


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
    parser.add_argument("--no-fit", action="store_true", help="cross-validate only")
    parser.add_argument("--no-cv", action="store_true", help="fit only")
    parser.add_argument("--rescore", action="store_true", help="only apply the decision rule to the last scores")
    options = parser.parse_args()
    pages, columns = data.load()
    trainer = Trainer(pages, columns, options.penalty)
    print(f"{len(pages)} pages, {len(trainer.y)} blocks, {trainer.first.x.shape[1]} columns", file=sys.stderr)
    if not options.no_cv:
        if options.rescore:
            kept = np.load(data.CACHE / "scores.npz")
            firsts, seconds = kept["first"], kept["both"]
        else:
            firsts, seconds = trainer.cross_validate()
        np.savez(data.CACHE / "scores.npz", first=firsts, both=seconds)
        for name, scores in (("first pass", firsts), ("both passes", seconds)):
            predictions = data.articles(pages, trainer.first.split(scores))
            report(predictions, name)
            data.write_predictions(predictions, name.split()[0])
    if not options.no_fit and not options.rescore:
        weights = data.ROOT / "src/score/weights.txt"
        weights.write_text("\n".join(trainer.final()) + "\n")


if __name__ == "__main__":
    main()
