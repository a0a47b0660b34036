//! What may be wrong with files and disks: a clear sentence each, and the other texts are done.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;

use crate::desk::{Desk, TEXT};

fn succeeds(program: &str, arguments: &[&OsStr]) -> bool {
    Command::new(program).args(arguments).output().is_ok_and(|o| o.status.success())
}

/// A small disk, where the test may mount one.
struct Disk<'a>(&'a Path);

impl<'a> Disk<'a> {
    fn mounted(at: &'a Path, options: &str) -> Option<Self> {
        std::fs::create_dir_all(at).unwrap();
        let arguments = ["-t", "tmpfs", "-o", options, "none"].map(OsStr::new);
        let mounted = succeeds("mount", &[&arguments[..], &[at.as_os_str()]].concat());
        if !mounted {
            println!("skipped: only the administrator may mount a disk");
        }
        mounted.then_some(Self(at))
    }

    fn remounted(&self, options: &str) {
        assert!(succeeds("mount", &["-o".as_ref(), format!("remount,{options}").as_ref(), self.0.as_os_str()]));
    }
}

impl Drop for Disk<'_> {
    fn drop(&mut self) {
        assert!(succeeds("umount", &[self.0.as_os_str()]));
    }
}

#[test]
fn a_full_disk_is_named_and_nothing_half_written_stays() {
    let desk = Desk::new();
    crate::desk::small_texts(&desk, 12);
    let place = desk.path("out");
    let Some(disk) = Disk::mounted(&place, "size=400k") else { return };
    let run = ["in", "-r", "--skip-unchanged", "--out-dir", "out"];
    desk.convert(&run).expect(1).says(&["the disk is full", "failed"]);
    desk.convert(&["in", "-r", "--out-dir", "whole"]).expect(0);
    let whole = desk.tree("whole");
    let made = desk.tree("out");
    assert!(!made.is_empty() && made.len() < whole.len());
    assert!(made.iter().all(|(path, bytes)| whole.get(path) == Some(bytes)), "{:?}", made.keys());
    disk.remounted("size=64m");
    desk.convert(&run).expect(0);
    assert!(desk.tree("out") == whole);
}

#[test]
fn a_report_that_finds_no_room_is_told() {
    let desk = Desk::new();
    crate::desk::small_texts(&desk, 60);
    let place = desk.path("disk");
    let Some(_disk) = Disk::mounted(&place, "size=4k") else { return };
    let run = ["in", "-r", "--to", "txt", "--out-dir", "out", "--report", "disk/report.json"];
    desk.convert(&run).expect(1).says(&["--report", "the disk is full"]);
    assert_eq!(desk.tree("out").len(), 60);
    assert!(desk.tree("disk").is_empty());
}

#[test]
fn what_is_read_only_is_named_first_and_left_as_it_is() {
    let desk = Desk::with(&["a.txt", "b.txt", "a.json"]);
    std::fs::set_permissions(desk.path("a.json"), PermissionsExt::from_mode(0o444)).unwrap();
    desk.convert(&["a.txt", "b.txt", "--to", "json"]).expect(1).says(&["a.json", "permission denied", "--out-dir"]);
    assert_eq!(desk.read("a.json"), TEXT.as_bytes());
    assert!(desk.has("b.json"));
    let place = desk.path("disk");
    let Some(disk) = Disk::mounted(&place, "size=1m") else { return };
    disk.remounted("ro");
    let run = ["a.txt", "--to", "json", "--out-dir", "disk/out"];
    desk.convert(&run).expect(1).says(&["disk/out/a.json", "read-only"]);
    desk.convert(&["b.txt", "--to", "json", "--report", "disk/r.json"]).expect(2).says(&["--report", "read-only"]);
}

