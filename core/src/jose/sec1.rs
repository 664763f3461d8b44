//! Public keys as hosts give them: uncompressed points (SEC 1 section 2.3.3).

use super::{JoseError, JwkFault, PublicJwk};

impl PublicJwk {
    /// The key of `04 || x || y`, 65 bytes, checked to be on the curve; `kid` is its thumbprint (RFC 7638).
    ///
    /// # Errors
    /// [`JoseError::Jwk`] with [`JwkFault::Coordinate`] or [`JwkFault::OffCurve`].
    pub fn from_sec1(point: &[u8]) -> Result<Self, JoseError> {
        let no_point = || JoseError::Jwk { fault: JwkFault::Coordinate };
        let coordinates = point.strip_prefix(&[0x04]).ok_or_else(no_point)?;
        let (x, y) = coordinates.split_at_checked(32).ok_or_else(no_point)?;
        let coordinate = |bytes: &[u8]| <[u8; 32]>::try_from(bytes).map_err(|_| no_point());
        let mut key = Self { kid: String::new(), x: coordinate(x)?, y: coordinate(y)? };
        key.check_on_curve()?;
        key.kid = key.thumbprint();
        Ok(key)
    }

    /// `04 || x || y`, 65 bytes.
    #[must_use]
    pub fn to_sec1(&self) -> Vec<u8> {
        [&[0x04], self.x.as_slice(), self.y.as_slice()].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Signer, SoftwareKey};
    use super::*;

    #[test]
    fn a_point_is_read_back_as_written_and_named_by_its_thumbprint() {
        let key = SoftwareKey::generate("any").unwrap().public_jwk();
        let read = PublicJwk::from_sec1(&key.to_sec1()).unwrap();
        assert!(read.same_point(&key));
        assert_eq!(read.kid, key.thumbprint());
    }

    #[test]
    fn what_is_no_uncompressed_point_on_the_curve_is_refused() {
        let good = SoftwareKey::generate("any").unwrap().public_jwk().to_sec1();
        let mut off_curve = good.clone();
        off_curve[64] ^= 1;
        assert_eq!(PublicJwk::from_sec1(&off_curve), Err(JoseError::Jwk { fault: JwkFault::OffCurve }));
        let infinity = [&[0x04], [0; 64].as_slice()].concat();
        assert_eq!(PublicJwk::from_sec1(&infinity), Err(JoseError::Jwk { fault: JwkFault::OffCurve }));
        let compressed = [&[0x02], &good[1..33]].concat();
        for point in [vec![], compressed, good[..64].to_vec(), [&good[..], &[0]].concat()] {
            let refused = PublicJwk::from_sec1(&point);
            assert_eq!(refused, Err(JoseError::Jwk { fault: JwkFault::Coordinate }), "{point:02x?}");
        }
    }
}
