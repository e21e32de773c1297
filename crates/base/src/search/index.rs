//! The index itself: what is kept of a case or a document, and how changes get in.

use super::analyze::{Words, normal, pieces, plain, stemming};
use super::ask::LIMITED;
use super::standing::Standings;
use crate::error::{Error, Result};
use parking_lot::{Mutex, RwLock};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use tantivy::schema::{FAST, Field, INDEXED, IndexRecordOption, STRING, Schema, TextFieldIndexing, TextOptions};
use tantivy::{IndexReader, IndexSettings, IndexWriter, ReloadPolicy, Searcher, TantivyDocument, Term};
use uuid::Uuid;

/// What is kept of a thing that can be found.
#[derive(Debug, Clone)]
pub struct Entry {
    /// 0 a case, 1 a document.
    pub kind: u64,
    pub id: Uuid,
    pub case: Uuid,
    /// The scopes that see the case.
    pub scopes: Vec<u64>,
    /// A limited document's own scopes: who asks needs one of these besides; none where it isn't limited.
    pub limits: Option<Vec<u64>>,
    pub title: String,
    /// Numbers and codes that are searched whole or by their beginning.
    pub numbers: Vec<String>,
    /// Everything else that is read, the text of its files included.
    pub text: String,
    pub type_id: u64,
    pub status: u64,
    pub owner: u64,
    pub year: u64,
    /// Microseconds since 1970.
    pub changed: u64,
}

/// A change of the index.
pub enum Change {
    Put(Box<Entry>),
    Remove(Uuid),
}

#[derive(Clone, Copy)]
pub(super) struct Fields {
    pub id: Field,
    pub id_high: Field,
    pub id_low: Field,
    pub kind: Field,
    pub case: Field,
    pub scopes: Field,
    pub limits: Field,
    pub title: Field,
    pub text: Field,
    pub words: Field,
    pub heads: Field,
    pub pieces: Field,
    pub numbers: Field,
    pub type_id: Field,
    pub status: Field,
    pub owner: Field,
    pub year: Field,
    pub changed: Field,
}

/// The index in its folder: opened when it is first used, and again when it was lost.
pub struct Index {
    pub(super) fields: Fields,
    folder: PathBuf,
    open: RwLock<Option<Arc<Opened>>>,
    /// Taken by the one who writes; who only reads beside him never asks for it.
    pub(super) writer: Mutex<Option<IndexWriter>>,
    /// A question failed in a way that a sound index doesn't.
    doubted: AtomicBool,
}

/// An index that was opened.
pub(super) struct Opened {
    pub(super) reader: IndexReader,
    pub(super) index: tantivy::Index,
    standings: Standings,
    /// How far in the chain what is found has come.
    reached: AtomicI64,
}

/// Memory for what was written and isn't on disk yet.
const WRITING: usize = 30_000_000;

/// Rises when what is kept changes: an index of another number is made anew.
const FORM: &str = "4";

fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let text = |tokenizer: &str, record| {
        TextOptions::default().set_indexing_options(TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(record))
    };
    let positions = IndexRecordOption::WithFreqsAndPositions;
    let number = FAST | INDEXED;
    let fields = Fields {
        id: builder.add_text_field("id", STRING),
        id_high: builder.add_u64_field("id_high", FAST),
        id_low: builder.add_u64_field("id_low", FAST),
        kind: builder.add_u64_field("kind", FAST),
        case: builder.add_text_field("case", STRING),
        scopes: builder.add_u64_field("scopes", number.clone()),
        limits: builder.add_u64_field("limits", FAST),
        title: builder.add_text_field("title", text("stems", positions)),
        text: builder.add_text_field("text", text("stems", positions)),
        words: builder.add_text_field("words", text("words", IndexRecordOption::Basic)),
        heads: builder.add_text_field("heads", text("words", IndexRecordOption::Basic)),
        pieces: builder.add_text_field("pieces", STRING),
        numbers: builder.add_text_field("numbers", STRING),
        type_id: builder.add_u64_field("type_id", FAST),
        status: builder.add_u64_field("status", number),
        owner: builder.add_u64_field("owner", FAST),
        year: builder.add_u64_field("year", FAST),
        changed: builder.add_u64_field("changed", FAST),
    };
    (builder.build(), fields)
}

