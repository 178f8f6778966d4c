//! How it works: a chapter for each stage, with its sources. Documentation only; there is no code
//! in this module.
//!
//! ```text
//! Page ──► Document ──► Blocks ──► Features ──► Scores ──► Verdicts ──► Article
//!   parsing     │  blocks    features     scores     verdicts  │         ├─ text    outputs
//!               │                                              │         ├─ html
//!               └────────────────── metadata ──────────────────┤         └─ markdown
//!                                                              └──────► Explanation
//! ```
//!
//! The page is read once, and its tree is walked once, for its blocks; what its head
//! tells is listed as it is parsed. After that
//! every stage reads flat slices of the stage before and writes its own; nothing is changed after
//! it was written, so a block's score can be taken apart as long as the page is at hand, and the
//! outputs, being views of the same kept blocks, cannot disagree. Every stage takes time linear in
//! the size of the page.
//!
//! | chapter | from | to |
//! |---|---|---|
//! | [`parsing`] | bytes | the tree that a browser without JavaScript would build |
//! | [`blocks`] | tree | leaf blocks of text, each with the elements around it |
//! | [`features`] | blocks | about 500 numbers a block, each with a name and a source |
//! | [`scores`] | features | the probability that a block is content |
//! | [`verdicts`] | scores | which blocks are kept, how good that is expected to be, what kind of page it is |
//! | [`metadata`] | tree, verdicts | title, byline, dates and the rest, by vote |
//! | [`outputs`] | kept blocks | text, HTML, Markdown, blocks |
//! | [`sources`] | | what was taken from whom |
//!
//! To see all of it at work on a page of yours: [`Extractor::explain`](crate::Extractor::explain).

pub mod parsing {
    #![doc = include_str!("parsing.md")]
}

pub mod blocks {
    #![doc = include_str!("blocks.md")]
}

pub mod features {
    #![doc = include_str!("features.md")]
}

pub mod scores {
    #![doc = include_str!("scores.md")]
}

pub mod verdicts {
    #![doc = include_str!("verdicts.md")]
}

pub mod metadata {
    #![doc = include_str!("metadata.md")]
}

pub mod outputs {
    #![doc = include_str!("outputs.md")]
}

pub mod sources {
    #![doc = include_str!("sources.md")]
}
