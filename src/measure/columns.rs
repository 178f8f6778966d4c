//! The columns of the feature matrix, each with its definition and where it comes from.
//!
//! Sources: *K10* Kohlschütter, Fankhauser, Nejdl 2010 (boilerpipe); *W10* Weninger, Hsu, Han 2010
//! (CETR); *S11* Sun, Song, Liao 2011 (CETD); *P11* Pomikálek 2011 (jusText); *R* Readability.
//! Lengths are in letters (`length`: characters other than white space, a Chinese or Japanese one
//! counting three); "log" is `ln(1 + x)`.

use crate::lexicon::PathGroup;

/// An enumeration of columns, which knows their names.
macro_rules! column_enum {
    ($(#[$doc:meta])* $type:ident { $($(#[$column_doc:meta])* $variant:ident $name:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(usize)]
        pub(crate) enum $type {
            $($(#[$column_doc])* $variant,)*
        }

        impl $type {
            /// The names, in the order of the columns.
            pub(crate) const NAMES: &[&str] = &[$($name,)*];
        }
    };
}
pub(crate) use column_enum;

column_enum! {
    /// What is measured of each block. After these columns come the families that
    /// [`matrix`](super::matrix) counts off, and the marks of tags, class groups and phrases.
    Column {
        // The block's own text.
        /// Log of the length.
        LengthLog "length_log",
        /// Log of the number of words. K10, P11.
        WordsLog "words_log",
        /// Letters per word. K10.
        WordLength "word_length",
        /// Share of the length that is inside links. K10, R.
        LinkDensity "link_density",
        /// Words per line of 80 bytes, which is a line of 80 letters in English. K10's text density.
        TextDensity "text_density",
        /// Inline elements, plus one, per letter. W10, inverted.
        TagDensity "tag_density",
        /// Links, at most 20.
        Links "links",
        /// Inline elements, at most 20.
        InlineElements "inline_elements",
        /// Share of the length in buttons, in bold, in code.
        ButtonShare "button_share",
        BoldShare "bold_share",
        CodeShare "code_share",
        /// Ends of sentences and commas, at most 20, and per word.
        Sentences "sentences",
        Commas "commas",
        SentenceRate "sentence_rate",
        CommaRate "comma_rate",
        /// Shares of the length that are digits, capitals, punctuation.
        DigitShare "digit_share",
        CapitalShare "capital_share",
        PunctuationShare "punctuation_share",
        /// Function words of the page's language per word. P11.
        StopwordDensity "stopword_density",
        EndsSentence "ends_sentence",
        EndsColon "ends_colon",
        EndsEllipsis "ends_ellipsis",
        StartsCapital "starts_capital",
        StartsDigit "starts_digit",
        StartsSmall "starts_small",
        /// Marks that stand between menu items, at most 10.
        Separators "separators",
        HasCurrency "has_currency",
        HasDate "has_date",
        HasAddress "has_address",
        /// Blocks of the page that read the same, at most 10.
        Repeated "repeated",
        Hidden "hidden",
        HiddenFromSpeech "hidden_from_speech",
        InNoscript "in_noscript_only",
        /// The block ends at a `<br>`, or follows one.
        EndsAtBreak "ends_at_break",
        AfterBreak "after_break",
        // What element holds it.
        IsP "is_p",
        IsDiv "is_div",
        IsListItem "is_list_item",
        IsCell "is_cell",
        IsHeading "is_heading",
        IsH1 "is_h1",
        IsH2 "is_h2",
        IsH3 "is_h3",
        IsPre "is_pre",
        IsDescription "is_description",
        IsQuote "is_quote",
        IsCaption "is_caption",
        IsButton "is_button",
        // Where it stands.
        /// Share of the page's text, and of its blocks, before the block's middle.
        PositionInText "position_in_text",
        PositionInBlocks "position_in_blocks",
        /// Log of the text before and after.
        TextBeforeLog "text_before_log",
        TextAfterLog "text_after_log",
        /// The title's block: the longest `<h1>`, or else the block most like the page's title. Side
        /// (-1, 0, 1), blocks since (over 20, within -1 to 1), signed log of the text since, over 10.
        SideOfTitle "side_of_title",
        BlocksFromTitle "blocks_from_title",
        TextFromTitle "text_from_title",
        /// Likewise from the block most like the page's title, whatever its element.
        SideOfTitleText "side_of_title_text",
        BlocksFromTitleText "blocks_from_title_text",
        // Likeness to what the head says.
        /// Jaccard index of the words of block and title.
        TitleOverlap "title_overlap",
        /// Share of the block's words that are in the title, in the description.
        TitleCover "title_cover",
        DescriptionCover "description_cover",
        /// Share of the description's words that are in the block.
        DescriptionOverlap "description_overlap",
        /// Share of the block's three-word sequences that are in JSON-LD's `articleBody`.
        ArticleBodyCover "article_body_cover",
        // The heading that governs it.
        /// 1 / blocks since the heading whose section holds the block; 0 if there is none.
        HeadingNearness "heading_nearness",
        HeadingIsH1 "heading_is_h1",
        HeadingIsH2 "heading_is_h2",
        HeadingIsH3 "heading_is_h3",
        HeadingIsMinor "heading_is_minor",
        /// Log of the heading's length.
        HeadingLength "heading_length",
        // Containers.
        /// Within the element of highest Readability score, or its parent. R.
        InReadability "in_readability",
        InReadabilityParent "in_readability_parent",
        /// Within the element of highest density sum. S11.
        InDensitySum "in_density_sum",
        /// Within the smallest element that holds half, or four fifths, of the text in long blocks.
        InHalf "in_half",
        InMost "in_most",
        /// Highest Readability score around the block, as a share of the page's highest.
        ReadabilityRatio "readability_ratio",
        /// Number of elements around the block with class tokens that speak for or against.
        NegativeAncestors "negative_ancestors",
        PositiveAncestors "positive_ancestors",
        Depth "depth",
        /// What the class names of all elements around the block add to the log odds that it is
        /// content, and those of the nearest three alone.
        ClassesAround "classes_around",
        ClassesNear "classes_near",
        /// The largest group of siblings of the same shape (tag and first two classes) around the
        /// block: log of its size, how many levels up, log of text per sibling, link density.
        RepetitionLog "repetition_log",
        RepetitionLevel "repetition_level",
        RepetitionText "repetition_text",
        RepetitionLinks "repetition_links",
        // Neighbours.
        SameParentAsPrevious "same_parent_as_previous",
        SameParentAsNext "same_parent_as_next",
        /// Levels up to an element that holds the neighbour too.
        LevelsToPrevious "levels_to_previous",
        LevelsToNext "levels_to_next",
    }
}

column_enum! {
    /// What is measured of the blocks one, two and three places before and after.
    #[expect(dead_code, reason = "its columns are written by position")]
    NeighbourColumn {
        LengthLog "length_log",
        LinkDensity "link_density",
        EndsSentence "ends_sentence",
        HasPhrase "has_phrase",
        IsP "is_p",
        IsDiv "is_div",
        IsListItem "is_list_item",
        IsHeading "is_heading",
    }
}

column_enum! {
    /// What is measured of the nearest block-level element and those one, two, three, four and six
    /// levels up.
    #[expect(dead_code, reason = "its last two columns are written by position")]
    ContainerColumn {
        TextLog "text_log",
        LinkDensity "link_density",
        BlocksLog "blocks_log",
        /// Log of text per block.
        MeanTextLog "mean_text_log",
        /// Log of text per element. S11.
        TextDensityLog "text_density_log",
        /// Share of the page's text.
        TextShare "text_share",
        CommaRate "comma_rate",
        /// Blocks of 80 letters or more that are not mostly links.
        LongBlocksLog "long_blocks_log",
        /// Share of the text in `<p>`.
        ParagraphShare "paragraph_share",
        HeadingsLog "headings_log",
        /// Siblings of the same shape.
        SiblingsLog "siblings_log",
        ChildrenLog "children_log",
        DensitySumLog "density_sum_log",
        /// Blocks within before and after this one, at most 20.
        FromFirst "from_first",
        FromLast "from_last",
    }
}

column_enum! {
    /// What is measured of the blocks within 2, 5 and 12 places.
    WindowColumn {
        TextLog "text_log",
        LinkDensity "link_density",
        CommaRate "comma_rate",
        ParagraphShare "paragraph_share",
        SentenceRate "sentence_rate",
    }
}

column_enum! {
    /// What is measured of the page: the same for all of its blocks.
    PageColumn {
        TextLog "page_text_log",
        LinkDensity "page_link_density",
        BlocksLog "page_blocks_log",
        ParagraphsLog "page_paragraphs_log",
        ParagraphShare "page_paragraph_share",
        LongBlocksLog "page_long_blocks_log",
        LongShare "page_long_share",
        Articles "page_articles",
        HasMain "page_has_main",
        ImagesLog "page_images_log",
        H1s "page_h1s",
        FormsLog "page_forms_log",
        CellsLog "page_cells_log",
        PreLog "page_pre_log",
        HeadingsLog "page_headings_log",
        ButtonsLog "page_buttons_log",
        CurrencyLog "page_currency_log",
        DatesLog "page_dates_log",
        OgArticle "page_og_article",
        OgProduct "page_og_product",
        OgWebsite "page_og_website",
        HasDescription "page_has_description",
        HasPublished "page_has_published",
        LdArticle "page_ld_article",
        LdProduct "page_ld_product",
        LdForum "page_ld_forum",
        LdCollection "page_ld_collection",
        LdOrganization "page_ld_organization",
        LdFaq "page_ld_faq",
        LdRecipe "page_ld_recipe",
        /// Mean of `repetition_log`.
        Repetition "page_repetition",
        LongestLog "page_longest_log",
        ForumClasses "page_forum_classes",
        CommentClasses "page_comment_classes",
        ProductClasses "page_product_classes",
        PriceClasses "page_price_classes",
        CardClasses "page_card_classes",
        DocsClasses "page_docs_classes",
        ArticleClasses "page_article_classes",
        /// Shares of the text in the containers of `in_readability`, `in_density_sum`, `in_half`,
        /// `in_most`.
        ReadabilityShare "page_readability_share",
        DensitySumShare "page_density_sum_share",
        HalfShare "page_half_share",
        MostShare "page_most_share",
        StopwordDensity "page_stopword_density",
        Ideographic "page_ideographic",
        /// Parts of the path of the page's address, at most 6; -1 if nobody gives it.
        PathDepth "page_path_depth",
        /// Words of the last part, at most 12, and whether it has a number of four digits or more.
        PathWords "page_path_words",
        PathNumber "page_path_number",
        /// Whether the parts before the last one have words of each [`PathGroup`].
        PathThroughJournal "page_path_through_journal",
        PathThroughIndex "page_path_through_index",
        PathThroughProduct "page_path_through_product",
        PathThroughShop "page_path_through_shop",
        PathThroughForum "page_path_through_forum",
        PathThroughManual "page_path_through_manual",
        PathThroughOffer "page_path_through_offer",
        /// Whether the last part has.
        PathEndsJournal "page_path_ends_journal",
        PathEndsIndex "page_path_ends_index",
        PathEndsProduct "page_path_ends_product",
        PathEndsShop "page_path_ends_shop",
        PathEndsForum "page_path_ends_forum",
        PathEndsManual "page_path_ends_manual",
        PathEndsOffer "page_path_ends_offer",
    }
}

/// The columns of each [`PathGroup`], in their order.
pub(super) const PATH_GOES_THROUGH: [PageColumn; PathGroup::ALL.len()] = [
    PageColumn::PathThroughJournal,
    PageColumn::PathThroughIndex,
    PageColumn::PathThroughProduct,
    PageColumn::PathThroughShop,
    PageColumn::PathThroughForum,
    PageColumn::PathThroughManual,
    PageColumn::PathThroughOffer,
];
pub(super) const PATH_ENDS_IN: [PageColumn; PathGroup::ALL.len()] = [
    PageColumn::PathEndsJournal,
    PageColumn::PathEndsIndex,
    PageColumn::PathEndsProduct,
    PageColumn::PathEndsShop,
    PageColumn::PathEndsForum,
    PageColumn::PathEndsManual,
    PageColumn::PathEndsOffer,
];
