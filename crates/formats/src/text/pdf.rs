use super::{ExtractError, Pages};
use crate::Limits;
use crate::pdf::{PdfError, texts};

pub(super) fn pages(data: &[u8], limits: &Limits) -> Result<Pages, ExtractError> {
    texts(data, limits).map_err(|error| match error {
        PdfError::Protected => ExtractError::Protected,
        PdfError::TooLarge => ExtractError::TooLarge,
        other => ExtractError::Broken(other.to_string()),
    })
}
