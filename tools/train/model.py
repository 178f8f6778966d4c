"""The two models: logistic regression of features whose contributions bend, as `src/score/term.rs` evaluates it, for
the first pass; boosted trees, as `src/score/forest.rs` evaluates them, for the second."""

import json
import tempfile

import catboost
import numpy as np
from scipy.optimize import minimize

# Percentiles at which a contribution may bend; it is flat beyond the first and the last.
PERCENTILES = (1, 10, 30, 50, 70, 90, 99)
# Knots closer than this share of a column's range are one.
CLOSEST = 0.02
# A bend that moves the log odds by less than this is none.
STRAIGHT = 0.01
# Iterations of the fit that only looks for the columns that matter, and rows on which it looks.
SURVEY, LOOKED_AT = 60, 100_000
# A column with no more distinct values than this has its knots there.
FEW = 6


def knots(values):
    """Where the contribution of a column may bend."""
    distinct = np.unique(values[:20_000])
    if len(distinct) <= FEW:
        return distinct
    marks = np.unique(np.percentile(values, PERCENTILES))
    if len(marks) < 4:
        # Mostly one value: look at the others.
        most = np.median(values)
        others = values[values != most]
        marks = np.unique(np.append(np.percentile(others, PERCENTILES), most))
    chosen = [marks[0]]
    for mark in marks[1:]:
        if mark - chosen[-1] > CLOSEST * (marks[-1] - marks[0]):
            chosen.append(mark)
    return np.array(chosen)


class Ramps:
    """Each column as ramps from knot to knot: the sum of slopes times ramps is linear between them."""

    def __init__(self, x):
        self.knots = [knots(column).astype(np.float32) for column in x.T]
        self.column = np.concatenate([np.full(len(k) - 1, j) for j, k in enumerate(self.knots)]).astype(int)
        self.low = np.concatenate([k[:-1] for k in self.knots])
        self.length = np.concatenate([np.diff(k) for k in self.knots])

    def __call__(self, x):
        ramps = x[:, self.column]
        ramps -= self.low
        np.clip(ramps, 0, self.length, out=ramps)
        return ramps


def sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -30, 30)))


class Model:
    """`penalty` is the weight of the ridge on the slopes of standardised ramps, in units of one page's weight."""

    def __init__(self, penalty=1.0, iterations=150):
        self.penalty, self.iterations = penalty, iterations

    def fit(self, x, y, weight):
        self.ramps = Ramps(x)
        ramps = self.ramps(x)
        mean, deviation = ramps.mean(0), ramps.std(0)
        deviation[deviation < 1e-6] = np.inf
        ramps -= mean
        ramps /= deviation
        y, weight = y.astype(np.float32), weight.astype(np.float32)

        def loss(parameters):
            bias, slopes = parameters[0], parameters[1:].astype(np.float32)
            z = ramps @ slopes + np.float32(bias)
            # log(1 + e^z) - y z, without overflow
            cost = (weight * (np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z))) - y * z)).sum(dtype=np.float64)
            error = weight * (sigmoid(z) - y)
            gradient = np.concatenate([[error.sum(dtype=np.float64)], ramps.T @ error + self.penalty * slopes])
            return cost + self.penalty / 2 * float(slopes @ slopes), gradient.astype(np.float64)

        start = np.zeros(ramps.shape[1] + 1)
        result = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": self.iterations, "maxcor": 20})
        # The contribution of an average block is nothing; the bias is its log odds.
        self.bias, self.slopes, self.mean = result.x[0], result.x[1:] / deviation, mean
        return self

    def log_odds(self, x):
        slopes = self.slopes.astype(np.float32)
        out = np.empty(len(x), np.float32)
        offset = np.float32(self.bias - self.mean @ self.slopes)
        for start in range(0, len(x), 20_000):
            out[start:start + 20_000] = self.ramps(x[start:start + 20_000]) @ slopes + offset
        return out

    def predict(self, x):
        return sigmoid(self.log_odds(x))

    def importance(self, x):
        """How much each column moves the log odds: the deviation of its contribution."""
        moved = self.ramps(x) * self.slopes.astype(np.float32)
        starts = np.flatnonzero(np.diff(self.ramps.column, prepend=-1))
        found = np.zeros(x.shape[1])
        found[self.ramps.column[starts]] = np.add.reduceat(moved, starts, axis=1).std(0)
        return found

    def lines(self, name, columns):
        """The lines of `weights.txt` for this pass."""
        yield f"{name} bias {self.bias:.6g}"
        for j, column in enumerate(columns):
            of_column = self.ramps.column == j
            rises = self.slopes[of_column] * self.ramps.length[of_column]
            start = -(self.slopes[of_column] @ self.mean[of_column])
            values = start + np.concatenate([[0], np.cumsum(rises)])
            if len(values) > 1 and np.ptp(values) > 0:
                points = straightened(self.ramps.knots[j], values)
                yield f"{name} {column} " + " ".join(f"{knot:.5g}:{value:.4g}" for knot, value in points)


