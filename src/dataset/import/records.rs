//! Imports files of records (places, events, desks, …): reads, compares, and writes as one transaction.

use super::apply::{NewFile, apply};
use super::book::{self, Table};
use super::demand_file::demand_text;
use super::draft::{Draft, Packed};
use super::folder::former_file;
use super::format::{FORMATS, Format, Surroundings};
use super::ids::Ids;
use super::kept::{Former, former_text};
use super::mapping::{FOLDER, Mapping, name_of};
use super::outcome::{Fate, Outcome, Remark};
use super::plan;
use super::position::Gazetteer;
use super::tidy::Tidy;
use super::{ImportError, ImportReport, Kind, is_population};
use crate::dataset::area::Area;
use crate::dataset::demand::DEMAND_CSV;
use crate::dataset::notice::{Notice, Notices};
use crate::dataset::source::Source;
use crate::dataset::{LandmarkKind, Landmarks, Severity, Ward, landmarks, load, load_calendar, ward};
use crate::hours::JapaneseCalendar;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};

#[derive(Debug)]
pub struct Request<'a> {
    pub into: &'a Path,
    pub kind: Kind,
    /// A mapping of columns that replaces the one kept beside the data.
    pub mapping: Option<Mapping>,
    /// A table of addresses and points, or of blocks.
    pub addresses: Option<Vec<u8>>,
    pub today: NaiveDate,
}

/// Files read and compared, not yet written.
#[derive(Debug)]
pub struct Prepared {
    pub outcomes: Vec<Outcome>,
    /// The file of population, if there is one, and its outcome.
    pub population: Option<(String, ImportReport)>,
    /// What `check` says of the folder with these files and does not say without them: errors and warnings.
    pub notices: Vec<Notice>,
    files: Vec<NewFile>,
}

impl Prepared {
    /// Writes the changed files of the folder, all or none. Without a change nothing is written.
    ///
    /// # Errors
    /// [`ImportError::Write`]; the folder then is as it was.
    pub fn write(&self, into: &Path) -> Result<Vec<PathBuf>, ImportError> {
        if self.files.is_empty() { Ok(Vec::new()) } else { apply(into, &self.files) }
    }

    /// Whether every row and value was taken without a question, and `check` has nothing new to say.
    pub fn is_clean(&self) -> bool {
        let (mut records, mut population) = (self.outcomes.iter(), self.population.iter());
        let is_read = records.all(Outcome::is_clean) && population.all(|(_, report)| report.is_clean());
        is_read && self.notices.is_empty()
    }

    /// The files of the folder that change.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|(name, _)| name.as_str())
    }
}

/// The state of the folder while the files are read one after another.
pub(super) struct Work<'a> {
    pub(super) request: &'a Request<'a>,
    pub(super) source: Source,
    ward: Ward,
    landmarks: Landmarks,
    gazetteer: Gazetteer,
    calendar: JapaneseCalendar,
    /// New texts by file, and what the folder had before.
    pub(super) texts: BTreeMap<String, String>,
    outcomes: Vec<Outcome>,
    population: Option<(String, ImportReport)>,
    /// The names of mappings that tables of this run have.
    used: BTreeSet<String>,
}

/// Reads `files` (their paths and bytes) in this order and compares them with the folder; nothing is written.
/// Towns and districts of one file place the rows of those behind it.
///
/// # Errors
/// [`ImportError`] when a file, the folder or the mapping cannot be used; then nothing of any file is taken.
pub fn prepare(files: &[(PathBuf, Vec<u8>)], request: &Request<'_>) -> Result<Prepared, ImportError> {
    let mut work = Work::new(request)?;
    for (path, bytes) in files {
        let kind = request.kind;
        let taken = if kind.is_population() || kind == Kind::Auto && is_population(bytes) {
            work.take_population(path, bytes)
        } else {
            work.file(path, bytes)
        };
        taken.map_err(|fault| match fault {
            ImportError::NotReadable(why) => ImportError::NotReadable(format!("{}: {why}", path.display())),
            other => other,
        })?;
    }
    let changed = |(name, text): (String, String)| {
        let former = work.source.text(&name).ok().flatten();
        (former.as_deref() != Some(text.as_str())).then(|| (name, text.into()))
    };
    let files: Vec<NewFile> = work.texts.into_iter().filter_map(changed).collect();
    let notices = new_notices(&work.source, &files, request.today);
    Ok(Prepared { outcomes: work.outcomes, population: work.population, notices, files })
}

