-- The order side's tables. PRAGMA user_version counts the schema's versions; this file makes version 1.
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
