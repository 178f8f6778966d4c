//! The standard's own tokenizer and encoding tests, <https://github.com/html5lib/html5lib-tests>, where the data
//! is present: `../shared/html5lib-tests.tar.xz`, next to the repository.
//!
//! The tokenizer runs with all attributes and comments kept, so that every case is in scope save
//! those in [`OUT_OF_SCOPE`].

#![allow(clippy::unwrap_used, reason = "a test that cannot read its data has failed")]

#[path = "tokenizer/differential.rs"]
mod differential;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use epure::oracle::tokenize;
use html5ever::tokenizer::{Doctype, Tag, TagKind, Token, TokenSink, TokenSinkResult};
use once_cell::sync::Lazy;
use serde_json::{Value, json};

/// What is not tested, and why.
const OUT_OF_SCOPE: &[(&str, Scope, &str)] = &[
    (
        "xmlViolation.test",
        Scope::File,
        "a DOM that is coerced to what XML can write; ours never becomes XML",
    ),
    ("lone surrogates in the input", Scope::LoneSurrogate, "`&str` cannot hold them"),
    ("`errors` of each test", Scope::Errors, "parse errors are not reported"),
];

#[derive(Clone, Copy, PartialEq)]
enum Scope {
    /// The whole file.
    File,
    /// Cases with a lone surrogate in input or output.
    LoneSurrogate,
    /// A field that is not compared.
    Errors,
}

/// Unpacks the tests below `target`, if they are there to unpack.
fn tests(folder: &str) -> Option<PathBuf> {
    static TESTS: Lazy<Option<PathBuf>> = Lazy::new(unpack);
    TESTS.as_ref().map(|tests| tests.join(folder))
}

fn unpack() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let archive = [root.join("../shared"), PathBuf::from("/work/shared")]
        .into_iter()
        .map(|shared| shared.join("html5lib-tests.tar.xz"))
        .find(|archive| archive.is_file())?;
    let target = root.join("target");
    std::fs::create_dir_all(&target).unwrap();
    let unpacked = Command::new("tar").arg("xf").arg(archive).arg("-C").arg(&target).status();
    assert!(unpacked.is_ok_and(|status| status.success()), "tar could not unpack the tests");
    Some(target.join("html5lib-tests"))
}

#[test]
fn the_tokenizer_does_what_the_standard_says() {
    let Some(directory) = tests("tokenizer") else {
        println!(
            "html5lib-tests.tar.xz is not present: the standard's tokenizer tests did not run"
        );
        return;
    };
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut passed = 0;
    let mut passed_over: BTreeMap<&str, usize> = BTreeMap::new();
    let mut failures = Vec::new();
    for file in files.iter().filter(|file| file.extension().is_some_and(|ending| ending == "test"))
    {
        let name = file.file_name().unwrap().to_string_lossy();
        let text = std::fs::read_to_string(file).unwrap();
        if OUT_OF_SCOPE.iter().any(|&(what, scope, _)| scope == Scope::File && what == name) {
            let tests: Value = serde_json::from_str(&text).unwrap();
            let cases = tests["xmlViolationTests"].as_array().map_or(0, Vec::len);
            *passed_over.entry("xmlViolation.test").or_default() += cases;
            continue;
        }
        // `serde_json` refuses lone surrogates; those that are escaped once more come out later.
        let tests: Value = serde_json::from_str(&text).unwrap();
        for test in tests["tests"].as_array().unwrap() {
            let Some(case) = Case::read(test) else {
                *passed_over.entry("lone surrogates in the input").or_default() += 1;
                continue;
            };
            for state in &case.states {
                let actual = run(&case.input, state, &case.last_start_tag);
                if actual == case.output {
                    passed += 1;
                } else {
                    failures.push(format!(
                        "{name}: {}\n  in {state}: {:?}\n  expected {:?}\n  actual   {actual:?}",
                        case.description, case.input, case.output
                    ));
                }
            }
        }
    }
    println!("{passed} tokenizer tests of the standard passed");
    for (what, _, why) in OUT_OF_SCOPE {
        let count =
            passed_over.get(what).map_or(String::new(), |count| format!(" ({count} cases)"));
        println!("out of scope{count}: {what}: {why}");
    }
    assert!(failures.is_empty(), "{} failed\n{}", failures.len(), failures.join("\n"));
    assert!(passed > 6_000, "only {passed} cases found");
}