/// The errors and warnings that the folder gets by `files`.
fn new_notices(source: &Source, files: &[NewFile], today: NaiveDate) -> Vec<Notice> {
    if files.is_empty() {
        return Vec::new();
    }
    let found = |source: &Source| match load(source, today) {
        Ok(loaded) => loaded.snapshot.notices,
        Err(unusable) => unusable.notices,
    };
    // A feature is numbered by its place in the file, which an import may move.
    let same = |notice: &Notice| {
        let Notice { code, file, place, key, value, message, .. } = notice.clone();
        (code, file, place, key, value, message)
    };
    let before: HashSet<_> = found(source).iter().map(same).collect();
    let mut after = found(&source.clone().with(files.iter().cloned()));
    after.retain(|notice| notice.severity > Severity::Info && !before.contains(&same(notice)));
    after
}

impl<'a> Work<'a> {
    fn new(request: &'a Request<'a>) -> Result<Self, ImportError> {
        let source = Source::Folder(request.into.to_owned());
        source.check_folder()?;
        let ward = ward::read(&source, &mut Notices::default());
        let (landmarks, gazetteer) = surroundings(&source, &ward, request)?;
        let calendar = load_calendar(&source, request.today)?;
        Ok(Self {
            request,
            source,
            ward,
            landmarks,
            gazetteer,
            calendar,
            texts: BTreeMap::new(),
            outcomes: Vec::new(),
            population: None,
            used: BTreeSet::new(),
        })
    }

    /// The folder with what the files before gave.
    fn source_so_far(&self) -> Source {
        let texts = self.texts.iter().map(|(name, text)| (name.clone(), text.clone().into()));
        self.source.clone().with(texts)
    }

    fn take_population(&mut self, path: &Path, bytes: &[u8]) -> Result<(), ImportError> {
        let name = path.display().to_string();
        if let Some((first, _)) = &self.population {
            return Err(ImportError::TwicePopulation { first: first.clone(), second: name });
        }
        let import = super::read(bytes, self.request.kind, &self.source_so_far())?;
        self.texts.insert(DEMAND_CSV.to_owned(), demand_text(&import.cells)?);
        self.population = Some((name, import.report));
        Ok(())
    }

    fn file(&mut self, path: &Path, bytes: &[u8]) -> Result<(), ImportError> {
        let tables = book::read(bytes)?;
        let several = tables.len() > 1;
        let mut taken = 0;
        let mut first_line = String::new();
        let mut unread: Vec<String> = Vec::new();
        for table in tables {
            let head = table.rows.first().map(|row| row.cells.join(","));
            let name = sheet_name(path, &table, several);
            let sheet = table.sheet.clone().filter(|_| several);
            if self.table(&name, path, sheet.as_deref(), table)? {
                taken += 1;
                continue;
            }
            unread.extend(sheet.map(|sheet| format!("シート「{sheet}」には読める見出しの行がありません")));
            if first_line.is_empty() {
                first_line = head.unwrap_or_default();
            }
        }
        if taken == 0 {
            let line = super::outcome::shortened(&first_line);
            let why = format!(
                "読める見出しの行がありません（最初の行は「{line}」）。列の対応（TOML）を --mapping で渡してください"
            );
            return Err(ImportError::NotReadable(why));
        }
        if let Some(outcome) = self.outcomes.last_mut() {
            outcome.notes.append(&mut unread);
        }
        Ok(())
    }

