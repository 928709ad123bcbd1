-- Customers: how they want to be told, versions, one customer per e-mail address and phone number, what was changed, and a search index.

ALTER TABLE customers ADD COLUMN channel   TEXT    NOT NULL DEFAULT 'Email';
ALTER TABLE customers ADD COLUMN version   INTEGER NOT NULL DEFAULT 1;
ALTER TABLE customers ADD COLUMN erased_at INTEGER;
ALTER TABLE customers ADD COLUMN email_key TEXT; -- as it is compared; null once erased
ALTER TABLE customers ADD COLUMN phone_key TEXT;

-- Of customers that shared an address or a number before, the first one keeps it to themselves; the others keep it, too, and get a key with their next correction.
UPDATE customers SET email_key = lower(email)
WHERE customer_id IN (SELECT MIN(customer_id) FROM customers GROUP BY lower(email));
UPDATE customers SET phone_key = phone
WHERE customer_id IN (SELECT MIN(customer_id) FROM customers GROUP BY phone);

CREATE UNIQUE INDEX customers_email ON customers (email_key) WHERE email_key IS NOT NULL;
CREATE UNIQUE INDEX customers_phone ON customers (phone_key) WHERE phone_key IS NOT NULL;

CREATE TABLE customer_changes (
  customer_id TEXT    NOT NULL,
  number      INTEGER NOT NULL, -- from 1, without gaps
  at          INTEGER NOT NULL,
  by          TEXT    NOT NULL,
  field       TEXT    NOT NULL,
  old         TEXT,
  new         TEXT,
  PRIMARY KEY (customer_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE customer_texts (
  id    INTEGER PRIMARY KEY,
  owner TEXT    NOT NULL UNIQUE, -- the customer
  text  TEXT    NOT NULL
) STRICT;

CREATE VIRTUAL TABLE customer_search USING fts5(text, content = 'customer_texts', content_rowid = 'id', tokenize = 'trigram');

CREATE TRIGGER customer_texts_added AFTER INSERT ON customer_texts BEGIN
  INSERT INTO customer_search (rowid, text) VALUES (NEW.id, NEW.text);
END;

CREATE TRIGGER customer_texts_changed AFTER UPDATE OF text ON customer_texts WHEN OLD.text IS NOT NEW.text BEGIN
  INSERT INTO customer_search (customer_search, rowid, text) VALUES ('delete', OLD.id, OLD.text);
  INSERT INTO customer_search (rowid, text) VALUES (NEW.id, NEW.text);
END;

CREATE TRIGGER customers_text_added AFTER INSERT ON customers BEGIN
  INSERT INTO customer_texts (owner, text) VALUES (NEW.customer_id, concat_ws(char(10), NEW.customer_id, NEW.name, NEW.email, NEW.phone));
END;

CREATE TRIGGER customers_text_changed AFTER UPDATE OF name, email, phone ON customers BEGIN
  UPDATE customer_texts SET text = concat_ws(char(10), NEW.customer_id, NEW.name, NEW.email, NEW.phone) WHERE owner = NEW.customer_id;
END;

INSERT INTO customer_texts (owner, text)
SELECT customer_id, concat_ws(char(10), customer_id, name, email, phone) FROM customers ORDER BY customer_id;
