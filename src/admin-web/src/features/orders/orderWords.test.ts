import { describe, expect, it } from 'vitest';
import { isPhoneNumber, lastChange, orderNumberOf } from './orderWords';

const Number = 'O-7Q2M0C9T5V1H8K3X6B4D2F0R1N';

describe('orderNumberOf', () => {
  it.each([Number, Number.toLowerCase(), Number.slice(2), ' 7Q2M 0C9T 5V1H 8K3X 6B4D 2F0R 1N ', Number.replaceAll('0', 'o').replaceAll('1', 'l')])('finds it in "%s"', (typed) => {
    expect(orderNumberOf(typed)).toBe(Number);
  });

  it.each(['', 'Zoe', 'O-7Q2M', `${Number}X`, '020 7946 0001', 'O-7Q2M0C9T5V1H8K3X6B4D2F0RU!'])('finds none in "%s"', (typed) => {
    expect(orderNumberOf(typed)).toBeNull();
  });
});

describe('isPhoneNumber', () => {
  it.each([
    ['+44 20 7946 0001', true],
    ['020 7946-0001', true],
    ['12', false],
    ['Zoe 1234567', false],
  ])('%s: %s', (typed, is) => {
    expect(isPhoneNumber(typed)).toBe(is);
  });
});

describe('lastChange', () => {
  it('is the latest of all that is known', () => {
    const order = { placedAt: '2026-11-20T07:00:00Z', scheduledAt: '2026-11-21T07:00:00Z', shippedAt: null, notifiedAt: null, attention: null };

    expect(lastChange(order)).toBe('2026-11-21T07:00:00Z');
    expect(lastChange({ ...order, attention: { kind: 'decision', state: 's', error: 'e', cause: 'c', since: '2026-11-22T07:00:00Z' } })).toBe('2026-11-22T07:00:00Z');
  });
});
