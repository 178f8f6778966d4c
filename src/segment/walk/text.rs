//! Text, and the blocks that it makes.
#![expect(
    clippy::indexing_slicing,
    reason = "containers are numbered when they are opened, and none is taken back"
)]

use super::super::fold::{is_blank_text, trimmed};
use super::super::{Block, BlockKind, formula};
use super::{LONG, OPEN, Walk};
use crate::document::NodeId;

impl Walk<'_> {
    /// Reads a formula. Pages keep its MathML from sight, for screen readers, with a picture or
    /// drawn letters beside: the formula is as visible as the block that it stands in.
    pub(super) fn formula(&mut self, node: NodeId) {
        let formula = formula::text(self.document, node);
        self.state.hidden = self.state.block_hidden;
        self.text(&formula);
        self.after_formula = !formula.is_empty();
        // TeX ends at its dollar sign; what follows bare symbols stands apart, as they do.
        if !formula.ends_with('$') {
            self.folder.separate();
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        let is_joined = self.draft.origin.is_some() && self.is_crowded();
        if is_joined && self.draft.hidden != self.state.hidden {
            self.end_block(false);
        }
        let start = self.draft.start;
        let out = &mut self.blocks.text;
        let before = out.len();
        let length = if self.state.in_preformatted {
            self.folder.push_preformatted(out, start, text)
        } else {
            self.folder.push(out, start, text)
        };
        if length == 0 {
            return;
        }
        self.after_formula = false;
        // A space that was pending belongs between the runs.
        let space = out.as_bytes().get(before) == Some(&b' ') && !self.state.in_preformatted;
        self.run(before + usize::from(space), NodeId::NONE);
        let draft = &mut self.draft;
        if draft.origin.is_none() && !is_blank_text(text) {
            draft.origin = Some(self.state.container);
            draft.hidden = self.state.hidden;
            draft.kind = self.state.kind;
        }
        if let Some(origin) = &mut draft.origin {
            // Text outside the element that held the block so far: go out to one that holds both.
            while self.blocks.containers[*origin as usize].end_block != OPEN {
                *origin = self.blocks.containers[*origin as usize].parent;
            }
        }
        draft.length += length;
        draft.linked += if self.state.in_link { length } else { 0 };
        if self.state.in_button {
            draft.in_button += length;
            self.button_end = self.blocks.text.len();
        }
        draft.bold += if self.state.in_bold { length } else { 0 };
        draft.code += if self.state.in_code { length } else { 0 };
    }

    pub(super) fn line_break(&mut self) {
        if self.state.in_preformatted {
            self.blocks.text.push('\n');
        } else {
            let is_blank = self.draft.origin.is_none();
            self.flush(true);
            let last = self.blocks.blocks.last_mut();
            if let Some(last) = last.filter(|last| is_blank && last.container == self.state.block) {
                // `<font>a</font><br><br>b`: the block has ended before its break came.
                last.ends_at_blank_line = last.ends_at_break;
                last.ends_at_break = true;
            }
        }
    }

    /// Ends the block that is being read, if there is one, and if there is room for it.
    pub(super) fn flush(&mut self, ends_at_break: bool) {
        if self.is_crowded() && self.draft.length < LONG {
            self.folder.separate();
            self.blocks.is_crowded |= self.draft.origin.is_some();
        } else {
            self.end_block(ends_at_break);
        }
    }

    /// Ends the block that is being read, if there is one.
    pub(super) fn end_block(&mut self, ends_at_break: bool) {
        self.folder.reset();
        let draft = std::mem::take(&mut self.draft);
        if let Some(origin) = draft.origin {
            let text = self.blocks.text.get(draft.start..).unwrap_or_default();
            let kept = if self.state.in_preformatted {
                let lead = text.len() - text.trim_start_matches(['\n', '\r']).len();
                lead..text.trim_end().len().max(lead)
            } else {
                trimmed(text)
            };
            let (start, end) = (draft.start + kept.start, draft.start + kept.end);
            self.blocks.blocks.push(Block {
                kind: draft.kind.unwrap_or(BlockKind::Paragraph),
                container: self.state.block,
                origin,
                text: start as u32..end as u32,
                length: draft.length,
                linked: draft.linked,
                in_button: draft.in_button,
                bold: draft.bold,
                code: draft.code,
                links: draft.links,
                inline_elements: draft.inline_elements,
                ends_at_break,
                ends_at_blank_line: false,
                hidden: draft.hidden,
                runs: draft.first_run as u32..self.blocks.runs.len() as u32,
            });
        }
        self.draft.start = self.blocks.text.len();
        self.draft.first_run = self.blocks.runs.len();
    }
}
