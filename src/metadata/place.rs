//! Where the article stands among the lines of the page, and how near to its head a line is.

use super::Text;

/// Lines before and after the title in which its byline and date stand, if anywhere.
const BEFORE_TITLE: usize = 8;
const AFTER_TITLE: usize = 16;
/// Likewise of the first line of running text.
const BEFORE_START: usize = 8;
const AFTER_START: usize = 4;
/// Lines after the article that may say who wrote it, and when.
const AFTER_END: usize = 15;
/// Words of running text.
const RUNNING: usize = 15;
/// What a line loses of its nearness for each line between it and the title. What stands before the
/// title is twice as far: it may belong to something else.
const PER_LINE: f32 = 0.1;

/// The article's place.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Place {
    pub(super) title: usize,
    /// The first line of running text.
    pub(super) start: usize,
    /// The line after the last.
    pub(super) end: usize,
}

impl Place {
    /// The place of the article's text; the title's is yet to be found.
    pub(super) fn of(text: &Text<'_>) -> Self {
        let lines = &text.lines;
        let first = lines.iter().position(|line| line.is_kept).unwrap_or(0);
        let is_running =
            |line: &super::Line<'_>| line.is_kept && !line.is_hidden && line.words.len() >= RUNNING;
        let start = lines.iter().position(is_running).unwrap_or(first);
        let end = lines.iter().rposition(|line| line.is_kept).map_or(start, |last| last + 1);
        Self { title: first, start, end }
    }

    /// How near a line is to the title or the start of the text, from 1 down; `None` if it is in
    /// reach of neither.
    pub(super) fn nearness(&self, line: usize) -> Option<f32> {
        let distance = |from: usize, before: usize, after: usize| {
            if line >= from {
                (line - from <= after).then_some(line - from)
            } else {
                (from - line <= before).then_some((from - line) * 2)
            }
        };
        let to_title = distance(self.title, BEFORE_TITLE, AFTER_TITLE);
        let to_start = distance(self.start, BEFORE_START, AFTER_START);
        let nearest = to_title.into_iter().chain(to_start).min()?;
        Some(1.0 / (1.0 + PER_LINE * nearest as f32))
    }

    /// Whether a line is among those just after the article.
    pub(super) fn follows(&self, line: usize) -> bool {
        (self.end..self.end + AFTER_END).contains(&line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_beside_the_title_are_nearest() {
        let place = Place { title: 50, start: 60, end: 80 };
        let near = |line| place.nearness(line).unwrap_or_default();
        assert!(near(51) > near(53) && near(51) > near(48));
        assert!(near(59) > near(55));
        assert_eq!((place.nearness(20), place.nearness(75)), (None, None));
        assert!(place.follows(80) && !place.follows(79) && !place.follows(200));
    }
}
