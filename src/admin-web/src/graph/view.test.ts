import { describe, expect, it } from 'vitest';
import { firstView, Readable, wholeView } from './view';

const frame = { width: 1000, height: 600 };

describe('firstView', () => {
  it('shows a small drawing whole, in the middle, and never larger than it is', () => {
    expect(firstView(frame, { width: 200, height: 300 }, { x: 10, y: 10 })).toEqual({ x: 400, y: 150, zoom: 1 });
  });

  it('shows a large one so that it can be read, with the focus in the middle', () => {
    const view = firstView(frame, { width: 3000, height: 3000 }, { x: 1500, y: 1500 });

    expect(view).toEqual({ x: 500 - 1500 * Readable, y: 300 - 1500 * Readable, zoom: Readable });
  });

  it('fits the width of a tall one, and moves along it', () => {
    const view = firstView(frame, { width: 1066, height: 3000 }, { x: 100, y: 2900 });

    expect(view.zoom).toBeCloseTo(960 / 1066);
    expect(view.x).toBeCloseTo(20);
    expect(view.y).toBeCloseTo(580 - 3000 * view.zoom);
  });

  it.each([
    [{ x: 0, y: 0 }, { x: 20, y: 20 }],
    [{ x: 3000, y: 3000 }, { x: 980 - 2400, y: 580 - 2400 }],
  ])('leaves no emptiness beside a focus at %j', (focus, corner) => {
    expect(firstView(frame, { width: 3000, height: 3000 }, focus)).toMatchObject(corner);
  });

  it('begins at the beginning where nothing is of interest yet', () => {
    expect(firstView(frame, { width: 3000, height: 3000 }, null)).toMatchObject({ x: 20, y: 20 });
  });

  it('can be read on a telephone', () => {
    expect(firstView({ width: 362, height: 480 }, { width: 1500, height: 900 }, { x: 86, y: 300 }).zoom).toBe(Readable);
  });
});

describe('wholeView', () => {
  it('shows all, however small', () => {
    const view = wholeView(frame, { width: 4000, height: 1000 });

    expect(view.zoom).toBe(0.24);
    expect(view.x).toBeCloseTo(20);
  });
});
