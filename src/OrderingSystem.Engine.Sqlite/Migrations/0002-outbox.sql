-- Events that were committed with a transition, for a receiver outside, until it has taken them. In the order of the commits.
CREATE TABLE outbox (
  sequence     INTEGER PRIMARY KEY,
  execution_id INTEGER NOT NULL,
  event        BLOB NOT NULL                -- JSON
);
