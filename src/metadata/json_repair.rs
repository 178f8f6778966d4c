//! JSON as pages write it, to JSON as the standard has it.
//!
//! Pages assemble JSON-LD by hand and by template: line breaks inside strings, a comma after the last
//! item, none between two, an unescaped quotation mark, comments and CDATA marks around it, several
//! objects in a row. Browsers and search engines shrug; so do we. What is broken otherwise is closed
//! where it breaks off.
//!
//! Cost: one pass over the text.

use std::iter::Peekable;
use std::str::CharIndices;

use crate::work;

/// Levels beyond which nothing is opened: `serde_json` reads 128.
const DEPTH: usize = 120;

/// The text with what is usually wrong put right: a list of all values in it.
pub(super) fn repair(text: &str) -> String {
    let mut repair = Repair {
        text,
        rest: text.char_indices().peekable(),
        out: String::with_capacity(text.len() + 16),
        open: Vec::new(),
        after_value: false,
        may_end_line: true,
        may_end_remark: true,
    };
    repair.out.push('[');
    repair.run();
    repair.close_all();
    repair.out.push(']');
    repair.out
}

struct Repair<'a> {
    text: &'a str,
    rest: Peekable<CharIndices<'a>>,
    out: String,
    /// The closing marks that are due, innermost last.
    open: Vec<char>,
    /// A value or key has ended, and no comma or colon followed.
    after_value: bool,
    /// There may be a line break further on, and a `*/`: neither is looked for again once it was not
    /// found, or a script of `/*` would be read to its end for each of them.
    may_end_line: bool,
    may_end_remark: bool,
}

impl Repair<'_> {
    fn run(&mut self) {
        while let Some((at, character)) = self.rest.next() {
            match character {
                '"' => {
                    self.separate();
                    self.string();
                    self.after_value = true;
                }
                '{' | '[' => {
                    if self.open.len() == DEPTH {
                        return;
                    }
                    self.separate();
                    self.out.push(character);
                    self.open.push(if character == '{' { '}' } else { ']' });
                }
                '}' | ']' => self.close(character),
                ',' | ';' => {
                    // A comma is written when the next value starts, so that none trails.
                    if self.after_value && !self.out.ends_with([',', ':']) {
                        self.out.push(',');
                    }
                    self.after_value = false;
                }
                ':' => {
                    if self.after_value {
                        self.out.push(':');
                    }
                    self.after_value = false;
                }
                '-' | '0'..='9' | 'a'..='z' | 'A'..='Z' => self.bare(at),
                '/' | '<' => self.remark(at),
                _ => {}
            }
        }
    }

    /// Writes the comma that is missing between two values.
    fn separate(&mut self) {
        if self.after_value {
            self.out.push(',');
        }
        self.after_value = false;
    }

    fn close(&mut self, mark: char) {
        if !self.open.contains(&mark) {
            return;
        }
        while let Some(due) = self.open.pop() {
            self.end(due);
            if due == mark {
                break;
            }
        }
    }

    fn close_all(&mut self) {
        while let Some(due) = self.open.pop() {
            self.end(due);
        }
        self.trim_comma();
    }

    fn end(&mut self, due: char) {
        self.trim_comma();
        if self.out.ends_with(':') {
            self.out.push_str("null");
        }
        self.out.push(due);
        self.after_value = true;
    }

    fn trim_comma(&mut self) {
        if self.out.ends_with(',') {
            self.out.pop();
        }
    }

    /// A number, `true`, `false` or `null`; any other bare word is dropped.
    fn bare(&mut self, start: usize) {
        let mut end = start + 1;
        while let Some(&(at, character)) = self.rest.peek() {
            if !(character.is_ascii_alphanumeric() || matches!(character, '.' | '+' | '-' | '_')) {
                break;
            }
            end = at + 1;
            self.rest.next();
        }
        let word = self.text.get(start..end).unwrap_or_default();
        let is_value = matches!(word, "true" | "false" | "null")
            || serde_json::from_str::<serde_json::Number>(word).is_ok();
        if is_value {
            self.separate();
            self.out.push_str(word);
            self.after_value = true;
        }
    }

    /// A comment or CDATA mark between values.
    fn remark(&mut self, at: usize) {
        let text = self.text.get(at..).unwrap_or_default();
        let end = if text.starts_with("//") {
            let rest = text.trim_start_matches(['/', ' ']);
            // `// <![CDATA[` may share its line with the first value.
            let line = if rest.starts_with("<![") {
                None
            } else {
                look("\n", text, &mut self.may_end_line)
            };
            line.or(Some(text.len() - rest.len()))
        } else if text.starts_with("/*") {
            look("*/", text, &mut self.may_end_remark).map(|end| end + 2)
        } else if text.starts_with("<![CDATA[") {
            Some("<![CDATA[".len())
        } else {
            None
        };
        let Some(end) = end else { return };
        while self.rest.next_if(|&(next, _)| next < at + end).is_some() {}
    }

    /// A string, up to the quotation mark that ends it.
    fn string(&mut self) {
        self.out.push('"');
        while let Some((at, character)) = self.rest.next() {
            match character {
                '"' if self.ends_string(at) => break,
                '"' => self.out.push_str("\\\""),
                '\\' => self.escape(),
                '\n' | '\r' | '\t' => self.out.push(' '),
                character if character.is_control() => {}
                character => self.out.push(character),
            }
        }
        self.out.push('"');
    }

    /// Whether the quotation mark at `at` ends its string: what follows would not follow one inside
    /// a sentence.
    fn ends_string(&self, at: usize) -> bool {
        let rest = self.text.get(at + 1..).unwrap_or_default();
        let mut rest = rest.chars().skip_while(char::is_ascii_whitespace);
        match rest.next() {
            None | Some(':' | '}' | ']') => true,
            // `"a", "b"` goes on; `"He said "no", and left"` does not.
            Some(',') => rest
                .find(|c| !c.is_ascii_whitespace())
                .is_none_or(|c| matches!(c, '"' | '{' | '[' | '}' | ']' | '-') || c.is_numeric()),
            // A missing comma, before the next key.
            Some('"') => true,
            Some(_) => false,
        }
    }

    fn escape(&mut self) {
        let Some((at, character)) = self.rest.next() else { return };
        match character {
            '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' => {
                self.out.push('\\');
                self.out.push(character);
            }
            'u' => {
                let digits = self.text.get(at + 1..at + 5).unwrap_or_default();
                if digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                    self.out.push_str("\\u");
                } else {
                    self.out.push('u');
                }
            }
            character if character.is_control() => {}
            character => self.out.push(character),
        }
    }
}

