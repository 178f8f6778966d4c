//! Threads whose posts are called comments.
#![expect(
    clippy::indexing_slicing,
    reason = "containers are numbered when they are made, and every list here has an entry for each"
)]

use super::classes::{Classes, name_of_type};
use super::sums::Sums;
use crate::document::AttributeName;
use crate::lexicon::{ClassGroup, ClassGroups};
use crate::segment::{Blocks, Container};

/// The element of a thread that says that it is one. What schema.org calls comments on a
/// [`DiscussionForumPosting`](https://schema.org/DiscussionForumPosting) are its other posts.
#[derive(Debug, Default)]
pub(super) struct Thread {
    /// The first container after it.
    end: usize,
}

impl Thread {
    pub(super) fn holds(&self, at: usize) -> bool {
        at < self.end
    }

    /// Looks whether an attribute of a container opens a thread.
    pub(super) fn read(&mut self, container: &Container, name: AttributeName, value: &str) {
        if name == AttributeName::Itemtype
            && name_of_type(value).eq_ignore_ascii_case("DiscussionForumPosting")
        {
            self.end = self.end.max(container.end as usize);
        }
    }
}

/// Least share of the page's text without links that is in its posts: latest comments beside an article are less.
const LEAST_OF_POSTS: f32 = 1.0 / 3.0;

/// Forgets that elements are comments where they are the posts of a thread, the first of them too: no block as long
/// as a paragraph stands before them. A brief of two sentences above long comments is an article with comments.
pub(super) fn clear(classes: &mut Classes, blocks: &Blocks, sums: &Sums) {
    let prose = |first, end| {
        let sum = sums.within(first, end);
        sum.letters.saturating_sub(sum.linked)
    };
    let mut posts = outermost(classes, blocks);
    let Some(&first) = posts.first() else { return };
    posts.retain(|&at| classes.shapes[at] == classes.shapes[first]);
    let of = |at: &usize| {
        let post = &blocks.containers[*at];
        prose(post.first_block, post.end_block)
    };
    let total = prose(0, blocks.blocks.len() as u32);
    let share = posts.iter().map(of).sum::<u32>() as f32 / total.max(1) as f32;
    let is_article_above = sums.within(0, blocks.containers[first].first_block).long > 0;
    if posts.len() > 1 && share >= LEAST_OF_POSTS && !is_article_above {
        for at in posts {
            for groups in &mut classes.groups[at..blocks.containers[at].end as usize] {
                groups.0 &= !ClassGroups::of(&[ClassGroup::Comment]).0;
            }
        }
    }
}

/// The elements that are called comments and stand in none that is.
fn outermost(classes: &Classes, blocks: &Blocks) -> Vec<usize> {
    let mut found = Vec::new();
    let mut end = 0;
    for (at, groups) in classes.groups.iter().enumerate() {
        if at >= end && groups.has(ClassGroup::Comment) {
            found.push(at);
            end = blocks.containers[at].end as usize;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::classes::tokens;
    use crate::measure::text::count;
    use crate::parse::parse;
    use crate::segment::segment;

    #[test]
    fn comments_on_a_posting_are_posts() {
        let comment = "<div itemprop=comment itemscope itemtype=https://schema.org/Comment><p>Le vent se lève.</div>";
        let posting = "itemscope itemtype='http://schema.org/DiscussionForumPosting'";
        let page =
            format!("{comment}<div {posting}><p>Qui a vu la mer ?</p>{comment}</div>{comment}");
        let document = parse(&page).document;
        let blocks = segment(&document);
        let (classes, _) = Classes::read(&document, &blocks);
        let of_block = |at: usize| {
            let mut around = blocks.ancestors_with_index(blocks.blocks[at].container);
            around.any(|(at, _)| classes.groups[at as usize].has(ClassGroup::Comment))
        };
        assert_eq!([0, 1, 2, 3].map(of_block), [true, false, false, true]);
        let says = tokens(&document, &blocks).into_iter().flatten();
        assert_eq!(says.filter(|token| token.ends_with("=comment")).count(), 4, "two of each");
    }

    #[test]
    fn comments_before_which_no_article_stands_are_posts() {
        let sentence = "Le vent souffle depuis trois jours sur la côte. ";
        let comment = format!("<div class=comment><p>{sentence}</div>");
        let comments_of = |page: &str| {
            let document = parse(page).document;
            let blocks = segment(&document);
            let (mut classes, _) = Classes::read(&document, &blocks);
            clear(&mut classes, &blocks, &Sums::new(&blocks, &count(&blocks)));
            classes.groups.iter().filter(|groups| groups.has(ClassGroup::Comment)).count()
        };
        let thread = |before: usize, posts: usize, after: usize| {
            let text = |sentences| format!("<p>{}", sentence.repeat(sentences));
            comments_of(&[text(before), comment.repeat(posts), text(after)].concat())
        };
        assert_eq!(thread(0, 3, 0), 0);
        assert_eq!(thread(2, 3, 0), 0, "a title, and who asked when");
        assert_eq!(thread(3, 3, 0), 3, "comments on an article");
        assert_eq!(thread(0, 1, 0), 1, "one is no thread");
        assert_eq!(thread(0, 3, 6), 0);
        assert_eq!(thread(0, 3, 7), 3, "the latest comments, beside an article");
        let mixed = format!("<div class=comment-count>{sentence}</div>{comment}{comment}");
        assert_eq!(comments_of(&mixed), 3, "the first is none of them");
    }
}
