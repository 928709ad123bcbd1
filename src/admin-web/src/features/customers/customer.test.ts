import { describe, expect, it } from 'vitest';
import type { CustomerBody } from '../../api/types';
import { changeWords, checkCustomer, mergeCustomers, plainPhone, sent } from './customer';

const Seen: CustomerBody = { name: 'Zoe Brown', email: 'zoe@example.com', phone: '+442079460001', address: '1 Mill Lane', channel: 'email' };

describe('mergeCustomers', () => {
  it('keeps what was typed and takes over what somebody else changed elsewhere', () => {
    const mine = { ...Seen, address: '2 Mill Lane' };
    const now = { ...Seen, phone: '+442079460002' };

    expect(mergeCustomers(Seen, mine, now)).toEqual({ body: { ...Seen, address: '2 Mill Lane', phone: '+442079460002' }, theirs: ['phone'], both: [] });
  });

  it('names what both changed, and keeps what was typed', () => {
    const merged = mergeCustomers(Seen, { ...Seen, name: 'Zoe Smith' }, { ...Seen, name: 'Zoe Jones' });

    expect(merged.body.name).toBe('Zoe Smith');
    expect(merged.both).toEqual([{ field: 'name', theirs: 'Zoe Jones' }]);
  });

  it('finds nothing to ask where both changed the same to the same', () => {
    const both = { ...Seen, channel: 'phone' as const };

    expect(mergeCustomers(Seen, both, both)).toEqual({ body: both, theirs: [], both: [] });
  });
});

describe('checkCustomer', () => {
  it('finds nothing wrong with a customer, and names each field that is', () => {
    expect(checkCustomer({ ...Seen, phone: '0044 20 7946-0001' })).toEqual({});
    expect(Object.keys(checkCustomer({ name: ' ', email: 'zoe', phone: '12', address: '' }))).toEqual(['name', 'email', 'phone', 'address']);
  });
});

describe('a customer without an e-mail address', () => {
  it('is told by another way, and is sent without one', () => {
    expect(checkCustomer({ ...Seen, email: ' ', channel: 'phone' })).toEqual({});
    expect(Object.keys(checkCustomer({ ...Seen, email: '' }))).toEqual(['email']);
    expect(sent({ ...Seen, email: ' ', phone: '0044 20 7946 0001' })).toEqual({ ...Seen, email: null });
  });
});

describe('plainPhone', () => {
  it('is the number without its writing', () => {
    expect(plainPhone(' 0044 (20) 7946-0001 ')).toBe('+442079460001');
  });
});

describe('changeWords', () => {
  it.each([
    [{ field: 'customer', from: null, to: 'added' }, 'Added'],
    [{ field: 'customer', from: null, to: 'erased: asked for it' }, 'Erased: asked for it'],
    [{ field: 'name', from: 'Zoe', to: 'Zoë' }, 'Name: Zoe → Zoë'],
    [{ field: 'name', from: null, to: null }, 'Name (erased)'],
    [{ field: 'phone', from: '+44', to: null }, 'Phone removed'],
  ])('tells %j', (change, words) => {
    expect(changeWords(change)).toBe(words);
  });
});
