//! The AMP endpoints over HTTP; the only user of reqwest.
