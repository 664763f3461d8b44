
-- A provider that serves many wallets keeps a database of its own with these tables filled: which wallet a peer's
-- identifier belongs to. Identifiers of peers are kept as their SHA-256 digests only.
CREATE TABLE directory_wallet (
  wallet_key  TEXT NOT NULL PRIMARY KEY,
  psp_user_id BLOB NOT NULL,
  created_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE directory_session (
  session    BLOB NOT NULL PRIMARY KEY CHECK (length(session) = 32),
  wallet_key TEXT NOT NULL REFERENCES directory_wallet,
  noted_at   INTEGER NOT NULL,
  keep_until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX directory_session_by_end ON directory_session (keep_until);

CREATE TABLE directory_token (
  token      BLOB NOT NULL PRIMARY KEY CHECK (length(token) = 32),
  wallet_key TEXT NOT NULL REFERENCES directory_wallet,
  keep_until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX directory_token_by_end ON directory_token (keep_until);