#[test]
fn an_input_that_may_not_be_read_is_named() {
    let desk = Desk::with(&["in/a.txt", "in/b.txt", "in/closed/c.txt"]);
    for name in ["in/a.txt", "in/closed"] {
        std::fs::set_permissions(desk.path(name), PermissionsExt::from_mode(0o000)).unwrap();
    }
    for name in ["", "in"] {
        std::fs::set_permissions(desk.path(name), PermissionsExt::from_mode(0o777)).unwrap();
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_convert"));
    if std::fs::read(desk.path("in/a.txt")).is_ok() {
        // Nothing is closed to the administrator: the program runs as nobody.
        command = Command::new("setpriv");
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups", env!("CARGO_BIN_EXE_convert")]);
    }
    command.current_dir(desk.path("")).env("LANG", "C").env_remove("LC_ALL");
    let output = command.args(["in", "-r", "--to", "json"]).output();
    std::fs::set_permissions(desk.path("in/closed"), PermissionsExt::from_mode(0o755)).unwrap();
    match output {
        Ok(output) if output.status.code() != Some(126) && output.status.code() != Some(127) => {
            let ended = crate::desk::Ended::from(output).expect(1);
            ended.says(&[
                "in/a.txt: cannot be read (permission denied)",
                "in/closed: cannot be read",
                "1 done, 2 failed",
            ]);
            assert!(desk.has("in/b.json"));
        }
        _ => println!("skipped: the program cannot be run as another user here"),
    }
}

#[test]
fn what_is_no_file_is_refused_at_once() {
    let desk = Desk::with(&["in/a.txt"]);
    assert!(succeeds("mkfifo", &[desk.path("in/pipe.txt").as_os_str()]));
    let _socket = std::os::unix::net::UnixListener::bind(desk.path("in/socket.txt")).unwrap();
    std::fs::create_dir(desk.path("in/folder.txt")).unwrap();
    symlink("/dev/zero", desk.path("in/zero.txt")).unwrap();
    let refused = ["in/pipe.txt: it is a pipe", "in/socket.txt", "in/zero.txt: it is a device", "1 done, 3 failed"];
    desk.convert(&["in", "--to", "json"]).expect(1).says(&refused);
    assert!(desk.has("in/a.json"));
    for input in ["in/pipe.txt", "/dev/zero", "/dev/null"] {
        desk.convert(&[input, "-o", "x.json"]).expect(1).says(&[input]);
        desk.convert(&[input, "--to", "json", "-o", "-"]).expect(1).says(&[input]);
    }
    assert!(!desk.has("x.json"));
}

#[test]
fn links_that_lead_in_a_circle_end() {
    let desk = Desk::with(&["in/a.txt", "in/below/b.txt"]);
    symlink("..", desk.path("in/below/up")).unwrap();
    symlink("me.txt", desk.path("in/me.txt")).unwrap();
    symlink("a.txt", desk.path("in/again.txt")).unwrap();
    desk.convert(&["in", "-r", "--to", "json"]).expect(1).says(&["in/me.txt", "circle", "2 done, 1 failed"]);
    desk.convert(&["in/me.txt"]).expect(1).says(&["in/me.txt", "circle"]);
}

#[test]
fn a_file_of_two_gigabytes_is_refused_without_reading_it() {
    let desk = Desk::with(&["a.txt"]);
    std::fs::File::create(desk.path("huge.txt")).unwrap().set_len(2 << 30).unwrap();
    desk.convert(&["huge.txt", "a.txt", "--to", "json"]).expect(1).says(&["huge.txt", "2048 MB", "64"]);
    desk.convert(&["huge.txt", "--to", "json", "-o", "-"]).expect(1).says(&["huge.txt", "2048 MB"]);
    assert!(desk.has("a.json") && !desk.has("huge.json"));
}

#[test]
fn an_input_that_vanishes_after_the_plan_is_named() {
    use wenyin::batch::{Batch, Depth, Failure, Outcome, Place, Plan, Request, Target, Task};
    let desk = Desk::with(&["in/a.txt", "in/b.txt", "in/c.txt"]);
    let request = Request {
        inputs: vec![desk.path("in")],
        targets: vec![Target::Json],
        depth: Depth::Direct,
        place: Place::Beside,
    };
    let plan = Plan::new(&request).unwrap();
    std::fs::remove_file(desk.path("in/b.txt")).unwrap();
    let converter = wenyin::Converter::builder().build().unwrap();
    let overrides = Default::default();
    let task = Task {
        converter: &converter,
        overrides: &overrides,
        explain: Default::default(),
        house_rules: Default::default(),
    };
    let mut ends = Vec::new();
    Batch::new(task).run(&plan.jobs, |_, outcome| ends.push(outcome));
    assert!(matches!(ends[..], [Outcome::Done(_), Outcome::Failed(Failure::Missing), Outcome::Done(_)]), "{ends:?}");
}

#[test]
fn any_name_that_a_file_can_have_is_kept() {
    let names = [
        "a b.txt",
        "\"引\" 'q'.txt",
        "a\nb.txt",
        "😀🇨🇳.txt",
        "-o.txt",
        "*.txt",
        "[1].txt",
        "$(x)`y`;&.txt",
        "\u{1b}[31m红.txt",
    ];
    let desk = Desk::new();
    for name in names {
        desk.put(format!("in/{name}"), TEXT.as_bytes());
    }
    let odd = OsStr::from_bytes(b"in/\xD7\xD6.txt");
    desk.put(odd, TEXT.as_bytes());
    let ended = desk.convert(&["in", "--out-dir", "out", "--to", "pdf,txt", "--report", "r.json"]).expect(0);
    assert!(!ended.stdout.contains('\u{1b}') && !ended.stderr.contains('\u{1b}'));
    assert_eq!(ended.stdout.lines().count(), 20, "{}", ended.stdout);
    assert!(ended.stdout.contains("out/a\\nb.pdf"), "{}", ended.stdout);
    for name in names {
        assert!(desk.has(format!("out/{}.pdf", name.strip_suffix(".txt").unwrap())), "{name}");
    }
    assert!(desk.has(OsStr::from_bytes(b"out/\xD7\xD6.pdf")));
    assert_eq!(desk.tree("out").len(), 20);
    let files = desk.json("r.json")["files"].clone();
    let bytes: Vec<_> = files.as_array().unwrap().iter().filter_map(|f| f["input_bytes"].as_str()).collect();
    assert!(bytes.contains(&"696e2fd7d62e747874"), "{bytes:?}");
    // Named one by one they are the same.
    desk.convert(&["in/*.txt", "in/[1].txt", "./in/-o.txt", "--to", "json"]).expect(0).says(&["3 done"]);
}

#[test]
fn the_longest_name_is_written_and_a_longer_one_refused_before_the_run() {
    let desk = Desk::with(&["a.txt"]);
    let name = format!("{}ab", "讲".repeat(83));
    desk.put(format!("{name}.txt"), TEXT.as_bytes());
    desk.convert(&[&format!("{name}.txt"), "--to", "pdf"]).expect(0);
    assert!(desk.has(format!("{name}.pdf")));
    desk.convert(&[".", "--to", "docx"]).expect(1).says(&["the name is too long", "1 done, 1 failed"]);
    assert!(desk.has("a.docx"));
}

#[test]
fn outputs_that_are_synced_are_the_same() {
    let desk = Desk::with(&["in/a.txt", "in/b.txt"]);
    desk.convert(&["in", "--out-dir", "plain"]).expect(0);
    desk.convert(&["in", "--out-dir", "synced", "--fsync", "--memory", "1"]).expect(0);
    assert_eq!(desk.tree("plain"), desk.tree("synced"));
}
