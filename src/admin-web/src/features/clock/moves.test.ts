import { describe, expect, it } from 'vitest';
import { isoDuration, momentOf, moveProblem, stepsOf } from './moves';

const Hour = 3_600_000;
const Day = 24 * Hour;

describe('isoDuration', () => {
  it.each([
    [Hour, 'PT3600S'],
    [1, 'PT1S'],
    [1500, 'PT2S'],
  ])('of %d ms is %s', (milliseconds, text) => {
    expect(isoDuration(milliseconds)).toBe(text);
  });
});

describe('stepsOf', () => {
  it.each([Hour, Day, 7 * Day, 366 * Day, 6 * Hour + 1])('add up to %d ms, in at most 12 steps', (whole) => {
    const steps = stepsOf(whole);

    expect(steps.reduce((sum, step) => sum + step, 0)).toBe(whole);
    expect(steps.length).toBeLessThanOrEqual(12);
    expect(Math.min(...steps)).toBeGreaterThan(0);
  });

  it('goes an hour at once and a day in four', () => {
    expect(stepsOf(Hour)).toEqual([Hour]);
    expect(stepsOf(Day)).toHaveLength(4);
  });
});

describe('momentOf', () => {
  it('reads a day and a time', () => {
    expect(momentOf('2026/11/27', '09:30', true)).toBe(Date.UTC(2026, 10, 27, 9, 30));
    expect(momentOf('2026-11-27', '', true)).toBe(Date.UTC(2026, 10, 27));
  });

  it.each([
    ['', '09:00'],
    ['2026/02/31', '09:00'],
    ['2026/11/27', '24:00'],
    ['2026/11/27', '9'],
    ['27.11.2026', '09:00'],
  ])('refuses %s %s', (day, time) => {
    expect(momentOf(day, time, true)).toBeNaN();
  });
});

describe('moveProblem', () => {
  it.each([
    [NaN, /A day and a time/],
    [-1, /never goes back/],
    [0, /never goes back/],
    [367 * Day, /366 days/],
  ])('says what is wrong with %d', (ahead, words) => {
    expect(moveProblem(1e12 + ahead, 1e12)).toMatch(words);
  });

  it('finds nothing wrong with tomorrow', () => {
    expect(moveProblem(1e12 + Day, 1e12)).toBeUndefined();
  });
});
