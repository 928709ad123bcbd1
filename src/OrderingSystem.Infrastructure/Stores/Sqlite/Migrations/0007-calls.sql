-- Customers who want to be called: the call to make is a row of the ledger, and an order that waits for no execution's token.

ALTER TABLE notifications ADD COLUMN call_since INTEGER; -- somebody is to call, since then, or did; null for what is sent
ALTER TABLE notifications ADD COLUMN called_by  TEXT;    -- null while the call is to be made
ALTER TABLE notifications ADD COLUMN call_note  TEXT;

CREATE INDEX notifications_to_call ON notifications (call_since, order_id, kind) WHERE call_since IS NOT NULL AND sent_at IS NULL;

-- An order is in attention by its state; a token it has only where an execution waits. orders_oldest_attention stays: it is for decisions.
DROP INDEX orders_newest_attention;
CREATE INDEX orders_newest_attention ON orders (placed_at DESC, order_id DESC) WHERE attention_state IS NOT NULL;

DROP TRIGGER orders_counted_added;
CREATE TRIGGER orders_counted_added AFTER INSERT ON orders BEGIN
  UPDATE order_counts SET orders = orders + 1 WHERE what = NEW.status;
  UPDATE order_counts SET orders = orders + 1 WHERE what = 'attention' AND NEW.attention_state IS NOT NULL;
  UPDATE order_counts SET orders = orders + 1 WHERE what = 'notified' AND NEW.notified_at IS NOT NULL;
END;

DROP TRIGGER orders_counted_attention;
CREATE TRIGGER orders_counted_attention AFTER UPDATE OF attention_state ON orders
WHEN (OLD.attention_state IS NULL) IS NOT (NEW.attention_state IS NULL)
BEGIN
  UPDATE order_counts SET orders = orders + (NEW.attention_state IS NOT NULL) - (OLD.attention_state IS NOT NULL) WHERE what = 'attention';
END;
