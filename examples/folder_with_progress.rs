//! All texts of a folder to PDF, with a line of progress for each:
//! `cargo run --example folder_with_progress -- speeches out`

use std::io::Write as _;

use wenyin::batch::{Batch, Depth, Outcome, Place, Plan, Request, Target, Task};
use wenyin::model::Overrides;
use wenyin::{Converter, Format};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args_os().skip(1);
    let (Some(folder), Some(out)) = (arguments.next(), arguments.next()) else {
        return Err("usage: folder_with_progress TEXTS OUT".into());
    };
    let plan = Plan::new(&Request {
        inputs: vec![folder.into()],
        targets: vec![Target::Print(Format::Pdf)],
        depth: Depth::Recursive,
        place: Place::Folder(out.into()),
    })?;
    let converter = Converter::builder().build()?;
    let task = Task {
        converter: &converter,
        overrides: &Overrides::default(),
        explain: Default::default(),
        house_rules: Default::default(),
    };
    let (mut count, total) = (0, plan.jobs.len());
    let mut screen = std::io::stdout();
    Batch::new(task).run(&plan.jobs, |job, outcome| {
        count += 1;
        let end = match outcome {
            Outcome::Done(done) => format!("{} characters", done.characters),
            Outcome::Failed(failure) => format!("failed: {failure}"),
            other => format!("{other:?}"),
        };
        let _gone = writeln!(screen, "{count}/{total} {}: {end}", job.name());
    });
    Ok(())
}
