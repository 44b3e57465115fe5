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
    let mut pixels =
        tiny_skia::Pixmap::new(width.ceil() as u32, height.ceil() as u32).ok_or_else(too_large)?;
    resvg::render(&tree, tiny_skia::Transform::from_scale(scale, scale), &mut pixels.as_mut());
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

    #[test]
    fn text_shows_without_system_fonts() {
        let mut fonts = usvg::fontdb::Database::new();
        fonts.load_font_data(notosans::REGULAR_TTF.to_vec());
        let options = usvg::Options { fontdb: Arc::new(fonts), ..usvg::Options::default() };
        let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='30' font-family='Noto Sans'>\
                   <text x='5' y='20'>Чад</text></svg>";
        let tree = usvg::Tree::from_str(svg, &options).expect("parses");
        assert!(tree.root().has_children());
    }

    #[test]
    fn measured_widths_are_the_fonts_own() {
        let fonts = fonts();
        for (bold, weight) in [(false, 400), (true, 700)] {
            let id = fonts
                .query(&usvg::fontdb::Query {
                    families: &[usvg::fontdb::Family::Name("Noto Sans")],
                    weight: usvg::fontdb::Weight(weight),
                    ..Default::default()
                })
                .expect("compiled in");
            let svg_width = fonts.with_face_data(id, |data, index| {
                let face = usvg::fontdb::ttf_parser::Face::parse(data, index).expect("a font");
                let scale = 1000.0 / f64::from(face.units_per_em());
                let glyph = |c| face.glyph_index(c).and_then(|g| face.glyph_hor_advance(g)).unwrap_or(0);
                "Łódź–Ñ Жж Ωω (2024)".chars().map(|c| f64::from(glyph(c)) * scale).sum::<f64>()
            });
            let ours = text::width("Łódź–Ñ Жж Ωω (2024)", 1000.0, bold);
            assert!((ours - svg_width.expect("readable")).abs() < 15.0, "{ours} {svg_width:?}");
        }
    }
}
