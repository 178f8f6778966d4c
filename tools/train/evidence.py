"""What the class names around a block say of it: a weight a token, from a logistic regression of tokens alone."""

import json
import subprocess

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, hstack

import data

# Sites that must use a token: the names of one site say nothing of another, and no weight is given to a site.
LEAST_SITES = 20
# Levels up to which an element is near, and sums beyond which no more is said: as in src/measure/evidence.rs.
NEAR, MOST = 3, 12.0
# The ridge on the weights, in units of one page's weight.
PENALTY = 10.0
ITERATIONS = 60
# A weight that moves the log odds by less than this is none.
NOTHING = 0.03
# The columns of the first pass that hold the evidence.
COLUMNS = ("classes_around", "classes_near")


class Elements:
    """Tokens of all elements of all pages, and which elements are around each block."""

    def __init__(self, pages):
        read = {}
        for name in dict.fromkeys(page.set for page in pages):
            command = [*data.example(name), "--elements"]
            lines = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout
            read |= {(name, row["id"]): row for row in map(json.loads, filter(None, lines.split("\n")))}
        rows = [read[page.set, page.id] for page in pages]
        sites = {}
        for page, row in zip(pages, rows):
            for token in set().union(*row["tokens"]):
                sites.setdefault(token, set()).add(page.site)
        self.tokens = sorted(token for token, used_by in sites.items() if len(used_by) >= LEAST_SITES)
        number = {token: at for at, token in enumerate(self.tokens)}
        self.of_element = matrix(
            ((number[token] for token in tokens if token in number) for row in rows for tokens in row["tokens"]),
            len(self.tokens))
        chains = list(self.chains(rows))
        count = self.of_element.shape[0]
        self.around, self.near = matrix(chains, count), matrix((chain[:NEAR] for chain in chains), count)

    @staticmethod
    def chains(rows):
        """The elements around each block, from the inside out."""
        base = 0
        for row in rows:
            parents = row["parents"]
            known = {}
            for at in row["origins"]:
                if at not in known:
                    chain = [at]
                    while parents[chain[-1]] != chain[-1]:
                        chain.append(parents[chain[-1]])
                    known[at] = [base + element for element in chain]
                yield known[at]
            base += len(parents)

    def fit(self, rows, y, weight):
        """Weights of the tokens, those that hold around and those that hold near, one after another."""
        x = hstack([self.around[rows] @ self.of_element, self.near[rows] @ self.of_element]).tocsr()
        transposed = x.T.tocsr()
        y, weight = y.astype(np.float32), weight.astype(np.float32)

        def loss(parameters):
            bias, slopes = np.float32(parameters[0]), parameters[1:].astype(np.float32)
            z = x @ slopes + bias
            cost = (weight * (np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z))) - y * z)).sum(dtype=np.float64)
            error = weight * (1 / (1 + np.exp(-z)) - y)
            gradient = np.concatenate([[error.sum(dtype=np.float64)], transposed @ error + PENALTY * slopes])
            return cost + PENALTY / 2 * float(slopes @ slopes), gradient.astype(np.float64)

        start = np.zeros(x.shape[1] + 1)
        found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": ITERATIONS}).x[1:]
        return np.where(np.abs(found) < NOTHING, 0, found).astype(np.float32).reshape(2, -1)

    def columns(self, weights, rows):
        """The values of `COLUMNS` at these blocks."""
        around, near = self.of_element @ weights[0], self.of_element @ weights[1]
        every = self.around[rows] @ around + self.near[rows] @ near
        return np.clip(np.stack([every, self.near[rows] @ (around + near)], 1), -MOST, MOST)

    def lines(self, weights):
        """The lines of `src/lexicon/class_evidence.txt`."""
        for token, (around, near) in zip(self.tokens, weights.T):
            if around or near:
                yield f"{token} {around:.3g} {near:.3g}"


def matrix(rows, width):
    """A row a list of columns, which may repeat: how often each occurs."""
    columns, ends = [], [0]
    for row in rows:
        columns.extend(row)
        ends.append(len(columns))
    ones = np.ones(len(columns), np.float32)
    return csr_matrix((ones, np.array(columns, np.int32), np.array(ends)), shape=(len(ends) - 1, width))
