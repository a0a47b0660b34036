//! Rows of the flow → a table.
//!
//! The columns and the heights of the rows are those of the printed page; a row that is shorter than the
//! others gets empty cells, so that every row can be filled in.

use docx_rs::{HeightRule, Paragraph, Table, TableCell, TableCellMargins, TableLayoutType, TableRow, WidthType};

use super::document::Writer;
use super::measure_twips;
use super::official::exact;
use super::styles::{TABLE, style_id};
use crate::Error;
use crate::layout::row_lines;
use crate::layout::tables::{Columns, RowGrid};
use crate::model::{BlockKind, FlowBlock};

/// A table of these rows, the first of which has this index in the flow.
pub(super) fn table(writer: &Writer<'_>, first: usize, rows: &[FlowBlock<'_>]) -> Result<Table, Error> {
    let (context, profile) = (writer.context, writer.context.profile);
    let measure = usize::try_from(measure_twips(profile)).unwrap_or_default();
    let columns = Columns::of(context, rows)?;
    let widths = match &columns {
        Some(columns) => {
            let edges: Vec<usize> = columns.rules().map(|e| usize::try_from(e.twips()).unwrap_or_default()).collect();
            edges.windows(2).map(|pair| pair[1] - pair[0]).collect()
        }
        None => evenly(measure, rows),
    };
    let size = profile.style(BlockKind::TableRow).size;
    let mut out = Vec::new();
    for (index, row) in (first..).zip(rows) {
        let lines = columns.as_ref().map_or(Ok(1), |columns| row_lines(context, index, row, columns))?;
        let grid = RowGrid::of(profile, lines);
        let mut cells = Vec::new();
        for (n, width) in widths.iter().enumerate() {
            let mut paragraph = Paragraph::new().style(style_id(row.kind, writer.rank));
            if let Some(line) = row.lines.get(n) {
                paragraph = writer.add_line(paragraph, row, line, &[])?;
            }
            if lines > 1 {
                // Half of the leading is above the em box of the first line.
                paragraph = paragraph.line_spacing(exact(grid.above - (grid.leading - size) / 2, grid.leading));
            }
            cells.push(TableCell::new().width(*width, WidthType::Dxa).add_paragraph(paragraph));
        }
        let mut row = TableRow::new(cells).cant_split();
        if lines > 1 {
            let height = profile.grid.line_pitch * i32::from(grid.slots);
            row = row.row_height(height.twips() as f32).height_rule(HeightRule::AtLeast);
        }
        out.push(row);
    }
    // The borders are the style's.
    let table = Table::without_borders(out)
        .style(TABLE)
        .set_grid(widths)
        .width(measure, WidthType::Dxa)
        .layout(TableLayoutType::Fixed);
    Ok(match columns {
        Some(columns) => {
            let padding = usize::try_from(columns.padding().twips()).unwrap_or_default();
            table.margins(TableCellMargins::new().margin(0, padding, 0, padding))
        }
        None => table,
    })
}

/// Columns of one width, which add up to the measure whatever it is divided by.
fn evenly(measure: usize, rows: &[FlowBlock<'_>]) -> Vec<usize> {
    let columns = rows.iter().map(|row| row.lines.len()).max().unwrap_or(1).max(1);
    (0..columns).map(|n| measure * (n + 1) / columns - measure * n / columns).collect()
}