impl Index {
    /// The index in a folder. Nothing is read or written until it is used.
    pub fn at(folder: &Path) -> Index {
        let (_, fields) = schema();
        Index { fields, folder: folder.to_owned(), open: RwLock::default(), writer: Mutex::default(), doubted: AtomicBool::new(false) }
    }

    /// As it stands; one that is missing, broken or of another form begins empty.
    pub(super) fn opened(&self) -> Result<Arc<Opened>> {
        if let Some(opened) = &*self.open.read() {
            return Ok(opened.clone());
        }
        let mut open = self.open.write();
        if let Some(opened) = &*open {
            return Ok(opened.clone());
        }
        let opened = Arc::new(match Opened::open(&self.folder) {
            Ok(opened) => opened,
            Err(error @ Error::Full(_)) => return Err(error),
            Err(error) => {
                tracing::warn!(%error, "the search index begins anew");
                clear(&self.folder)?;
                Opened::open(&self.folder)?
            }
        });
        *open = Some(opened.clone());
        Ok(opened)
    }

    /// Lets go of what was opened: the next use finds what the folder holds by then.
    pub fn reopen(&self) {
        let mut writer = self.writer.lock();
        *self.open.write() = None;
        *writer = None;
        self.doubted.store(false, Ordering::Relaxed);
    }

    /// Begins empty, whatever the folder holds.
    pub fn begin_anew(&self) -> Result<()> {
        self.reopen();
        clear(&self.folder)
    }

    /// Whether a file of it isn't as it was written. Reads all of it, by an opening of its own: what was read so would
    /// otherwise stay in memory as long as the index is open.
    pub fn damaged(&self) -> bool {
        let sound = || {
            self.opened()?;
            let index = tantivy::Index::open_in_dir(&self.folder).map_err(fault)?;
            Ok::<bool, Error>(index.validate_checksum().map_err(fault)?.is_empty())
        };
        !catch_unwind(AssertUnwindSafe(sound)).is_ok_and(|sound| sound.unwrap_or(false))
    }

    /// Whether a question failed since it was opened.
    pub fn doubted(&self) -> bool {
        self.doubted.load(Ordering::Relaxed)
    }

    /// Asks something of it. A broken file shows as an error or as a panic of the reader; neither is the asker's.
    pub(super) fn asking<T>(&self, ask: impl FnOnce(&Searcher, &Standings) -> Result<T>) -> Result<T> {
        let opened = self.opened()?;
        catch_unwind(AssertUnwindSafe(|| ask(&opened.reader.searcher(), &opened.standings)))
            .unwrap_or_else(|_| Err(Error::internal("the index can't be read")))
            .map_err(|error| {
                self.doubted.store(true, Ordering::Relaxed);
                Error::unavailable(error)
            })
    }

    /// How far in the chain what is found has come.
    pub fn position(&self) -> i64 {
        self.opened().map_or(0, |opened| opened.reached.load(Ordering::Acquire))
    }

    /// How far in the chain the folder has come, read anew, with the mark that was given for that place.
    pub fn read_to(&self) -> (i64, String) {
        self.opened().map(|opened| opened.read_to()).unwrap_or_default()
    }

    /// How many things it holds.
    pub fn size(&self) -> u64 {
        self.opened().map_or(0, |o| o.reader.searcher().num_docs())
    }

    /// Writes changes; they are found, and the position stands with its mark, when this returns.
    pub fn write(&self, changes: &[Change], position: i64, mark: &str) -> Result<()> {
        let opened = self.opened()?;
        let mut held = self.writer.lock();
        // One that failed is not used again.
        let mut writer = match held.take() {
            Some(writer) => writer,
            None => opened.index.writer_with_num_threads(1, WRITING).map_err(fault)?,
        };
        for change in changes {
            let id = match change {
                Change::Put(entry) => entry.id,
                Change::Remove(id) => *id,
            };
            writer.delete_term(Term::from_field_text(self.fields.id, &id.simple().to_string()));
            if let Change::Put(entry) = change {
                writer.add_document(self.document(entry)).map_err(fault)?;
            }
        }
        let mut commit = writer.prepare_commit().map_err(fault)?;
        commit.set_payload(&format!("{position} {mark}"));
        commit.commit().map_err(fault)?;
        *held = Some(writer);
        drop(held);
        opened.found_to(position)
    }

