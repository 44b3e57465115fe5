//! How is a thing's list of neighbours written down?
//!
//! One row a thing, one packed value for all its facts: a search that comes to a thing with fifty thousand facts reads a few
//! hundred kilobytes in one go, where a row for each would take a hundred times as long. Links are sorted by the other end,
//! then by edge; numbers are written as differences, in as few bytes as they need.

use super::explain::unreadable;
use crate::model::{Day, EdgeType, Factuality, Kind, Spoke, When};
use rusqlite::{Connection, OptionalExtension, params};

/// A confidence in whole hundredths takes one byte; any other follows this sign.
const ODD: u8 = 255;
/// Days of a month and of a year, as far as dates are only packed.
const MONTH: i64 = 31;
const YEAR: i64 = 12 * MONTH;

/// The links of a node by its number in the store; none where it has none.
pub(super) fn links_of(db: &Connection, node: i64) -> rusqlite::Result<Vec<Spoke>> {
    let mut query = db.prepare_cached("SELECT links FROM near WHERE node = ?1")?;
    let links = query.query_row([node], |row| unpack(row.get_ref(0)?.as_blob()?)).optional()?;
    Ok(links.unwrap_or_default())
}

/// Writes the links of a node, sorted.
pub(super) fn put_links(db: &Connection, node: i64, links: &[Spoke]) -> rusqlite::Result<()> {
    let mut others: Vec<i64> = links.iter().map(|l| i64::from(l.other) + 1).filter(|o| *o != node).collect();
    others.dedup();
    db.prepare_cached("INSERT INTO near VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![node, others.len(), links.len(), pack(links)])
        .map(drop)
}

/// Links as bytes.
pub(super) fn pack(links: &[Spoke]) -> Vec<u8> {
    let mut out = Vec::with_capacity(links.len() * 12);
    let (mut other, mut edge) = (0, 0);
    for link in links {
        put(&mut out, link.other.wrapping_sub(other).into());
        put_signed(&mut out, i64::from(link.edge) - edge);
        (other, edge) = (link.other, i64::from(link.edge));
        let dates = match link.when {
            None => 0,
            Some(_) if link.dated => 2,
            Some(_) => 1,
        };
        out.push(u8::from(link.outgoing) | (link.kind as u8) << 1 | dates << 4);
        out.push(link.etype as u8 | (link.factuality as u8) << 5);
        put(&mut out, link.degree.into());
        put(&mut out, link.documents.into());
        put_confidence(&mut out, link.confidence);
        link.when.iter().for_each(|when| put_when(&mut out, *when));
    }
    out
}

/// Bytes as links.
pub(super) fn unpack(bytes: &[u8]) -> rusqlite::Result<Vec<Spoke>> {
    let mut rest = bytes;
    let mut links: Vec<Spoke> = Vec::with_capacity(bytes.len() / 8);
    while !rest.is_empty() {
        let last = links.last().map_or((0, 0), |l| (l.other, l.edge));
        links.push(take_link(&mut rest, last).ok_or_else(|| unreadable("a list of links is cut short"))?);
    }
    Ok(links)
}

fn take_link(rest: &mut &[u8], (other, edge): (u32, u32)) -> Option<Spoke> {
    let other = other.wrapping_add(u32::try_from(take(rest)?).ok()?);
    let edge = u32::try_from(i64::from(edge) + take_signed(rest)?).ok()?;
    let (signs, sort) = (byte(rest)?, byte(rest)?);
    let degree = u32::try_from(take(rest)?).ok()?;
    let documents = u32::try_from(take(rest)?).ok()?;
    let confidence = take_confidence(rest)?;
    let when = if signs >> 4 == 0 { None } else { Some(take_when(rest)?) };
    Some(Spoke {
        other,
        edge,
        outgoing: signs & 1 == 1,
        kind: *Kind::ALL.get(usize::from(signs >> 1 & 7))?,
        degree,
        etype: *EdgeType::ALL.get(usize::from(sort & 31))?,
        factuality: *Factuality::ALL.get(usize::from(sort >> 5))?,
        confidence,
        documents,
        when,
        dated: signs >> 4 == 2,
    })
}

fn put_confidence(out: &mut Vec<u8>, confidence: f64) {
    let hundredths = (confidence * 100.0).round();
    if (0.0..=100.0).contains(&hundredths) && hundredths / 100.0 == confidence {
        out.push(hundredths as u8);
    } else {
        out.push(ODD);
        out.extend(confidence.to_le_bytes());
    }
}

fn take_confidence(rest: &mut &[u8]) -> Option<f64> {
    match byte(rest)? {
        ODD => {
            let (eight, more) = rest.split_first_chunk()?;
            *rest = more;
            Some(f64::from_le_bytes(*eight))
        }
        hundredths => Some(f64::from(hundredths) / 100.0),
    }
}

/// First day, then days from it to the last; a sign in front says which ends are there.
fn put_when(out: &mut Vec<u8>, when: When) {
    let ends = u8::from(when.first.is_some()) | u8::from(when.last.is_some()) << 1;
    out.push(ends | u8::from(when.interval) << 2);
    let first = when.first.map_or(0, number);
    when.first.iter().for_each(|_| put_signed(out, first));
    when.last.iter().for_each(|last| put_signed(out, number(*last) - first));
}

fn take_when(rest: &mut &[u8]) -> Option<When> {
    let signs = byte(rest)?;
    let first = if signs & 1 == 1 { Some(take_signed(rest)?) } else { None };
    let last = if signs & 2 == 2 { Some(take_signed(rest)? + first.unwrap_or(0)) } else { None };
    Some(When { first: first.map(day), last: last.map(day), interval: signs & 4 == 4 })
}

fn number(day: Day) -> i64 {
    i64::from(day.year) * YEAR + i64::from(day.month - 1) * MONTH + i64::from(day.day - 1)
}

fn day(number: i64) -> Day {
    let (year, rest) = (number.div_euclid(YEAR), number.rem_euclid(YEAR));
    Day { year: year as i32, month: (rest / MONTH) as u8 + 1, day: (rest % MONTH) as u8 + 1 }
}

/// Seven bits a byte, the lowest first; the eighth says that more follow.
fn put(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn take(rest: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let byte = byte(rest)?;
        value |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(value);
        }
    }
    None
}

