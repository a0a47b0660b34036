//! `convert`: from arguments to files.

use std::io::{self, Read as _, Write as _};
use std::time::Instant;

use super::Exit;
use super::args::ConvertArgs;
use super::check::Tally;
use super::messages::{Language, Messages, Results, Verbosity};
use super::usage::{Input, Output, Usage, Work};
use crate::batch::{
    self, Binding, BookReport, Bound, CollectError, Explain, Failure, Job, LONGEST_TEXT, Plan, ReportWriter, Source,
    Summary, Target, Task, read_text, shown,
};

/// Threads that one printed document can keep busy: three writers and the faces that they subset.
pub(super) const THREADS_PER_DOCUMENT: usize = 8;

pub(super) fn convert(args: &ConvertArgs, language: Language) -> Exit {
    let mut messages = Messages { language, verbosity: verbosity(args), results: Results::Stdout };
    match convert_with(args, &mut messages) {
        Ok(exit) => exit,
        Err(usage) => {
            messages.usage(&usage);
            Exit::Usage
        }
    }
}

fn convert_with(args: &ConvertArgs, messages: &mut Messages) -> Result<Exit, Usage> {
    let work = args.work()?;
    let converter = args.converter()?;
    let overrides = args.overrides();
    let settings = args.settings();
    let task = Task {
        converter: &converter,
        overrides: &overrides,
        explain: if args.explain { Explain::Lines } else { Explain::No },
        house_rules: args.house_rules(&settings),
    };
    if messages.verbosity < Verbosity::Verbose {
        // A document that makes the library panic is reported in a sentence; -v shows the place too.
        std::panic::set_hook(Box::new(|_| {}));
    }
    let plan = match work {
        Work::Batch(request) => Plan::new(&request).map_err(Usage::Plan)?,
        Work::Collect(binding) => {
            start_pool(args.jobs, usize::MAX);
            return bind(task, &binding, args, messages);
        }
        Work::Single { input, target, output: Output::Stdout } => {
            if args.batch.report.is_some() {
                return Err(Usage::ReportOfStdout);
            }
            if args.mark {
                return Err(Usage::MarkNeedsFile);
            }
            messages.results = Results::Stderr;
            start_pool(args.jobs, usize::from(target.format().is_some()) * THREADS_PER_DOCUMENT);
            return Ok(to_stdout(task, &input, target, args, messages));
        }
        Work::Single { input, target, output: Output::File(output) } => {
            let source = match input {
                Input::File(path) => Source::File(path),
                Input::Stdin => match read_stdin() {
                    Ok(bytes) => Source::Bytes(bytes.into()),
                    Err(failure) => {
                        messages.failure("-", &failure);
                        return Ok(Exit::SomeFailed);
                    }
                },
            };
            Plan::single(source, target, output).map_err(Usage::Plan)?
        }
    };
    if args.mark {
        super::review::refuse_collisions(&plan.jobs)?;
    }
    let jobs = if args.check || args.mark { plan.jobs.clone() } else { Vec::new() };
    let exit = super::batch::run(task, plan, args, messages)?;
    let check = |job: &Job| super::check::beside(&task, job, args, messages);
    let tally = if exit == Exit::Interrupted { Tally::default() } else { jobs.iter().map(check).sum() };
    Ok(if exit == Exit::Done { tally.exit() } else { exit })
}

/// Makes a book of all texts.
fn bind(task: Task<'_>, binding: &Binding, args: &ConvertArgs, messages: &Messages) -> Result<Exit, Usage> {
    let start = Instant::now();
    let report = match &args.batch.report {
        Some(path) if binding.involves(path).map_err(Usage::Plan)? => {
            return Err(Usage::ReportOntoOther { path: path.clone() });
        }
        Some(path) => {
            let failed = |error| Usage::ReportFile { path: path.clone(), error };
            Some((path, ReportWriter::create(path).map_err(failed)?))
        }
        None => None,
    };
    let bound = match batch::collect(task, binding) {
        Err(CollectError::Plan(error)) => return Err(Usage::Plan(error)),
        bound => bound,
    };
    let name = format!("《{}》", binding.title);
    match &bound {
        Ok(bound) => {
            for (job, done) in &bound.documents {
                messages.notes(&job.name(), done);
            }
            messages.printing(&name, &bound.done);
            messages.bound(bound);
        }
        Err(CollectError::Inputs(refused)) => {
            refused.iter().for_each(|refused| messages.refused(refused));
            messages.not_bound(&name, refused.len());
        }
        Err(CollectError::Book(failure)) => messages.failure(&name, failure),
        Err(CollectError::Plan(_)) => {}
    }
    let exit = if bound.is_ok() { Exit::Done } else { Exit::SomeFailed };
    let Some((path, report)) = report else { return Ok(exit) };
    match tell(report, &binding.title, &bound, start) {
        Ok(()) => Ok(exit),
        Err(error) => {
            messages.usage(&Usage::ReportFile { path: path.clone(), error });
            Ok(Exit::SomeFailed)
        }
    }
}

