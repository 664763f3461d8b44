//! ECDSA signatures as hosts give them, made `r || s` (RFC 7518 section 3.4).

/// Reads a DER `ECDSA-Sig-Value` (RFC 3279 section 2.2.3) of a 256-bit curve strictly: minimal lengths, minimal
/// non-negative integers of at most 32 bytes, nothing after the end. `None` for anything else.
pub(super) fn from_der(der: &[u8]) -> Option<[u8; 64]> {
    let (0x30, body, []) = read_element(der)? else { return None };
    let (0x02, r, rest) = read_element(body)? else { return None };
    let (0x02, s, []) = read_element(rest)? else { return None };
    let mut fixed = [0_u8; 64];
    let (r_half, s_half) = fixed.split_at_mut(32);
    place(r, r_half)?;
    place(s, s_half)?;
    Some(fixed)
}

/// Tag, content and rest. Only short lengths: a P-256 signature has at most 70 bytes of content.
fn read_element(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&tag, rest) = bytes.split_first()?;
    let (&length, rest) = rest.split_first()?;
    if length > 0x7f {
        return None;
    }
    let (content, rest) = rest.split_at_checked(usize::from(length))?;
    Some((tag, content, rest))
}

/// Writes a DER integer's content right-aligned into `half`.
fn place(integer: &[u8], half: &mut [u8]) -> Option<()> {
    let magnitude = match integer {
        [] | [0x80..=0xff, ..] => return None,        // empty, or negative
        [0, next, ..] if *next < 0x80 => return None, // not minimal
        [0, rest @ ..] if !rest.is_empty() => rest,
        all => all,
    };
    let start = half.len().checked_sub(magnitude.len())?;
    half.get_mut(start..)?.copy_from_slice(magnitude);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Minimal DER of a fixed signature, written independently of the reader.
    fn to_der(fixed: &[u8; 64]) -> Vec<u8> {
        let mut body = Vec::new();
        for half in fixed.chunks(32) {
            let mut magnitude: Vec<u8> = half.iter().copied().skip_while(|b| *b == 0).collect();
            if magnitude.first().is_none_or(|b| *b >= 0x80) {
                magnitude.insert(0, 0);
            }
            body.push(0x02);
            body.push(u8::try_from(magnitude.len()).unwrap());
            body.extend(magnitude);
        }
        let mut der = vec![0x30, u8::try_from(body.len()).unwrap()];
        der.extend(body);
        der
    }

    proptest! {
        #[test]
        fn what_der_says_is_what_is_read(r in any::<[u8; 32]>(), s in any::<[u8; 32]>(), zeros in 0_usize..32) {
            let mut fixed = [0_u8; 64];
            fixed[..32].copy_from_slice(&r);
            fixed[32..].copy_from_slice(&s);
            fixed[..zeros].fill(0);
            prop_assert_eq!(from_der(&to_der(&fixed)), Some(fixed));
        }

        #[test]
        fn anything_read_is_the_one_way_to_write_it(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
            if let Some(fixed) = from_der(&bytes) {
                prop_assert_eq!(to_der(&fixed), bytes);
            }
        }

        #[test]
        fn one_byte_more_or_less_is_refused(r in any::<[u8; 32]>(), s in any::<[u8; 32]>(), extra in any::<u8>()) {
            let mut fixed = [0_u8; 64];
            fixed[..32].copy_from_slice(&r);
            fixed[32..].copy_from_slice(&s);
            let mut der = to_der(&fixed);
            der.push(extra);
            prop_assert_eq!(from_der(&der), None);
            der.truncate(der.len() - 2);
            prop_assert_eq!(from_der(&der), None);
        }
    }

    #[test]
    fn loose_encodings_are_refused() {
        for (der, why) in [
            (&[0x30, 0x06, 0x02, 0x01, 0x81, 0x02, 0x01, 0x01][..], "negative"),
            (&[0x30, 0x07, 0x02, 0x02, 0x00, 0x01, 0x02, 0x01, 0x01], "not minimal"),
            (&[0x30, 0x81, 0x06, 0x02, 0x01, 0x01, 0x02, 0x01, 0x01], "long length form"),
            (&[0x30, 0x05, 0x02, 0x00, 0x02, 0x01, 0x01], "empty integer"),
            (&[0x31, 0x06, 0x02, 0x01, 0x01, 0x02, 0x01, 0x01], "a set"),
            (&[0x30, 0x09, 0x02, 0x01, 0x01, 0x02, 0x01, 0x01, 0x02, 0x01, 0x01], "a third integer"),
            (&[], "nothing"),
        ] {
            assert_eq!(from_der(der), None, "{why}");
        }
    }
}