/// The same inputs as pages: what the standard thought of as corner cases, tree construction and all.
#[test]
fn the_inputs_of_the_standard_give_the_same_trees() {
    let Some(directory) = tests("tokenizer") else {
        println!("html5lib-tests.tar.xz is not present: its inputs were not parsed");
        return;
    };
    let mut pages = 0;
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "test") {
            continue;
        }
        let tests: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let tests = tests["tests"].as_array().into_iter().flatten();
        for case in tests.filter_map(Case::read) {
            for page in [case.input.clone(), format!("<svg>{}", case.input)] {
                differential::check(&page).unwrap_or_else(|difference| panic!("{difference}"));
                pages += 1;
            }
        }
    }
    println!("{pages} pages gave the same trees");
}

struct Case {
    description: String,
    input: String,
    output: Vec<Value>,
    states: Vec<String>,
    last_start_tag: String,
}

impl Case {
    fn read(test: &Value) -> Option<Self> {
        let is_escaped = test["doubleEscaped"].as_bool().unwrap_or_default();
        let text = |value: &Value| {
            let text = value.as_str().unwrap();
            if is_escaped { unescape(text) } else { Some(text.to_owned()) }
        };
        let states = match test["initialStates"].as_array() {
            None => vec!["Data state".to_owned()],
            Some(states) => states.iter().map(|s| s.as_str().unwrap().to_owned()).collect(),
        };
        let output = test["output"].as_array().unwrap();
        Some(Self {
            description: text(&test["description"])?,
            input: text(&test["input"])?,
            output: if is_escaped {
                output.iter().map(unescape_all).collect::<Option<_>>()?
            } else {
                output.clone()
            },
            states,
            last_start_tag: test["lastStartTag"].as_str().unwrap_or_default().to_owned(),
        })
    }
}

/// Replaces `\uHHHH`; nothing for a lone surrogate.
fn unescape(text: &str) -> Option<String> {
    let mut units: Vec<u16> = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("\\u") {
        units.extend(rest[..at].encode_utf16());
        units.push(u16::from_str_radix(&rest[at + 2..at + 6], 16).unwrap());
        rest = &rest[at + 6..];
    }
    units.extend(rest.encode_utf16());
    String::from_utf16(&units).ok()
}

fn unescape_all(value: &Value) -> Option<Value> {
    Some(match value {
        Value::String(text) => Value::String(unescape(text)?),
        Value::Array(values) => {
            Value::Array(values.iter().map(unescape_all).collect::<Option<_>>()?)
        }
        Value::Object(entries) => Value::Object(
            entries
                .iter()
                .map(|(name, value)| Some((unescape(name)?, unescape_all(value)?)))
                .collect::<Option<_>>()?,
        ),
        other => other.clone(),
    })
}

fn run(input: &str, state: &str, last_start_tag: &str) -> Vec<Value> {
    let sink = tokenize(input, Collector::default(), Some((state, last_start_tag)));
    sink.tokens.into_inner()
}

/// Writes tokens as the tests do.
#[derive(Default)]
struct Collector {
    tokens: RefCell<Vec<Value>>,
}

impl Collector {
    fn text(&self, text: &str) {
        let mut tokens = self.tokens.borrow_mut();
        if let Some(Value::Array(last)) = tokens.last_mut() {
            if last[0] == "Character" {
                let joined = format!("{}{text}", last[1].as_str().unwrap());
                last[1] = Value::String(joined);
                return;
            }
        }
        tokens.push(json!(["Character", text]));
    }
}

