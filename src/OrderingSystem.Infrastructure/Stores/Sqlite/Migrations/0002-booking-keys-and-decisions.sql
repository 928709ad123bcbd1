-- The first two number the idempotency keys of an order's booking requests.
ALTER TABLE orders ADD COLUMN cancelled_bookings INTEGER NOT NULL DEFAULT 0; -- that the carrier took back by itself
ALTER TABLE orders ADD COLUMN refused_bookings   INTEGER NOT NULL DEFAULT 0; -- requests that it declined
ALTER TABLE orders ADD COLUMN decided_at INTEGER; -- of the latest decision on the timeline
