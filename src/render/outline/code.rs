//! The language of preformatted code, as class names give it.
#![expect(
    clippy::indexing_slicing,
    reason = "blocks and containers are numbered when they are made, and every list here has an entry for each"
)]

use super::Slice;
use super::inline::{LONGEST_VALUE, store};
use crate::document::{AttributeName, Document, Tag};
use crate::segment::Blocks;

/// Elements around a `<pre>` whose class may name the language: highlighters wrap once or twice.
const WRAPPERS: usize = 3;

/// Elements within a `<pre>` that are looked at for a `<code>`.
const WITHIN: usize = 4;

/// What a `<pre>` holds.
pub(super) struct Code {
    pub(super) is_code: bool,
    pub(super) language: Slice,
}

/// Looks at a `<pre>`, the `<code>` in it, and what wraps it.
pub(super) fn look(document: &Document, blocks: &Blocks, pre: u32, values: &mut String) -> Code {
    let within = (pre + 1..blocks.containers[pre as usize].end).take(WITHIN);
    let code = within.clone().find(|&at| blocks.containers[at as usize].tag == Tag::Code);
    let own = [code, Some(pre)].into_iter().flatten();
    let around = blocks.ancestors_with_index(pre).skip(1).take(WRAPPERS).map(|(at, _)| at);
    let of_own = |at| named(document, blocks, at, &OWN).or_else(|| bare(document, blocks, at));
    let own = own.filter_map(of_own).next();
    let language =
        own.or_else(|| around.filter_map(|at| named(document, blocks, at, &AROUND)).next());
    let language =
        language.map_or(Slice::default(), |language| store(language, LONGEST_VALUE, values));
    Code { is_code: code.is_some() || !language.is_empty(), language }
}

/// Prefixes of class names on the code itself. `brush:` is SyntaxHighlighter's.
const OWN: [&str; 5] = ["language-", "lang-", "highlight-source-", "highlight-", "brush:"];

/// Class names on the code itself after which the language stands by itself: Pandoc's
/// `class="sourceCode python"`, SyntaxHighlighter's `class="brush: php"`.
const BEFORE: [&str; 2] = ["sourceCode", "brush:"];

/// Languages that are class names by themselves: `<code class="python">`, `<pre class="rust">`.
const LANGUAGES: [&str; 44] = [
    "asm",
    "bash",
    "c",
    "clojure",
    "cpp",
    "csharp",
    "css",
    "dart",
    "diff",
    "dockerfile",
    "elixir",
    "elm",
    "erlang",
    "fsharp",
    "go",
    "graphql",
    "haskell",
    "html",
    "ini",
    "java",
    "javascript",
    "js",
    "json",
    "kotlin",
    "latex",
    "lisp",
    "lua",
    "ocaml",
    "perl",
    "php",
    "python",
    "r",
    "ruby",
    "rust",
    "scala",
    "shell",
    "sql",
    "swift",
    "toml",
    "ts",
    "typescript",
    "xml",
    "yaml",
    "zig",
];

/// Prefixes of class names on what wraps it, where `lang-` may be a human language. The first is
/// MediaWiki's.
const AROUND: [&str; 4] = ["mw-highlight-lang-", "language-", "highlight-source-", "highlight-"];

/// The language that a class attribute says without a prefix.
fn bare<'a>(document: &'a Document, blocks: &Blocks, container: u32) -> Option<&'a str> {
    let node = blocks.containers[container as usize].node;
    let class = document.attribute(node, AttributeName::Class)?;
    let tokens = || class.split_ascii_whitespace();
    let after = tokens().skip_while(|token| !BEFORE.contains(token)).nth(1);
    let after = after.map(|token| token.trim_end_matches(';')).filter(|token| is_language(token));
    after.or_else(|| tokens().find(|token| LANGUAGES.contains(token)))
}

fn named<'a>(
    document: &'a Document,
    blocks: &Blocks,
    container: u32,
    prefixes: &[&str],
) -> Option<&'a str> {
    let node = blocks.containers[container as usize].node;
    let mut found = None;
    for (name, value) in document.attributes(node) {
        match name {
            AttributeName::Class => {
                let token = value
                    .split_ascii_whitespace()
                    .find_map(|token| prefixes.iter().find_map(|prefix| token.strip_prefix(prefix)))
                    .map(|token| token.trim_end_matches(';'));
                found = found.or(token.filter(|token| is_language(token)));
            }
            AttributeName::DataLang | AttributeName::DataLanguage => {
                found = found.or(Some(value.trim()).filter(|value| is_language(value)));
            }
            _ => {}
        }
    }
    found
}

/// Whether a name could be that of a programming language, rather than nothing or something else.
fn is_language(name: &str) -> bool {
    /// Objective-C++ and the like; longer names are no names.
    const LONGEST: usize = 24;
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"+#-._".contains(&byte);
    (1..=LONGEST).contains(&name.len())
        && name.bytes().all(is_name)
        && name.bytes().any(|byte| byte.is_ascii_alphanumeric())
        && !["none", "default", "wrapper", "undefined", "plain", "null", "nohighlight"]
            .contains(&name)
}
