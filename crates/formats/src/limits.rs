/// Upper bounds for work on one file. All counts are per call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Largest input accepted at all, in bytes.
    pub input_bytes: usize,
    /// Most bytes that may come out of decompression, all entries together.
    pub inflated_bytes: u64,
    /// Highest ratio of inflated to stored bytes for one entry; small entries
    /// (under 1 MiB inflated) are exempt, since honest XML can pack very well.
    pub ratio: u64,
    /// Most entries of a zip or OLE2 container.
    pub entries: usize,
    /// Deepest nesting of XML or HTML elements and RTF groups.
    pub depth: usize,
    /// Most bytes of text returned; what is beyond is cut and said to be.
    pub text_bytes: usize,
    /// Most pages, sheets or slides read.
    pub pages: usize,
    /// Most parts of a mail, and most mails it may hold one in another.
    pub mail_parts: usize,
    /// Most drawing operations interpreted in one PDF call.
    pub pdf_operations: u64,
    /// Most pixels of a picture decoded or drawn.
    pub pixels: u64,
    /// Most rows of a table.
    pub rows: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            input_bytes: 256 << 20,
            inflated_bytes: 512 << 20,
            ratio: 400,
            entries: 20_000,
            depth: 256,
            text_bytes: 16 << 20,
            pages: 5_000,
            mail_parts: 500,
            pdf_operations: 20_000_000,
            pixels: 100_000_000,
            rows: 200_000,
        }
    }
}

impl Limits {
    pub(crate) fn accepts(&self, data: &[u8]) -> bool {
        data.len() <= self.input_bytes
    }
}
