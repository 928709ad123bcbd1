import { describe, expect, it } from 'vitest';
import { timeScale } from './timeline';

const Day = 86_400_000;

describe('timeScale', () => {
  it('folds days in which nothing happened, and says how many', () => {
    const scale = timeScale([0, 1000, 2000, 3 * Day, 3 * Day + 1000], true);

    expect(scale.folds.map((fold) => fold.words)).toEqual(['2 d 23 h']);
    expect(scale.at(1000)).toBeGreaterThan(0.25);
    expect(scale.at(3 * Day) - scale.at(2000)).toBeCloseTo(0.04);
    expect(scale.at(3 * Day + 1000)).toBeCloseTo(1);
  });

  it('keeps true lengths where asked to', () => {
    const scale = timeScale([0, 1000, 3 * Day], false);

    expect(scale.folds).toEqual([]);
    expect(scale.at(1.5 * Day)).toBeCloseTo(0.5, 3);
  });

  it('never goes backwards and stays within 0 and 1', () => {
    const times = [5, 0, 60_000, 61_000, 10 * Day, 10 * Day, 40 * Day, 40 * Day + 3];
    const scale = timeScale(times, true);

    const places = times.toSorted((one, other) => one - other).map((time) => scale.at(time));

    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(places[0]).toBe(0);
    expect(places.at(-1)).toBeCloseTo(1);
    expect(scale.at(-5)).toBe(0);
    expect(scale.at(50 * Day)).toBe(1);
  });

  it.each([[[]], [[7]], [[7, 7]]])('draws %j at the start', (times) => {
    expect(timeScale(times, true).at(7)).toBe(0);
  });
});
