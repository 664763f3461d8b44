//! ES256 signatures as Project Wycheproof writes them.

use amp_wallet_core::jose::es256;
use serde::Deserialize;

use super::verdict::{Expected, Verdict};

/// Key, message and signature, all hexadecimal.
#[derive(Deserialize)]
pub(super) struct Question {
    public_key_x: String,
    public_key_y: String,
    msg: String,
    sig: String,
}

/// What Wycheproof says.
#[derive(Deserialize)]
pub(super) struct Answer {
    result: String,
}

pub(super) fn judge(question: &Question) -> Verdict {
    let coordinate = |text: &str| hex(text).and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
    let (Some(x), Some(y)) = (coordinate(&question.public_key_x), coordinate(&question.public_key_y)) else {
        return Verdict::Invalid("key".to_owned());
    };
    let (Some(message), Some(signature)) = (hex(&question.msg), hex(&question.sig)) else {
        return Verdict::Invalid("not hexadecimal".to_owned());
    };
    match es256::verify(&x, &y, &message, &signature) {
        Ok(()) => Verdict::Valid(String::new()),
        Err(error) => Verdict::Invalid(error.code().to_owned()),
    }
}

/// `acceptable` is Wycheproof's word for what may go either way.
pub(super) fn expected(answer: &Answer) -> Expected {
    Expected { valid: answer.result == "valid", outcome: None, ambiguous: answer.result == "acceptable" }
}

fn hex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> =
        text.chars().map(|digit| digit.to_digit(16).and_then(|digit| u8::try_from(digit).ok())).collect();
    let digits = digits?;
    let (pairs, rest) = digits.as_chunks::<2>();
    rest.is_empty().then(|| pairs.iter().map(|[high, low]| high << 4 | low).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hexadecimal_is_read_in_whole_bytes() {
        assert_eq!(hex("00fFa1"), Some(vec![0, 255, 161]));
        assert_eq!(hex(""), Some(vec![]));
        assert_eq!(hex("0"), None);
        assert_eq!(hex("0g"), None);
    }
}
