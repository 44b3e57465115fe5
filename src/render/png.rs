//! How does a picture become pixels?
//!
//! With resvg, and Noto Sans compiled in: a machine without fonts shows every name, and names in Latin, Greek and Cyrillic
//! letters look the same everywhere. Other scripts come from the system's fonts.

use crate::error::{Error, Result};
use resvg::{tiny_skia, usvg};
use std::sync::Arc;

/// More pixels than this are not painted: some 400 MB.
const MOST_PIXELS: f32 = 1e8;

/// Paints an SVG, `scale` times its size.
pub fn png(svg: &str, scale: f32) -> Result<Vec<u8>> {
    let options = usvg::Options { fontdb: Arc::new(fonts()), ..usvg::Options::default() };
    let tree = usvg::Tree::from_str(svg, &options)
        .map_err(|e| Error::Usage(format!("no picture in this SVG: {e}")))?;
    let (width, height) = (tree.size().width() * scale, tree.size().height() * scale);
    let too_large = || {
        let size = format!("{}×{}", width.ceil(), height.ceil());
        Error::Usage(format!(
            "a PNG of {size} pixels is too large to paint; write an .svg or draw fewer nodes"
        ))
    };
    if !(width * height).is_finite() || width * height > MOST_PIXELS {
        return Err(too_large());
    }
    let (across, down) = (width.ceil(), height.ceil());
    let mut pixels = tiny_skia::Pixmap::new(across as u32, down as u32).ok_or_else(too_large)?;
    // Up to the last pixel: a part of one would let what is behind the picture show as a line.
    let whole = tiny_skia::Transform::from_scale(across / tree.size().width(), down / tree.size().height());
    resvg::render(&tree, whole, &mut pixels.as_mut());
    pixels.encode_png().map_err(|e| Error::Usage(format!("the PNG could not be written: {e}")))
}

fn fonts() -> usvg::fontdb::Database {
    let mut fonts = usvg::fontdb::Database::new();
    fonts.load_font_data(notosans::REGULAR_TTF.to_vec());
    fonts.load_font_data(notosans::BOLD_TTF.to_vec());
    fonts.set_sans_serif_family("Noto Sans");
    fonts.load_system_fonts();
    fonts
}

#[cfg(test)]
mod tests {
    use super::super::text;
    use super::*;

    /// Width of a drawn line, with the compiled-in fonts alone.
    fn drawn(text: &str, bold: bool) -> f64 {
        let mut fonts = usvg::fontdb::Database::new();
        fonts.load_font_data(notosans::REGULAR_TTF.to_vec());
        fonts.load_font_data(notosans::BOLD_TTF.to_vec());
        let options = usvg::Options { fontdb: Arc::new(fonts), ..usvg::Options::default() };
        let weight = if bold { 700 } else { 400 };
        let svg = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='9000' height='30' font-family='Noto Sans'>\
             <text x='5' y='20' font-size='20' font-weight='{weight}'>{text}</text></svg>"
        );
        let tree = usvg::Tree::from_str(&svg, &options).expect("an SVG");
        f64::from(tree.root().abs_bounding_box().width())
    }

    #[test]
    fn measured_widths_are_the_fonts_own() {
        for sample in ["Łódź", "Жж", "Ωω", "(2024)", "—’"] {
            let line = sample.repeat(30);
            for bold in [false, true] {
                let (ours, theirs) = (text::width(&line, 20.0, bold), drawn(&line, bold));
                assert!((ours / theirs - 1.0).abs() < 0.03, "{sample} {ours} {theirs}");
            }
        }
    }

    #[test]
    fn an_absurd_size_is_refused() {
        let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='90000' height='90000'/>";
        assert!(png(svg, 1.0).is_err());
        assert!(png("no svg", 1.0).is_err());
    }
}
