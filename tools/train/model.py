"""Logistic regression of features that bend once, as `src/score/model.rs` evaluates it."""

import numpy as np
from scipy.optimize import minimize

# Percentiles at which a feature's contribution stops growing.
LOW, HIGH = 1, 99
# Columns with fewer distinct values than this are lines without a bend.
FEW = 8


class Bends:
    """Each column as one or two ramps: from `low` to `bend`, and from there to `high`."""

    def __init__(self, x):
        self.low, self.bend, self.high = [], [], []
        for values in x.T:
            low, middle, high = np.percentile(values, (LOW, 50, HIGH))
            if low == high:
                low, high = values.min(), values.max()
            distinct = np.unique(values[:5000])
            if len(distinct) < FEW:
                middle = high
            elif middle <= low or middle >= high:
                inside = values[(values > low) & (values < high)]
                middle = np.median(inside) if len(inside) else high
            self.low.append(low)
            self.bend.append(middle)
            self.high.append(high)
        self.low, self.bend, self.high = (np.array(v, np.float32) for v in (self.low, self.bend, self.high))

    def ramps(self, x):
        below = np.clip(x, self.low, self.bend) - self.low
        above = np.clip(x, self.bend, self.high) - self.bend
        return np.concatenate([below, above], 1)


def sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -30, 30)))


class Model:
    """`penalty` is the weight of the ridge, in units of one page's total weight."""

    def __init__(self, penalty=1.0, iterations=150):
        self.penalty, self.iterations = penalty, iterations

    def fit(self, x, y, weight):
        self.bends = Bends(x)
        ramps = self.bends.ramps(x)
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
        slopes = result.x[1:] / deviation
        # The contribution of an average block is nothing; the bias is its log odds.
        self.bias, self.slopes, self.mean = result.x[0], slopes, mean
        return self

    def log_odds(self, x):
        slopes = self.slopes.astype(np.float32)
        out = np.empty(len(x), np.float32)
        offset = np.float32(self.bias - self.mean @ self.slopes)
        for start in range(0, len(x), 50_000):
            out[start:start + 50_000] = self.bends.ramps(x[start:start + 50_000]) @ slopes + offset
        return out

    def predict(self, x):
        return sigmoid(self.log_odds(x))

    def lines(self, name, columns):
        """The lines of `weights.txt` for this pass."""
        width = len(columns)
        yield f"{name} bias {self.bias:.6g}"
        for j, column in enumerate(columns):
            low, bend, high = self.bends.low[j], self.bends.bend[j], self.bends.high[j]
            below, above = self.slopes[j], self.slopes[width + j]
            at_low = -below * self.mean[j] - above * self.mean[width + j]
            at_bend = at_low + below * (bend - low)
            at_high = at_bend + above * (high - bend)
            if at_low == at_bend == at_high:
                continue
            yield f"{name} {column} {low:.6g} {bend:.6g} {high:.6g} {at_low:.5g} {at_bend:.5g} {at_high:.5g}"


def subsample(weight, rate, seed):
    """Blocks kept with a probability in proportion to their weight, and the weights that make up for it."""
    kept = np.minimum(1, rate * weight)
    chosen = np.flatnonzero(np.random.default_rng(seed).random(len(weight)) < kept)
    return chosen, weight[chosen] / kept[chosen]
