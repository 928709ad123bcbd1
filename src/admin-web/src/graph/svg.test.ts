import { describe, expect, it } from 'vitest';
import { HistoryBuilder } from '../history/sampleHistory';
import { readProgress } from '../history/steps';
import { readChart } from './asl';
import { layOut } from './layout';
import { svgOf, type Palette } from './svg';

const palette = Object.fromEntries(
  ['page', 'panel', 'ink', 'quiet', 'line', 'good', 'good-wash', 'wait', 'wait-wash', 'warn', 'warn-wash', 'bad', 'bad-wash'].map((name, index) => [name, `#0000${String(index).padStart(2, '0')}`]),
) as Palette;

const definition = {
  StartAt: 'Book & <ship>',
  States: {
    'Book & <ship>': { Type: 'Task', Resource: 'r', Next: 'Done', Catch: [{ ErrorEquals: ['Carrier"Down'], Next: 'A very long name that does not fit into its box' }] },
    'A very long name that does not fit into its box': { Type: 'Wait', Seconds: 1, Next: 'Book & <ship>' },
    Done: { Type: 'Succeed' },
  },
};

function drawn() {
  const history = new HistoryBuilder();
  history.add('ExecutionStarted');
  history.enter('Task', 'Book & <ship>');
  history.add('TaskScheduled', { resource: 'invoke' });
  history.add('TaskFailed', { resource: 'invoke', error: 'Carrier"Down' });
  history.exit('Task', 'Book & <ship>');
  history.enter('Wait', 'A very long name that does not fit into its box');
  const text = svgOf(layOut(readChart(definition)), readProgress(history.events), palette, 'order & co');
  return { text, document: new DOMParser().parseFromString(text, 'image/svg+xml') };
}

describe('svgOf', () => {
  it('is one well-formed document with every state in it, by name and status', () => {
    const { document } = drawn();

    expect(document.querySelector('parsererror')).toBeNull();
    expect(document.documentElement.getAttribute('viewBox')).toMatch(/^-24 -24 \d+ \d+$/);
    expect([...document.querySelectorAll('title')].map((title) => title.textContent)).toEqual([
      'order & co',
      'Book & <ship>: Task · Caught error',
      'Done: Succeed · Not started',
      'A very long name that does not fit into its box: Wait · Waiting',
    ]);
    expect([...document.querySelectorAll('text')].map((text) => text.textContent)).toContainEqual(expect.stringMatching(/^A very long n.*…$/));
  });

  it('needs nothing of the page: its colours stand in it, and nothing is fetched', () => {
    const { text } = drawn();

    expect(text).not.toContain('var(');
    expect(text).not.toContain('class=');
    expect(text.match(/https?:\/\/[^"]+/g)).toEqual(['http://www.w3.org/2000/svg']);
    expect(text).toContain(`stroke="${palette.warn}"`);
    expect(text).toContain(`fill="${palette['wait-wash']}"`);
  });
});
