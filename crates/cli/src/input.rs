//! `INPUT…` to documents: files, folders, standard input; what could not be read is said, one line each.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};

use chancery_case::store::each_once;
use chancery_read::{Outside, Rejected, largest, reads};
use chancery_text::{Document, Published, PublishedBasis};
use jiff::civil::Date;

/// What the user gave.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted<'a> {
    /// Files, folders, `-`.
    pub(crate) inputs: &'a [PathBuf],
    /// `--sources`.
    pub(crate) sources: Option<&'a Path>,
    /// `--published`.
    pub(crate) published: Option<Date>,
}

/// What came of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gathered {
    /// The reports, by name, then id; each text once.
    pub(crate) documents: Vec<Document>,
    /// What could not be read, one line each, for standard error.
    pub(crate) rejected: Vec<String>,
    /// Remarks, one line each, for standard error.
    pub(crate) notes: Vec<String>,
}

/// Reads all inputs. The order in which they are given or lie in their folders makes no difference.
///
/// # Errors
/// If the arguments contradict each other: `--published` with more than one report.
pub(crate) fn gather(wanted: &Wanted) -> Result<Gathered, String> {
    let mut gathered = gather_all(wanted)?;
    gathered.documents = each_once(gathered.documents);
    Ok(gathered)
}

/// As [`gather`], but the same bytes under several names come as often as they are there.
pub(crate) fn gather_all(wanted: &Wanted) -> Result<Gathered, String> {
    let mut pile = Pile::default();
    if let Some(path) = wanted.sources {
        pile.sources(&path.display().to_string(), path, "");
    }
    let mut found = Vec::new();
    for input in wanted.inputs {
        pile.find(input, &mut found);
    }
    for one in found {
        pile.read(&one);
    }
    let mut gathered = pile.sorted();
    if let Some(date) = wanted.published {
        let texts: BTreeSet<&str> = gathered.documents.iter().map(|d| d.id.as_str()).collect();
        if texts.len() != 1 {
            let many = texts.len();
            return Err(format!(
                "--published dates one report, but the input holds {many}; use --sources for several"
            ));
        }
        for only in &mut gathered.documents {
            let why = "given with --published".to_owned();
            only.published = Some(Published { date, basis: PublishedBasis::Given, why });
        }
    }
    Ok(gathered)
}

/// A file to read and the name it goes by.
#[derive(Debug)]
enum Found {
    File { path: PathBuf, name: String },
    Stdin,
}

#[derive(Debug, Default)]
struct Pile {
    outside: Outside,
    documents: Vec<Document>,
    rejected: Vec<Rejected>,
    skipped: BTreeMap<String, usize>,
}

impl Pile {
    fn find(&mut self, input: &Path, found: &mut Vec<Found>) {
        if input == Path::new("-") {
            found.push(Found::Stdin);
            return;
        }
        let shown = input.display().to_string();
        match fs::metadata(input) {
            Err(fault) => self.rejected.push(unreadable(&shown, &fault)),
            Ok(about) if about.is_dir() => {
                let before = found.len();
                let faults = self.rejected.len();
                self.walk(input, found);
                if found.len() == before && self.rejected.len() == faults {
                    let hint = "give a folder that holds .txt, .md, .html, .jsonl, .xml or .warc files";
                    self.rejected.push(Rejected::new(&shown, "a folder with reports", "none in it", hint));
                }
            }
            Ok(_) => {
                let name = file_name(input);
                match name.as_str() {
                    "meta.json" => self.skip(&name),
                    "sources.csv" => self.sources(&name, input, ""),
                    _ => found.push(Found::File { path: input.to_owned(), name }),
                }
            }
        }
    }