/// Small numbers of either sign in few bytes: 0, -1, 1, -2 …
fn put_signed(out: &mut Vec<u8>, value: i64) {
    put(out, (value << 1 ^ value >> 63) as u64);
}

fn take_signed(rest: &mut &[u8]) -> Option<i64> {
    take(rest).map(|value| (value >> 1) as i64 ^ -((value & 1) as i64))
}

fn byte(rest: &mut &[u8]) -> Option<u8> {
    let (first, more) = rest.split_first()?;
    *rest = more;
    Some(*first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Edtf;

    fn link(other: u32, edge: u32, date: &str, confidence: f64) -> Spoke {
        Spoke {
            other,
            edge,
            outgoing: edge.is_multiple_of(2),
            kind: Kind::Place,
            degree: edge * 1000,
            etype: *EdgeType::ALL.last().unwrap(),
            factuality: *Factuality::ALL.last().unwrap(),
            confidence,
            documents: 3,
            when: Edtf::parse(date).ok().map(|d| When::of(&d)),
            dated: date.len() > 4,
        }
    }

    #[test]
    fn links_come_back_as_they_went_in() {
        let mut links = vec![link(0, 7, "2024-02-29", 0.9), link(0, 9, "../2024", 1.0 / 3.0)];
        links.push(link(4_000_000_000, 2, "0044-03/..", 1.0));
        links.push(link(u32::MAX, u32::MAX / 1000, "2024", 0.0));
        links.push(Spoke { when: None, dated: false, ..link(u32::MAX, 1, "", -2.5) });
        let bytes = pack(&links);
        assert_eq!(unpack(&bytes).unwrap(), links);
        for cut in 1..bytes.len() {
            assert!(unpack(&bytes[..cut]).map_or(true, |less| less.len() < links.len()));
        }
    }

    #[test]
    fn the_lists_of_the_ontology_fit_their_bits() {
        assert!(Kind::ALL.len() <= 8 && EdgeType::ALL.len() <= 32 && Factuality::ALL.len() <= 8);
        for (at, etype) in EdgeType::ALL.iter().enumerate() {
            assert_eq!(*etype as usize, at);
        }
    }
}
