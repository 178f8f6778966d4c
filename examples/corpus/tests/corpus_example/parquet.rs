//! Rows as Parquet.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use parquet::file::reader::FileReader;
use parquet::file::serialized_reader::SerializedFileReader;
use parquet::record::RowAccessor;
use serde_json::Value;

use crate::corpus::{corpus, folder, lines, run};

/// Id and text of every row of a folder of Parquet files.
fn parquet_rows(folder: &Path) -> Vec<(String, String)> {
    let mut parts: Vec<_> =
        fs::read_dir(folder).unwrap().map(|part| part.unwrap().path()).collect();
    parts.sort();
    let mut rows = Vec::new();
    for part in parts {
        let reader = SerializedFileReader::new(File::open(part).unwrap()).unwrap();
        for row in reader.get_row_iter(None).unwrap() {
            let row = row.unwrap();
            let column = |name: &str| {
                row.get_column_iter().position(|(column, _)| column == name).expect("a column")
            };
            let text = |name| row.get_string(column(name)).unwrap().clone();
            rows.push((text("id"), text("text")));
        }
    }
    rows
}

#[test]
fn parquet_holds_the_same_rows_and_is_resumed_part_by_part() {
    let folder = folder("parquet");
    // More than a part of rows, so that a part is whole when the run is killed.
    let input = lines(4120);
    let output = folder.join("rows.parquet");
    let arguments = ["-o".as_ref(), output.as_os_str(), "--resume".as_ref()];
    let mut child = corpus()
        .args(arguments)
        .stdin(std::process::Stdio::piped())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    child.stdin.as_ref().unwrap().write_all(input.as_bytes()).unwrap();
    let part = output.join("part-00000.parquet");
    while !part.exists() {
        assert!(child.try_wait().unwrap().is_none());
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(parquet_rows(&output).len(), 4096);
    let resumed = run(&arguments, input.as_bytes());
    assert_eq!(resumed.code, 0, "{}", resumed.stderr);
    let whole = run(&[] as &[&str], input.as_bytes());
    let row = |row: Value| (row["id"].to_string(), row["text"].as_str().unwrap().to_owned());
    assert!(parquet_rows(&output) == whole.json_lines().into_iter().map(row).collect::<Vec<_>>());
}