/// Writes the report of a book.
fn tell(mut report: ReportWriter, title: &str, bound: &Result<Bound, CollectError>, start: Instant) -> io::Result<()> {
    let (book, files) = BookReport::new(title, bound);
    let mut summary = Summary::default();
    for file in &files {
        summary.add(file);
        report.add(file)?;
    }
    summary.add_book(&book);
    summary.took(start.elapsed());
    report.finish_book(&book, &summary)
}

fn to_stdout(task: Task<'_>, input: &Input, target: Target, args: &ConvertArgs, messages: &Messages) -> Exit {
    let (name, bytes) = match input {
        Input::Stdin => ("-".to_owned(), read_stdin()),
        Input::File(path) => (shown(path), read_text(path)),
    };
    let path = match input {
        Input::Stdin => None,
        Input::File(path) => Some(path.as_path()),
    };
    let result = bytes.and_then(|bytes| Ok((task.convert(&bytes, path, &[target])?, bytes)));
    let result = result.and_then(|((done, files), bytes)| {
        let mut stdout = io::stdout().lock();
        let write = files.iter().try_for_each(|file| stdout.write_all(file)).and_then(|()| stdout.flush());
        let stdout_name = messages.language.pick("标准输出", "standard output");
        write.map_err(|error| Failure::Target { path: stdout_name.into(), error })?;
        Ok((done, bytes, stdout_name))
    });
    match result {
        Ok((done, bytes, stdout_name)) => {
            messages.notes(&name, &done);
            if messages.verbosity > Verbosity::Quiet {
                for written in &done.outputs {
                    messages.written(stdout_name, written, &done);
                }
            }
            let source = path.map_or_else(|| Source::Bytes(bytes.into()), |path| Source::File(path.to_owned()));
            let job = Job::of(source);
            if args.check { super::check::beside(&task, &job, args, messages).exit() } else { Exit::Done }
        }
        Err(failure) => {
            messages.failure(&name, &failure);
            Exit::SomeFailed
        }
    }
}

pub(super) fn read_stdin() -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    io::stdin().lock().take(LONGEST_TEXT + 1).read_to_end(&mut bytes).map_err(Failure::Read)?;
    let size = bytes.len() as u64;
    if size > LONGEST_TEXT { Err(Failure::TooLarge { bytes: size, limit: LONGEST_TEXT }) } else { Ok(bytes) }
}

fn verbosity(args: &ConvertArgs) -> Verbosity {
    match (args.quiet, args.verbose) {
        (true, _) => Verbosity::Quiet,
        (_, true) => Verbosity::Verbose,
        _ => Verbosity::Normal,
    }
}

/// Starts rayon's pool with the main thread in it: `--jobs` threads, or
/// `RAYON_NUM_THREADS`, or one a processor but never more than the work can use.
pub(super) fn start_pool(jobs: Option<u16>, useful: usize) {
    let asked = jobs.map(usize::from).or_else(|| std::env::var("RAYON_NUM_THREADS").ok()?.parse().ok());
    let threads = asked
        .filter(|n| *n > 0)
        .unwrap_or_else(|| std::thread::available_parallelism().map_or(1, |n| n.get()).min(useful.max(1)));
    // A pool that is there already, or threads that cannot be had: rayon goes on with what there is.
    let _kept = rayon::ThreadPoolBuilder::new().num_threads(threads).use_current_thread().build_global();
}
