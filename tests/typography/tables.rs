//! Tables: which lines belong to a cell is seen from where they stand.

use super::*;

const TABLE: &str = "关于重点工作进展情况的报告\n各单位：\n有关数字列表报告，请认真对照落实。\n\
    | 序号 | 单位名称 | 联系人 | 事项总数 | 完成率 | 备注 |\n|---|---|---|---|---|---|\n\
    | 1 | 市发展和改革委员会（含所属事业单位），12 | 张三 | 12,345.67 | 98.5% |\n\
    | 2 | 市人力资源和社会保障局 | 欧阳明月 | 876 | 100% | 其中（三项）延期至七月底前完成 |\n\
    | 3 | 市教育局 | 李四 | 45 | 97.8% | |\n\
    以上报告，请审阅。\n";

/// The lines of each cell with text, by the number of its marked content; those of the paragraphs left out.
fn cells(pdf: &Pdf) -> Vec<Vec<Line>> {
    let mut cells: Vec<Vec<Line>> = Vec::new();
    let numbers: Vec<i64> = pdf.pages[0].iter().filter_map(|glyph| glyph.mcid).collect();
    let (first, last) = (*numbers.iter().min().unwrap(), *numbers.iter().max().unwrap());
    // Title, salutation and a paragraph stand above the table, a paragraph below it.
    for number in first + 3..last {
        let mut lines: Vec<Line> = Vec::new();
        for glyph in pdf.pages[0].iter().filter(|glyph| glyph.mcid == Some(number) && glyph.shown.trim() != "") {
            match lines.last_mut().filter(|line| (line[0].y - glyph.y).abs() < 0.01) {
                Some(line) => line.push(glyph.clone()),
                None => lines.push(vec![glyph.clone()]),
            }
        }
        if !lines.is_empty() {
            cells.push(lines);
        }
    }
    cells
}

/// What keeps cells apart: (lines of one cell farther apart than 1.4 em, rows nearer than 1.5 em, columns nearer than 1 em).
fn faults(cells: &[Vec<Line>]) -> (usize, usize, usize) {
    let far = cells.iter().flat_map(|cell| cell.windows(2)).filter(|w| w[0][0].y - w[1][0].y > 1.4 * EM).count();
    let (mut rows, mut columns) = (0, 0);
    for a in cells {
        let (bottom, right) = (a.last().unwrap()[0].y, a.iter().map(|l| l.last().unwrap().right()).fold(0.0, f64::max));
        for b in cells {
            let (top, left) = (b[0][0].y, b.iter().map(|l| l[0].x).fold(f64::MAX, f64::min));
            let same_row = (a[0][0].y - top).abs() < 0.01;
            rows += usize::from(!same_row && top < a[0][0].y && bottom - top < 1.5 * EM);
            columns += usize::from(same_row && left > a[0][0].x + 0.01 && left - right < EM);
        }
    }
    (far, rows, columns)
}

#[test]
fn the_lines_of_a_cell_stand_closer_than_rows_and_columns() {
    let read = pdf(TABLE, "");
    let cells = cells(&read);
    assert!(cells.len() == 22 && cells.iter().any(|cell| cell.len() > 2), "{}", cells.len());
    assert_eq!(faults(&cells), (0, 0, 0));
    // Negative controls: lines on the grid of the text; rows without room; columns half an em apart.
    let moved = |by: &dyn Fn(usize, &Glyph) -> (f64, f64)| -> Vec<Vec<Line>> {
        let line = |(n, line): (usize, &Line)| -> Line {
            line.iter()
                .map(|g| {
                    let (x, y) = by(n, g);
                    Glyph { x, y, ..g.clone() }
                })
                .collect()
        };
        cells.iter().map(|cell| cell.iter().enumerate().map(line).collect()).collect()
    };
    let far = moved(&|n, g| (g.x, g.y - n as f64 * (PITCH - 1.3 * EM)));
    assert!(faults(&far).0 > 3);
    let close = moved(&|_, g| (g.x, g.y * 0.7));
    assert!(faults(&close).1 > 3);
    let narrow = moved(&|_, g| (g.x - (g.x - LEFT) * 0.2, g.y));
    assert!(faults(&narrow).2 > 3);
}

#[test]
fn every_cell_has_its_rules_and_what_follows_is_on_the_grid() {
    let read = pdf(TABLE, "");
    let rules = read.rectangles(0);
    let (across, down): (Vec<[f64; 4]>, Vec<[f64; 4]>) = rules.iter().partition(|r| r[2] > r[3]);
    assert_eq!((across.len(), down.len()), (5, 7));
    let columns: Vec<f64> = down.iter().map(|r| r[0] + r[2] / 2.0).collect();
    assert!((columns[0] - LEFT).abs() < 0.01 && (columns[6] - RIGHT).abs() < 0.01, "{columns:?}");
    for cell in cells(&read) {
        let column = columns.iter().rposition(|x| *x < cell[0][0].x).unwrap();
        for line in cell {
            assert!((line[0].x - columns[column] - 0.65 * EM).abs() < 0.6 * EM, "{}", line[0].x);
            assert!(line.last().unwrap().right() <= columns[column + 1] - 0.64 * EM);
        }
    }
    let (above, below) = (&read.lines(0)[2], read.lines(0).into_iter().last().unwrap());
    let slots = (above[0].y - below[0].y) / PITCH;
    assert!(slots > 5.0 && (slots - slots.round()).abs() < 0.001, "{slots}");
}

#[test]
fn numbers_are_whole_and_more_text_has_more_room() {
    let read = pdf(TABLE, "");
    let texts: Vec<Vec<String>> =
        cells(&read).iter().map(|c| c.iter().map(|l| l.iter().map(|g| g.shown.as_str()).collect()).collect()).collect();
    for whole in ["12,345.67", "98.5%", "张三", "完成率"] {
        assert!(texts.iter().any(|cell| cell.len() == 1 && cell[0] == whole), "{whole}: {texts:?}");
    }
    let down: Vec<f64> = read.rectangles(0).iter().filter(|r| r[3] > r[2]).map(|r| r[0]).collect();
    let widths: Vec<f64> = down.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert!(widths[1] > widths[2] && widths[1] > widths[4] && widths[0] < widths[3], "{widths:?}");
}
