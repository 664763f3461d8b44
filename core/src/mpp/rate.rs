//! How fast one peer may ask: a token bucket an address.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};

/// How many addresses are remembered. Full buckets are forgotten first; a peer beyond is refused.
const MOST_PEERS: usize = 4_096;

/// One request, in thousandths: so that a bucket fills by whole numbers each millisecond.
const REQUEST: u64 = 1_000;

/// Token buckets: `per_second` requests a second, twice as many in a burst.
#[derive(Debug)]
pub(super) struct RateLimit {
    per_second: u32,
    buckets: Mutex<HashMap<IpAddr, Bucket>>,
}

#[derive(Debug, Clone, Copy)]
struct Bucket {
    thousandths: u64,
    millis: u64,
}

impl RateLimit {
    pub(super) fn new(per_second: u32) -> Self {
        Self { per_second, buckets: Mutex::default() }
    }

    /// Whether a peer may ask at this time (milliseconds since the server began).
    pub(super) fn admit(&self, peer: IpAddr, millis: u64) -> bool {
        if self.per_second == 0 {
            return true;
        }
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        let peer = network_of(peer);
        if buckets.len() >= MOST_PEERS && !buckets.contains_key(&peer) {
            buckets.retain(|_, bucket| self.filled(*bucket, millis) < self.size());
            if buckets.len() >= MOST_PEERS {
                return false;
            }
        }
        let bucket = buckets.entry(peer).or_insert(Bucket { thousandths: self.size(), millis });
        let filled = self.filled(*bucket, millis);
        let left = filled.checked_sub(REQUEST);
        *bucket = Bucket { thousandths: left.unwrap_or(filled), millis: millis.max(bucket.millis) };
        left.is_some()
    }

    fn size(&self) -> u64 {
        u64::from(self.per_second).saturating_mul(2 * REQUEST)
    }

    fn filled(&self, bucket: Bucket, millis: u64) -> u64 {
        let added = millis.saturating_sub(bucket.millis).saturating_mul(u64::from(self.per_second));
        bucket.thousandths.saturating_add(added).min(self.size())
    }
}

/// Who has one IPv6 address has its whole /64.
fn network_of(peer: IpAddr) -> IpAddr {
    match peer.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX))),
        address @ IpAddr::V4(_) => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admitted(limit: &RateLimit, peer: &str, millis: u64) -> bool {
        limit.admit(peer.parse().unwrap(), millis)
    }

    #[test]
    fn a_burst_is_taken_and_then_as_many_as_the_rate_allows() {
        let limit = RateLimit::new(10);
        let burst = (0..100).filter(|_| admitted(&limit, "10.0.0.1", 0)).count();
        assert_eq!(burst, 20);
        assert!(!admitted(&limit, "10.0.0.1", 99));
        assert!(admitted(&limit, "10.0.0.1", 100));
        assert!(!admitted(&limit, "10.0.0.1", 100));
        let minute = (100..60_100).filter(|millis| admitted(&limit, "10.0.0.1", *millis)).count();
        assert_eq!(minute, 599, "the first of them comes 100 ms after the last one taken");
    }

    #[test]
    fn peers_do_not_pay_for_one_another() {
        let limit = RateLimit::new(1);
        while admitted(&limit, "10.0.0.1", 0) {}
        assert!(admitted(&limit, "10.0.0.2", 0));
        while admitted(&limit, "2001:db8::1", 0) {}
        assert!(!admitted(&limit, "2001:db8::ffff", 0), "the same /64");
        assert!(admitted(&limit, "2001:db8:0:1::1", 0));
        assert!(!admitted(&limit, "::ffff:10.0.0.1", 0), "the same address in another spelling");
    }

    #[test]
    fn the_memory_for_peers_is_bounded_and_given_back() {
        let limit = RateLimit::new(1);
        for number in 0..5_000_u32 {
            limit.admit(IpAddr::V4(number.into()), 0);
        }
        assert_eq!(limit.buckets.lock().unwrap().len(), MOST_PEERS);
        assert!(admitted(&limit, "10.0.0.1", 2_000), "the others' buckets are full again");
        assert_eq!(limit.buckets.lock().unwrap().len(), 1);
    }
}