    /// The name of the mapping of a table; two tables of one run never share one.
    fn kept_name(&self, path: &Path, sheet: Option<&str>, kind: &str) -> String {
        let mut name = name_of(path, kind);
        if let Some(sheet) = sheet {
            let letters: String = sheet.chars().filter(|c| c.is_alphanumeric()).take(20).collect();
            name = format!("{name}-{letters}");
        }
        let free = |name: &String| !self.used.contains(name);
        let numbered = (2..).map(|number| format!("{name}-{number}"));
        std::iter::once(name.clone()).chain(numbered).find(free).unwrap_or(name)
    }

    /// Reads one table; false when it is of no format.
    fn table(
        &mut self,
        name: &str,
        path: &Path,
        sheet: Option<&str>,
        table: Table,
    ) -> Result<bool, ImportError> {
        let (mapping, kept_name) = self.mapping(path, sheet)?;
        let Some(tidy) = Tidy::find(table, mapping.as_ref()) else { return Ok(false) };
        let kind = match self.request.kind.code() {
            "auto" => mapping.as_ref().and_then(|mapping| mapping.kind.as_deref()).unwrap_or("auto"),
            kind => kind,
        };
        let format = FORMATS
            .iter()
            .find(|format| if kind == "auto" { (format.recognizes)(&tidy) } else { format.code == kind });
        let Some(format) = format.copied() else { return Ok(false) };
        let kept_name = kept_name.unwrap_or_else(|| self.kept_name(path, sheet, format.code));
        self.used.insert(kept_name.clone());
        let former = self.former(&kept_name)?;
        let mut draft = self.read(format, name, &tidy, mapping.as_ref(), former.keys().cloned().collect());
        let is_filled =
            |(_, at): &(&&'static str, &usize)| tidy.rows.iter().any(|row| !row.cell(**at).is_empty());
        let named = |(field, at): (&&str, &usize)| ((*field).to_owned(), tidy.header[*at].clone());
        let mut outcome = Outcome {
            file: name.to_owned(),
            kind: format.code.to_owned(),
            encoding: tidy.encoding.clone(),
            header_line: tidy.header_line,
            target: format.target.to_owned(),
            columns: tidy.columns.iter().filter(is_filled).map(named).collect(),
            columns_unread: tidy.unread().into_iter().map(str::to_owned).collect(),
            rows: tidy.rows.len(),
            left_out: std::mem::take(&mut draft.left_out),
            notes: tidy.notes.iter().map(|(line, text)| format!("{line}行目 {text}")).collect(),
            remarks: merged_cells(&tidy).chain(draft.remarks.drain(..)).collect(),
            ..Outcome::default()
        };
        let columns = tidy.columns.iter().map(named).collect();
        // The rows are many, and not needed any more.
        drop(tidy);
        self.merge(format, draft.take_records(), (&kept_name, former), &mut outcome)?;
        let default_kind = mapping.as_ref().and_then(|mapping| mapping.default_kind.clone());
        let ignore = mapping.map(|mapping| mapping.ignore).unwrap_or_default();
        let mapping = Mapping { kind: Some(format.code.to_owned()), default_kind, ignore, columns };
        self.texts.insert(format!("{FOLDER}/{kept_name}.toml"), mapping.text()?);
        self.outcomes.push(outcome);
        Ok(true)
    }

    /// The mapping given, or the one kept beside the data for a file of this name.
    fn mapping(
        &self,
        path: &Path,
        sheet: Option<&str>,
    ) -> Result<(Option<Mapping>, Option<String>), ImportError> {
        if let Some(mapping) = &self.request.mapping {
            return Ok((
                Some(mapping.clone()),
                mapping.kind.as_deref().map(|kind| self.kept_name(path, sheet, kind)),
            ));
        }
        for format in
            FORMATS.iter().filter(|format| ["auto", format.code].contains(&self.request.kind.code()))
        {
            let name = self.kept_name(path, sheet, format.code);
            if let Some(text) = self.source.text(&format!("{FOLDER}/{name}.toml"))? {
                return Ok((Some(Mapping::parse(&text)?), Some(name)));
            }
        }
        Ok((None, None))
    }

    fn read(
        &self,
        format: Format,
        name: &str,
        tidy: &Tidy,
        mapping: Option<&Mapping>,
        former: BTreeSet<String>,
    ) -> Draft {
        let mut around = Surroundings {
            ward: &self.ward,
            landmarks: &self.landmarks,
            file: name,
            gazetteer: &self.gazetteer,
            calendar: &self.calendar,
            today: self.request.today,
            ids: Ids::default(),
            default_kind: mapping.and_then(|mapping| mapping.default_kind.clone()),
            seen: HashMap::new(),
            former,
        };
        if format.target == PLACES {
            around.seen = self.seen();
        }
        let mut draft = Draft::default();
        (format.read)(tidy, &mut around, &mut draft);
        draft
    }

    fn merge(
        &mut self,
        format: Format,
        records: Vec<Packed>,
        (kept_name, mut former): (&str, Former),
        outcome: &mut Outcome,
    ) -> Result<(), ImportError> {
        let target = format.target;
        let text = if Path::new(target).extension().is_some_and(|end| end == "geojson") {
            let mut collection = self.collection(target)?;
            if target == PLACES && !records.is_empty() {
                self.say_exact(&mut collection.existing);
            }
            plan::merge(&mut collection.existing, records, &mut former, outcome);
            outcome.changes_anything().then(|| collection.text())
        } else {
            let former_text = match self.texts.get(target) {
                Some(text) => Some(text.clone()),
                None => match self.source.text(target)? {
                    None if target == HOLIDAYS => Source::Embedded.text(target)?,
                    text => text,
                },
            };
            let (columns, mut existing) =
                super::rows::read(former_text.as_deref().unwrap_or_default(), target);
            plan::merge(&mut existing, records, &mut former, outcome);
            outcome.changes_anything().then(|| super::rows::text(&columns, target, existing))
        };
        if let Some(text) = text {
            self.texts.insert(target.to_owned(), text);
            if target == LANDMARKS {
                let source = self.source_so_far();
                (self.landmarks, self.gazetteer) = surroundings(&source, &self.ward, self.request)?;
            }
        }
        self.texts.insert(former_file(kept_name), former_text(&former));
        Ok(())
    }
}

/// The landmarks of the folder, and its towns with the blocks of `--addresses`.
fn surroundings(
    source: &Source,
    ward: &Ward,
    request: &Request<'_>,
) -> Result<(Landmarks, Gazetteer), ImportError> {
    let landmarks = landmarks::read(source, &mut Notices::default());
    let towns = landmarks.iter().filter(|landmark| landmark.kind == LandmarkKind::Town).cloned().collect();
    let mut gazetteer = Gazetteer::new(towns, &ward.name, Area::read(source, ward.bounds));
    if let Some(bytes) = &request.addresses {
        let tables = book::read(bytes)?;
        if tables.iter().map(|table| gazetteer.add_blocks(table)).sum::<usize>() == 0 {
            let why = "住所の表（--addresses）に、この市区の町と緯度・経度のある行がありません";
            return Err(ImportError::NotReadable(why.to_owned()));
        }
    }
    Ok((landmarks, gazetteer))
}

/// What merged cells gave, as remarks.
fn merged_cells(tidy: &Tidy) -> impl Iterator<Item = Remark> {
    let rows = tidy.rows.iter().flat_map(|row| {
        let of_row = tidy.merged.range((row.line, 0)..=(row.line, usize::MAX));
        of_row.map(move |(_, column)| (row, *column))
    });
    rows.map(|(row, column)| Remark {
        line: row.line,
        name: tidy.cell(row, "name").to_owned(),
        fate: Fate::Repaired,
        field: tidy.header.get(column).cloned().unwrap_or_default(),
        value: super::outcome::shortened(row.cell(column)),
        why: "上の行からの結合セルなので、この行にもあるものとして読みました".to_owned(),
    })
}

pub(super) const PLACES: &str = "places.geojson";
const LANDMARKS: &str = "landmarks.geojson";
const HOLIDAYS: &str = "calendar/holidays.csv";

fn sheet_name(path: &Path, table: &Table, several: bool) -> String {
    let file = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    match &table.sheet {
        Some(sheet) if several => format!("{file}（シート「{sheet}」）"),
        _ => file.into_owned(),
    }
}
