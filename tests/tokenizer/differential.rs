//! One page, three parsers.

use epure::oracle::{self, Shape, Tree};
use html5ever::interface::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{QualName, ns};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// The tree builder, set as the parser sets it.
fn tree_builder() -> TreeBuilder<Handle, RcDom> {
    let options = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    TreeBuilder::new(RcDom::default(), options)
}

/// Keeps html5ever's tokenizer from reporting parse errors: its tree builder takes them for tokens,
/// and forgets that it is to pass over a newline after `<pre>`.
struct WithoutErrors(TreeBuilder<Handle, RcDom>);

impl TokenSink for WithoutErrors {
    type Handle = Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Handle> {
        match token {
            Token::ParseError(_) => TokenSinkResult::Continue,
            token => self.0.process_token(token, line),
        }
    }

    fn end(&self) {
        self.0.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.0.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// The oracle: html5ever, as it is.
pub(crate) fn by_html5ever(page: &str) -> RcDom {
    // A byte order mark is taken off here: html5ever's tokenizer would take off another one after
    // each script, where it stops and goes on.
    let options = TokenizerOpts { discard_bom: false, ..TokenizerOpts::default() };
    let tokenizer = Tokenizer::new(WithoutErrors(tree_builder()), options);
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(page.strip_prefix('\u{feff}').unwrap_or(page)));
    while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
    tokenizer.end();
    tokenizer.sink.0.sink
}

fn by_our_tokenizer(page: &str) -> RcDom {
    let page = page.strip_prefix('\u{feff}').unwrap_or(page);
    oracle::tokenize(page, tree_builder(), None).sink
}

/// Compares the three trees of a page. Says whether the arena's could be compared: not if the guard
/// held tags back.
pub(crate) fn check(page: &str) -> Result<bool, String> {
    let expected = by_html5ever(page);
    let actual = by_our_tokenizer(page);
    same(page, "RcDom", &whole(&expected), &whole(&actual))?;
    let tree = Tree::parse(page);
    if !tree.is_listed_in_order() {
        return Err(format!("elements are listed out of order for {page:?}"));
    }
    if tree.is_flattened() {
        return Ok(false);
    }
    same(page, "arena", &kept(&expected), &tree.shape())?;
    Ok(true)
}

fn same(page: &str, what: &str, expected: &str, actual: &str) -> Result<(), String> {
    if expected == actual {
        return Ok(());
    }
    let lines = || expected.lines().zip(actual.lines()).enumerate();
    let at = lines().find(|(_, (expected, actual))| expected != actual).map_or(0, |(at, _)| at);
    let around = |text: &str| {
        let lines: Vec<&str> = text.lines().skip(at.saturating_sub(3)).take(8).collect();
        lines.join("\n").chars().take(2_000).collect::<String>()
    };
    let page: String = page.chars().take(4_000).collect();
    Err(format!(
        "{what} differs for {page:?}\nexpected\n{}\nactual\n{}",
        around(expected),
        around(actual)
    ))
}

/// One step of a walk that does not recurse: pages may be nested deeper than the stack.
enum Step {
    Enter(Handle),
    Leave,
}

/// Walks a DOM, template contents before children.
fn walk(dom: &RcDom, shape: &mut Shape, mut enter: impl FnMut(&Handle, &mut Shape) -> bool) {
    let mut pending = vec![Step::Enter(dom.document.clone())];
    while let Some(step) = pending.pop() {
        let Step::Enter(node) = step else {
            shape.close();
            continue;
        };
        if !enter(&node, shape) {
            continue;
        }
        if !matches!(node.data, NodeData::Document) {
            pending.push(Step::Leave);
        }
        pending.extend(node.children.borrow().iter().rev().cloned().map(Step::Enter));
        if let NodeData::Element { template_contents, .. } = &node.data {
            if let Some(contents) = &*template_contents.borrow() {
                pending.extend(contents.children.borrow().iter().rev().cloned().map(Step::Enter));
            }
        }
    }
}

/// Everything in a DOM.
fn whole(dom: &RcDom) -> String {
    let mut shape = Shape::default();
    let name = |name: &QualName| format!("{}:{}", name.ns, name.local);
    walk(dom, &mut shape, |node, shape| {
        match &node.data {
            NodeData::Document => return true,
            NodeData::Text { contents } => shape.text(&contents.borrow()),
            NodeData::Comment { contents } => {
                shape.open("!--");
                shape.attribute("text", contents);
                shape.close();
            }
            NodeData::Doctype { name, public_id, system_id } => {
                shape.open("!doctype");
                shape.attribute("name", name);
                shape.attribute("public", public_id);
                shape.attribute("system", system_id);
                shape.close();
            }
            NodeData::ProcessingInstruction { .. } => shape.open("?"),
            NodeData::Element { name: element, attrs, .. } => {
                shape.open(&name(element));
                for attribute in attrs.borrow().iter() {
                    shape.attribute(&name(&attribute.name), &attribute.value);
                }
                return true;
            }
        }
        false
    });
    shape.finish()
}

/// What the arena keeps of a DOM, save white space that begins a line: the parser leaves it out where
/// it can tell.
fn kept(dom: &RcDom) -> String {
    let mut shape = Shape::rendered();
    walk(dom, &mut shape, |node, shape| {
        match &node.data {
            NodeData::Document => return true,
            NodeData::Text { contents } if keeps_text(node) => shape.text(&contents.borrow()),
            NodeData::Element { name, attrs, .. } => {
                shape.open(oracle::tag(name));
                for attribute in attrs.borrow().iter() {
                    if let Some(name) = oracle::attribute(&attribute.name) {
                        shape.attribute(name, &attribute.value);
                    }
                }
                return true;
            }
            _ => {}
        }
        false
    });
    shape.finish()
}

/// Scripts, save JSON-LD, and styles are not stored.
fn keeps_text(text: &Handle) -> bool {
    let parent = text.parent.take();
    let element = parent.as_ref().and_then(std::rc::Weak::upgrade);
    text.parent.set(parent);
    let Some(element) = element else { return true };
    let NodeData::Element { name, attrs, .. } = &element.data else { return true };
    match &*name.local {
        "style" if name.ns == ns!(html) => false,
        "script" if name.ns == ns!(html) => attrs.borrow().iter().any(|attribute| {
            &*attribute.name.local == "type"
                && attribute.value.trim().eq_ignore_ascii_case("application/ld+json")
        }),
        _ => true,
    }
}
