//! Rows of the flow → a table.
//!
//! The columns divide the measure evenly; a row that is shorter than the others
//! gets empty cells, so that every row can be filled in.

use docx_rs::{Paragraph, Table, TableCell, TableLayoutType, TableRow, WidthType};

use super::document::Writer;
use super::measure_twips;
use super::styles::{TABLE, style_id};
use crate::Error;
use crate::model::FlowBlock;

/// A table of these rows.
pub(super) fn table(writer: &Writer<'_>, rows: &[FlowBlock<'_>]) -> Result<Table, Error> {
    let columns = rows.iter().map(|row| row.lines.len()).max().unwrap_or(1).max(1);
    let measure = usize::try_from(measure_twips(writer.context.profile)).unwrap_or_default();
    // The widths add up to the measure, whatever it is divided by.
    let widths: Vec<usize> = (0..columns).map(|n| measure * (n + 1) / columns - measure * n / columns).collect();
    let mut out = Vec::new();
    for row in rows {
        let mut cells = Vec::new();
        for (n, width) in widths.iter().enumerate() {
            let mut paragraph = Paragraph::new().style(style_id(row.kind, writer.rank));
            if let Some(line) = row.lines.get(n) {
                paragraph = writer.add_line(paragraph, row, line, &[])?;
            }
            cells.push(TableCell::new().width(*width, WidthType::Dxa).add_paragraph(paragraph));
        }
        out.push(TableRow::new(cells).cant_split());
    }
    // The borders are the style's.
    Ok(Table::without_borders(out)
        .style(TABLE)
        .set_grid(widths)
        .width(measure, WidthType::Dxa)
        .layout(TableLayoutType::Fixed))
}
