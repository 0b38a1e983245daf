//! The two tables in Parquet, typed: days as days, counts as numbers, words as UTF-8.

use std::sync::Arc;

use jiff::civil::{Date, date};
use parquet::basic::{ConvertedType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;

use super::View;
use super::events::{Cell, Columns, events, mentions};

/// `events.parquet` and `mentions.parquet`.
pub(super) fn parquet(view: &View) -> Result<Vec<(&'static str, Vec<u8>)>, String> {
    let made =
        |columns: &Columns| table(columns).map_err(|e| format!("the Parquet table could not be made: {e}"));
    Ok(vec![("events.parquet", made(&events(view))?), ("mentions.parquet", made(&mentions(view))?)])
}

fn table(columns: &Columns) -> Result<Vec<u8>, ParquetError> {
    let fields = columns.iter().map(|(name, cells)| field(name, cells)).collect::<Result<Vec<_>, _>>()?;
    let schema = Arc::new(Type::group_type_builder("chancery").with_fields(fields).build()?);
    let mut out = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut out, schema, Arc::new(WriterProperties::default()))?;
    let mut rows = writer.next_row_group()?;
    for (_, cells) in columns {
        let Some(mut column) = rows.next_column()? else { break };
        let levels: Vec<i16> = cells.iter().map(|c| i16::from(is_some(c))).collect();
        match cells.first() {
            Some(Cell::Whole(_)) => {
                let values: Vec<i64> = cells.iter().filter_map(whole).collect();
                column.typed::<Int64Type>().write_batch(&values, Some(&levels), None)?;
            }
            Some(Cell::Day(_)) => {
                let values: Vec<i32> = cells.iter().filter_map(day).collect();
                column.typed::<Int32Type>().write_batch(&values, Some(&levels), None)?;
            }
            _ => {
                let values: Vec<ByteArray> = cells.iter().filter_map(text).collect();
                column.typed::<ByteArrayType>().write_batch(&values, Some(&levels), None)?;
            }
        }
        column.close()?;
    }
    rows.close()?;
    writer.close()?;
    Ok(out)
}

/// A column's type is that of its cells, empty ones included; a table without rows has text columns.
fn field(name: &str, cells: &[Cell]) -> Result<Arc<Type>, ParquetError> {
    let (physical, converted) = match cells.first() {
        Some(Cell::Whole(_)) => (Physical::INT64, ConvertedType::INT_64),
        Some(Cell::Day(_)) => (Physical::INT32, ConvertedType::DATE),
        _ => (Physical::BYTE_ARRAY, ConvertedType::UTF8),
    };
    let builder = Type::primitive_type_builder(name, physical).with_converted_type(converted);
    Ok(Arc::new(builder.with_repetition(Repetition::OPTIONAL).build()?))
}

fn is_some(cell: &Cell) -> bool {
    text(cell).is_some() || whole(cell).is_some() || day(cell).is_some()
}

fn text(cell: &Cell) -> Option<ByteArray> {
    match cell {
        Cell::Text(Some(words)) => Some(ByteArray::from(words.as_str())),
        _ => None,
    }
}

fn whole(cell: &Cell) -> Option<i64> {
    if let Cell::Whole(n) = cell { *n } else { None }
}

/// Days since 1 January 1970.
fn day(cell: &Cell) -> Option<i32> {
    let Cell::Day(Some(day)) = cell else { return None };
    let day: Date = day.parse().ok()?;
    Some((day - date(1970, 1, 1)).get_days())
}
