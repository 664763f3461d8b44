//! Which layer of an AMP chain a token seems to be.

use amp_wallet_core::jose::json::Object;

/// By the claims that only this layer has (AMP, "Assurance Data field details"); `None` if it is none of them.
pub(super) fn guess(payload: &Object) -> Option<&'static str> {
    let has = |name: &str| payload.contains(name);
    if has("isp_type") || has("isp_name") {
        Some("L1")
    } else if has("mode") || has("idv_result") || has("idv_time") {
        Some("L2")
    } else if has("sd_hash") && has("aud") && has("_sd") {
        Some("L3")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layers_are_told_apart_by_their_own_claims() {
        let with = |names: &[&str]| {
            let mut payload = Object::new();
            for name in names {
                payload.insert(*name, "x");
            }
            guess(&payload)
        };
        assert_eq!(with(&["iss", "isp_type"]), Some("L1"));
        assert_eq!(with(&["mode", "sd_hash", "aud", "_sd"]), Some("L2"));
        assert_eq!(with(&["sd_hash", "aud", "_sd"]), Some("L3"));
        assert_eq!(with(&["sd_hash", "aud", "nonce"]), None, "a key binding JWT");
        assert_eq!(with(&["iss", "sub"]), None);
    }
}
