-- Version 3. -- The published version and the alias that an execution was started on; null for the state machine itself.
ALTER TABLE executions ADD COLUMN version INTEGER;
ALTER TABLE executions ADD COLUMN alias TEXT;
CREATE INDEX executions_version ON executions (state_machine_id, version) WHERE version IS NOT NULL;
CREATE INDEX executions_alias ON executions (state_machine_id, alias) WHERE alias IS NOT NULL;
