//! Which sessions the network is being told of right now, so that no two notifications of one session run at once, and
//! so that who hears of an approval from the network before the network has answered the wallet is not refused.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::{Instant, timeout_at};

/// How long a request waits for the end of a notification that it depends on: less than any peer waits for an answer.
const WAIT: Duration = Duration::from_secs(3);

/// The sessions under way in this process, each with its agent.
#[derive(Debug, Clone, Default)]
pub(super) struct Telling(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    under_way: Mutex<HashMap<String, String>>,
    ended: Notify,
}

/// One session under way, until it is dropped.
#[derive(Debug)]
pub(super) struct UnderWay {
    telling: Telling,
    id: String,
}

impl Telling {
    /// Takes the session, if nobody has it.
    pub(super) fn begin(&self, id: &str, agent_id: &str) -> Option<UnderWay> {
        let mut under_way = self.0.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        if under_way.contains_key(id) {
            return None;
        }
        under_way.insert(id.to_owned(), agent_id.to_owned());
        Some(UnderWay { telling: self.clone(), id: id.to_owned() })
    }

    /// Whether any session is under way.
    pub(super) fn is_under_way(&self) -> bool {
        !self.0.under_way.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
    }

    /// Waits, for a while, until this session is not under way.
    pub(super) async fn session_ended(&self, id: &str) {
        self.ended(|session, _| session == id).await;
    }

    /// Waits, for a while, until no session of this agent is under way.
    pub(super) async fn agent_ended(&self, agent_id: &str) {
        self.ended(|_, agent| agent == agent_id).await;
    }

    async fn ended(&self, concerns: impl Fn(&str, &str) -> bool) {
        let end = Instant::now() + WAIT;
        loop {
            // It hears of every end from here on, also of one before it is waited for.
            let ended = self.0.ended.notified();
            let waits = {
                let under_way = self.0.under_way.lock().unwrap_or_else(PoisonError::into_inner);
                under_way.iter().any(|(session, agent)| concerns(session, agent))
            };
            if !waits || timeout_at(end, ended).await.is_err() {
                return;
            }
        }
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        let inner = &self.telling.0;
        inner.under_way.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.id);
        inner.ended.notify_waiters();
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::timeout;

    use super::*;

    #[test]
    fn a_session_is_told_once_at_a_time() {
        let telling = Telling::default();
        let first = telling.begin("a", "agent").unwrap();
        assert!(telling.begin("a", "agent").is_none() && telling.begin("b", "agent").is_some());
        assert!(telling.is_under_way());
        drop(first);
        assert!(!telling.is_under_way());
        assert!(telling.begin("a", "agent").is_some());
    }

    #[tokio::test]
    async fn who_depends_on_a_session_waits_for_its_end_and_nobody_else_does() {
        let telling = Telling::default();
        let under_way = telling.begin("a", "agent").unwrap();
        telling.session_ended("b").await;
        telling.agent_ended("another").await;
        let soon = Duration::from_millis(50);
        assert!(timeout(soon, telling.session_ended("a")).await.is_err());
        assert!(timeout(soon, telling.agent_ended("agent")).await.is_err());
        let other = telling.clone();
        let waiting = tokio::spawn(async move { other.agent_ended("agent").await });
        tokio::task::yield_now().await;
        drop(under_way);
        timeout(WAIT, waiting).await.unwrap().unwrap();
        telling.session_ended("a").await;
    }

    #[tokio::test]
    async fn nobody_waits_for_ever() {
        let telling = Telling::default();
        let _under_way = telling.begin("a", "agent").unwrap();
        let begin = Instant::now();
        telling.session_ended("a").await;
        assert!(begin.elapsed() >= WAIT);
    }
}
