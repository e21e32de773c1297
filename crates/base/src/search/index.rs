//! The index itself: what is kept of a case or a document, and how changes get in.

use super::analyze::{Words, normal, pieces, plain, stemming};
use super::ask::LIMITED;
use crate::error::{Error, Result};
use parking_lot::Mutex;
use std::path::Path;
use tantivy::schema::{FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions};
use tantivy::{IndexReader, IndexSettings, IndexWriter, ReloadPolicy, TantivyDocument, Term};
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
    pub kind: Field,
    pub case: Field,
    pub scopes: Field,
    pub limits: Field,
    pub title: Field,
    pub text: Field,
    pub words: Field,
    pub pieces: Field,
    pub numbers: Field,
    pub type_id: Field,
    pub status: Field,
    pub owner: Field,
    pub year: Field,
    pub changed: Field,
}

/// An open index.
pub struct Index {
    pub(super) fields: Fields,
    pub(super) reader: IndexReader,
    pub(super) index: tantivy::Index,
    /// Away while the index is filled.
    pub(super) writer: Mutex<Option<IndexWriter>>,
}

/// Memory for what was written and isn't on disk yet.
pub(super) const WRITING: usize = 30_000_000;

/// Rises when what is kept changes: an index of another number is made anew.
const FORM: &str = "2";

fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let text = |tokenizer: &str, record| {
        TextOptions::default().set_indexing_options(TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(record))
    };
    let positions = IndexRecordOption::WithFreqsAndPositions;
    let number = FAST | INDEXED;
    let fields = Fields {
        id: builder.add_text_field("id", STRING | STORED),
        kind: builder.add_u64_field("kind", number.clone() | STORED),
        case: builder.add_text_field("case", STRING),
        scopes: builder.add_u64_field("scopes", INDEXED),
        limits: builder.add_u64_field("limits", INDEXED),
        title: builder.add_text_field("title", text("stems", positions)),
        text: builder.add_text_field("text", text("stems", positions)),
        words: builder.add_text_field("words", text("words", IndexRecordOption::Basic)),
        pieces: builder.add_text_field("pieces", STRING),
        numbers: builder.add_text_field("numbers", STRING),
        type_id: builder.add_u64_field("type_id", number.clone()),
        status: builder.add_u64_field("status", number.clone()),
        owner: builder.add_u64_field("owner", number.clone()),
        year: builder.add_u64_field("year", number.clone()),
        changed: builder.add_u64_field("changed", number),
    };
    (builder.build(), fields)
}

impl Index {
    /// Opens the index in a folder; one that is missing, broken or of another form begins empty.
    pub fn open(folder: &Path) -> Result<Index> {
        match Index::try_open(folder) {
            Ok(index) => Ok(index),
            Err(error) => {
                tracing::warn!(%error, "the search index begins anew");
                if folder.exists() {
                    std::fs::remove_dir_all(folder)?;
                }
                Index::try_open(folder)
            }
        }
    }

    fn try_open(folder: &Path) -> Result<Index> {
        std::fs::create_dir_all(folder)?;
        let (schema, fields) = schema();
        let form = folder.join("form");
        let index = if form.exists() {
            if std::fs::read_to_string(&form)? != FORM {
                return Err(Error::internal("an index of another form"));
            }
            tantivy::Index::open_in_dir(folder).map_err(Error::internal)?
        } else {
            if std::fs::read_dir(folder)?.next().is_some() {
                return Err(Error::internal("an index that was not finished"));
            }
            let index = tantivy::Index::builder()
                .schema(schema)
                .settings(IndexSettings::default())
                .create_in_dir(folder)
                .map_err(Error::internal)?;
            std::fs::write(&form, FORM)?;
            index
        };
        index.tokenizers().register("stems", stemming());
        index.tokenizers().register("words", plain());
        let writer = index.writer_with_num_threads(1, WRITING).map_err(Error::internal)?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().map_err(Error::internal)?;
        Ok(Index { fields, reader, index, writer: Mutex::new(Some(writer)) })
    }

    /// How far in the chain the index has come.
    pub fn position(&self) -> i64 {
        self.index.load_metas().ok().and_then(|m| m.payload).and_then(|p| p.parse().ok()).unwrap_or(0)
    }

    /// How many things it holds.
    pub fn size(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    /// Writes changes; they are found, and the position stands, when this returns.
    pub fn write(&self, changes: &[Change], position: i64) -> Result<()> {
        let mut place = self.writer.lock();
        let Some(writer) = place.as_mut() else { return Err(Error::Busy) };
        for change in changes {
            let id = match change {
                Change::Put(entry) => entry.id,
                Change::Remove(id) => *id,
            };
            writer.delete_term(Term::from_field_text(self.fields.id, &id.simple().to_string()));
            if let Change::Put(entry) = change {
                writer.add_document(self.document(entry)).map_err(Error::internal)?;
            }
        }
        let mut commit = writer.prepare_commit().map_err(Error::internal)?;
        commit.set_payload(&position.to_string());
        commit.commit().map_err(Error::internal)?;
        drop(place);
        self.reader.reload().map_err(Error::internal)
    }

    pub(super) fn document(&self, entry: &Entry) -> TantivyDocument {
        let f = self.fields;
        let mut doc = TantivyDocument::default();
        doc.add_text(f.id, entry.id.simple().to_string());
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

/// The tokenizer, for those who need its words alone.
pub(super) fn words_of(text: &str) -> Vec<String> {
    let _ = Words;
    super::analyze::split(text).into_iter().map(|t| t.text).collect()
}
