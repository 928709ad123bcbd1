import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readChart } from './asl';
import { faultsOf } from './drawingFaults';
import { layOut } from './layout';

/** The recordings that the engine's conformance is measured by, where they stand: the same places as the conformance tests look at. */
const named = process.env.CONFORMANCE_CASES;
const folder = (named === undefined ? ['../../..', '../../../..'].map((up) => join(process.cwd(), up, 'shared/conformance/cases')) : [named, join(named, 'cases')]).find(existsSync);

describe.skipIf(folder === undefined)('every definition that was recorded from AWS', () => {
  it('is drawn without a fault, and the same way twice', () => {
    const definitions = definitionsIn(folder ?? '');

    const faulty = [...definitions].flatMap((text) => {
      const drawing = layOut(readChart(text));
      const faults = faultsOf(drawing);
      return [...faults, ...(JSON.stringify(layOut(readChart(text))) === JSON.stringify(drawing) ? [] : ['is drawn in another way'])].map((fault) => `${fault}: ${text.slice(0, 200)}`);
    });

    expect(definitions.size).toBeGreaterThan(300);
    expect(faulty).toEqual([]);
  });
});

/** Of all recordings, each once; those that are no state machine (some are recorded for being refused) are left out. */
function definitionsIn(root: string): Set<string> {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));
  const found = new Set<string>();
  for (const file of files) {
    collect(JSON.parse(readFileSync(join(root, file), 'utf8')), found);
  }

  return found;
}

function collect(value: unknown, found: Set<string>) {
  if (typeof value !== 'object' || value === null) {
    return;
  }

  for (const [name, member] of Object.entries(value)) {
    if (name === 'definition' && typeof member === 'string' && isMachine(member)) {
      found.add(member);
    } else {
      collect(member, found);
    }
  }
}

function isMachine(text: string): boolean {
  try {
    readChart(text);
    return true;
  } catch {
    return false;
  }
}