    pub(super) fn document(&self, entry: &Entry) -> TantivyDocument {
        let f = self.fields;
        let mut doc = TantivyDocument::default();
        doc.add_text(f.id, entry.id.simple().to_string());
        let (high, low) = entry.id.as_u64_pair();
        doc.add_u64(f.id_high, high);
        doc.add_u64(f.id_low, low);
        doc.add_u64(f.kind, entry.kind);
        doc.add_text(f.case, entry.case.simple().to_string());
        entry.scopes.iter().for_each(|s| doc.add_u64(f.scopes, *s));
        if let Some(limits) = &entry.limits {
            doc.add_u64(f.limits, LIMITED);
            limits.iter().for_each(|s| doc.add_u64(f.limits, *s));
        }
        doc.add_text(f.title, &entry.title);
        doc.add_text(f.text, &entry.text);
        doc.add_text(f.words, &entry.title);
        doc.add_text(f.words, &entry.text);
        doc.add_text(f.heads, &entry.title);
        let mut title_pieces: Vec<String> = super::analyze::split(&entry.title).iter().flat_map(|t| pieces(&t.text)).collect();
        title_pieces.sort();
        title_pieces.dedup();
        title_pieces.iter().for_each(|p| doc.add_text(f.pieces, p));
        entry.numbers.iter().filter(|n| !n.is_empty()).for_each(|n| doc.add_text(f.numbers, normal(n)));
        doc.add_u64(f.type_id, entry.type_id);
        doc.add_u64(f.status, entry.status);
        doc.add_u64(f.owner, entry.owner);
        doc.add_u64(f.year, entry.year);
        doc.add_u64(f.changed, entry.changed);
        doc
    }
}

impl Opened {
    fn open(folder: &Path) -> Result<Opened> {
        std::fs::create_dir_all(folder)?;
        let (schema, _) = schema();
        let form = folder.join("form");
        let index = if form.exists() {
            if std::fs::read_to_string(&form)? != FORM {
                return Err(Error::internal("an index of another form"));
            }
            tantivy::Index::open_in_dir(folder).map_err(fault)?
        } else {
            if std::fs::read_dir(folder)?.next().is_some() {
                return Err(Error::internal("an index that was not finished"));
            }
            let index = tantivy::Index::builder().schema(schema).settings(IndexSettings::default()).create_in_dir(folder).map_err(fault)?;
            std::fs::write(&form, FORM)?;
            index
        };
        index.tokenizers().register("stems", stemming());
        index.tokenizers().register("words", plain());
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().map_err(fault)?;
        let opened = Opened { reader, index, standings: Standings::default(), reached: AtomicI64::new(0) };
        let (position, _) = opened.read_to();
        opened.found_to(position)?;
        Ok(opened)
    }

    fn read_to(&self) -> (i64, String) {
        let payload = self.index.load_metas().ok().and_then(|m| m.payload).unwrap_or_default();
        let (position, mark) = payload.split_once(' ').unwrap_or((&payload, ""));
        (position.parse().unwrap_or(0), mark.to_owned())
    }

    /// From now on everything up to a position is found.
    pub(super) fn found_to(&self, position: i64) -> Result<()> {
        self.reader.reload().map_err(fault)?;
        self.standings.keep(&self.reader.searcher()).map_err(fault)?;
        self.reached.store(position, Ordering::Release);
        Ok(())
    }
}

fn clear(folder: &Path) -> Result<()> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// What the index says; no room on the disk is told apart, since beginning anew wouldn't help.
pub(super) fn fault(error: tantivy::TantivyError) -> Error {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(&error);
    while let Some(this) = cause {
        let io = this.downcast_ref::<std::io::Error>().or_else(|| this.downcast_ref::<Arc<std::io::Error>>().map(|e| &**e));
        if io.is_some_and(crate::error::full) {
            return Error::Full(error.into());
        }
        cause = this.source();
    }
    Error::internal(error)
}

/// The tokenizer, for those who need its words alone.
pub(super) fn words_of(text: &str) -> Vec<String> {
    let _ = Words;
    super::analyze::split(text).into_iter().map(|t| t.text).collect()
}
