//! What pages write around an article, as data: phrases by language, tokens of class names, function
//! words, months.
//!
//! The lists are text files beside this module, one entry a line, and are read once. Phrases are
//! matched on whole words of short blocks, class tokens on whole tokens of `class`, `id`, `role`,
//! `itemprop` and `itemtype`, never as substrings: `contentWithSidebar` has the token `sidebar`, and
//! `preadolescent` does not have `ad`.

mod classes;
mod credits;
mod dictionary;
mod entities;
mod languages;
mod list;
mod paths;
mod phrases;
mod schema;
mod words;

pub(crate) use classes::{
    ClassFacts, ClassGroup, ClassGroups, Evidence, class_facts, class_groups, class_tokens,
};
pub(crate) use credits::{Credit, Credits, credit_classes, credit_length};
pub(crate) use dictionary::{WordFacts, dictionary, month_number};
pub(crate) use entities::{decode_entities, decode_letters};
pub(crate) use languages::{LANGUAGES, LanguageSet};
pub(crate) use paths::{PathGroup, PathGroups, path_groups};
pub(crate) use phrases::{PhraseGroup, PhraseGroups, phrase_groups};
pub(crate) use schema::{SchemaPart, SchemaParts, schema_parts};
pub(crate) use words::{
    CharClass, LONGEST_RUN, Piece, Word, WordHasher, classify, classify_ascii, is_invisible,
    pieces, words,
};
