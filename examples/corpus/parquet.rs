//! A folder of Parquet files, as Spark and its like write and read them.
//!
//! A Parquet file is whole only when its last byte is written, so rows are written in parts: one is
//! written under another name, and named `part-00000.parquet` and so on when it is whole. Which rows
//! are in which part depends on the rows alone.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parquet::basic::{Compression, ConvertedType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, FloatType};
use parquet::file::properties::WriterProperties;
use parquet::file::reader::FileReader;
use parquet::file::serialized_reader::SerializedFileReader;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;
use serde_json::Value;

use crate::row::{Cell, Row};

/// The most rows of a part, and the bytes of text after which it is full: what is held in memory
/// until it is written.
const PART_ROWS: usize = 4096;
const PART_BYTES: usize = 32 << 20;

/// Rows in parts.
pub(crate) struct Parts {
    folder: PathBuf,
    /// Number of the part that is being filled.
    part: usize,
    columns: Vec<Column>,
    rows: usize,
    bytes: usize,
}

/// The values of a column, and for each row whether there is one.
struct Column {
    name: &'static str,
    values: Values,
    is_there: Vec<i16>,
}

enum Values {
    Text(Vec<ByteArray>),
    Number(Vec<f32>),
}

impl Parts {
    /// The parts in a folder, and how many rows they hold.
    pub(crate) fn open(folder: &Path, resume: bool) -> io::Result<(Self, u64)> {
        match fs::create_dir(folder) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists && resume => (),
            made => made?,
        }
        let (mut part, mut rows) = (0, 0);
        while let Ok(file) = File::open(path(folder, part)) {
            let metadata = SerializedFileReader::new(file).map_err(io::Error::other)?;
            rows += metadata.metadata().file_metadata().num_rows().unsigned_abs();
            part += 1;
        }
        let folder = folder.to_owned();
        Ok((Self { folder, part, columns: Vec::new(), rows: 0, bytes: 0 }, rows))
    }

    pub(crate) fn write(&mut self, row: Row) -> io::Result<()> {
        let cells = row.columns();
        if self.columns.is_empty() {
            self.columns = cells.iter().map(|(name, cell)| Column::new(name, cell)).collect();
        }
        for (column, (_, cell)) in self.columns.iter_mut().zip(cells) {
            self.bytes += column.push(&cell);
        }
        self.rows += 1;
        if self.rows == PART_ROWS || self.bytes >= PART_BYTES {
            self.write_part()?;
        }
        Ok(())
    }

    pub(crate) fn finish(mut self) -> io::Result<()> {
        if self.rows > 0 { self.write_part() } else { Ok(()) }
    }

    fn write_part(&mut self) -> io::Result<()> {
        let partial = self.folder.join("partial");
        write_file(&partial, &mem::take(&mut self.columns)).map_err(io::Error::other)?;
        fs::rename(&partial, path(&self.folder, self.part))?;
        self.part += 1;
        (self.rows, self.bytes) = (0, 0);
        Ok(())
    }
}

fn path(folder: &Path, part: usize) -> PathBuf {
    folder.join(format!("part-{part:05}.parquet"))
}

fn write_file(path: &Path, columns: &[Column]) -> parquet::errors::Result<()> {
    let fields = columns.iter().map(|column| column.schema().map(Arc::new));
    let fields = fields.collect::<Result<Vec<_>, _>>()?;
    let schema = Type::group_type_builder("article").with_fields(fields).build()?;
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let file = File::create(path)?;
    let mut file = SerializedFileWriter::new(file, schema.into(), properties.into())?;
    let mut group = file.next_row_group()?;
    for column in columns {
        let Some(mut writer) = group.next_column()? else { break };
        let is_there = Some(&*column.is_there);
        match &column.values {
            Values::Text(texts) => {
                writer.typed::<ByteArrayType>().write_batch(texts, is_there, None)?
            }
            Values::Number(numbers) => {
                writer.typed::<FloatType>().write_batch(numbers, is_there, None)?
            }
        };
        writer.close()?;
    }
    group.close()?;
    file.close()?;
    Ok(())
}

impl Column {
    fn new(name: &'static str, cell: &Cell<'_>) -> Self {
        let values = match cell {
            Cell::Json(_) | Cell::Text(_) => Values::Text(Vec::new()),
            Cell::Number(_) => Values::Number(Vec::new()),
        };
        Self { name, values, is_there: Vec::new() }
    }

    /// Adds a value; returns how many bytes it has.
    fn push(&mut self, cell: &Cell<'_>) -> usize {
        let text = match cell {
            Cell::Json(Value::Null) => None,
            Cell::Json(Value::String(text)) => Some(text.clone()),
            Cell::Json(value) => Some(value.to_string()),
            Cell::Text(text) => text.map(str::to_owned),
            Cell::Number(number) => {
                self.is_there.push(i16::from(number.is_some()));
                if let Values::Number(numbers) = &mut self.values {
                    numbers.extend(number);
                }
                return size_of::<f32>();
            }
        };
        self.is_there.push(i16::from(text.is_some()));
        let bytes = text.as_ref().map_or(0, String::len);
        if let Values::Text(texts) = &mut self.values {
            texts.extend(text.map(|text| ByteArray::from(text.into_bytes())));
        }
        bytes
    }

    fn schema(&self) -> parquet::errors::Result<Type> {
        let (physical, converted) = match self.values {
            Values::Text(_) => (Physical::BYTE_ARRAY, ConvertedType::UTF8),
            Values::Number(_) => (Physical::FLOAT, ConvertedType::NONE),
        };
        Type::primitive_type_builder(self.name, physical)
            .with_repetition(Repetition::OPTIONAL)
            .with_converted_type(converted)
            .build()
    }
}
