//! How a feature's value becomes a contribution to the score.
#![expect(clippy::indexing_slicing, reason = "windows of two have two points")]

/// Values that are worked on at once: four vector registers on the smallest of machines, so that a
/// ramp is loaded once for all of them.
const LANES: usize = 16;

/// The contribution of one feature, in units of log odds: linear between knots, constant beyond the
/// first and the last.
#[derive(Debug, Clone)]
pub(super) struct Term {
    /// The contribution up to the first knot.
    base: f32,
    ramps: Vec<Ramp>,
}

/// What a feature adds between two knots.
#[derive(Debug, Clone, Copy)]
struct Ramp {
    low: f32,
    length: f32,
    slope: f32,
}

impl Term {
    /// Reads `knot:contribution` pairs.
    pub(super) fn read<'a>(fields: impl Iterator<Item = &'a str>) -> Option<Self> {
        let points: Vec<(f32, f32)> = fields
            .map(|field| {
                let (knot, value) = field.split_once(':')?;
                Some((knot.parse().ok()?, value.parse().ok()?))
            })
            .collect::<Option<_>>()?;
        let ramp = |pair: &[(f32, f32)]| {
            let length = pair[1].0 - pair[0].0;
            Ramp { low: pair[0].0, length, slope: (pair[1].1 - pair[0].1) / length }
        };
        let base = points.first()?.1;
        Some(Self { base, ramps: points.windows(2).map(ramp).collect() })
    }

    pub(super) fn contribution(&self, value: f32) -> f32 {
        self.ramps.iter().fold(self.base, |sum, ramp| sum + ramp.rise(value))
    }

    /// Adds the contribution of each value to the sum at its place. Without values all are zero.
    pub(super) fn add(&self, values: Option<&[f32]>, sums: &mut [f32]) {
        let values = values.unwrap_or_default();
        let first = values.first().copied().unwrap_or(0.0);
        // Many columns are the same for all blocks of most pages: no block is in a `<pre>`.
        if values.iter().all(|&value| value == first) {
            let contribution = self.contribution(first);
            sums.iter_mut().for_each(|sum| *sum += contribution);
            return;
        }
        let mut sums = sums.chunks_exact_mut(LANES);
        let mut values = values.chunks_exact(LANES);
        for (values, sums) in values.by_ref().zip(sums.by_ref()) {
            add(self.contributions(values), sums);
        }
        let rest = values.remainder();
        if !rest.is_empty() {
            let mut values = [0.0; LANES];
            values[..rest.len()].copy_from_slice(rest);
            add(self.contributions(&values), sums.into_remainder());
        }
    }

    /// The contributions of values side by side.
    #[inline]
    fn contributions(&self, values: &[f32]) -> [f32; LANES] {
        let mut lanes = [self.base; LANES];
        for ramp in &self.ramps {
            for (lane, &value) in lanes.iter_mut().zip(values) {
                *lane += ramp.rise(value);
            }
        }
        lanes
    }
}

#[inline]
fn add(lanes: [f32; LANES], sums: &mut [f32]) {
    sums.iter_mut().zip(lanes).for_each(|(sum, lane)| *sum += lane);
}

impl Ramp {
    /// Comparisons rather than `clamp`, so that a loop over it becomes vector instructions.
    #[inline]
    fn rise(&self, value: f32) -> f32 {
        let above = value - self.low;
        let above = if above > 0.0 { above } else { 0.0 };
        let above = if above < self.length { above } else { self.length };
        above * self.slope
    }
}
