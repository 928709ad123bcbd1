import { describe, expect, it } from 'vitest';
import type { Order } from '../../api/types';
import { addressOfLike, checkDraft, draftOfAddress, emptyCustomer, emptyDraft, findTwin, isBegun, itemsOf, searchText, serverErrors, type OrderDraft } from './draft';

const draft = (more: Partial<OrderDraft> = {}): OrderDraft => ({ ...emptyDraft(), customerId: 'C-0001', lines: [{ description: 'Desk', quantity: '1' }], ...more });

describe('checkDraft', () => {
  it('accepts a customer and one line', () => {
    expect(checkDraft(draft())).toEqual({});
  });

  it('names each field that is wrong', () => {
    const wrong = draft({ customerId: null, newCustomer: { name: '', email: 'zoe', phone: '', address: '' }, lines: [{ description: '', quantity: '1' }] });

    expect(Object.keys(checkDraft(wrong))).toEqual(['name', 'email', 'phone', 'address', 'items[0].description']);
  });

  it.each(['0', '-1', '1.5', 'two', '', '1000'])('refuses the quantity %s', (quantity) => {
    expect(checkDraft(draft({ lines: [{ description: 'Desk', quantity }] }))).toHaveProperty('items[0].quantity');
  });
});

describe('itemsOf', () => {
  it('leaves out empty lines and remembers where the others stood', () => {
    const { items, rows } = itemsOf(draft({ lines: [{ description: '', quantity: '1' }, { description: ' Lamp ', quantity: '2' }] }));

    expect(items).toEqual([{ description: 'Lamp', quantity: 2 }]);
    expect(serverErrors({ 'items[0].quantity': ['Too many.'], note: ['Too long.'] }, rows)).toEqual({ 'items[1].quantity': 'Too many.', note: 'Too long.' });
  });
});

describe('searchText', () => {
  it.each([
    ['+44 20 7946 0123', '+442079460123'],
    ['0044 (20) 7946-0123', '+442079460123'],
    ['020 7946 0123', '2079460123'],
    ['Zoe 3', 'Zoe 3'],
    ['12', '12'],
  ])('of %s is %s', (typed, text) => {
    expect(searchText(typed)).toBe(text);
  });
});

describe('findTwin', () => {
  const order = (more: Partial<Order>): Order => ({
    orderId: 'O-1',
    customerId: 'C',
    customer: null,
    items: [],
    note: null,
    status: 'Placed',
    attention: null,
    trackingNumber: null,
    placedBy: 'sam',
    placedAt: '2026-11-23T07:00:00Z',
    scheduledAt: null,
    shippedAt: null,
    notifiedAt: null,
    executionArn: 'arn:aws:states:us-east-1:123456789012:execution:order:O-1',
    ...more,
  });

  it('finds the same lines in any order and writing, and no cancelled order', () => {
    const same = [{ description: 'lamp', quantity: 2 }, { description: 'Desk ', quantity: 1 }];
    const items = [{ description: 'Desk', quantity: 1 }, { description: 'Lamp', quantity: 2 }];

    expect(findTwin(items, [order({ orderId: 'O-7', items: same })])?.orderId).toBe('O-7');
    expect(findTwin(items, [order({ items: same, status: 'Cancelled' }), order({ items: [] })])).toBeUndefined();
  });
});

describe('emptyCustomer', () => {
  it.each([
    ['+44 20 7946 0001', 'phone'],
    ['zoe@example.com', 'email'],
    ['Zoe Brown', 'name'],
  ] as const)('puts %s where it belongs', (typed, field) => {
    expect(emptyCustomer(typed)[field]).toBe(typed);
  });
});

describe('an order like another one', () => {
  it('is taken down from its address, whatever its items are called', () => {
    const items = [{ description: 'Rug 2 × 3 m & more', quantity: 2 }, { description: 'Lamp', quantity: 1 }];

    const address = addressOfLike({ customerId: 'C-0007', items });
    const like = draftOfAddress(new URLSearchParams(address.split('?')[1]));

    expect(like?.customerId).toBe('C-0007');
    expect(like && itemsOf(like).items).toEqual(items);
    expect(like && checkDraft(like)).toEqual({});
  });

  it('is none where the address asks for nothing', () => {
    expect(draftOfAddress(new URLSearchParams(''))).toBeNull();
  });
});

describe('isBegun', () => {
  it('tells an order that was begun from an empty page', () => {
    expect(isBegun(emptyDraft())).toBe(false);
    expect(isBegun(draft())).toBe(true);
    expect(isBegun({ ...emptyDraft(), note: 'Ring twice' })).toBe(true);
  });
});
