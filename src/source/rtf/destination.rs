//! Where the text of a group goes.

/// What becomes of a group's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Destination {
    /// It is text of the document.
    #[default]
    Shown,
    /// It is not shown, nor is anything in it.
    Hidden,
    /// It is not shown, but a group in it may be.
    Frame,
    /// The list of fonts.
    Fonts,
}

/// What a control word at the start of a group says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// It goes there.
    To(Destination),
    /// A text box, which stands for itself.
    Box,
    /// A picture.
    Picture,
    /// The number of a list as printed.
    ListText,
    /// What defines the rows of tables within cells.
    NestedRows,
}

/// What the word says of its group; `None` for words that only format.
pub(super) fn role(word: &str) -> Option<Role> {
    match word {
        "shptxt" | "dptxbxtext" => Some(Role::Box),
        "pict" | "shppict" => Some(Role::Picture),
        "listtext" | "pntext" => Some(Role::ListText),
        "nesttableprops" => Some(Role::NestedRows),
        "fonttbl" => Some(Role::To(Destination::Fonts)),
        "ud" | "fldrslt" | "result" => Some(Role::To(Destination::Shown)),
        "shp" | "shpinst" | "shpgrp" | "do" | "upr" => Some(Role::To(Destination::Frame)),
        word => is_hidden(word).then_some(Role::To(Destination::Hidden)),
    }
}

/// Everything that is not text of the main document, or says the same again for older programs.
fn is_hidden(word: &str) -> bool {
    matches!(
        word,
        "annotation"
            | "atnauthor"
            | "atndate"
            | "atnicn"
            | "atnid"
            | "atnparent"
            | "atnref"
            | "atntime"
            | "atrfend"
            | "atrfstart"
            | "author"
            | "background"
            | "bkmkend"
            | "bkmkstart"
            | "blipuid"
            | "buptim"
            | "category"
            | "colorschememapping"
            | "colortbl"
            | "comment"
            | "company"
            | "creatim"
            | "datafield"
            | "datastore"
            | "doccomm"
            | "docvar"
            | "fchars"
            | "filetbl"
            | "fldinst"
            | "fontemb"
            | "footer"
            | "footerf"
            | "footerl"
            | "footerr"
            | "footnote"
            | "ftncn"
            | "ftnsep"
            | "ftnsepc"
            | "generator"
            | "header"
            | "headerf"
            | "headerl"
            | "headerr"
            | "info"
            | "keywords"
            | "latentstyles"
            | "lchars"
            | "levelnumbers"
            | "leveltext"
            | "listoverridetable"
            | "listtable"
            | "manager"
            | "mmathPr"
            | "nonesttables"
            | "nonshppict"
            | "objdata"
            | "operator"
            | "pnseclvl"
            | "printim"
            | "private"
            | "propname"
            | "revtbl"
            | "revtim"
            | "rsidtbl"
            | "rxe"
            | "shprslt"
            | "sn"
            | "sp"
            | "staticval"
            | "stylesheet"
            | "subject"
            | "sv"
            | "tc"
            | "themedata"
            | "title"
            | "txe"
            | "userprops"
            | "wgrffmtfilter"
            | "xe"
            | "xmlnstbl"
    )
}
