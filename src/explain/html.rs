//! An explanation as a page to look at: one file that loads nothing.
//!
//! The text of the explained page goes in as text of elements and as JSON, escaped for each; nothing
//! of it becomes markup, an attribute or an address. The page works without its script, too: blocks
//! are shaded, reasons stand under them.

use std::collections::HashMap;
use std::fmt::{self, Write};

use serde_json::{Value, json};

use super::{ExplainedBlock, Explanation, Pass};
use crate::render::escape;

/// A policy that forbids the page to load or send anything, whatever a mistake in it would let in.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'";

/// Bars of the profile: on longer pages, a bar stands for several blocks.
const MOST_BARS: usize = 240;

/// Height of the profile above and below its axis, in its own units.
const ABOVE: f32 = 60.0;
const BELOW: f32 = 24.0;

/// Words a line at the top of the profile: prose has about ten to fourteen.
const DENSEST: f32 = 16.0;

/// Distance of the score from the threshold within which a block is borderline, at first.
const BORDERLINE: f32 = 0.15;

/// Writes the page.
pub(super) fn page(explanation: &Explanation) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write(&mut out, explanation);
    out
}

fn write(out: &mut String, explanation: &Explanation) -> fmt::Result {
    let title = explanation.title().unwrap_or("(no title)");
    write!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>"
    )?;
    escape(out, title);
    write!(
        out,
        " · epure</title>\n<style>\n{}</style>\n\
         <noscript><style>.b small {{ display: block }} .bar, aside {{ display: none }}</style></noscript>\n\
         <header>\n<h1 dir=\"auto\">",
        include_str!("page.css")
    )?;
    escape(out, title);
    writeln!(out, "</h1>")?;
    outcome(out, explanation)?;
    profile(out, explanation)?;
    writeln!(out, "</header>")?;
    tools(out, explanation)?;
    write!(out, "<div class=\"columns\">\n<main data-show=\"all\">\n")?;
    for (at, block) in explanation.blocks().iter().enumerate() {
        self::block(out, at, block, explanation.threshold())?;
    }
    write!(
        out,
        "</main>\n<aside class=\"empty\"><p class=\"hint\">Point at a block to see why it was kept or \
         dropped; click to stay with it. <kbd>j</kbd> and <kbd>k</kbd> go on and back, \
         <kbd>Esc</kbd> lets go.</p></aside>\n</div>\n\
         <script type=\"application/json\" id=\"data\">"
    )?;
    // In a script, text ends at `</script`, and escapes are those of JSON.
    out.push_str(&data(explanation).to_string().replace('<', "\\u003c"));
    write!(out, "</script>\n<script>\n{}</script>\n</html>\n", include_str!("page.js"))
}

/// What became of the page.
fn outcome(out: &mut String, explanation: &Explanation) -> fmt::Result {
    let blocks = explanation.blocks();
    let letters =
        |block: &ExplainedBlock| block.text.chars().filter(|c| !c.is_whitespace()).count();
    let all: usize = blocks.iter().map(letters).sum();
    let kept = || blocks.iter().filter(|block| block.is_kept());
    let share = 100.0 * kept().map(letters).sum::<usize>() as f64 / all.max(1) as f64;
    writeln!(
        out,
        "<p><strong class=\"outcome\">{}</strong> <strong>{}</strong> of {} blocks kept, \
         <strong>{share:.0} %</strong> of the text; \
         confidence <strong>{:.2}</strong>, threshold {:.2}</p>",
        explanation.outcome(),
        kept().count(),
        blocks.len(),
        explanation.confidence(),
        explanation.threshold(),
    )?;
    for warning in explanation.warnings() {
        writeln!(out, "<p class=\"warning\">{warning}</p>")?;
    }
    Ok(())
}

