//! How to serve.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use super::RequestLog;
use crate::jose::PublicJwk;

/// Who approves what the network asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Approver {
    /// The app, which shows the surface to the user: [`Wallet::approve`](crate::wallet::Wallet::approve).
    Host,
    /// Whoever calls `/mpp/completeIdv`: the sample's stand-in for the biometric step.
    CompleteIdv,
    /// Nobody: half a second after the request it is approved. For demonstrations; named, never chosen silently.
    Unattended,
}

/// How much one peer, and all of them together, may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServeLimits {
    /// Connections at once; more wait to be taken.
    pub connections: u32,
    /// Requests a second from one address (IPv6: one /64), twice as many in a burst; beyond, HTTP 429. 0: no limit.
    pub requests_per_second: u32,
    /// How long a request's head may take to arrive, in milliseconds, from its first byte on.
    pub head_millis: u32,
    /// How long a request's body may take to arrive, in milliseconds; beyond, HTTP 408.
    pub body_millis: u32,
    /// How long a connection may be kept without a request, in milliseconds.
    pub idle_millis: u32,
    /// How long a request may be worked on, in milliseconds, before its peer is told HTTP 503. What moves money is
    /// finished all the same.
    pub work_millis: u32,
    /// How long requests under way may take when the server stops, in milliseconds.
    pub drain_millis: u32,
}

impl Default for ServeLimits {
    fn default() -> Self {
        Self {
            connections: 512,
            requests_per_second: 2_000,
            head_millis: 10_000,
            body_millis: 10_000,
            idle_millis: 75_000,
            work_millis: 30_000,
            drain_millis: 10_000,
        }
    }
}

/// The public key of an agent, learned outside of the requests (KYA, configuration): used where a request brings none
/// (extension X3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgentKey {
    /// The agent.
    pub agent_id: String,
    /// Its key.
    pub key: PublicJwk,
}

/// How to serve.
#[derive(Clone)]
pub struct MppOptions {
    /// The address to listen on; loopback unless said otherwise.
    pub ip: IpAddr,
    /// The port; 0 takes a free one.
    pub port: u16,
    /// Who approves.
    pub approver: Approver,
    /// How much may be asked for.
    pub limits: ServeLimits,
    /// The agents whose keys are known.
    pub agent_keys: Vec<AgentKey>,
    /// Who is told of each request.
    pub log: Option<Arc<dyn RequestLog>>,
}

impl Default for MppOptions {
    fn default() -> Self {
        Self {
            ip: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: 0,
            approver: Approver::Host,
            limits: ServeLimits::default(),
            agent_keys: Vec::new(),
            log: None,
        }
    }
}

impl fmt::Debug for MppOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MppOptions")
            .field("ip", &self.ip)
            .field("port", &self.port)
            .field("approver", &self.approver)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}
