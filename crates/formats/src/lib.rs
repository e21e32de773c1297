//! Reading and checking of file formats: what a file is, its text, its
//! pictures, mails, tables.
//!
//! Nothing here touches the network, a database or other processes. Input is
//! bytes (or `Read + Seek`) from strangers, so that every function is total:
//! it answers with a value or an error, never a panic, and stays within the
//! [`Limits`] it is given.

pub mod csv;
pub mod image;
pub mod mail;
pub mod pdf;
pub mod safe_html;
pub mod sniff;
pub mod text;

mod archive;
mod contain;
mod encoding;
mod limits;
mod markup;
mod xml;

pub use limits::Limits;
