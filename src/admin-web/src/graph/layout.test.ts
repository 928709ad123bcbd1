import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { describe, expect, it } from 'vitest';
import { readChart } from './asl';
import { layOut, type Box, type Drawing } from './layout';

const folders = [join(process.cwd(), '../../statemachines'), join(process.cwd(), 'src/graph/samples')];
const samples = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.asl.json'))
    .map((file) => [file, readFileSync(join(folder, file), 'utf8')] as const),
);

describe('layOut', () => {
  it.each(samples)('%s: no two boxes overlap, every state is drawn once, lines lead where the definition says', (_, text) => {
    const chart = readChart(text);

    const drawing = layOut(chart);

    expect(overlaps(drawing)).toEqual([]);
    expect(outOfTheirContainer(drawing)).toEqual([]);
    const ids = drawing.boxes.map((box) => box.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/(^|\/)(start$|end:)/.test(id)).length).toBe((text.match(/"Type"\s*:/g) ?? []).length);
    for (const line of drawing.lines) {
      expect(endsAtBorder(drawing, line.from, line.points[0]), `${line.id} leaves its box`).toBe(true);
      expect(endsAtBorder(drawing, line.to, line.points.at(-1)), `${line.id} reaches its box`).toBe(true);
      expect(line.points.every((point, index) => index === 0 || point.x === line.points[index - 1]?.x || point.y === line.points[index - 1]?.y)).toBe(true);
    }
  });

  it.each(samples)('%s: the same definition gives the same drawing', (_, text) => {
    expect(layOut(readChart(text))).toEqual(layOut(readChart(text)));
  });

  it('keeps the way without failures in one straight column', () => {
    const order = samples.find(([file]) => file === 'order.asl.json')?.[1] ?? '';

    const drawing = layOut(readChart(order));

    const centres = ['RecordOrder', 'LoadCustomer', 'BookShipment', 'CheckShipment', 'NotifyCustomer', 'OrderCompleted'].map((name) => {
      const box = boxOf(drawing, name);
      return box.x + box.width / 2;
    });
    expect(new Set(centres).size).toBe(1);
  });

  it('places 200 states in under 100 ms', () => {
    const chart = readChart(long(200));
    layOut(readChart(long(20)));

    const best = Math.min(
      ...[1, 2, 3].map(() => {
        const start = performance.now();
        layOut(chart);
        return performance.now() - start;
      }),
    );

    expect(best).toBeLessThan(100);
    expect(overlaps(layOut(chart))).toEqual([]);
  });

  it('draws a definition that is broken as far as it goes', () => {
    const drawing = layOut(readChart({ StartAt: 'Gone', States: { A: { Type: 'Pass', Next: 'Nowhere' }, B: { Type: 'Mystery' }, C: { Type: 'Succeed' } } }));

    expect(drawing.boxes.map((box) => box.id)).toEqual(['A', 'C']);
    expect(() => readChart({})).toThrow('no States');
  });
});

function boxOf(drawing: Drawing, id: string): Box {
  const found = drawing.boxes.find((box) => box.id === id);
  if (!found) {
    throw new Error(`${id} is not drawn`);
  }

  return found;
}

function contains(outer: Box, inner: Box) {
  return inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.width <= outer.x + outer.width && inner.y + inner.height <= outer.y + outer.height;
}

function overlaps({ boxes }: Drawing): string[] {
  return boxes.flatMap((one, index) =>
    boxes
      .slice(index + 1)
      .filter((other) => one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height)
      .filter((other) => !(one.depth < other.depth && contains(one, other)) && !(other.depth < one.depth && contains(other, one)))
      .map((other) => `${one.id} and ${other.id}`),
  );
}

function outOfTheirContainer(drawing: Drawing): string[] {
  return drawing.boxes.filter((box) => box.depth > 0 && !drawing.boxes.some((outer) => outer.depth === box.depth - 1 && contains(outer, box))).map((box) => box.id);
}

function endsAtBorder(drawing: Drawing, id: string, point: { x: number; y: number } | undefined) {
  const box = boxOf(drawing, id);
  const near = (one: number, other: number) => Math.abs(one - other) < 0.01;
  return (
    point !== undefined &&
    point.x >= box.x - 0.01 && point.x <= box.x + box.width + 0.01 && point.y >= box.y - 0.01 && point.y <= box.y + box.height + 0.01 &&
    (near(point.x, box.x) || near(point.x, box.x + box.width) || near(point.y, box.y) || near(point.y, box.y + box.height))
  );
}

/** A chain in which every third state chooses and every second can fail. */
function long(states: number) {
  const name = (number: number) => `State${number}`;
  return {
    StartAt: name(0),
    States: Object.fromEntries(
      Array.from({ length: states }, (_, number) => {
        const next = number + 1 < states ? { Next: name(number + 1) } : { End: true };
        const far = name((number * 7 + 3) % states);
        return [
          name(number),
          number % 3 === 0 && number + 1 < states
            ? { Type: 'Choice', Choices: [{ Variable: '$.a', NumericEquals: number, Next: far }], Default: name(number + 1) }
            : { Type: 'Task', Resource: 'arn:aws:lambda:x', ...next, ...(number % 2 === 0 ? { Catch: [{ ErrorEquals: ['States.ALL'], Next: far }] } : {}) },
        ];
      }),
    ),
  };
}
