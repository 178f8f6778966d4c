//! Character references that pages encode twice, or write into JSON: `AT&amp;T`, `l&#8217;eau`.

use std::borrow::Cow;
use std::collections::HashMap;

use once_cell::sync::Lazy;

use super::list::entries;

static NAMED: Lazy<HashMap<&str, char>> = Lazy::new(|| {
    entries(include_str!("entities.txt"))
        .filter_map(|(_, line)| {
            let (name, code) = line.split_once(' ')?;
            Some((name, char::from_u32(u32::from_str_radix(code, 16).ok()?)?))
        })
        .collect()
});

/// The text with its character references decoded, once. Names that are not in the list, and what
/// only looks like a reference, stay as they are.
pub(crate) fn decode_entities(text: &str) -> Cow<'_, str> {
    decode(text, |_| true)
}

/// Likewise, save for references to ASCII: a page that speaks of markup writes `&lt;` and `&amp;` and
/// means it, but `&eacute;` is the slip of a program.
pub(crate) fn decode_letters(text: &str) -> Cow<'_, str> {
    decode(text, |character| !character.is_ascii())
}

fn decode(text: &str, accepts: fn(char) -> bool) -> Cow<'_, str> {
    /// Bytes of the longest reference, between `&` and `;`.
    const LONGEST: usize = 10;
    if memchr::memchr(b'&', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut parts = text.split('&');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let end = part.bytes().take(LONGEST + 1).position(|byte| byte == b';');
        let decoded =
            end.and_then(|end| Some((reference(part.get(..end)?)?, part.get(end + 1..)?)));
        let decoded = decoded.filter(|&(character, _)| accepts(character));
        match decoded {
            Some((character, rest)) => {
                out.push(character);
                out.push_str(rest);
            }
            None => {
                out.push('&');
                out.push_str(part);
            }
        }
    }
    Cow::Owned(out)
}

fn reference(name: &str) -> Option<char> {
    let Some(number) = name.strip_prefix('#') else { return NAMED.get(name).copied() };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code).filter(|character| !character.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_decoded_once() {
        assert_eq!(decode_entities("AT&amp;T &#8217;&#x2019; &eacute;"), "AT&T ’’ é");
        assert_eq!(decode_entities("&amp;amp;"), "&amp;");
        assert_eq!(decode_entities("a & b; c&d &nosuch; &#0; &"), "a & b; c&d &nosuch; &#0; &");
        assert_eq!(
            decode_letters("&lt;i&gt; &amp;lt; l&#8217;&eacute;t&eacute;"),
            "&lt;i&gt; &amp;lt; l’été"
        );
        assert!(matches!(decode_entities("plain"), Cow::Borrowed(_)));
    }
}
