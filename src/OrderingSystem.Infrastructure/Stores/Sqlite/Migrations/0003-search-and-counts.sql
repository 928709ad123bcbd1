-- Search over orders, and counts that nobody has to scan for. Triggers keep both, in the transaction of the change itself.

-- What a search looks through, a line per field. The id is the rowid of the index, which reads in its order: it sorts as orders were placed, to the
-- millisecond, with 80,000 ids for each, and within one as they were recorded.
CREATE TABLE order_texts (
  id    INTEGER PRIMARY KEY,
  owner TEXT    NOT NULL UNIQUE, -- the order
  text  TEXT    NOT NULL
) STRICT;

CREATE VIRTUAL TABLE order_search USING fts5(text, content = 'order_texts', content_rowid = 'id', tokenize = 'trigram');

CREATE TRIGGER order_texts_added AFTER INSERT ON order_texts BEGIN
  INSERT INTO order_search (rowid, text) VALUES (NEW.id, NEW.text);
END;

CREATE TRIGGER order_texts_changed AFTER UPDATE OF text ON order_texts WHEN OLD.text IS NOT NEW.text BEGIN
  INSERT INTO order_search (order_search, rowid, text) VALUES ('delete', OLD.id, OLD.text);
  INSERT INTO order_search (rowid, text) VALUES (NEW.id, NEW.text);
END;

CREATE TRIGGER order_texts_removed AFTER DELETE ON order_texts BEGIN
  INSERT INTO order_search (order_search, rowid, text) VALUES ('delete', OLD.id, OLD.text);
END;

CREATE TRIGGER orders_text_added AFTER INSERT ON orders BEGIN
  INSERT INTO order_texts (id, owner, text)
  SELECT CASE
           WHEN last IS NULL THEN base
           WHEN last < base + 79999 THEN last + 1
           ELSE (SELECT MAX(id) + 1 FROM order_texts) -- a millisecond with more than that: the newest then stand in the order of their recording
         END,
         NEW.order_id,
         concat_ws(char(10), NEW.order_id, NEW.tracking_number, NEW.customer_name, NEW.customer_email, NEW.customer_phone)
  FROM (
    SELECT NEW.placed_at / 10000 * 80000 AS base,
           (SELECT MAX(id) FROM order_texts WHERE id BETWEEN NEW.placed_at / 10000 * 80000 AND NEW.placed_at / 10000 * 80000 + 79999) AS last);
END;

CREATE TRIGGER orders_text_changed AFTER UPDATE OF tracking_number, customer_name, customer_email, customer_phone ON orders
WHEN OLD.tracking_number IS NOT NEW.tracking_number OR OLD.customer_name IS NOT NEW.customer_name
  OR OLD.customer_email IS NOT NEW.customer_email OR OLD.customer_phone IS NOT NEW.customer_phone
BEGIN
  UPDATE order_texts
  SET text = concat_ws(char(10), NEW.order_id, NEW.tracking_number, NEW.customer_name, NEW.customer_email, NEW.customer_phone)
  WHERE owner = NEW.order_id;
END;

CREATE TABLE order_counts (
  what   TEXT    PRIMARY KEY, -- a status, or 'attention', 'notified', 'waitingForCarrier'
  orders INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO order_counts (what, orders) VALUES
  ('Placed',            (SELECT COUNT(*) FROM orders WHERE status = 'Placed')),
  ('Scheduled',         (SELECT COUNT(*) FROM orders WHERE status = 'Scheduled')),
  ('Shipped',           (SELECT COUNT(*) FROM orders WHERE status = 'Shipped')),
  ('Cancelled',         (SELECT COUNT(*) FROM orders WHERE status = 'Cancelled')),
  ('Rejected',          (SELECT COUNT(*) FROM orders WHERE status = 'Rejected')),
  ('attention',         (SELECT COUNT(attention_token) FROM orders)),
  ('notified',          (SELECT COUNT(notified_at) FROM orders)),
  ('waitingForCarrier', (SELECT COUNT(*) FROM parked_orders WHERE released_at IS NULL));

CREATE TRIGGER orders_counted_added AFTER INSERT ON orders BEGIN
  UPDATE order_counts SET orders = orders + 1 WHERE what = NEW.status;
  UPDATE order_counts SET orders = orders + 1 WHERE what = 'attention' AND NEW.attention_token IS NOT NULL;
  UPDATE order_counts SET orders = orders + 1 WHERE what = 'notified' AND NEW.notified_at IS NOT NULL;
END;

CREATE TRIGGER orders_counted_status AFTER UPDATE OF status ON orders WHEN OLD.status IS NOT NEW.status BEGIN
  UPDATE order_counts SET orders = orders - 1 WHERE what = OLD.status;
  UPDATE order_counts SET orders = orders + 1 WHERE what = NEW.status;
END;

CREATE TRIGGER orders_counted_attention AFTER UPDATE OF attention_token ON orders
WHEN (OLD.attention_token IS NULL) IS NOT (NEW.attention_token IS NULL)
BEGIN
  UPDATE order_counts SET orders = orders + (NEW.attention_token IS NOT NULL) - (OLD.attention_token IS NOT NULL) WHERE what = 'attention';
END;

CREATE TRIGGER orders_counted_notified AFTER UPDATE OF notified_at ON orders WHEN (OLD.notified_at IS NULL) IS NOT (NEW.notified_at IS NULL) BEGIN
  UPDATE order_counts SET orders = orders + (NEW.notified_at IS NOT NULL) - (OLD.notified_at IS NOT NULL) WHERE what = 'notified';
END;

-- Rows of executions are replaced as a whole, and a replaced row fires no trigger for its removal: so what stood there is looked at before.
CREATE TRIGGER parked_orders_counted_parked BEFORE INSERT ON parked_orders BEGIN
  UPDATE order_counts
  SET orders = orders + (NEW.released_at IS NULL)
    - EXISTS (SELECT 1 FROM parked_orders WHERE execution_name = NEW.execution_name AND released_at IS NULL)
  WHERE what = 'waitingForCarrier';
END;

CREATE TRIGGER parked_orders_counted_released AFTER UPDATE OF released_at ON parked_orders
WHEN (OLD.released_at IS NULL) IS NOT (NEW.released_at IS NULL)
BEGIN
  UPDATE order_counts SET orders = orders + (NEW.released_at IS NULL) - (OLD.released_at IS NULL) WHERE what = 'waitingForCarrier';
END;

CREATE TRIGGER parked_orders_counted_forgotten AFTER DELETE ON parked_orders WHEN OLD.released_at IS NULL BEGIN
  UPDATE order_counts SET orders = orders - 1 WHERE what = 'waitingForCarrier';
END;

CREATE INDEX parked_orders_order ON parked_orders (order_id) WHERE released_at IS NULL;
CREATE INDEX orders_newest_placed_by ON orders (placed_by, placed_at DESC, order_id DESC);

-- What is there already: each id at least the millisecond's first, and above the one before.
INSERT INTO order_texts (id, owner, text)
SELECT number + MAX(base - number) OVER (ORDER BY number ROWS UNBOUNDED PRECEDING), order_id, text
FROM (
  SELECT ROW_NUMBER() OVER (ORDER BY placed_at, order_id) AS number,
         placed_at / 10000 * 80000 AS base,
         order_id,
         concat_ws(char(10), order_id, tracking_number, customer_name, customer_email, customer_phone) AS text
  FROM orders);