    /// All files below `top`, without recursion, so that no depth of folders is too deep.
    fn walk(&mut self, top: &Path, found: &mut Vec<Found>) {
        let mut open = vec![(top.to_owned(), String::new())];
        while let Some((folder, prefix)) = open.pop() {
            let entries = match fs::read_dir(&folder).and_then(Iterator::collect::<io::Result<Vec<_>>>) {
                Ok(entries) => entries,
                Err(fault) => {
                    self.rejected.push(unreadable(&folder.display().to_string(), &fault));
                    continue;
                }
            };
            for entry in entries {
                let path = entry.path();
                let name = format!("{prefix}{}", file_name(&path));
                // A link to a folder is not followed: it may lead back up.
                if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                    if !file_name(&path).starts_with('.') {
                        open.push((path, format!("{name}/")));
                    }
                } else if file_name(&path) == "sources.csv" {
                    self.sources(&name, &path, &prefix);
                } else if reads(&name) && !is_about_the_folder(&file_name(&path)) {
                    found.push(Found::File { path, name });
                } else {
                    self.skip(&name);
                }
            }
        }
    }

    fn skip(&mut self, name: &str) {
        let file = name.rsplit('/').next().unwrap_or(name);
        let ending = match file.rsplit_once('.') {
            _ if file == "meta.json" || is_about_the_folder(file) => file.to_owned(),
            Some((stem, ending)) if !stem.is_empty() => format!(".{}", ending.to_lowercase()),
            _ => "no ending".to_owned(),
        };
        *self.skipped.entry(ending).or_default() += 1;
    }

    fn sources(&mut self, shown: &str, path: &Path, within: &str) {
        match bytes_of(path, shown, largest(shown)) {
            Ok(bytes) => {
                let (outside, rejected) = Outside::from_csv(shown, &bytes, within);
                self.outside.join(outside);
                self.rejected.extend(rejected);
            }
            Err(rejected) => self.rejected.push(rejected),
        }
    }

    fn read(&mut self, found: &Found) {
        let (name, bytes) = match found {
            Found::File { path, name } => (name.as_str(), bytes_of(path, name, largest(name))),
            Found::Stdin => ("-", all_of(io::stdin().lock(), "-", largest("-"))),
        };
        match bytes {
            Ok(bytes) => {
                let reading = chancery_read::file(name, &bytes, &self.outside);
                self.documents.extend(reading.documents);
                self.rejected.extend(reading.rejected);
            }
            Err(rejected) => self.rejected.push(rejected),
        }
    }

    fn sorted(mut self) -> Gathered {
        self.documents.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
        self.rejected.sort();
        self.rejected.dedup();
        let mut notes = Vec::new();
        if !self.skipped.is_empty() {
            notes.push(skipped_note(&self.skipped));
        }
        Gathered {
            documents: self.documents,
            rejected: self.rejected.iter().map(ToString::to_string).collect(),
            notes,
        }
    }
}

/// Files that lie beside reports and are none.
fn is_about_the_folder(file: &str) -> bool {
    let stem = file.split('.').next().unwrap_or_default().to_lowercase();
    matches!(stem.as_str(), "" | "readme" | "license" | "licence")
}

fn skipped_note(skipped: &BTreeMap<String, usize>) -> String {
    let total: usize = skipped.values().sum();
    let by_ending: Vec<String> = skipped.iter().map(|(ending, n)| format!("{ending} {n}")).collect();
    let files = if total == 1 { "file" } else { "files" };
    format!("skipped {total} {files} of a kind that holds no report ({})", by_ending.join(", "))
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

fn bytes_of(path: &Path, name: &str, limit: usize) -> Result<Vec<u8>, Rejected> {
    let file = File::open(path).map_err(|fault| unreadable(name, &fault))?;
    let size = file.metadata().map_err(|fault| unreadable(name, &fault))?.len();
    if size > limit as u64 {
        return Err(too_large(name, size, limit));
    }
    all_of(file, name, limit)
}

/// Everything from `reader`, which may be a pipe that never ends.
fn all_of(reader: impl Read, name: &str, limit: usize) -> Result<Vec<u8>, Rejected> {
    let mut bytes = Vec::new();
    reader.take(limit as u64 + 1).read_to_end(&mut bytes).map_err(|fault| unreadable(name, &fault))?;
    if bytes.len() > limit { Err(too_large(name, bytes.len() as u64, limit)) } else { Ok(bytes) }
}

fn too_large(name: &str, size: u64, limit: usize) -> Rejected {
    Rejected::new(
        name,
        format!("a file of at most {} MB", limit / 1_000_000),
        format!("{} MB", size.div_ceil(1_000_000)),
        "split it into its reports, or give many reports as JSON Lines",
    )
}

fn unreadable(name: &str, fault: &io::Error) -> Rejected {
    let (found, hint) = match fault.kind() {
        io::ErrorKind::NotFound => ("no such file".to_owned(), "check the path"),
        io::ErrorKind::PermissionDenied => ("no permission to read it".to_owned(), "change its permissions"),
        _ => (fault.to_string(), "check the file and its disk"),
    };
    Rejected::new(name, "a file that can be read", found, hint)
}
