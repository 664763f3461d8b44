//! The strict reader.

use super::{Json, JsonError, Limits, Object};

/// Names compared pairwise up to here, by sorting beyond.
const FEW_MEMBERS: usize = 12;

/// Longest number. Any of this length is finite as a double; one of 310 digits would be infinite in other readers.
const NUMBER_BYTES: usize = 64;

/// Reads one JSON value that fills `bytes`, white space around it allowed.
///
/// # Errors
/// [`JsonError`]: not JSON, beyond the limits, or JSON that readers understand in two ways.
pub fn parse(bytes: &[u8], limits: &Limits) -> Result<Json, JsonError> {
    if u32::try_from(bytes.len()).map_or(true, |length| length > limits.bytes) {
        return Err(JsonError::TooLarge { bytes: bytes.len() as u64, limit: u64::from(limits.bytes) });
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|error| JsonError::NotUtf8 { offset: error.valid_up_to() as u64 })?;
    let mut reader = Reader {
        text,
        at: 0,
        depth_left: limits.depth.min(Limits::DEEPEST),
        depth_limit: limits.depth.min(Limits::DEEPEST),
        values_left: limits.values,
        values_limit: limits.values,
    };
    reader.skip_space();
    let value = reader.value()?;
    reader.skip_space();
    if reader.at < text.len() {
        return Err(JsonError::Trailing { offset: reader.offset() });
    }
    Ok(value)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth_left: u32,
    depth_limit: u32,
    values_left: u32,
    values_limit: u32,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    const fn offset(&self) -> u64 {
        self.at as u64
    }

    const fn syntax(&self) -> JsonError {
        JsonError::Syntax { offset: self.offset() }
    }

    fn skip_space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    fn eat(&mut self, byte: u8) -> bool {
        let hit = self.peek() == Some(byte);
        if hit {
            self.at += 1;
        }
        hit
    }

    fn value(&mut self) -> Result<Json, JsonError> {
        self.values_left =
            self.values_left.checked_sub(1).ok_or(JsonError::TooManyValues { limit: self.values_limit })?;
        match self.peek() {
            Some(b'"') => self.string().map(Json::String),
            Some(b'{') => self.nested(Self::object),
            Some(b'[') => self.nested(Self::array),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.word("true", Json::Bool(true)),
            Some(b'f') => self.word("false", Json::Bool(false)),
            Some(b'n') => self.word("null", Json::Null),
            _ => Err(self.syntax()),
        }
    }

    fn word(&mut self, word: &str, value: Json) -> Result<Json, JsonError> {
        if !self.text.as_bytes().get(self.at..).is_some_and(|rest| rest.starts_with(word.as_bytes())) {
            return Err(self.syntax());
        }
        self.at += word.len();
        Ok(value)
    }

    fn nested(&mut self, read: fn(&mut Self) -> Result<Json, JsonError>) -> Result<Json, JsonError> {
        let too_deep = JsonError::TooDeep { offset: self.offset(), limit: self.depth_limit };
        self.depth_left = self.depth_left.checked_sub(1).ok_or(too_deep)?;
        self.at += 1;
        self.skip_space();
        let value = read(self)?;
        self.depth_left += 1;
        Ok(value)
    }

    fn array(&mut self) -> Result<Json, JsonError> {
        let mut elements = Vec::new();
        if self.eat(b']') {
            return Ok(Json::Array(elements));
        }
        loop {
            elements.push(self.value()?);
            self.skip_space();
            if self.eat(b']') {
                return Ok(Json::Array(elements));
            }
            if !self.eat(b',') {
                return Err(self.syntax());
            }
            self.skip_space();
        }
    }

    fn object(&mut self) -> Result<Json, JsonError> {
        if self.eat(b'}') {
            return Ok(Json::Object(Object::new()));
        }
        // most objects of a layer have five to eight members
        let mut members: Vec<(String, Json)> = Vec::with_capacity(8);
        loop {
            if self.peek() != Some(b'"') {
                return Err(self.syntax());
            }
            let name = self.string()?;
            if members.len() < FEW_MEMBERS && members.iter().any(|(known, _)| *known == name) {
                return Err(duplicate(&name));
            }
            self.skip_space();
            if !self.eat(b':') {
                return Err(self.syntax());
            }
            self.skip_space();
            let value = self.value()?;
            members.push((name, value));
            self.skip_space();
            if self.eat(b'}') {
                break;
            }
            if !self.eat(b',') {
                return Err(self.syntax());
            }
            self.skip_space();
        }
        if members.len() > FEW_MEMBERS {
            let mut names: Vec<&str> = members.iter().map(|(name, _)| name.as_str()).collect();
            names.sort_unstable();
            for pair in names.windows(2) {
                if let [left, right] = pair
                    && left == right
                {
                    return Err(duplicate(left));
                }
            }
        }
        Ok(Json::Object(Object::from_distinct(members)))
    }

    fn number(&mut self) -> Result<Json, JsonError> {
        let start = self.at;
        let negative = self.eat(b'-');
        match self.peek() {
            Some(b'0') => self.at += 1,
            Some(b'1'..=b'9') => self.digits(),
            _ => return Err(self.syntax()),
        }
        let mut whole = true;
        if self.eat(b'.') {
            whole = false;
            if !self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
                return Err(self.syntax());
            }
            self.digits();
        }
        if let Some(b'e' | b'E') = self.peek() {
            return Err(JsonError::Exponent { offset: self.offset() });
        }
        // `01` and `1x` end here with a digit or a letter that no caller accepts after a value
        let spelled = self.text.get(start..self.at).unwrap_or_default();
        if spelled.len() > NUMBER_BYTES {
            return Err(JsonError::NumberTooLong { offset: start as u64, limit: NUMBER_BYTES as u64 });
        }
        match spelled.parse::<i64>() {
            Ok(number) if whole && !(negative && number == 0) => Ok(Json::Integer(number)),
            _ => Ok(Json::Number(spelled.to_owned())),
        }
    }

    fn digits(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
    }

    fn string(&mut self) -> Result<String, JsonError> {
        self.at += 1;
        let start = self.at;
        self.plain();
        let head = self.text.get(start..self.at).unwrap_or_default();
        if self.eat(b'"') {
            return Ok(head.to_owned());
        }
        let mut out = String::with_capacity(head.len() + 32);
        out.push_str(head);
        loop {
            if self.eat(b'"') {
                return Ok(out);
            }
            if !self.eat(b'\\') {
                return Err(self.syntax());
            }
            out.push(self.escape()?);
            let start = self.at;
            self.plain();
            out.push_str(self.text.get(start..self.at).unwrap_or_default());
        }
    }

    /// Moves over characters that stand for themselves.
    fn plain(&mut self) {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let length = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f));
        self.at += length.unwrap_or(rest.len());
    }

    fn escape(&mut self) -> Result<char, JsonError> {
        let escaped = self.peek().ok_or_else(|| self.syntax())?;
        let character = match escaped {
            b'"' => '"',
            b'\\' => '\\',
            b'/' => '/',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                self.at += 1;
                return self.unicode();
            }
            _ => return Err(self.syntax()),
        };
        self.at += 1;
        Ok(character)
    }

    fn unicode(&mut self) -> Result<char, JsonError> {
        let lone = JsonError::Surrogate { offset: self.offset() };
        let first = self.hex4()?;
        if !(0xd800..0xe000).contains(&first) {
            return char::from_u32(first).ok_or(lone);
        }
        if first >= 0xdc00 || !(self.eat(b'\\') && self.eat(b'u')) {
            return Err(lone);
        }
        let second = self.hex4()?;
        if !(0xdc00..0xe000).contains(&second) {
            return Err(lone);
        }
        char::from_u32(0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00)).ok_or(lone)
    }

    fn hex4(&mut self) -> Result<u32, JsonError> {
        let mut number = 0;
        for _ in 0..4 {
            let digit = self.peek().and_then(|byte| char::from(byte).to_digit(16));
            number = number * 16 + digit.ok_or_else(|| self.syntax())?;
            self.at += 1;
        }
        Ok(number)
    }
}

fn duplicate(name: &str) -> JsonError {
    JsonError::Duplicate { name: name.chars().take(64).collect() }
}
