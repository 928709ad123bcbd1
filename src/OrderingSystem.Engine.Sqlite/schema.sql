-- Version 1 of the tables; released, so not edited: see Migrations/Schema.cs.
-- Times are milliseconds since 1970-01-01 UTC. Ids ascend in the order of starting. Blobs: see Codec/.

CREATE TABLE meta (
  name  TEXT PRIMARY KEY,
  value BLOB NOT NULL
) WITHOUT ROWID;

-- Definition texts by the hash of their content; never changed.
CREATE TABLE definitions (
  id   TEXT PRIMARY KEY,
  text TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE state_machines (
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL,
  arn         TEXT NOT NULL,
  type        INTEGER NOT NULL,
  created_at  INTEGER NOT NULL,
  revision_id INTEGER NOT NULL,           -- the current one
  deleted     INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX state_machines_name ON state_machines (name) WHERE deleted = 0;

-- A state machine as it was from one create or update on; never changed.
CREATE TABLE revisions (
  id               INTEGER PRIMARY KEY,
  state_machine_id INTEGER NOT NULL,
  role_arn         TEXT NOT NULL,
  definition_id    TEXT NOT NULL,
  token            TEXT NOT NULL,
  updated_at       INTEGER NOT NULL
);

-- One row per execution, written when it starts, when it ends and when it is redriven.
CREATE TABLE executions (
  id               INTEGER PRIMARY KEY,
  state_machine_id INTEGER NOT NULL,
  revision_id      INTEGER NOT NULL,
  name             TEXT NOT NULL,
  status           INTEGER NOT NULL,
  started_at       INTEGER NOT NULL,
  stopped_at       INTEGER,
  redrive_count    INTEGER NOT NULL,
  redriven_at      INTEGER,
  origin           BLOB NOT NULL
);
CREATE INDEX executions_machine ON executions (state_machine_id);
CREATE INDEX executions_unsuccessful ON executions (state_machine_id, status) WHERE status > 2;

-- Finds an execution by name. The hash keeps the index small, and the writer, which is alone, keeps names unique.
CREATE TABLE execution_names (
  hash         INTEGER NOT NULL,          -- of state machine and execution name
  execution_id INTEGER NOT NULL,
  PRIMARY KEY (hash, execution_id)
) WITHOUT ROWID;

-- One row per transition: execution_id * 2^20 + id of the row's first event. One integer key, so that long rows need no overflow page.
CREATE TABLE history (
  key    INTEGER PRIMARY KEY,
  events BLOB NOT NULL
);

-- The state of running executions: header and root frame.
CREATE TABLE live (
  id      INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,               -- id of the newest event
  wake_at INTEGER,                        -- 0: has calls in flight; null: waits for answers only
  state   BLOB NOT NULL
);
CREATE INDEX live_active ON live (id) WHERE wake_at = 0;
CREATE INDEX live_wake ON live (wake_at) WHERE wake_at > 0;

-- The other frames of running executions: execution_id * 2^20 + frame id.
CREATE TABLE frames (
  key   INTEGER PRIMARY KEY,
  frame BLOB NOT NULL
);

-- The whole state of executions that ended and can be redriven.
CREATE TABLE ended (
  id    INTEGER PRIMARY KEY,
  state BLOB NOT NULL
);
