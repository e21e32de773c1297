//! Small pictures of pictures.

use crate::{Limits, contain::contain};
use image::{
    DynamicImage, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, Limits as DecodeLimits,
    codecs::{jpeg::JpegEncoder, png::PngEncoder},
    metadata::Orientation,
};
use std::io::Cursor;

/// Why there is no small picture.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImageError {
    #[error("the picture's format is not read")]
    Unsupported,
    #[error("the picture is broken: {0}")]
    Broken(String),
    #[error("the picture is too large")]
    TooLarge,
}

const FORMATS: [ImageFormat; 6] =
    [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP, ImageFormat::Tiff, ImageFormat::Bmp];
const JPEG_QUALITY: u8 = 85;
/// Room for a pixel while decoding: four channels of 16 bits.
const BYTES_PER_PIXEL: u64 = 8;

/// A picture of at most the given size (never enlarged, sides in proportion,
/// turned as its EXIF says): JPEG, or PNG if it has transparency. Without any
/// metadata. Of animations and pages the first.
pub fn thumbnail(data: &[u8], max_width: u32, max_height: u32, limits: &Limits) -> Result<Vec<u8>, ImageError> {
    if !limits.accepts(data) {
        return Err(ImageError::TooLarge);
    }
    let (width, height) = (max_width.max(1), max_height.max(1));
    contain(|| encode(shrink(decode(data, limits)?, width, height)))
        .unwrap_or_else(|_| Err(ImageError::Broken("the decoder gave up".into())))
}

fn decode(data: &[u8], limits: &Limits) -> Result<(DynamicImage, Orientation), ImageError> {
    let format = image::guess_format(data).map_err(|_| ImageError::Unsupported)?;
    if !FORMATS.contains(&format) {
        return Err(ImageError::Unsupported);
    }
    let mut reader = ImageReader::with_format(Cursor::new(data), format);
    let mut bounds = DecodeLimits::default();
    bounds.max_alloc = Some(limits.pixels.saturating_mul(BYTES_PER_PIXEL));
    reader.limits(bounds);
    let mut decoder = reader.into_decoder().map_err(refuse)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > limits.pixels {
        return Err(ImageError::TooLarge);
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let picture = DynamicImage::from_decoder(decoder).map_err(refuse)?;
    Ok((picture, orientation))
}

fn shrink((picture, turn): (DynamicImage, Orientation), width: u32, height: u32) -> DynamicImage {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    let sideways = matches!(turn, Rotate90 | Rotate90FlipH | Rotate270 | Rotate270FlipH);
    let (width, height) = if sideways { (height, width) } else { (width, height) };
    let mut small = match picture.width() > width || picture.height() > height {
        true => picture.thumbnail(width, height),
        false => picture,
    };
    small.apply_orientation(turn);
    small
}

fn encode(picture: DynamicImage) -> Result<Vec<u8>, ImageError> {
    let mut out = Vec::new();
    let (width, height) = (picture.width(), picture.height());
    let clear = picture.color().has_alpha() && picture.to_rgba8().pixels().any(|pixel| pixel.0[3] < u8::MAX);
    let written = if clear {
        let bytes = picture.into_rgba8();
        let color = image::ExtendedColorType::Rgba8;
        PngEncoder::new(&mut out).write_image(&bytes, width, height, color)
    } else {
        let bytes = picture.into_rgb8();
        let color = image::ExtendedColorType::Rgb8;
        JpegEncoder::new_with_quality(&mut out, JPEG_QUALITY).write_image(&bytes, width, height, color)
    };
    written.map_err(refuse)?;
    Ok(out)
}

fn refuse(error: image::ImageError) -> ImageError {
    match error {
        image::ImageError::Limits(_) => ImageError::TooLarge,
        image::ImageError::Unsupported(_) => ImageError::Unsupported,
        other => ImageError::Broken(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        let pixels = image::RgbImage::from_fn(width, height, |x, _| image::Rgb(if x < width / 2 { [255, 0, 0] } else { [0, 0, 255] }));
        DynamicImage::from(pixels).write_to(&mut out, format).unwrap();
        out.into_inner()
    }

    /// An EXIF segment that says: turn by 90 degrees.
    fn turned(jpeg: &[u8]) -> Vec<u8> {
        let exif = b"\xff\xe1\0\x22Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
        [&jpeg[..2], exif, &jpeg[2..]].concat()
    }

    #[test]
    fn every_format_is_shrunk_in_proportion() {
        for format in FORMATS {
            let small = thumbnail(&picture(60, 30, format), 20, 20, &Limits::default()).unwrap();
            let seen = image::load_from_memory(&small).unwrap();
            assert_eq!((seen.width(), seen.height()), (20, 10), "{format:?}");
        }
    }

    #[test]
    fn never_enlarged_and_turned_by_exif() {
        let jpeg = turned(&picture(16, 8, ImageFormat::Jpeg));
        let seen = image::load_from_memory(&thumbnail(&jpeg, 99, 99, &Limits::default()).unwrap());
        let seen = seen.unwrap().into_rgb8();
        assert_eq!(seen.dimensions(), (8, 16));
        assert!(seen.get_pixel(4, 2).0[0] > 200 && seen.get_pixel(4, 13).0[2] > 200);
    }

    #[test]
    fn transparency_stays() {
        let mut out = Cursor::new(Vec::new());
        let clear = image::RgbaImage::from_pixel(4, 4, image::Rgba([1, 2, 3, 0]));
        DynamicImage::from(clear).write_to(&mut out, ImageFormat::Png).unwrap();
        let small = thumbnail(out.get_ref(), 2, 2, &Limits::default()).unwrap();
        assert!(small.starts_with(b"\x89PNG"));
    }

    #[test]
    fn refusals() {
        let limits = Limits { pixels: 100, ..Limits::default() };
        let png = picture(20, 20, ImageFormat::Png);
        assert_eq!(thumbnail(&png, 5, 5, &limits), Err(ImageError::TooLarge));
        let cut = thumbnail(&png[..40], 5, 5, &Limits::default());
        assert!(matches!(cut, Err(ImageError::Broken(_))), "{cut:?}");
        let text = thumbnail(b"not a picture", 5, 5, &Limits::default());
        assert_eq!(text, Err(ImageError::Unsupported));
    }
}
