//! Memory: how many documents may be in the works at once.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// Bytes that the work on a document takes whatever its length: the subsets of its faces, and the files in the making.
const PER_DOCUMENT: u64 = 12 << 20;

/// Bytes for each byte of text: lines, glyphs and the three files. A text of 3 MB takes 125 MB
/// (`docs/batch.md` has the figures).
const PER_BYTE: u64 = 48;

/// The longest text that is read: more than all the speeches of a lifetime. What is larger is
/// another program's file, and reading it would take the memory of the others.
pub const LONGEST_TEXT: u64 = 64 << 20;

/// How much memory documents in the works may take together; the program itself takes 50 MB besides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Memory {
    bytes: u64,
}

impl Memory {
    /// A number of bytes. A text that needs more than that is converted alone.
    pub fn bytes(bytes: u64) -> Self {
        Self { bytes }
    }

    /// Enough for a usual document on every thread, and a long one now and then.
    pub fn for_threads(threads: usize) -> Self {
        Self { bytes: (64 << 20) + (24 << 20) * threads as u64 }
    }
}

/// Counts the bytes in flight.
pub(super) struct Budget {
    limit: u64,
    in_flight: Mutex<u64>,
    released: Condvar,
}

/// Leave to work on a document; given back when it is dropped.
pub(super) struct Permit<'a> {
    budget: &'a Budget,
    bytes: u64,
}

impl Budget {
    pub(super) fn new(memory: Memory) -> Self {
        Self { limit: memory.bytes, in_flight: Mutex::new(0), released: Condvar::new() }
    }

    /// Waits until a text of this size fits among the others, or no other is in the works.
    ///
    /// The thread lends a hand with the formats of those others meanwhile.
    pub(super) fn acquire(&self, text: u64) -> Permit<'_> {
        let bytes = PER_DOCUMENT + PER_BYTE * text;
        loop {
            {
                let mut in_flight = self.in_flight.lock().unwrap_or_else(PoisonError::into_inner);
                if *in_flight == 0 || *in_flight + bytes <= self.limit {
                    *in_flight += bytes;
                    return Permit { budget: self, bytes };
                }
            }
            if rayon::yield_now() != Some(rayon::Yield::Executed) {
                let in_flight = self.in_flight.lock().unwrap_or_else(PoisonError::into_inner);
                // Short: work to lend a hand with may come before anything is released.
                let _woken = self.released.wait_timeout(in_flight, Duration::from_millis(2));
            }
        }
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        *self.budget.in_flight.lock().unwrap_or_else(PoisonError::into_inner) -= self.bytes;
        self.budget.released.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU64, Ordering};

    #[test]
    fn texts_in_flight_stay_within_the_budget_and_a_giant_goes_alone() {
        let memory = Memory::bytes(3 * PER_DOCUMENT + 10 * PER_BYTE);
        let budget = Budget::new(memory);
        let (now, most, giants) = (AtomicU64::new(0), AtomicU64::new(0), AtomicU64::new(0));
        std::thread::scope(|scope| {
            for thread in 0..8_u64 {
                let (budget, now, most, giants) = (&budget, &now, &most, &giants);
                scope.spawn(move || {
                    for turn in 0..20_u64 {
                        let text = if (thread + turn).is_multiple_of(7) { 1 << 30 } else { 1 };
                        let _permit = budget.acquire(text);
                        let others = now.fetch_add(1, Ordering::SeqCst);
                        most.fetch_max(others + 1, Ordering::SeqCst);
                        if text > 1 {
                            giants.fetch_add(1, Ordering::SeqCst);
                            assert_eq!(others, 0);
                        }
                        std::thread::yield_now();
                        now.fetch_sub(1, Ordering::SeqCst);
                    }
                });
            }
        });
        assert!((1..=3).contains(&most.load(Ordering::SeqCst)), "{most:?}");
        assert!(giants.load(Ordering::SeqCst) > 0);
        assert_eq!(*budget.in_flight.lock().unwrap(), 0);
    }
}