impl TokenSink for Collector {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let value = match token {
            Token::CharacterTokens(text) => {
                self.text(&text);
                return TokenSinkResult::Continue;
            }
            Token::NullCharacterToken => {
                self.text("\0");
                return TokenSinkResult::Continue;
            }
            Token::EOFToken | Token::ParseError(_) => return TokenSinkResult::Continue,
            Token::CommentToken(text) => json!(["Comment", &*text]),
            Token::DoctypeToken(Doctype { name, public_id, system_id, force_quirks }) => {
                let text = |text: &Option<html5ever::tendril::StrTendril>| {
                    text.as_ref().map(ToString::to_string)
                };
                json!(["DOCTYPE", text(&name), text(&public_id), text(&system_id), !force_quirks])
            }
            Token::TagToken(Tag { kind: TagKind::EndTag, name, .. }) => json!(["EndTag", &*name]),
            Token::TagToken(Tag { name, self_closing, attrs, .. }) => {
                let attributes: serde_json::Map<String, Value> = attrs
                    .iter()
                    .map(|attribute| (attribute.name.local.to_string(), json!(&*attribute.value)))
                    .collect();
                let mut tag = vec![json!("StartTag"), json!(&*name), Value::Object(attributes)];
                if self_closing {
                    tag.push(json!(true));
                }
                Value::Array(tag)
            }
        };
        self.tokens.borrow_mut().push(value);
        TokenSinkResult::Continue
    }
}

/// What the tests call the encoding of a page that declares none, which is a matter of locale. ASCII
/// is UTF-8 as well.
const UNDECLARED: &str = "windows-1252";

/// A page that is UTF-8 throughout and declared to be EUC-JP: to browsers garble, here text.
const MISLABELLED: &str = "test-yahoo-jp.dat";

#[test]
fn the_charset_is_found_as_the_standard_says() {
    let Some(directory) = tests("encoding") else {
        println!("html5lib-tests.tar.xz is not present: the encoding tests did not run");
        return;
    };
    let mut passed = 0;
    let mut failures = Vec::new();
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "dat") {
            continue;
        }
        let file = std::fs::read(&path).unwrap();
        for (page, label) in encoding_cases(&file) {
            let expected = encoding_rs::Encoding::for_label(label).unwrap().name();
            let found = epure::training::charset(page);
            let is_ascii = expected == UNDECLARED && page.is_ascii();
            let is_mislabelled = path.ends_with(MISLABELLED) && std::str::from_utf8(page).is_ok();
            if found == expected || (found == "UTF-8" && (is_ascii || is_mislabelled)) {
                passed += 1;
            } else {
                let page: String = String::from_utf8_lossy(page).chars().take(300).collect();
                failures.push(format!("{}: {found}, not {expected}: {page}", path.display()));
            }
        }
    }
    println!("{passed} encoding tests of the standard passed");
    assert!(failures.is_empty(), "{} failed\n{}", failures.len(), failures.join("\n"));
    assert!(passed > 80, "only {passed} cases found");
}

/// Pages, each between `#data` and `#encoding`, and the labels of their encodings.
fn encoding_cases(file: &[u8]) -> Vec<(&[u8], &[u8])> {
    const DATA: &[u8] = b"#data\n";
    const ENCODING: &[u8] = b"\n#encoding\n";
    let mut cases = Vec::new();
    let mut rest = file;
    while let Some(start) = memchr::memmem::find(rest, DATA) {
        rest = &rest[start + DATA.len()..];
        let end = memchr::memmem::find(rest, ENCODING).unwrap();
        let page = &rest[..end];
        rest = &rest[end + ENCODING.len()..];
        let end = rest.iter().position(|&byte| byte == b'\n').unwrap_or(rest.len());
        cases.push((page, rest[..end].trim_ascii()));
        rest = &rest[end..];
    }
    cases
}