class Chosen:
    """A model of the columns that matter most in a model of all."""

    def __init__(self, count, **options):
        self.count, self.options = count, options

    def fit(self, x, y, weight):
        everything = Model(iterations=SURVEY, **self.options).fit(x, y, weight)
        importance = everything.importance(x[:LOOKED_AT])
        self.columns = np.sort(np.argsort(-importance, kind="stable")[:self.count])
        self.model = Model(**self.options).fit(x[:, self.columns], y, weight)
        return self

    def predict(self, x):
        return self.model.predict(x[:, self.columns])

    def lines(self, name, columns):
        return self.model.lines(name, [columns[j] for j in self.columns])


def straightened(knots, values):
    """The points of a piecewise linear function without those that lie on a line between their neighbours."""
    points = list(zip(knots, values))
    at = 1
    while at < len(points) - 1:
        (x0, y0), (x, y), (x1, y1) = points[at - 1:at + 2]
        if abs(y0 + (y1 - y0) * (x - x0) / (x1 - x0) - y) < STRAIGHT:
            del points[at]
        else:
            at += 1
    return points


def subsample(weight, rate, seed):
    """Blocks kept with a probability in proportion to their weight, and the weights that make up for it."""
    kept = np.minimum(1, rate * weight)
    chosen = np.flatnonzero(np.random.default_rng(seed).random(len(weight)) < kept)
    return chosen, weight[chosen] / kept[chosen]


class Forest:
    """Oblivious boosted trees, on these columns, or those that matter most in a first, shorter fit."""

    # Questions of a tree: the crate lays trees out for it.
    DEPTH = 6
    TREES, RATE = 200, 0.1
    # Trees of the fit that only looks for the columns that matter.
    SURVEY = 40
    # A ridge on answers of 0.3 to 10 does as well. How many threads there are decides in which order sums are made, and so
    # the last bits of the answers.
    OPTIONS = {
        "loss_function": "CrossEntropy", "depth": DEPTH, "l2_leaf_reg": 1, "border_count": 127, "random_seed": 1,
        "thread_count": 2, "allow_writing_files": False, "verbose": False,
    }

    def __init__(self, count=None, columns=None):
        self.count, self.columns = count, columns

    def fit(self, x, y, weight):
        if self.columns is None:
            survey = self.boost(x, y, weight, self.SURVEY)
            self.columns = np.sort(np.argsort(-survey.get_feature_importance(), kind="stable")[:self.count])
        self.booster = self.boost(x[:, self.columns], y, weight, self.TREES)
        return self

    def boost(self, x, y, weight, trees):
        booster = catboost.CatBoost({**self.OPTIONS, "iterations": trees, "learning_rate": self.RATE})
        return booster.fit(catboost.Pool(x, y, weight=weight))

    def predict(self, x):
        return sigmoid(self.booster.predict(x[:, self.columns], prediction_type="RawFormulaVal")).astype(np.float32)

    def lines(self, columns):
        """The lines of `trees.txt`: see `Forest::read` in `src/score/forest.rs`."""
        with tempfile.NamedTemporaryFile(suffix=".json") as file:
            self.booster.save_model(file.name, format="json")
            model = json.load(file)
        scale, (bias,) = model["scale_and_bias"]
        for tree in model["oblivious_trees"]:
            # The first question is the lowest bit of a leaf's number there, and the highest one here.
            splits = tree["splits"][::-1]
            answers, reached = np.array(tree["leaf_values"]) * scale + bias, np.array(tree["leaf_weights"])
            bias = 0.0
            while len(splits) < self.DEPTH:
                # A question that is never answered yes: no block comes to the other half of the answers.
                splits, answers, reached = [None, *splits], np.tile(answers, 2), np.append(reached, 0 * reached)
            yield " ".join([*self.questions(splits, columns), *nodes(answers, reached)])

    def questions(self, splits, columns):
        for split in splits:
            if split is None:
                yield f"{columns[self.columns[0]]}>inf"
            else:
                yield f"{columns[self.columns[split['float_feature_index']]]}>{np.float32(split['border'])!s}"


def nodes(answers, reached):
    """What the blocks that reach each node of a tree get on average, from the root to the answers; where none does, the
    mean of the two nodes below."""
    levels = [answers]
    while len(answers) > 1:
        pairs, weights = answers.reshape(-1, 2), reached.reshape(-1, 2)
        reached = weights.sum(1)
        some = np.where(reached > 0, reached, 1)
        answers = np.where(reached > 0, (pairs * weights).sum(1) / some, pairs.mean(1))
        levels.append(answers)
    *means, answers = levels[::-1]
    return [f"{value:.3g}" for level in means for value in level] + [f"{value:.5g}" for value in answers]
