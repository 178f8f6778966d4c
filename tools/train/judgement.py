"""What the crate says of a page as a whole: which kind it is, and how far its article can be trusted."""

import numpy as np
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import confusion_matrix
from sklearn.preprocessing import StandardScaler

# The kinds of `src/score/kind.rs`, in its order, and what `Outcome` calls them.
KINDS = ["article", "documentation", "discussion", "listing", "collection", "product", "service"]
OUTCOMES = ["article", "listing", "discussion", "product"]
OUTCOME_OF_KIND = {kind: kind for kind in OUTCOMES} | {
    "documentation": "article", "collection": "listing", "service": "product"}
# What a page that is not wcxb-dev's counts, all of them articles: it has little to say of what is none. With 0.05,
# outcomes are right on 0.01 more of wcxb-dev, but more news pages with a comment form are taken for discussions.
OTHERS_COUNT = 0.3
# Inverse strength of the ridge, and deviations beyond which a value says no more (`FAR` in kind.rs).
STRENGTH, FAR = 0.05, 4.0
# Share of the expected F1s between one point of the calibration and the next.
STEPS = 8
# Bins of the expected calibration error.
BINS = 10


def kind_of(page):
    """The kind of a page; None where it is not known, or the page is a copy."""
    if page.set == "cases" or page.is_short:
        return None
    kind = page.row["type"] if page.set == "wcxb-dev" else "article"
    return "discussion" if kind == "forum" else kind


def kinds(pages):
    return np.array([kind_of(page) for page in pages], dtype=object)


def numbers(kinds):
    """Kinds as the crate numbers them."""
    return [KINDS.index(kind) for kind in kinds]


class Kinds:
    def fit(self, x, kind, count):
        self.only = kind[0] if len(set(kind)) == 1 else None
        if self.only:
            return self
        self.scaler = StandardScaler().fit(x)
        self.scaler.scale_[self.scaler.scale_ < 1e-6] = 1.0
        model = LogisticRegression(C=STRENGTH, max_iter=1000)
        self.model = model.fit(self.scaled(x), kind.astype(str), sample_weight=count)
        return self

    def scaled(self, x):
        return np.clip(self.scaler.transform(x), -FAR, FAR)

    def predict(self, x):
        if self.only:
            return np.full(len(x), self.only, object)
        # The likeliest outcome first, then the likeliest kind that is called so: as `Kind::likeliest` does.
        probability = self.model.predict_proba(self.scaled(x))
        outcome = np.array([OUTCOME_OF_KIND[kind] for kind in self.model.classes_])
        of_outcome = np.stack([probability[:, outcome == other].sum(1) for other in outcome], 1)
        is_likeliest = of_outcome == of_outcome.max(1, keepdims=True)
        return self.model.classes_[np.where(is_likeliest, probability, -1).argmax(1)]

    def lines(self, columns):
        """The lines of `kinds.txt`: see `Model::read` in `src/score/kind.rs`."""
        for kind in KINDS:
            at = list(self.model.classes_).index(kind)
            yield f"{kind} bias {self.model.intercept_[at]:.6g}"
            for column, mean, deviation, slope in zip(columns, self.scaler.mean_, self.scaler.scale_, self.model.coef_[at]):
                yield f"{kind} {column} {mean:.6g} {deviation:.6g} {slope:.6g}"


def fit_kinds(pages, x, chosen):
    kind = kinds(pages)
    chosen = np.array([k for k in chosen if kind[k] is not None])
    count = np.array([1.0 if pages[k].set == "wcxb-dev" else OTHERS_COUNT for k in chosen])
    return Kinds().fit(x[chosen], kind[chosen], count)


def report_outcome(pages, said):
    wcxb = [k for k, page in enumerate(pages) if page.set == "wcxb-dev"]
    true, told = ([OUTCOME_OF_KIND[kind[k]] for k in wcxb] for kind in (kinds(pages), said))
    right = np.mean([a == b for a, b in zip(true, told)])
    print(f"outcome: right on {right:.3f} of wcxb-dev; rows are true, columns said: {' '.join(OUTCOMES)}")
    for row, counts in zip(OUTCOMES, confusion_matrix(true, told, labels=OUTCOMES)):
        print(f"  {row:12s} {' '.join(f'{count:5d}' for count in counts)}")


def calibrate(expected, measured):
    """Points (expected, measured) of a rising line through what pages had."""
    rising = IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip").fit(expected, measured)
    edges = np.quantile(expected, np.linspace(0, 1, STEPS + 1))
    middles = [expected[(a <= expected) & (expected <= b)].mean() for a, b in zip(edges, edges[1:])]
    return sorted({round(float(x), 4): round(float(rising.predict([x])[0]), 4) for x in [edges[0], *middles, edges[-1]]}.items())


def calibration_error(said, measured):
    """Mean distance between what is said and what is so, in bins of what is said."""
    bins = np.minimum((said * BINS).astype(int), BINS - 1)
    return sum(abs(said[bins == b].mean() - measured[bins == b].mean()) * (bins == b).mean() for b in set(bins))


def report_calibration(expected, measured, folds):
    """Expected calibration error, each page judged by points of the other folds."""
    said = np.zeros(len(expected))
    for fold in set(folds):
        points = np.array(calibrate(expected[folds != fold], measured[folds != fold]))
        said[folds == fold] = np.interp(expected[folds == fold], points[:, 0], points[:, 1])
    print(f"confidence: expected calibration error {calibration_error(said, measured):.4f} "
          f"({calibration_error(expected, measured):.4f} before calibration), {len(said)} pages")
