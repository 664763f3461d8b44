//! The paths that are told apart in metrics and logs: a bounded number, whatever peers ask for.

/// One of our paths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Route {
    CreateAuthorization,
    InquiryAuthorization,
    CompleteIdv,
    PreVerify,
    Pay,
    Health,
    Metrics,
    Other,
}

impl Route {
    const NAMED: [Self; 7] = [
        Self::CreateAuthorization,
        Self::InquiryAuthorization,
        Self::CompleteIdv,
        Self::PreVerify,
        Self::Pay,
        Self::Health,
        Self::Metrics,
    ];

    pub(super) fn of(path: &str) -> Self {
        Self::NAMED.into_iter().find(|route| route.path() == path).unwrap_or(Self::Other)
    }

    pub(super) const fn path(self) -> &'static str {
        match self {
            Self::CreateAuthorization => "/mpp/createAuthorization",
            Self::InquiryAuthorization => "/mpp/inquiryAuthorization",
            Self::CompleteIdv => "/mpp/completeIdv",
            Self::PreVerify => "/mpp/preVerify",
            Self::Pay => "/mpp/pay",
            Self::Health => "/mpp/health",
            Self::Metrics => "/metrics",
            Self::Other => "other",
        }
    }
}
