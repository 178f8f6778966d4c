//! What the attributes of elements say of the text within.

use super::super::hidden::{ClassNames, Style, unfolds};
use super::Walk;
use crate::document::{AttributeName, NodeId, Tag};

/// What an element's attributes say of the text within.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Marks {
    href: bool,
    from_sight: bool,
    from_speech: bool,
    /// Where that is looked for: it hides itself, and no script is known to show it.
    pub(super) concealed: bool,
    pub(super) class: ClassNames,
}

impl Walk<'_> {
    /// Reads what an element's attributes say of the text within.
    pub(super) fn marks(&mut self, node: NodeId) -> Marks {
        use AttributeName::{AriaHidden, Class, Hidden, Href};
        let document = self.document;
        let finds_hidden = self.finds_hidden;
        let is_read =
            |name| matches!(name, Href | Hidden | AttributeName::Style | AriaHidden | Class);
        let mut marks = Marks::default();
        let mut conceals = false;
        for (name, value) in document.attributes_where(node, is_read) {
            match name {
                Href => marks.href = true,
                Hidden => marks.from_sight = true,
                AttributeName::Style => {
                    let style = self.styles.of(value, Style::of);
                    marks.from_sight |= style.hides;
                    conceals |= finds_hidden && style.conceals;
                }
                Class => marks.class = self.classes.of(value, ClassNames::of),
                AriaHidden => marks.from_speech = value == "true",
                _ => {}
            }
        }
        conceals |= finds_hidden && marks.from_sight;
        marks.concealed = conceals && !self.unfolds(node);
        marks
    }

    /// Whether a script shows an element that hides itself.
    fn unfolds(&self, node: NodeId) -> bool {
        self.button_end == self.blocks.text.len() || unfolds(self.document, node)
    }

    /// Notes what an element means for the text within.
    pub(super) fn mark(&mut self, tag: Tag, marks: Marks) {
        let state = &mut self.state;
        match tag {
            Tag::A if marks.href => {
                state.in_link = true;
                self.draft.links += 1;
            }
            Tag::B | Tag::Strong => state.in_bold = true,
            Tag::Code | Tag::Kbd | Tag::Samp | Tag::Tt => state.in_code = true,
            Tag::Pre => {
                state.in_code = true;
                state.in_preformatted = true;
            }
            Tag::Button => state.in_button = true,
            Tag::Noscript => state.hidden.noscript = true,
            _ => {}
        }
        state.hidden.from_sight |= marks.from_sight;
        state.hidden.from_speech |= marks.from_speech;
        state.hidden.for_good |= marks.concealed || (self.finds_hidden && marks.class.for_speech);
    }

    /// Whether an element keeps itself from sight.
    pub(super) fn is_hidden(&mut self, node: NodeId) -> bool {
        let styles = &mut self.styles;
        self.document.attributes(node).any(|(name, value)| match name {
            AttributeName::Hidden => true,
            AttributeName::Style => styles.of(value, Style::of).hides,
            _ => false,
        })
    }

    /// Whether an inline element that is concealed stands within text that is shown. A formula does
    /// not: those are kept from sight where a picture shows them. Nor does what holds blocks of its own:
    /// `<app-root hidden>` is inline for having a name that nobody knows, and holds the page. What a
    /// class keeps for screen readers is part of the text around: labels that complete it, such as the
    /// unit of a price.
    pub(super) fn is_within_text(&self, node: NodeId) -> bool {
        /// Nodes in which a formula or a block is looked for: a shell has a few elements that nobody
        /// knows within each other, with white space between them.
        const NEAR: usize = 16;
        let is_apart = |at: NodeId| match self.document.tag(at) {
            Tag::Math => true,
            tag => tag.is_block_level(),
        };
        let mut near = self.document.descendants(node).take(NEAR);
        !self.state.hidden.for_good && !near.any(is_apart)
    }
}
