import { describe, expect, it } from 'vitest';
import { mapVisits } from './iterations';
import { HistoryBuilder } from './sampleHistory';
import { readProgress } from './steps';

/** A map over three items: the first succeeds, the second fails, the third is still at it. */
function history() {
  const build = new HistoryBuilder();
  build.add('ExecutionStarted');
  build.enter('Map', 'Each');
  const started = build.add('MapStateStarted');
  const iterations = [0, 1, 2].map((index) => build.add('MapIterationStarted', { name: 'Each', index }, started));
  const steps = iterations.map((iteration) => build.enter('Task', 'Ship', iteration));
  const tries = steps.map((step) => build.add('TaskScheduled', { resource: 'invoke' }, step));
  const succeeded = build.add('TaskSucceeded', { text: '{}' }, tries[0]);
  build.add('MapIterationSucceeded', { name: 'Each', index: 0 }, build.exit('Task', 'Ship', succeeded));
  const failed = build.add('TaskFailed', { error: 'Refused', text: 'No such place' }, tries[1]);
  build.add('MapIterationFailed', { name: 'Each', index: 1 }, failed);
  return build;
}

describe('mapVisits', () => {
  it('has the failed iterations first, then those that run', () => {
    const { events } = history();

    const [visit, ...others] = mapVisits(readProgress(events), events);

    expect(others).toEqual([]);
    expect(visit?.step.state).toBe('Each');
    expect(visit?.iterations.map(({ index, status, error }) => [index, status, error])).toEqual([
      [1, 'failed', 'Refused'],
      [2, 'running', null],
      [0, 'succeeded', null],
    ]);
    expect(visit?.iterations[0]?.steps.map((step) => step.state)).toEqual(['Ship']);
  });

  it('takes what still ran for stopped where the map ended', () => {
    const build = history();
    build.add('ExecutionAborted');

    const [visit] = mapVisits(readProgress(build.events), build.events);

    expect(visit?.iterations.find((one) => one.index === 2)?.status).toBe('stopped');
  });

  it('tells where the map run began of a distributed map', () => {
    const build = new HistoryBuilder();
    build.add('ExecutionStarted');
    build.enter('Map', 'Files');
    build.add('MapStateStarted');
    const began = build.add('MapRunStarted');

    expect(mapVisits(readProgress(build.events), build.events)[0]?.mapRunEventId).toBe(began);
  });

  it('is empty where there is no map', () => {
    expect(mapVisits(readProgress([]), [])).toEqual([]);
  });
});
