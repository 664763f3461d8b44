//! What is said about a request: enough to see how the server does, nothing about whom or what was paid.

/// One request, answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestRecord {
    /// The path, one of ours; `other` for every other one.
    pub path: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// How long it took, in microseconds.
    pub micros: u64,
    /// `resultCode` of the answer, where it has one.
    pub result_code: Option<String>,
}

/// Takes records. It is called on the way of every answer: an implementation never waits.
pub trait RequestLog: Send + Sync {
    /// Takes one.
    fn record(&self, record: RequestRecord);
}
