//! How each thing of a segment stands: who sees it and what it counts as. Read once for each segment, which never
//! changes, so that a walk over a million things looks at two numbers of each.

use super::ask::LIMITED;
use parking_lot::Mutex;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};
use tantivy::columnar::Column;
use tantivy::index::SegmentId;
use tantivy::{DocId, Searcher, SegmentReader};

/// By which facets a thing counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Facets {
    pub kind: u64,
    pub type_id: u64,
    pub status: u64,
    pub year: u64,
}

/// The things of one segment, each with the number of its sight and the number of its facets.
pub(super) struct Standing {
    of: Vec<(u32, u32)>,
    /// Each way to be seen: its scopes, those that it is limited to after them; and where it begins, and where its limits do.
    scopes: Vec<u64>,
    begins: Vec<(u32, u32)>,
    pub facets: Vec<Facets>,
}

impl Standing {
    fn read(segment: &SegmentReader) -> tantivy::Result<Standing> {
        let fast = segment.fast_fields();
        let [kind, type_id, status, year] = ["kind", "type_id", "status", "year"].map(|name| fast.u64(name));
        let (kind, type_id, status, year) = (kind?, type_id?, status?, year?);
        let (scopes, limits) = (fast.u64("scopes")?, fast.column_opt::<u64>("limits")?);
        let n = segment.max_doc();
        let mut all = Standing { of: Vec::with_capacity(n as usize), scopes: vec![], begins: vec![], facets: vec![] };
        let (mut ways, mut sorts): (HashMap<Vec<u64>, u32>, HashMap<Facets, u32>) = Default::default();
        let (mut way, mut last, mut last_way) = (Vec::new(), Vec::new(), 0);
        for doc in 0..n {
            let first = |column: &Column<u64>| column.first(doc).unwrap_or_default();
            way.clear();
            way.extend(scopes.values_for_doc(doc));
            let limited_from = way.len();
            way.extend(limits.iter().flat_map(|limits| limits.values_for_doc(doc)));
            // Documents of a case mostly stand one after the other.
            if doc == 0 || way != last {
                last.clone_from(&way);
                last_way = match ways.get(&way) {
                    Some(known) => *known,
                    None => {
                        let number = all.add(&way, limited_from);
                        ways.insert(way.clone(), number);
                        number
                    }
                };
            }
            let facets = Facets { kind: first(&kind), type_id: first(&type_id), status: first(&status), year: first(&year) };
            let next = place(all.facets.len());
            let what = *sorts.entry(facets).or_insert_with(|| {
                all.facets.push(facets);
                next
            });
            all.of.push((last_way, what));
        }
        Ok(all)
    }

    fn add(&mut self, way: &[u64], limited_from: usize) -> u32 {
        let begin = self.scopes.len();
        self.scopes.extend_from_slice(way);
        self.begins.push((place(begin), place(begin + limited_from)));
        place(self.begins.len() - 1)
    }

    /// The numbers of a thing: of its sight and of its facets.
    pub fn of(&self, doc: DocId) -> (u32, u32) {
        self.of[doc as usize]
    }

    /// How many ways to be seen there are.
    pub fn ways(&self) -> usize {
        self.begins.len()
    }

    /// The scopes by which things of a way are seen, and those of which one is needed besides, if they are limited.
    pub fn way(&self, who: u32) -> (&[u64], Option<&[u64]>) {
        let at = who as usize;
        let (begin, limits) = self.begins[at];
        let end = self.begins.get(at + 1).map_or(self.scopes.len(), |(begin, _)| *begin as usize);
        let limits = &self.scopes[limits as usize..end];
        (&self.scopes[begin as usize..end - limits.len()], (limits.contains(&LIMITED)).then_some(limits))
    }
}

/// A segment holds fewer things than there are such numbers.
fn place(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// What is known of the segments that are searched.
#[derive(Clone, Default)]
pub(super) struct Standings(Arc<Mutex<HashMap<SegmentId, Known>>>);

type Known = Arc<OnceLock<Arc<Standing>>>;

impl Standings {
    /// Of a segment; read now, if it wasn't yet.
    pub fn of(&self, segment: &SegmentReader) -> tantivy::Result<Arc<Standing>> {
        let known = self.0.lock().entry(segment.segment_id()).or_default().clone();
        if let Some(standing) = known.get() {
            return Ok(standing.clone());
        }
        let standing = Arc::new(Standing::read(segment)?);
        Ok(known.get_or_init(|| standing).clone())
    }

    /// Reads what isn't known yet of the segments that are searched from now on, and forgets all others.
    pub fn keep(&self, searcher: &Searcher) -> tantivy::Result<()> {
        for segment in searcher.segment_readers() {
            self.of(segment)?;
        }
        self.0.lock().retain(|id, _| searcher.segment_readers().iter().any(|segment| segment.segment_id() == *id));
        Ok(())
    }
}
