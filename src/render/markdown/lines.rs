//! Lines of Markdown and what begins them: quotes, list items, empty lines between.

/// Quotes and list items within each other past which no further ones are indented: each level is
/// written again on every line.
const MAX_LEVELS: usize = 12;

/// The largest number of an item that CommonMark allows.
const MAX_NUMBER: i32 = 999_999_999;

/// Markdown in the making, line by line.
#[derive(Debug)]
pub(super) struct Lines {
    out: String,
    levels: Vec<Level>,
    /// Quotes and items that are open, with those too deep to be indented.
    depth: usize,
    lists: Vec<List>,
    /// The list that ended just before.
    last_list: Option<List>,
    /// No empty line before the next block.
    is_tight: bool,
}

/// A quote or a list item: what begins each of its lines.
#[derive(Debug)]
struct Level {
    first: String,
    rest: String,
    /// The first line was written.
    is_begun: bool,
}

#[derive(Debug, Clone, Copy)]
struct List {
    /// Number of the next item, for ordered lists.
    number: Option<i32>,
    step: i32,
    /// Which of two markers: lists side by side differ, or they would be read as one.
    is_other: bool,
    has_items: bool,
}

impl Lines {
    pub(super) fn with_capacity(capacity: usize) -> Self {
        Self {
            out: String::with_capacity(capacity),
            levels: Vec::new(),
            depth: 0,
            lists: Vec::new(),
            last_list: None,
            is_tight: false,
        }
    }

    pub(super) fn finish(self) -> String {
        self.out
    }

    /// Ends the line before, with an empty line unless what follows stands close: a block begins.
    pub(super) fn separate(&mut self) {
        self.last_list = None;
        let is_tight = std::mem::take(&mut self.is_tight);
        if self.out.is_empty() {
            return;
        }
        self.out.push('\n');
        if !is_tight {
            for level in self.levels.iter().take_while(|level| level.is_begun) {
                self.out.push_str(&level.rest);
            }
            self.trim();
            self.out.push('\n');
        }
    }

    /// Ends the line before; the block goes on.
    pub(super) fn next(&mut self) {
        self.out.push('\n');
    }

    /// Writes a line, without its end.
    pub(super) fn line(&mut self, line: &str) {
        for level in &mut self.levels {
            let is_first = !std::mem::replace(&mut level.is_begun, true);
            self.out.push_str(if is_first { &level.first } else { &level.rest });
        }
        if line.is_empty() {
            self.trim();
        }
        self.out.push_str(line);
    }

    /// Writes several lines, without the end of the last.
    pub(super) fn all(&mut self, lines: &str) {
        for (index, line) in lines.split('\n').enumerate() {
            if index > 0 {
                self.next();
            }
            self.line(line);
        }
    }

    fn trim(&mut self) {
        self.out.truncate(self.out.trim_end_matches(' ').len());
    }

    pub(super) fn open_quote(&mut self) {
        self.last_list = None;
        self.open_level("> ".to_owned(), "> ".to_owned());
    }

    pub(super) fn open_list(&mut self, number: Option<i32>, step: i32) {
        let is_other = self
            .last_list
            .take()
            .is_some_and(|last| last.number.is_some() == number.is_some() && !last.is_other);
        self.lists.push(List { number, step, is_other, has_items: false });
    }

    pub(super) fn close_list(&mut self) {
        self.last_list = self.lists.pop();
    }

    pub(super) fn open_item(&mut self, value: Option<i32>) {
        self.last_list = None;
        let is_nested = self.lists.len() > 1 && self.levels.last().is_some_and(|l| l.is_begun);
        let starts_line = self.levels.last().is_none_or(|level| level.is_begun);
        let Some(list) = self.lists.last_mut() else { return self.open_level_unmarked() };
        let number = list.number.map(|number| value.unwrap_or(number));
        // An item without a marker is a paragraph, which needs an empty line before it.
        if starts_line && self.depth < MAX_LEVELS {
            // A numbered list cannot follow a paragraph closely unless it starts with 1.
            let may_interrupt = number.is_none_or(|number| number == 1);
            self.is_tight = list.has_items || (is_nested && may_interrupt);
        }
        list.has_items = true;
        list.number = number.map(|number| number.saturating_add(list.step));
        let marker = match (number, list.is_other) {
            (None, false) => "- ".to_owned(),
            (None, true) => "* ".to_owned(),
            (Some(number), is_other) => {
                let end = if is_other { ')' } else { '.' };
                format!("{}{end} ", number.clamp(0, MAX_NUMBER))
            }
        };
        let rest = " ".repeat(marker.len());
        self.open_level(marker, rest);
    }

    fn open_level_unmarked(&mut self) {
        self.open_level(String::new(), String::new());
    }

    fn open_level(&mut self, first: String, rest: String) {
        self.depth += 1;
        if self.depth <= MAX_LEVELS {
            self.levels.push(Level { first, rest, is_begun: false });
        }
    }

    pub(super) fn close_level(&mut self) {
        if self.depth <= MAX_LEVELS {
            self.levels.pop();
        }
        self.depth = self.depth.saturating_sub(1);
    }
}
