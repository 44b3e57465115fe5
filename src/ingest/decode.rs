//! Which characters are these bytes?
//!
//! A byte-order mark decides; then UTF-8 where the bytes are; then the likeliest encoding of their language. Bytes that
//! are no text are refused, and so is UTF-8 with a broken character: to guess there would change what a source said.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

/// Enough to tell a language by.
const SAMPLE: usize = 256 << 10;

/// The text without its byte-order mark, and the encoding's name where it is not UTF-8.
pub(super) fn decode(bytes: &[u8]) -> Result<(String, Option<&'static str>), String> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return with(encoding, &bytes[mark..]);
    }
    if let Some(at) = bytes.iter().take(SAMPLE).position(|byte| *byte == 0) {
        return Err(format!("this is no text (byte {at} is null)"));
    }
    let broken = match std::str::from_utf8(bytes) {
        Ok(text) => return checked(text.to_string(), UTF_8),
        Err(error) => error.valid_up_to(),
    };
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, sample.len() == bytes.len());
    let guess = detector.guess(None, Utf8Detection::Deny);
    if mostly_utf8(bytes) || guess == UTF_8 {
        return Err(format!("byte {broken} is not UTF-8, though the text before it is"));
    }
    with(guess, bytes)
}

fn with(encoding: &'static Encoding, bytes: &[u8]) -> Result<(String, Option<&'static str>), String> {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    if broken {
        return Err(format!("the text begins as {} but has bytes that are none", encoding.name()));
    }
    checked(text.into_owned(), encoding)
}

/// Control characters are no text, except those that part lines and pages.
fn checked(text: String, encoding: &'static Encoding) -> Result<(String, Option<&'static str>), String> {
    let controls =
        text.chars().filter(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}')).count();
    if controls * 100 > text.len() {
        return Err("this is no text (it is full of control characters)".into());
    }
    Ok((text, (encoding != UTF_8).then(|| encoding.name())))
}

/// Whether the bytes above ASCII are UTF-8 in nine of ten characters: then it is UTF-8 that was damaged.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad * 9
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_told_apart() {
        assert_eq!(decode("Łódź".as_bytes()), Ok(("Łódź".into(), None)));
        assert_eq!(decode(b"\xef\xbb\xbfOslo"), Ok(("Oslo".into(), None)));
        assert_eq!(decode(b"\xff\xfeO\0k\0"), Ok(("Ok".into(), Some("UTF-16LE"))));
        let latin = b"Le pr\xe9sident de la R\xe9publique a re\xe7u son homologue \xe0 l'\xc9lys\xe9e.";
        let (text, encoding) = decode(latin).unwrap();
        assert!(text.contains("République") && text.contains("l'Élysée"), "{text}");
        assert_eq!(encoding, Some("windows-1252"));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert!(decode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").unwrap_err().contains("null"));
        assert!(decode(b"\x01\x02\x03\x04\x05").unwrap_err().contains("control"));
        let mut damaged = "Señor Núñez viajó a España según José Ibáñez — así".as_bytes().to_vec();
        damaged.insert(30, 0xff);
        assert!(decode(&damaged).unwrap_err().contains("not UTF-8"));
        assert!(decode(b"\xff\xfeO").is_err());
    }
}
