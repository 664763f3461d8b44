-- Columns of type BLOB that hold text or JSON are sealed (seal.rs); a tag finds a sealed value.
-- What each hold writes is checked by OR: for a list of three or more SQLite makes a table at each row.
-- Times: milliseconds since 1970, UTC. Amounts: micro-units (0.000001 of the major unit) beside an ISO 4217 code.

CREATE TABLE binding (
  auth_session_id TEXT NOT NULL PRIMARY KEY,
  agent_id        TEXT NOT NULL,
  customer_id     BLOB NOT NULL,
  state           TEXT NOT NULL CHECK (state IN ('pending', 'active', 'ended')),
  isp_kid         TEXT NOT NULL,
  token_id        BLOB,
  token_tag       BLOB UNIQUE CHECK (length(token_tag) = 16),
  l1              BLOB,
  agent_key_kid   TEXT,
  agent_key_point BLOB CHECK (length(agent_key_point) = 64),
  created_at      INTEGER NOT NULL,
  expires_at      INTEGER NOT NULL,
  CHECK ((agent_key_kid IS NULL) = (agent_key_point IS NULL)),
  CHECK ((token_id IS NULL) = (token_tag IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX binding_by_agent ON binding (agent_id, created_at);
CREATE UNIQUE INDEX binding_active ON binding (agent_id) WHERE state = 'active';

CREATE TABLE session (
  auth_session_id TEXT NOT NULL PRIMARY KEY,
  auth_id         TEXT NOT NULL UNIQUE,
  kind            TEXT NOT NULL CHECK (kind IN ('ENROLLMENT', 'MANDATE')),
  agent_id        TEXT NOT NULL,
  customer_id     BLOB NOT NULL,
  request_digest  TEXT NOT NULL,
  status          TEXT NOT NULL CHECK (status IN ('AUTH_IN_PROCESS', 'SUCCESS', 'FAILED')),
  mandate_id      TEXT,
  surface_digest  TEXT,
  notification    TEXT NOT NULL CHECK (notification IN ('not_started', 'sending', 'answered', 'failed', 'unknown')),
  request_body    BLOB,
  answer_body     BLOB,
  idv_result      TEXT,
  idv_time        INTEGER,
  failure_code    TEXT,
  created_at      INTEGER NOT NULL,
  expires_at      INTEGER NOT NULL
) STRICT;
CREATE INDEX session_open ON session (created_at) WHERE status = 'AUTH_IN_PROCESS';
CREATE INDEX session_failed ON session (kind, (mandate_id IS NULL), created_at)
  WHERE status = 'FAILED' AND notification = 'not_started';

CREATE TABLE mandate (
  number             INTEGER PRIMARY KEY,
  mandate_id         TEXT NOT NULL UNIQUE,
  network_mandate_id TEXT UNIQUE,
  auth_session_id    TEXT NOT NULL UNIQUE,
  agent_id           TEXT NOT NULL,
  agent_key_kid      TEXT,
  agent_key_point    BLOB CHECK (length(agent_key_point) = 64),
  mode               TEXT NOT NULL CHECK (mode IN ('IMMEDIATE', 'AUTONOMOUS')),
  state              TEXT NOT NULL CHECK (state IN ('inactive', 'activated', 'revoked', 'expired', 'finished')),
  currency           TEXT NOT NULL CHECK (length(currency) = 3),
  budget             INTEGER NOT NULL CHECK (budget >= 0),
  created_at         INTEGER NOT NULL,
  approved_at        INTEGER,
  activated_at       INTEGER,
  expires_at         INTEGER NOT NULL,
  intent             BLOB NOT NULL,
  checkout           BLOB,
  l2                 BLOB,
  limits_version     INTEGER NOT NULL DEFAULT 0,
  rate               TEXT,
  counted            TEXT NOT NULL DEFAULT '[]',
  CHECK ((agent_key_kid IS NULL) = (agent_key_point IS NULL))
) STRICT;
CREATE INDEX mandate_by_agent ON mandate (agent_id, created_at);
CREATE INDEX mandate_by_approval ON mandate (approved_at) WHERE approved_at IS NOT NULL;
CREATE INDEX mandate_ending ON mandate (expires_at) WHERE state IN ('inactive', 'activated');
CREATE INDEX mandate_ended ON mandate (expires_at) WHERE state IN ('revoked', 'expired', 'finished');
-- Terminal states stay terminal, whoever writes.
CREATE TRIGGER mandate_stays_ended BEFORE UPDATE OF state ON mandate
  WHEN OLD.state IN ('revoked', 'expired', 'finished') AND NEW.state <> OLD.state
  BEGIN SELECT RAISE(ABORT, 'a mandate that has ended stays ended'); END;
CREATE TRIGGER mandate_with_a_book_is_kept BEFORE DELETE ON mandate
  WHEN EXISTS (SELECT 1 FROM ledger_balance WHERE mandate_id = OLD.mandate_id)
  BEGIN SELECT RAISE(ABORT, 'a mandate is kept with its book'); END;

-- Budgets that were raised or lowered. The identifier is the app's: the same one again is the same adjustment.
CREATE TABLE adjustment (
  adjustment_id TEXT NOT NULL PRIMARY KEY CHECK (length(adjustment_id) BETWEEN 1 AND 256),
  mandate_id    TEXT NOT NULL REFERENCES mandate (mandate_id),
  currency      TEXT NOT NULL CHECK (length(currency) = 3),
  before        INTEGER NOT NULL CHECK (before >= 0),
  after         INTEGER NOT NULL CHECK (after >= 0 AND after <> before),
  at            INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX adjustment_by_mandate ON adjustment (mandate_id, at);

CREATE TABLE payment (
  number           INTEGER PRIMARY KEY,
  payment_id       TEXT NOT NULL UNIQUE,
  payment_token    BLOB NOT NULL,
  payment_token_tag BLOB NOT NULL UNIQUE CHECK (length(payment_token_tag) = 16),
  mandate_id       TEXT NOT NULL,
  agent_id         TEXT NOT NULL,
  token_id         BLOB NOT NULL,
  state            TEXT NOT NULL CHECK (state = 'held' OR state = 'captured' OR state = 'released'),
  currency         TEXT NOT NULL CHECK (length(currency) = 3),
  held             INTEGER NOT NULL CHECK (held > 0),
  captured         INTEGER CHECK (captured > 0 AND captured <= held),
  released_because TEXT,
  token_expires_at INTEGER NOT NULL,
  created_at       INTEGER NOT NULL,
  ended_at         INTEGER,
  checkout         BLOB NOT NULL,
  device_id        TEXT,
  counted          TEXT NOT NULL DEFAULT '[]',
  rate             TEXT,
  l3               BLOB,
  CHECK ((state = 'captured') = (captured IS NOT NULL)),
  CHECK ((state = 'released') = (released_because IS NOT NULL)),
  CHECK ((state = 'held') = (ended_at IS NULL))
) STRICT;
-- Every index costs each hold a page of the log. The payments of a mandate are found by its postings. For want of one a
-- reference to the mandate would make SQLite read every payment whenever a mandate goes. A trigger on INSERT would make it
-- copy every page that the insert touches: who inserts looks for the mandate (payments.rs), and the check does.
CREATE INDEX payment_by_end ON payment (ended_at) WHERE state = 'captured';
CREATE INDEX payment_open ON payment (token_expires_at) WHERE state = 'held';
CREATE INDEX payment_by_device ON payment (device_id) WHERE device_id IS NOT NULL;
-- A hold is captured or released exactly once, whoever writes.
CREATE TRIGGER payment_ends_once BEFORE UPDATE OF state, captured, held ON payment
  WHEN OLD.state <> 'held'
  BEGIN SELECT RAISE(ABORT, 'a payment that has ended stays ended'); END;
CREATE TRIGGER payment_keeps_its_mandate BEFORE UPDATE OF mandate_id ON payment
  BEGIN SELECT RAISE(ABORT, 'a payment keeps its mandate'); END;
CREATE TRIGGER payment_is_kept BEFORE DELETE ON payment
  WHEN EXISTS (SELECT 1 FROM ledger_balance WHERE mandate_id = OLD.mandate_id)
  BEGIN SELECT RAISE(ABORT, 'payments are kept with their book'); END;
CREATE TRIGGER payment_rate_stays BEFORE UPDATE OF rate ON payment
  BEGIN SELECT RAISE(ABORT, 'the rate is fixed at the hold'); END;

-- Payments that nobody vouched for (sample profile): no mandate, agent or order is known, and only the tag of the token
-- is kept, so that it pays once. Each has a book of its own in the ledger, under its own identifier.
CREATE TABLE unverified_payment (
  number            INTEGER PRIMARY KEY,
  payment_id        TEXT NOT NULL UNIQUE,
  payment_token_tag BLOB NOT NULL UNIQUE CHECK (length(payment_token_tag) = 16),
  currency          TEXT NOT NULL CHECK (length(currency) = 3),
  amount            INTEGER NOT NULL CHECK (amount > 0),
  paid_at           INTEGER NOT NULL,
  counted           TEXT NOT NULL DEFAULT '[]'
) STRICT;
CREATE INDEX unverified_by_time ON unverified_payment (paid_at);
CREATE TRIGGER unverified_stays BEFORE UPDATE OF payment_id, payment_token_tag, currency, amount, paid_at
  ON unverified_payment
  BEGIN SELECT RAISE(ABORT, 'a payment that has ended stays ended'); END;
CREATE TRIGGER unverified_is_kept BEFORE DELETE ON unverified_payment
  BEGIN SELECT RAISE(ABORT, 'payments are never removed'); END;

-- What merchants gave back. The identifier is the merchant's: the same one again, of the same payment, is the same refund.
CREATE TABLE refund (
  refund_id  TEXT NOT NULL CHECK (length(refund_id) BETWEEN 1 AND 256),
  payment_id TEXT NOT NULL REFERENCES payment (payment_id),
  amount     INTEGER NOT NULL CHECK (amount > 0),
  at         INTEGER NOT NULL,
  PRIMARY KEY (payment_id, refund_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX refund_by_time ON refund (at);
-- All refunds of a payment together never exceed what was debited, whoever writes.
CREATE TRIGGER refund_within_debit BEFORE INSERT ON refund
  WHEN NEW.amount > (SELECT ifnull(captured, 0) FROM payment WHERE payment_id = NEW.payment_id)
    - (SELECT ifnull(sum(amount), 0) FROM refund WHERE payment_id = NEW.payment_id)
  BEGIN SELECT RAISE(ABORT, 'no more is given back than was debited'); END;
CREATE TRIGGER refund_stays BEFORE UPDATE ON refund
  BEGIN SELECT RAISE(ABORT, 'refunds are never changed'); END;

-- Numbered within its mandate, without gaps: what belongs together lies together, and a missing one shows.
CREATE TABLE ledger_posting (
  mandate_id TEXT NOT NULL,
  number     INTEGER NOT NULL CHECK (number > 0),
  movement   TEXT NOT NULL CHECK (movement = 'delegate' OR movement = 'withdraw' OR movement = 'hold'
    OR movement = 'capture' OR movement = 'release' OR movement = 'refund'),
  amount     INTEGER NOT NULL CHECK (amount > 0),
  payment_id TEXT,
  at         INTEGER NOT NULL,
  PRIMARY KEY (mandate_id, number)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER ledger_posting_stays BEFORE UPDATE ON ledger_posting
  BEGIN SELECT RAISE(ABORT, 'postings are never changed'); END;
CREATE TRIGGER ledger_posting_is_kept BEFORE DELETE ON ledger_posting
  WHEN EXISTS (SELECT 1 FROM ledger_balance WHERE mandate_id = OLD.mandate_id)
  BEGIN SELECT RAISE(ABORT, 'postings are kept with their book'); END;

-- The sums of the postings, kept in the transaction that posts. The rules of ledger/balances.rs stand here once more.
CREATE TABLE ledger_balance (
  mandate_id TEXT NOT NULL PRIMARY KEY,
  currency   TEXT NOT NULL CHECK (length(currency) = 3),
  delegated  INTEGER NOT NULL CHECK (delegated <= 0),
  available  INTEGER NOT NULL CHECK (available >= 0),
  held       INTEGER NOT NULL CHECK (held >= 0),
  spent      INTEGER NOT NULL CHECK (spent >= 0),
  refunded   INTEGER NOT NULL CHECK (refunded >= 0),
  postings   INTEGER NOT NULL CHECK (postings > 0),
  CHECK (delegated + available + held + spent + refunded = 0)
) STRICT, WITHOUT ROWID;
-- A book goes as a whole, with its mandate (ended.rs), and only when the mandate has ended and nothing is held.
CREATE TRIGGER ledger_balance_is_kept BEFORE DELETE ON ledger_balance
  WHEN OLD.held <> 0 OR NOT EXISTS (SELECT 1 FROM mandate
    WHERE mandate_id = OLD.mandate_id AND state IN ('revoked', 'expired', 'finished'))
  BEGIN SELECT RAISE(ABORT, 'the book of a mandate that may pay is kept'); END;

-- The user's limits, every set that was ever in force: a mandate keeps the one it was authorized under (0: none).
CREATE TABLE limit_set (
  version INTEGER PRIMARY KEY,
  limits  TEXT NOT NULL,
  set_at  INTEGER NOT NULL
) STRICT;

-- What counts towards the limits, kept in the transaction that holds, gives back or authorizes. Payments and mandates
-- name in `counted` the counters that they count in; a number is never used twice. An amount in another currency than the
-- wallet's is summed up as it is (`valued`) and as what it is worth in the wallet's (`worth`), every other `plain`.
CREATE TABLE limit_counter (
  number    INTEGER PRIMARY KEY AUTOINCREMENT,
  digest    BLOB NOT NULL CHECK (length(digest) = 32),
  starts_at INTEGER NOT NULL,
  ends_at   INTEGER NOT NULL CHECK (ends_at > starts_at),
  currency  TEXT NOT NULL CHECK (length(currency) = 3),
  basis     TEXT NOT NULL CHECK (basis = 'plain' OR basis = 'valued' OR basis = 'worth'),
  amount    INTEGER NOT NULL CHECK (amount >= 0),
  payments  INTEGER NOT NULL CHECK (payments >= 0)
) STRICT;
CREATE UNIQUE INDEX limit_counter_by_digest ON limit_counter (digest, starts_at, currency, basis);
CREATE INDEX limit_counter_by_end ON limit_counter (ends_at);

-- The latest rate between two currencies, as its issuer signed it.
CREATE TABLE exchange_rate (
  base      TEXT NOT NULL CHECK (length(base) = 3),
  quote     TEXT NOT NULL CHECK (length(quote) = 3 AND quote <> base),
  token     TEXT NOT NULL CHECK (length(token) BETWEEN 1 AND 2048),
  issued_at INTEGER NOT NULL,
  PRIMARY KEY (base, quote)
) STRICT, WITHOUT ROWID;

-- How often an order was tried, and how many tries in a row came to nothing at a merchant, where the mandate bounds them.
CREATE TABLE attempt (
  digest     BLOB NOT NULL PRIMARY KEY CHECK (length(digest) = 32),
  attempts   INTEGER NOT NULL CHECK (attempts > 0),
  keep_until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX attempt_by_end ON attempt (keep_until);

-- Nonces of what was accepted, by their tags, until nothing that carries them could be accepted any more.
CREATE TABLE nonce (
  tag        BLOB NOT NULL PRIMARY KEY CHECK (length(tag) = 16),
  keep_until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
  name  TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The latest time this wallet has seen, and how many commits there were: every commit that changes something.
CREATE TABLE high_water (
  one     INTEGER PRIMARY KEY CHECK (one = 1),
  mark    INTEGER NOT NULL,
  commits INTEGER NOT NULL CHECK (commits >= 0)
) STRICT;

-- The database's own name: its keys and its counter in the secret store carry it.
CREATE TABLE origin (
  one         INTEGER PRIMARY KEY CHECK (one = 1),
  database_id TEXT NOT NULL CHECK (length(database_id) = 32)
) STRICT;

-- The keys in use, the highest number for what is written; more than one while a rotation is under way. The proof is
-- the key of the tags, sealed with this key.
CREATE TABLE seal_key (
  number INTEGER PRIMARY KEY CHECK (number BETWEEN 1 AND 4294967295),
  proof  BLOB NOT NULL
) STRICT;

-- Payments that the user disputes. One open appeal a payment.
CREATE TABLE appeal (
  appeal_id  TEXT NOT NULL PRIMARY KEY,
  payment_id TEXT NOT NULL REFERENCES payment (payment_id),
  reason     BLOB NOT NULL,
  evidence   BLOB NOT NULL,
  opened_at  INTEGER NOT NULL,
  closed_at  INTEGER,
  outcome    TEXT,
  CHECK ((closed_at IS NULL) = (outcome IS NULL))
) STRICT;
CREATE UNIQUE INDEX appeal_open ON appeal (payment_id) WHERE closed_at IS NULL;
CREATE INDEX appeal_by_payment ON appeal (payment_id);
-- Evidence is kept as it was, and what is closed stays closed.
CREATE TRIGGER appeal_stays BEFORE UPDATE OF payment_id, opened_at, closed_at, outcome ON appeal
  WHEN OLD.closed_at IS NOT NULL
  BEGIN SELECT RAISE(ABORT, 'an appeal that is closed stays closed'); END;

-- The outbox: what the app was not told yet, or did not acknowledge. Numbered without gaps.
CREATE TABLE event (
  event_id INTEGER PRIMARY KEY CHECK (event_id > 0),
  at       INTEGER NOT NULL,
  what     BLOB NOT NULL,
  refused  TEXT
) STRICT;
-- Refusals by the agent that is to blame ('' for one that was never bound): so many of each may wait.
CREATE INDEX event_refused ON event (refused, event_id) WHERE refused IS NOT NULL;

-- How many refusals were not told because too many of the same agent waited already.
CREATE TABLE refusal_untold (
  refused TEXT NOT NULL PRIMARY KEY,
  untold  INTEGER NOT NULL CHECK (untold > 0)
) STRICT, WITHOUT ROWID;

-- Up to where the app has acknowledged: numbers are never used twice, even when the outbox is empty.
CREATE TABLE event_mark (
  one          INTEGER PRIMARY KEY CHECK (one = 1),
  acknowledged INTEGER NOT NULL
) STRICT;

-- How often the Intent Guard refused under a mandate, and the latest reason.
CREATE TABLE refusal (
  mandate_id TEXT NOT NULL PRIMARY KEY REFERENCES mandate (mandate_id),
  refused    INTEGER NOT NULL CHECK (refused > 0),
  code       TEXT NOT NULL,
  at         INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
