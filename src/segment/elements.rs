//! What elements mean for segmentation.

use super::BlockKind;
use crate::document::Tag;

/// Elements whose content is no text of the page: data, embedded media, form values, graphics.
pub(super) fn is_passed_over(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::AmpImg
            | Tag::Area
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
