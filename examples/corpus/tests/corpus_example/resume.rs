//! Going on after a kill.

use std::fs;
use std::io::Write;
use std::path::Path;

use crate::corpus::{Rows, folder, lines, run, start};

/// The output of a run over so many pages, written to a file.
fn undisturbed(output: &Path, input: &str) -> Vec<u8> {
    let run = run(&["-o".as_ref(), output.as_os_str()], input.as_bytes());
    assert_eq!((run.code, &*run.stdout), (0, ""), "{}", run.stderr);
    fs::read(output).unwrap()
}

#[test]
fn an_output_cut_anywhere_is_made_whole() {
    let folder = folder("cut");
    let input = lines(20) + "not JSON\n" + &lines(3);
    let whole = undisturbed(&folder.join("whole.jsonl"), &input);
    let first = whole.iter().position(|byte| *byte == b'\n').unwrap();
    for cut in [0, 1, first, first + 1, first + 2, whole.len() / 2, whole.len() - 1, whole.len()] {
        let output = folder.join(format!("{cut}.jsonl"));
        fs::write(&output, &whole[..cut]).unwrap();
        let arguments = ["-o".as_ref(), output.as_os_str(), "--resume".as_ref()];
        assert_eq!(run(&arguments, input.as_bytes()).code, 0);
        assert!(fs::read(&output).unwrap() == whole, "cut at {cut}");
    }
}

/// Killed for real, again and again, wherever it happens to be.
#[test]
#[cfg(unix)]
fn runs_that_are_killed_leave_what_an_undisturbed_run_leaves() {
    let folder = folder("killed");
    let input = lines(600);
    let whole = undisturbed(&folder.join("whole.jsonl"), &input);
    let output = folder.join("rows.jsonl");
    let pages = folder.join("pages.jsonl");
    fs::write(&pages, &input).unwrap();
    for part in 1..6 {
        // Fed so much of the input, and not told that it ends, it waits for the kill.
        let mut child = start(&["-o".as_ref(), output.as_os_str(), "--resume".as_ref()]);
        let part = &input.as_bytes()[..input.len() * part / 6];
        child.stdin.as_ref().unwrap().write_all(part).unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
        let rows = fs::read(&output).unwrap_or_default();
        assert!(whole.starts_with(&rows));
    }
    let arguments = ["-o".as_ref(), output.as_os_str(), "--resume".as_ref(), pages.as_os_str()];
    assert_eq!(run(&arguments, b"").code, 0);
    assert!(fs::read(&output).unwrap() == whole);
}

#[test]
fn another_input_than_that_of_the_output_is_refused() {
    let output = folder("other").join("rows.jsonl");
    let whole = undisturbed(&output, &lines(5));
    let arguments = ["-o".as_ref(), output.as_os_str(), "--resume".as_ref()];
    let run = run(&arguments, lines(4).as_bytes());
    assert_eq!(run.code, 1);
    assert!(run.complaints()[0].contains("another input?"), "{}", run.stderr);
    assert_eq!(fs::read(&output).unwrap(), whole);
}
