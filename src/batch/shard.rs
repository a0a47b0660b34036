//! One machine's part of a batch.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest as _, Sha256};

/// Part I of N, 1-based.
///
/// A text belongs to the part that the SHA-256 of its path below the folder
/// that was named tells. Machines need not know of each other, and a text that
/// comes or goes moves no other one.
///
/// ```
/// use wenyin::batch::Shard;
///
/// let shard: Shard = "2/4".parse()?;
/// assert_eq!(shard.to_string(), "2/4");
/// assert!("0/4".parse::<Shard>().is_err() && "5/4".parse::<Shard>().is_err());
/// # Ok::<(), wenyin::batch::ShardError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    part: u32,
    of: u32,
}

/// A part that there is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not I/N with I from 1 to N, as in 2/4")]
pub struct ShardError;

impl Shard {
    /// Part `part` of `of`.
    ///
    /// # Errors
    /// Unless 1 ≤ `part` ≤ `of`.
    pub fn new(part: u32, of: u32) -> Result<Self, ShardError> {
        if (1..=of).contains(&part) { Ok(Self { part, of }) } else { Err(ShardError) }
    }

    /// Whether a name belongs to this part.
    pub(super) fn has(self, name: &[u8]) -> bool {
        let digest = Sha256::digest(name);
        let number = digest.iter().take(8).fold(0_u64, |n, byte| n << 8 | u64::from(*byte));
        number % u64::from(self.of) == u64::from(self.part - 1)
    }
}

impl FromStr for Shard {
    type Err = ShardError;

    fn from_str(text: &str) -> Result<Self, ShardError> {
        let (part, of) = text.split_once('/').ok_or(ShardError)?;
        Self::new(part.parse().map_err(|_| ShardError)?, of.parse().map_err(|_| ShardError)?)
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.part, self.of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_in_exactly_one_part_and_the_parts_are_alike() {
        let shards: Vec<Shard> = (1..=4).map(|part| Shard::new(part, 4).unwrap()).collect();
        let mut sizes = [0; 4];
        for i in 0..1000 {
            let name = format!("讲话/{i}.txt");
            let owners: Vec<usize> = (0..4).filter(|part| shards[*part].has(name.as_bytes())).collect();
            assert_eq!(owners.len(), 1);
            sizes[owners[0]] += 1;
        }
        assert!(sizes.iter().all(|n| (200..300).contains(n)), "{sizes:?}");
    }

    #[test]
    fn the_split_is_the_same_for_ever() {
        // printf %s a.txt | sha256sum: 18b7cb099a9ea3f5…, which is 2 modulo 7 and 1 modulo 4.
        assert!(Shard::new(3, 7).unwrap().has(b"a.txt") && Shard::new(2, 4).unwrap().has(b"a.txt"));
    }
}
