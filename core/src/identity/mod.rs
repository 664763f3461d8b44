//! Keys and secrets: the seams a host implements, and the software ones.
