//! What elements mean for segmentation.

use super::BlockKind;
use crate::document::Tag;

/// Elements whose content is no text of the page: data, embedded media, form values, graphics.
pub(super) fn is_passed_over(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::Area
            | Tag::Audio
            | Tag::Base
            | Tag::Canvas
            | Tag::Col
            | Tag::Colgroup
            | Tag::Datalist
            | Tag::Embed
            | Tag::Foreign
            | Tag::Frame
            | Tag::Frameset
            | Tag::Head
            | Tag::Iframe
            | Tag::Img
            | Tag::Input
            | Tag::Link
            | Tag::Map
            | Tag::Meta
            | Tag::Noframes
            | Tag::Object
            | Tag::Param
            | Tag::Rp
            | Tag::Script
            | Tag::Select
            | Tag::Source
            | Tag::Style
            | Tag::Svg
            | Tag::Template
            | Tag::Textarea
            | Tag::Title
            | Tag::Track
            | Tag::Video
            | Tag::Wbr
    )
}

/// Elements that start and end a line of their own.
pub(super) fn is_block_level(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::Address
            | Tag::Article
            | Tag::Aside
            | Tag::Blockquote
            | Tag::Body
            | Tag::Button
            | Tag::Caption
            | Tag::Center
            | Tag::Dd
            | Tag::Details
            | Tag::Dialog
            | Tag::Dir
            | Tag::Div
            | Tag::Dl
            | Tag::Dt
            | Tag::Fieldset
            | Tag::Figcaption
            | Tag::Figure
            | Tag::Footer
            | Tag::Form
            | Tag::H1
            | Tag::H2
            | Tag::H3
            | Tag::H4
            | Tag::H5
            | Tag::H6
            | Tag::Header
            | Tag::Hgroup
            | Tag::Hr
            | Tag::Html
            | Tag::Legend
            | Tag::Li
            | Tag::Main
            | Tag::Menu
            | Tag::Nav
            | Tag::Noscript
            | Tag::Ol
            | Tag::Optgroup
            | Tag::Option
            | Tag::P
            | Tag::Pre
            | Tag::Search
            | Tag::Section
            | Tag::Summary
            | Tag::Table
            | Tag::Tbody
            | Tag::Td
            | Tag::Tfoot
            | Tag::Th
            | Tag::Thead
            | Tag::Tr
            | Tag::Ul
    )
}

/// What a block directly in such an element is, where the element says so.
pub(super) fn kind(tag: Tag) -> Option<BlockKind> {
    match tag {
        Tag::Li => Some(BlockKind::ListItem),
        Tag::Td | Tag::Th => Some(BlockKind::Cell),
        Tag::Pre => Some(BlockKind::Preformatted),
        Tag::Blockquote => Some(BlockKind::Quote),
        Tag::Figcaption | Tag::Caption => Some(BlockKind::Caption),
        Tag::Dt => Some(BlockKind::Term),
        Tag::Dd => Some(BlockKind::Description),
        Tag::Button => Some(BlockKind::Control),
        _ => tag.heading_level().map(BlockKind::Heading),
    }
}

/// Whether a `<p>` or `<div>` within is still of this kind.
pub(super) fn is_inherited(kind: BlockKind) -> bool {
    !matches!(kind, BlockKind::Control)
}
