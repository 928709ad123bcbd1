-- Version 1 of the order side's tables; released, so not edited: see Migrations/OrderSchema.cs.
-- Times are UTC in ticks of 100 ns since 0001-01-01, because what was written must be read back exactly;
-- for people: datetime(placed_at / 10000000 - 62135596800, 'unixepoch').

CREATE TABLE customers (
  customer_id TEXT PRIMARY KEY,
  name        TEXT NOT NULL,
  email       TEXT NOT NULL,
  phone       TEXT NOT NULL,
  address     TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE orders (
  order_id            TEXT    PRIMARY KEY,
  version             INTEGER NOT NULL,
  status              TEXT    NOT NULL,
  customer_id         TEXT    NOT NULL,
  customer_name       TEXT,
  customer_email      TEXT,
  customer_phone      TEXT,
  items               TEXT    NOT NULL, -- JSON: [{"description","quantity"}]
  note                TEXT,
  placed_by           TEXT    NOT NULL,
  placed_at           INTEGER NOT NULL,
  scheduled_at        INTEGER,
  shipped_at          INTEGER,
  notified_at         INTEGER,
  cancel_requested_at INTEGER,          -- somebody asked to cancel it; the status says whether it is
  shipment_id         TEXT,
  tracking_number     TEXT,
  execution_arn       TEXT    NOT NULL,
  request_hash        TEXT    NOT NULL,
  attempt_number      INTEGER,          -- of dealings with the carrier; null where it was never called
  attempt_sent_at     INTEGER,          -- a request that left then is in doubt
  attempt_held_until  INTEGER,
  attention_state     TEXT,
  attention_error     TEXT,
  attention_cause     TEXT,
  attention_since     INTEGER,
  attention_reminders INTEGER,
  attention_token     TEXT              -- a secret: it resumes the execution
) STRICT;

CREATE INDEX orders_newest           ON orders (placed_at DESC, order_id DESC);
CREATE INDEX orders_newest_status    ON orders (status, placed_at DESC, order_id DESC);
CREATE INDEX orders_newest_customer  ON orders (customer_id, placed_at DESC, order_id DESC);
CREATE INDEX orders_newest_attention ON orders (placed_at DESC, order_id DESC) WHERE attention_token IS NOT NULL;

CREATE INDEX orders_oldest_attention ON orders (attention_since, order_id) WHERE attention_token IS NOT NULL;

CREATE TABLE order_timeline (
  order_id TEXT    NOT NULL,
  number   INTEGER NOT NULL, -- from 1, without gaps
  at       INTEGER NOT NULL,
  kind     TEXT    NOT NULL,
  text     TEXT    NOT NULL,
  by       TEXT,
  PRIMARY KEY (order_id, number)
) STRICT, WITHOUT ROWID;

-- One row per order and kind: the ledger that makes a notification happen once, and the outbox where no mail server is configured.
CREATE TABLE notifications (
  order_id   TEXT    NOT NULL,
  kind       TEXT    NOT NULL,
  channel    TEXT    NOT NULL,
  recipient  TEXT    NOT NULL,
  subject    TEXT    NOT NULL,
  body       TEXT    NOT NULL,
  attempt    INTEGER NOT NULL,
  held_until INTEGER,
  sent_at    INTEGER,
  PRIMARY KEY (order_id, kind)
) STRICT, WITHOUT ROWID;

CREATE INDEX notifications_newest ON notifications (sent_at DESC, order_id DESC, kind DESC) WHERE sent_at IS NOT NULL;

-- One row: what all processes together hold the carrier to be.
CREATE TABLE carrier_gate (
  id              INTEGER PRIMARY KEY CHECK (id = 1),
  version         INTEGER NOT NULL,
  state           TEXT    NOT NULL,
  since           INTEGER NOT NULL,
  outage_id       TEXT,
  outage_since    INTEGER,
  generation      INTEGER NOT NULL,
  failures        TEXT    NOT NULL, -- JSON: [{"caller","at"}], one per caller since the last answer
  last_error      TEXT,
  lease_holder    TEXT,
  lease_until     INTEGER,
  next_probe_at   INTEGER,
  probes_in_vain  INTEGER NOT NULL,
  is_proven       INTEGER NOT NULL,
  batch_size      INTEGER NOT NULL,
  next_batch_at   INTEGER,
  last_release_at INTEGER,
  paused_until    INTEGER,
  released        INTEGER NOT NULL
) STRICT;

-- One row per execution that waits for the carrier, or did.
CREATE TABLE parked_orders (
  execution_name TEXT    PRIMARY KEY,
  order_id       TEXT    NOT NULL,
  state          TEXT    NOT NULL,
  outage_id      TEXT    NOT NULL,
  token          TEXT    NOT NULL, -- a secret: it resumes the execution
  parked_at      INTEGER NOT NULL,
  not_before     INTEGER,
  rounds         INTEGER NOT NULL,
  released_at    INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX parked_orders_oldest ON parked_orders (parked_at, execution_name) WHERE released_at IS NULL;

-- One decision for many orders.
CREATE TABLE bulk_decisions (
  job_id            TEXT    PRIMARY KEY,
  version           INTEGER NOT NULL,
  state             TEXT    NOT NULL,
  decision          TEXT    NOT NULL,
  note              TEXT,
  decided_by        TEXT    NOT NULL,
  decided_at        INTEGER NOT NULL,
  filter_state      TEXT,
  filter_error      TEXT,
  filter_since      INTEGER,
  orders_per_minute INTEGER NOT NULL,
  total             INTEGER NOT NULL,
  decided           INTEGER NOT NULL,
  superseded        INTEGER NOT NULL,
  not_possible      INTEGER NOT NULL,
  position_since    INTEGER,
  position_order_id TEXT,
  next_batch_at     INTEGER,
  ended_at          INTEGER,
  stopped_by        TEXT
) STRICT, WITHOUT ROWID;
