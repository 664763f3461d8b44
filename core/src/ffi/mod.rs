//! The only uniffi exports.
