import { describe, expect, it } from 'vitest';
import type { Order } from '../../api/types';
import { addressesOf, MessageDraft, messageFor, placedBefore } from './waitersMessage';

const order = (more: Partial<Order> = {}): Order => ({
  orderId: 'O-1',
  customerId: 'C-0001',
  customer: { name: 'Ada Byron', email: 'ada@example.com', phone: '+442079460123' },
  items: [{ description: 'Desk', quantity: 2 }],
  note: null,
  status: 'Placed',
  attention: null,
  trackingNumber: null,
  placedBy: 'sam',
  placedAt: '2026-11-20T07:00:00Z',
  scheduledAt: null,
  shippedAt: null,
  notifiedAt: null,
  executionArn: 'arn:aws:states:us-east-1:123456789012:execution:order:O-1',
  ...more,
});

describe('messageFor', () => {
  it('leaves no gap in the draft', () => {
    const text = messageFor(MessageDraft, order(), '2026-11-21T07:00:00Z', 'UTC');

    expect(text).toContain('Dear Ada Byron');
    expect(text).toContain('order O-1 of 20 Nov 2026, 07:00:00 UTC (2 × Desk)');
    expect(text).toContain('since 21 Nov 2026, 07:00:00 UTC');
    expect(text).not.toMatch(/[{}]/);
  });

  it('leaves braces alone that it does not know, and puts names in as they are', () => {
    expect(messageFor('{name} {voucher}', order({ customer: { name: 'A $& {order}', email: '', phone: '' } }), '2026-11-21T07:00:00Z', 'UTC')).toBe('A $& {order} {voucher}');
  });
});

describe('addressesOf', () => {
  it('has each address once', () => {
    expect(addressesOf([order(), order({ orderId: 'O-2' }), order({ customer: null })])).toBe('ada@example.com');
  });
});

describe('placedBefore', () => {
  it('counts days back, to the minute, so that the list is not asked for anew each second', () => {
    expect(placedBefore(Date.parse('2026-11-23T12:34:56Z'), 3)).toBe('2026-11-20T12:34:00.000Z');
    expect(placedBefore(Date.parse('2026-11-23T12:34:56Z'), 0)).toBeUndefined();
  });
});
