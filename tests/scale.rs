//! Four machines do what one does: the manifest and the script of docs/scale, run part by part.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use yaml_rust2::{Yaml, YamlLoader};

const SLURM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/scale/slurm.sh");
const JOB: &str = include_str!("../docs/scale/job.yaml");
const PARTS: usize = 4;

/// Two dozen texts in two folders.
fn texts(root: &Path) -> PathBuf {
    let folder = root.join("文 稿");
    for i in 0..24 {
        let path = folder.join(["上半年", "下半年"][i % 2]).join(format!("{i} 讲话.txt"));
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, format!("在第{i}次植树活动上的讲话\n同志们：\n春回大地，把水浇足。\n")).unwrap();
    }
    folder
}

/// The outputs below a folder; journals and reports tell of the runs.
fn outputs(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let files = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap).filter(|e| e.file_type().is_file());
    files
        .filter(|e| e.path().extension().is_some_and(|e| ["pdf", "docx", "epub"].iter().any(|format| e == *format)))
        .map(|e| (e.path().strip_prefix(folder).unwrap().to_owned(), std::fs::read(e.path()).unwrap()))
        .collect()
}

/// A command with the programs of this package on its path.
fn command(program: &str, input: &Path, output: &Path) -> Command {
    let programs = Path::new(env!("CARGO_BIN_EXE_convert")).parent().unwrap();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(std::iter::once(programs.to_owned()).chain(std::env::split_paths(&path))).unwrap();
    let mut command = Command::new(program);
    command.env("PATH", path).env("INPUT", input).env("OUTPUT", output);
    command
}

#[track_caller]
fn done(mut command: Command) {
    let ended = command.output().unwrap();
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
}

/// Runs all parts as a scheduler would and compares.
fn parts_make_the_whole(part: impl Fn(usize, &Path, &Path) -> Command) {
    let root = tempfile::tempdir().unwrap();
    let input = texts(root.path());
    let (whole, apart) = (root.path().join("whole"), root.path().join("apart"));
    let mut convert = command(env!("CARGO_BIN_EXE_convert"), &input, &whole);
    convert.arg(&input).arg("--recursive").arg("--out-dir").arg(&whole).args(["--to", "pdf,docx,epub", "-q"]);
    done(convert);
    let whole = outputs(&whole);
    assert_eq!(whole.len(), 72);

    std::fs::create_dir(&apart).unwrap();
    for index in (0..PARTS).rev() {
        let before = outputs(&apart).len();
        done(part(index, &input, &apart));
        assert!(outputs(&apart).len() > before, "part {index} has nothing to do in this test");
        // Only the last part makes it whole.
        assert_eq!(outputs(&apart) == whole, index == 0);
    }
}

#[test]
fn a_slurm_array_makes_what_one_machine_makes() {
    done({
        let mut bash = Command::new("bash");
        bash.args(["-n", SLURM]);
        bash
    });
    let script = std::fs::read_to_string(SLURM).unwrap();
    assert!(script.contains(&format!("#SBATCH --array=0-{}\n", PARTS - 1)));
    parts_make_the_whole(|index, input, output| {
        let mut bash = command("bash", input, output);
        bash.arg(SLURM).env("SLURM_ARRAY_TASK_ID", index.to_string());
        bash.env("SLURM_ARRAY_TASK_COUNT", PARTS.to_string());
        bash
    });
}

#[test]
fn an_indexed_job_makes_what_one_machine_makes() {
    let job = YamlLoader::load_from_str(JOB).unwrap().remove(0);
    assert_eq!((job["apiVersion"].as_str(), job["kind"].as_str()), (Some("batch/v1"), Some("Job")));
    let spec = &job["spec"];
    assert_eq!(spec["completionMode"].as_str(), Some("Indexed"));
    assert_eq!(spec["completions"].as_i64(), Some(PARTS as i64));
    let container = &spec["template"]["spec"]["containers"][0];
    let shards = container["env"].as_vec().unwrap().iter().find(|v| v["name"].as_str() == Some("SHARDS")).unwrap();
    assert_eq!(shards["value"].as_str(), Some(PARTS.to_string().as_str()));
    let words = |list: &Yaml| -> Vec<String> {
        list.as_vec().unwrap().iter().map(|word| word.as_str().unwrap().to_owned()).collect()
    };
    let (program, arguments) = (words(&container["command"]), words(&container["args"]));
    parts_make_the_whole(|index, input, output| {
        let mut shell = command(&program[0], input, output);
        shell.args(&program[1..]).args(&arguments);
        shell.env("JOB_COMPLETION_INDEX", index.to_string()).env("SHARDS", PARTS.to_string());
        shell
    });
}
