import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { describe, expect, it } from 'vitest';
import { readChart } from './asl';
import { boxOf, faultsOf } from './drawingFaults';
import { layOut } from './layout';

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

    expect(faultsOf(drawing)).toEqual([]);
    expect(drawing.boxes.filter((box) => box.kind === 'state').length).toBe((text.match(/"Type"\s*:/g) ?? []).length);
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
    expect(faultsOf(layOut(chart))).toEqual([]);
  });

  it('draws a definition that is broken as far as it goes', () => {
    const drawing = layOut(readChart({ StartAt: 'Gone', States: { A: { Type: 'Pass', Next: 'Nowhere' }, B: { Type: 'Mystery' }, C: { Type: 'Succeed' } } }));

    expect(drawing.boxes.map((box) => box.id)).toEqual(['A', 'C']);
    expect(() => readChart({})).toThrow('no States');
  });
});

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
