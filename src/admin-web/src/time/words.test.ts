import { describe, expect, it } from 'vitest';
import { absolute, count, duration, relative } from './words';

const Minute = 60_000;
const Hour = 60 * Minute;
const Day = 24 * Hour;

describe('duration', () => {
  it.each([
    [0, '0 s'],
    [0.4, '1 ms'],
    [250, '250 ms'],
    [45_900, '45 s'],
    [Minute, '1 min'],
    [9 * Minute + 5_000, '9 min 5 s'],
    [12 * Minute + 5_000, '12 min'],
    [2 * Hour + 14 * Minute, '2 h 14 min'],
    [3 * Day + 3 * Hour, '3 d 3 h'],
    [60 * Day + 3 * Hour, '60 d'],
    [-5, '0 s'],
  ])('of %d ms reads %s', (milliseconds, words) => {
    expect(duration(milliseconds)).toBe(words);
  });
});

describe('relative', () => {
  it.each([
    [1000, 'in a moment'],
    [-1000, 'just now'],
    [0, 'just now'],
    [2 * Hour + 14 * Minute, 'in 2 h 14 min'],
    [-3 * Day, '3 d ago'],
  ])('%d ms from now reads %s', (distance, words) => {
    const now = Date.UTC(2026, 10, 23);

    expect(relative(now + distance, now)).toBe(words);
  });
});

describe('absolute', () => {
  it('names its zone', () => {
    expect(absolute(Date.UTC(2026, 10, 23, 7, 3, 42), 'UTC')).toBe('23 Nov 2026, 07:03:42 UTC');
  });
});

describe('count', () => {
  it('agrees in number', () => {
    expect([count(0, 'order'), count(1, 'order'), count(25_000, 'order'), count(2, 'try', 'tries')]).toEqual(['0 orders', '1 order', '25,000 orders', '2 tries']);
  });
});
