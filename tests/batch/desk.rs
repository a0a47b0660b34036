//! A folder with texts in it, and the program run inside.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

pub(crate) const TEXT: &str = "在春季运动会上的讲话\n同志们：\n大家好！\n";

pub(crate) struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn with(files: &[&str]) -> Self {
        let desk = Self::new();
        for file in files {
            desk.put(file, TEXT.as_bytes());
        }
        desk
    }

    pub(crate) fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn put(&self, name: impl AsRef<Path>, bytes: &[u8]) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    pub(crate) fn has(&self, name: impl AsRef<Path>) -> bool {
        self.path(name).exists()
    }

    pub(crate) fn read(&self, name: impl AsRef<Path>) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap()
    }

    pub(crate) fn json(&self, name: &str) -> serde_json::Value {
        serde_json::from_slice(&self.read(name)).unwrap()
    }

    /// Every file below a folder, hidden ones too, but for the journal, which tells times. Of
    /// the names alone, so that a program may still be at work there.
    pub(crate) fn paths(&self, folder: &str) -> Vec<PathBuf> {
        let mut files = Vec::new();
        let root = self.path(folder);
        let mut open = vec![root.clone()];
        while let Some(folder) = open.pop() {
            for entry in std::fs::read_dir(folder).into_iter().flatten() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    open.push(path);
                } else if !path.file_name().unwrap().to_string_lossy().starts_with(".wenyin-journal") {
                    files.push(path.strip_prefix(&root).unwrap().to_owned());
                }
            }
        }
        files
    }

    /// What [`Desk::paths`] names, with the bytes.
    pub(crate) fn tree(&self, folder: &str) -> BTreeMap<PathBuf, Vec<u8>> {
        let bytes = |path: &PathBuf| self.read(Path::new(folder).join(path));
        self.paths(folder).into_iter().map(|path| (path.clone(), bytes(&path))).collect()
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_convert"));
        command.args(arguments).current_dir(self.folder.path());
        command.env_remove("LC_ALL").env_remove("LC_MESSAGES").env("LANG", "en_GB.UTF-8");
        command
    }

    pub(crate) fn start(&self, arguments: &[&str]) -> Child {
        self.command(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    }

    /// Runs the program; one that does not end in good time hangs.
    #[track_caller]
    pub(crate) fn convert(&self, arguments: &[&str]) -> Ended {
        ended(self.start(arguments))
    }

    pub(crate) fn convert_in_chinese(&self, arguments: &[&str]) -> Ended {
        Ended::from(self.command(arguments).env("LANG", "zh_CN.UTF-8").output().unwrap())
    }
}

#[track_caller]
pub(crate) fn ended(mut child: Child) -> Ended {
    let (out, err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
    let read = |mut pipe: Box<dyn std::io::Read + Send>| {
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            pipe.read_to_end(&mut bytes).unwrap();
            bytes
        })
    };
    let (out, err) = (read(Box::new(out)), read(Box::new(err)));
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if start.elapsed() > Duration::from_secs(300) {
            child.kill().unwrap();
            panic!("the program hangs");
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    Ended::from(Output { status, stdout: out.join().unwrap(), stderr: err.join().unwrap() })
}

pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl From<Output> for Ended {
    fn from(output: Output) -> Self {
        let ended = Self {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        };
        assert!(!ended.stderr.contains("panicked"), "{}", ended.stderr);
        ended
    }
}

impl Ended {
    #[track_caller]
    pub(crate) fn expect(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "stdout: {}\nstderr: {}", self.stdout, self.stderr);
        self
    }

    #[track_caller]
    pub(crate) fn says(self, parts: &[&str]) -> Self {
        for part in parts {
            assert!(self.stderr.contains(part), "“{part}” is not in: {}", self.stderr);
        }
        self
    }
}

/// Numbers that are the same in every run (Knuth's MMIX generator).
pub(crate) struct Seeded(pub(crate) u64);

impl Seeded {
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// Small texts, each its own, in a folder and its subfolders.
pub(crate) fn small_texts(desk: &Desk, number: usize) {
    let clauses =
        ["春回大地", "万象更新", "我们要植树造林", "把水浇足", "把路修好", "请老同志讲讲当年", "来年一起看花"];
    let mut seeded = Seeded(8);
    for i in 0..number {
        let mut text = format!("在第{i}次植树活动上的讲话\n同志们：\n");
        for _ in 0..1 + seeded.below(4) {
            for _ in 0..2 + seeded.below(6) {
                text += clauses[seeded.below(clauses.len() as u64) as usize];
                text += "，";
            }
            text += "谢谢大家。\n";
        }
        desk.put(format!("in/{}/{i:03} 讲话.txt", ["", "上半年", "下半年"][i % 3]), text.as_bytes());
    }
}