/// Where a mark stands in a text, if it may be there; notes if it is not.
fn look(mark: &str, text: &str, may_be: &mut bool) -> Option<usize> {
    if !*may_be {
        return None;
    }
    let found = text.find(mark);
    work::steps(found.unwrap_or(text.len()));
    *may_be = found.is_some();
    found
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &Value) {
        let repaired = repair(text);
        let value: Value = serde_json::from_str(&repaired).expect(&repaired);
        assert_eq!(&value, expected, "{repaired}");
    }

    #[test]
    fn what_is_right_stays() {
        check(
            r#"{"a": [1, -2.5e3, true, null, "x\n\"yA"]}"#,
            &json!([{"a": [1, -2.5e3, true, null, "x\n\"yA"]}]),
        );
        check("[]", &json!([[]]));
        check("", &json!([]));
    }

    #[test]
    fn commas_too_many_and_too_few() {
        check(r#"{"a": 1, "b": [1, 2,],}"#, &json!([{"a": 1, "b": [1, 2]}]));
        check(r#"{"a": "1" "b": "2"}"#, &json!([{"a": "1", "b": "2"}]));
        check(r#"{"a":1} {"b":2}; {"c":3}"#, &json!([{"a": 1}, {"b": 2}, {"c": 3}]));
    }

    #[test]
    fn strings_with_raw_characters() {
        check("{\"a\": \"one\ntwo\"}", &json!([{"a": "one two"}]));
        check(
            r#"{"a": "He said "no" twice", "b": 1}"#,
            &json!([{"a": "He said \"no\" twice", "b": 1}]),
        );
        check(r#"{"a": "it\'s \u12"}"#, &json!([{"a": "it's u12"}]));
    }

    #[test]
    fn wrappings() {
        check("<!-- {\"a\": 1} -->", &json!([{"a": 1}]));
        check("//<![CDATA[\n{\"a\": 1}\n//]]>", &json!([{"a": 1}]));
        check("/* note */ {\"a\": \"/* kept */\"}", &json!([{"a": "/* kept */"}]));
    }

    #[test]
    fn what_breaks_off_is_closed() {
        check(r#"{"a": ["b", {"c":"#, &json!([{"a": ["b", {"c": null}]}]));
        check(r#"{"a": "b"#, &json!([{"a": "b"}]));
        assert!(serde_json::from_str::<Value>(&repair(&"[".repeat(100_000))).is_ok());
        assert!(serde_json::from_str::<Value>(&repair(&"{\"a\":".repeat(100_000))).is_ok());
    }
}
