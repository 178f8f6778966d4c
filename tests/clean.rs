//! `examples/clean` as a process: what it reads, what it writes, how it exits.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod run;

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use run::{Run, page, text};

fn run(arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Run {
    run_with_input(arguments, b"")
}

fn run_with_input(arguments: impl IntoIterator<Item = impl AsRef<OsStr>>, input: &[u8]) -> Run {
    run::run("clean", arguments, input)
}

fn folder(test: &str) -> PathBuf {
    run::folder("clean", test)
}

fn write(folder: &Path, name: &str, content: impl AsRef<[u8]>) -> String {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, content).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn a_page_gives_its_text_without_header() {
    let file = write(&folder("one"), "a.html", page("Un"));
    for arguments in [vec![&*file], vec!["--format", "text", &file]] {
        let run = run(arguments);
        assert_eq!((run.code, &*run.stdout, &*run.stderr), (0, &*(text("Un") + "\n"), ""));
    }
}

#[test]
fn standard_input_is_read_for_no_path_and_for_a_dash() {
    for arguments in [&[][..], &["-"]] {
        let run = run_with_input(arguments, page("Entrée").as_bytes());
        assert_eq!((run.code, &*run.stdout, &*run.stderr), (0, &*(text("Entrée") + "\n"), ""));
    }
    let run = run_with_input(["-", "--format", "json"], page("Entrée").as_bytes());
    assert_eq!(run.json_lines()[0]["path"], "-");
}

#[test]
fn pages_are_read_in_their_own_charset() {
    let latin = b"<meta charset=windows-1252><p>Du caf\xe9 et des cr\xeapes, jusqu'\xe0 la nuit.";
    let run = run_with_input(["-"], latin);
    assert_eq!(run.stdout, "Du café et des crêpes, jusqu'à la nuit.\n");
}

#[test]
fn a_page_is_read_as_the_server_says() {
    let bytes = b"<p>Du caf\xe9 et des cr\xeapes, jusqu'\xe0 la <a href=nuit>nuit</a>.";
    let url = "https://gazette.example/mer/";
    let options = ["--charset", "windows-1252", "--url", url, "--format", "markdown", "-"];
    let run = run_with_input(options, bytes);
    assert_eq!(
        run.stdout,
        "Du café et des crêpes, jusqu'à la [nuit](https://gazette.example/mer/nuit).\n"
    );
}

#[test]
fn comments_are_given_when_asked_for() {
    let comment =
        "<div class=comment><b>Anna</b><p>Chez nous aussi, il souffle bien fort.</p></div>";
    let comments = format!("<section class=comments><h2>Commentaires</h2>{comment}</section>");
    let page = page("Un") + &comments;
    let comments = |options: &[&str]| {
        let options = [options, &["--format", "json", "-"]].concat();
        run_with_input(options, page.as_bytes()).json_lines()[0]["comments"].clone()
    };
    assert!(comments(&[]).is_null());
    assert_eq!(comments(&["--comments"])[0], "Chez nous aussi, il souffle bien fort.");
}

#[test]
fn a_folder_gives_every_page_beneath_it_in_the_order_of_names() {
    let folder = folder("beneath");
    write(&folder, "b.html", page("Deux"));
    write(&folder, "a/z.HTM", page("Un"));
    write(&folder, "c/d/e.htm", page("Trois"));
    write(&folder, "c/notes.txt", page("Rien"));
    write(&folder, "html", page("Rien"));
    let run = run([&folder]);
    let root = folder.display();
    assert_eq!(
        run.stdout,
        format!(
            "==> {root}/a/z.HTM <==\n{}\n\n==> {root}/b.html <==\n{}\n\n\
             ==> {root}/c/d/e.htm <==\n{}\n",
            text("Un"),
            text("Deux"),
            text("Trois")
        )
    );
    assert_eq!((run.code, &*run.stderr), (0, ""));
}

#[test]
fn a_folder_without_pages_is_said_to_be_so() {
    let folder = folder("no-pages");
    write(&folder, "notes.txt", page("Rien"));
    let run = run([&folder]);
    assert_eq!((run.code, &*run.stdout), (0, ""));
    assert!(run.stderr.contains("no .html or .htm"), "{}", run.stderr);
}

#[test]
fn standard_input_has_a_name_in_a_header() {
    let file = write(&folder("named"), "a.html", page("Un"));
    let run = run_with_input(["-", &*file], page("Entrée").as_bytes());
    assert!(run.stdout.starts_with("==> standard input <==\nEntrée"), "{}", run.stdout);
}

/// More pages than a batch holds, the first ones the slowest.
#[test]
fn output_is_in_the_order_of_input() {
    let folder = folder("order");
    let paths: Vec<String> = (0..300)
        .rev()
        .map(|number| {
            let paragraphs = page("Long").repeat(if number > 290 { 500 } else { 1 });
            write(&folder, &format!("{number}.html"), page(&format!("Page {number}")) + &paragraphs)
        })
        .collect();
    let run = run(["--format", "json"].into_iter().chain(paths.iter().map(String::as_str)));
    let given: Vec<String> =
        run.json_lines().iter().map(|line| line["path"].as_str().unwrap().to_owned()).collect();
    assert!(given == paths, "{given:?}");
    assert_eq!((run.code, &*run.stderr), (0, ""), "no progress bar off a terminal");
}

#[test]
fn the_focus_decides_what_is_in_doubt() {
    let folder = folder("focus");
    let caption =
        "<figure><img src=p.jpg><figcaption>Le port de Brélan, hier soir</figcaption></figure>";
    let path = write(&folder, "a.html", page("Un").replace("</article>", caption) + caption);
    let words = |focus: &str| {
        let run = run(["--focus", focus, &path]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        run.stdout.split_whitespace().count()
    };
    let (precision, recall) = (words("precision"), words("recall"));
    assert!(precision < recall, "{precision}, {recall}");
    assert!((precision..=recall).contains(&words("balanced")));
    assert_eq!(run(["--focus", "sharp", &path]).code, 2);
}

#[test]
fn json_is_an_object_a_line_a_page() {
    let folder = folder("json");
    write(&folder, "a.page.html", page("Un"));
    write(&folder, "b.html", "<title>Rien</title>");
    write(&folder, "c.html", page("Trois"));
    let run = run(["--format".as_ref(), "json".as_ref(), folder.as_os_str()]);
    assert_eq!(run.code, 1);
    let [a, b, c] = &run.json_lines()[..] else { panic!("{}", run.stdout) };

    let names: Vec<&String> = a.as_object().unwrap().keys().collect();
    assert_eq!(
        names,
        [
            "byline",
            "confidence",
            "id",
            "language",
            "outcome",
            "path",
            "published",
            "site_name",
            "text",
            "title"
        ]
    );
    assert_eq!((&a["id"], &a["text"]), (&"a.page".into(), &text("Un").into()));
    assert_eq!(a["path"], folder.join("a.page.html").to_str().unwrap());
    assert!((0.0..=1.0).contains(&a["confidence"].as_f64().unwrap()));

    assert_eq!(
        *b,
        serde_json::json!({
            "id": "b",
            "path": folder.join("b.html").to_str().unwrap(),
            "error": "the page holds no content to extract: it has no text",
        })
    );
    assert_eq!((&c["text"], &c["outcome"]), (&text("Trois").into(), &"article".into()));
}

#[test]
fn a_page_that_fails_does_not_stop_the_others() {
    let folder = folder("failing");
    let empty = write(&folder, "a.html", "<title>Rien</title>");
    let missing = folder.join("b.html").to_str().unwrap().to_owned();
    let good = write(&folder, "c.html", page("Trois"));
    let run = run([&empty, &missing, &good]);
    assert_eq!(run.code, 1);
    assert_eq!(run.stdout, format!("==> {good} <==\n{}\n", text("Trois")));
    let complaints: Vec<&str> = run.stderr.lines().collect();
    assert_eq!(complaints.len(), 2, "{complaints:?}");
    assert_eq!(
        complaints[0],
        format!("clean: {empty}: the page holds no content to extract: it has no text")
    );
    assert!(complaints[1].starts_with(&format!("clean: {missing}: ")), "{complaints:?}");
}

#[test]
fn each_format_is_another_view_of_the_article() {
    let page = page("Un").replace("<p>", "<p><b>Gras</b> ");
    let view = |format: &str| run_with_input(["--format", format], page.as_bytes());
    let html = view("html");
    assert!(html.stdout.contains("<b>Gras</b>"), "{}", html.stdout);
    let markdown = view("markdown");
    assert!(markdown.stdout.contains("**Gras**"), "{}", markdown.stdout);
    assert!(!view("text").stdout.contains('*'));
    assert_eq!(view("pdf").code, 2);
}

#[test]
fn wrong_usage_is_exit_status_2() {
    for arguments in [&["--format", "docx"][..], &["--format"], &["--verbose"]] {
        let run = run(arguments);
        assert_eq!((run.code, &*run.stdout), (2, ""), "{arguments:?}");
        assert!(run.stderr.contains("--help"), "{}", run.stderr);
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let folder = folder("pipe");
    for number in 0..100 {
        write(&folder, &format!("{number}.html"), page("Un").repeat(50));
    }
    let mut child = run::start("clean", [&folder]);
    drop(child.stdout.take());
    let run = Run::from(child.wait_with_output().unwrap());
    assert_eq!((run.code, &*run.stderr), (0, ""));
}

#[test]
fn options_that_would_do_nothing_are_refused() {
    for options in [&["--url", "/rel", "-"][..], &["--comments", "-"]] {
        let run = run_with_input(options, page("Un").as_bytes());
        assert_eq!((run.code, &*run.stdout), (2, ""), "{options:?}");
    }
}
