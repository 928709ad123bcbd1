-- Who did what. Rows are added; the triggers refuse everything else, also to somebody with a SQLite shell who does not drop them first.

CREATE TABLE audit (
  number     INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice, so that a gap at the end is seen as well
  audit_id   TEXT    NOT NULL UNIQUE,
  at         INTEGER NOT NULL,
  by         TEXT    NOT NULL,
  role       TEXT    NOT NULL,
  action     TEXT    NOT NULL,
  target     TEXT    NOT NULL,
  order_id   TEXT,
  reason     TEXT,
  outcome    TEXT    NOT NULL,
  request_id TEXT    NOT NULL
) STRICT;

CREATE INDEX audit_order ON audit (order_id, number) WHERE order_id IS NOT NULL;
CREATE INDEX audit_by    ON audit (by, number);
CREATE INDEX audit_at    ON audit (at, number);

CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'The audit log is append-only.'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'The audit log is append-only.'); END;

-- INSERT OR REPLACE deletes without asking the trigger above.
CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit
WHEN EXISTS (SELECT 1 FROM audit WHERE audit_id = NEW.audit_id OR number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'The audit log is append-only: it has this entry.'); END;