/// Text density up, link density down, block after block.
fn profile(out: &mut String, explanation: &Explanation) -> fmt::Result {
    let blocks = explanation.blocks();
    let per_bar = blocks.len().div_ceil(MOST_BARS).max(1);
    let width = blocks.len().div_ceil(per_bar);
    let height = ABOVE + BELOW;
    write!(
        out,
        "<figure>\n<svg viewBox=\"0 0 {width} {height}\" preserveAspectRatio=\"none\" role=\"img\" \
         aria-label=\"Text density and link density of each block\">\n"
    )?;
    for (bar, group) in blocks.chunks(per_bar).enumerate() {
        let mean = |f: &dyn Fn(&ExplainedBlock) -> f32| {
            group.iter().map(f).sum::<f32>() / group.len() as f32
        };
        let dense = mean(&|block| block.text_density).min(DENSEST) / DENSEST * ABOVE;
        let linked = mean(&|block| block.link_density) * BELOW;
        let kept = mean(&|block| placed(block.score, explanation.threshold()));
        let first = bar * per_bar + 1;
        writeln!(
            out,
            "<a href=\"#b{first}\"><title>Block {first}: {:.1} words a line, link density {:.2}</title>\
             <rect style=\"--k:{kept:.2}\" x=\"{bar}.06\" y=\"{:.1}\" width=\".88\" height=\"{:.1}\"/></a>",
            mean(&|block| block.text_density),
            mean(&|block| block.link_density),
            ABOVE - dense,
            dense + linked,
        )?;
    }
    writeln!(
        out,
        "<line x1=\"0\" x2=\"{width}\" y1=\"{ABOVE}\" y2=\"{ABOVE}\"/></svg>\n<figcaption>Density profile, a bar \
         a block: up, words in a line of 80 bytes, to {DENSEST}; down, how much of it is \
         links.</figcaption>\n</figure>"
    )
}

fn tools(out: &mut String, explanation: &Explanation) -> fmt::Result {
    let all = explanation.blocks().len();
    let kept = explanation.blocks().iter().filter(|block| block.is_kept()).count();
    let dropped = all - kept;
    write!(
        out,
        "<div class=\"bar\"><div class=\"tools\">\n<div class=\"choice\">\
         <label><input type=\"radio\" name=\"show\" value=\"all\" checked>All {all}</label>\
         <label><input type=\"radio\" name=\"show\" value=\"kept\">Kept {kept}</label>\
         <label><input type=\"radio\" name=\"show\" value=\"dropped\">Dropped {dropped}</label>\
         <label><input type=\"radio\" name=\"show\" value=\"borderline\">Borderline \
         <span id=\"borderline-count\"></span></label></div>\n\
         <label>within <input type=\"range\" id=\"distance\" min=\".02\" max=\".5\" step=\".01\" \
         value=\"{BORDERLINE}\"><span id=\"distance-shown\"></span></label>\n\
         <label><input type=\"checkbox\" id=\"reasons\">Reasons</label>\n\
         <div class=\"legend\">dropped <i></i> kept</div>\n</div></div>\n"
    )
}

fn block(out: &mut String, at: usize, block: &ExplainedBlock, threshold: f32) -> fmt::Result {
    let class = if block.is_kept() { "kept" } else { "dropped" };
    let kind = block.kind.name();
    write!(
        out,
        "<div class=\"b {class} {kind}\" id=\"b{}\" tabindex=\"0\" data-kind=\"{kind}\" \
         style=\"--k:{:.2}\"><b>{:.2}</b><p dir=\"auto\">",
        at + 1,
        placed(block.score, threshold),
        block.score,
    )?;
    escape(out, &block.text);
    write!(out, "</p><small data-verdict=\"{}\">", block.verdict)?;
    escape(out, &block.reason);
    writeln!(out, "</small></div>")
}

/// Where a score is on the way from dropped (0) over the threshold (one half) to kept (1).
fn placed(score: f32, threshold: f32) -> f32 {
    let (from, to) = if score < threshold { (0.0, threshold) } else { (threshold, 1.0) };
    let half = if score < threshold { 0.0 } else { 0.5 };
    // A threshold of nought or one leaves nothing on one side.
    half + 0.5 * (score - from) / (to - from).max(f32::EPSILON)
}

/// What the script shows of each block: score, path, densities, both passes; features by their number.
fn data(explanation: &Explanation) -> Value {
    let mut names: Vec<&'static str> = Vec::new();
    let mut numbers: HashMap<&'static str, usize> = HashMap::new();
    let mut pass = |pass: &Pass| {
        let strongest: Vec<Value> = pass
            .strongest
            .iter()
            .map(|contribution| {
                let feature = *numbers.entry(contribution.feature).or_insert_with(|| {
                    names.push(contribution.feature);
                    names.len() - 1
                });
                json!([feature, rounded(contribution.value), rounded(contribution.log_odds)])
            })
            .collect();
        json!([rounded(pass.score), rounded(pass.others), strongest])
    };
    let blocks: Vec<Value> = explanation
        .blocks()
        .iter()
        .map(|block| {
            json!([
                rounded(block.score),
                block.path,
                rounded(block.text_density),
                rounded(block.link_density),
                pass(&block.first),
                block.asked_again().map(&mut pass),
            ])
        })
        .collect();
    json!({"threshold": rounded(explanation.threshold()), "features": names, "blocks": blocks})
}

/// To four decimals: what more there is would be noise of the size of the text.
fn rounded(value: f32) -> f64 {
    (f64::from(value) * 1e4).round() / 1e4
}
