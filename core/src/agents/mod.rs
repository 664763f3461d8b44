//! Agents: who they are and who may act for me.
