-- A request is in the audit log before it does anything; a second row says what came of it, and names the first.

ALTER TABLE audit ADD COLUMN concludes TEXT; -- the audit_id of the row that said it was begun

CREATE UNIQUE INDEX audit_concludes ON audit (concludes) WHERE concludes IS NOT NULL;
