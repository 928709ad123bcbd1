-- An operator may keep the carrier's gate closed by hand.
ALTER TABLE carrier_gate ADD COLUMN hold_by TEXT;
ALTER TABLE carrier_gate ADD COLUMN hold_reason TEXT;
ALTER TABLE carrier_gate ADD COLUMN hold_since INTEGER;
