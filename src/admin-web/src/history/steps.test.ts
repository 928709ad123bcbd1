import { describe, expect, it } from 'vitest';
import { HistoryBuilder } from './sampleHistory';
import { readProgress } from './steps';

const lambda = { resource: 'invoke' };
const callback = { resource: 'invoke.waitForTaskToken' };

describe('readProgress', () => {
  it('tells each try with its error, and that the next one is awaited', () => {
    const history = new HistoryBuilder();
    history.add('ExecutionStarted');
    history.enter('Task', 'Book');
    history.add('TaskScheduled', lambda);
    history.add('TaskStarted', lambda);
    history.wait(2).add('TaskFailed', { ...lambda, error: 'CarrierUnavailableException', text: 'HTTP 503' });
    history.wait(60).add('TaskScheduled', lambda);
    history.add('TaskStarted', lambda);
    history.wait(1).add('TaskTimedOut', lambda);

    const progress = readProgress(history.events);

    expect(progress.steps).toHaveLength(1);
    expect(progress.steps[0]).toMatchObject({ state: 'Book', status: 'retrying', leftAt: null });
    expect(progress.steps[0]?.tries.map((one) => [one.number, one.error, one.cause])).toEqual([
      [1, 'CarrierUnavailableException', 'HTTP 503'],
      [2, 'States.Timeout', null],
    ]);
    expect(progress.states.get('Book')).toEqual({ status: 'retrying', visits: 1, tries: 2 });
  });

  it('tells a caught error, the way it took, and that a callback waits', () => {
    const history = new HistoryBuilder();
    history.add('ExecutionStarted');
    history.enter('Task', 'Book');
    history.add('TaskScheduled', lambda);
    history.add('TaskFailed', { ...lambda, error: 'CarrierDownException' });
    history.exit('Task', 'Book');
    history.enter('Task', 'AwaitCarrier');
    history.add('TaskScheduled', callback);
    history.add('TaskStarted', callback);
    history.add('TaskSubmitted', callback);

    const progress = readProgress(history.events);

    expect(progress.steps.map((step) => [step.state, step.status])).toEqual([
      ['Book', 'caught'],
      ['AwaitCarrier', 'waiting'],
    ]);
    expect(progress.taken).toEqual(new Set(['Book→AwaitCarrier']));
  });

  it('keeps branches that run at once apart', () => {
    const history = new HistoryBuilder();
    history.add('ExecutionStarted');
    history.enter('Parallel', 'Both');
    const started = history.add('ParallelStateStarted');
    const left = history.enter('Wait', 'Left', started);
    const right = history.enter('Pass', 'Right', started);
    const rightDone = history.exit('Pass', 'Right', right);
    const after = history.enter('Wait', 'After right', rightDone);
    history.exit('Wait', 'Left', left);

    const progress = readProgress(history.events);

    expect(progress.steps.map((step) => [step.state, step.status, step.depth])).toEqual([
      ['Both', 'running', 0],
      ['Left', 'succeeded', 1],
      ['Right', 'succeeded', 1],
      ['After right', 'waiting', 1],
    ]);
    expect(progress.stepOf.get(after)?.parent).toBe(2);
    expect(progress.taken).toEqual(new Set(['Right→After right']));
  });

  it('tells the iterations of a Map', () => {
    const history = new HistoryBuilder();
    history.add('ExecutionStarted');
    history.enter('Map', 'Each');
    const started = history.add('MapStateStarted');
    const first = history.add('MapIterationStarted', { name: 'Each', index: 0 }, started);
    const second = history.add('MapIterationStarted', { name: 'Each', index: 1 }, started);
    const inFirst = history.enter('Pass', 'Pick', first);
    const inSecond = history.enter('Pass', 'Pick', second);
    const firstOut = history.exit('Pass', 'Pick', inFirst);
    const secondOut = history.exit('Pass', 'Pick', inSecond);
    history.add('MapIterationSucceeded', { name: 'Each', index: 0 }, firstOut);
    const last = history.add('MapIterationSucceeded', { name: 'Each', index: 1 }, secondOut);
    history.add('MapStateSucceeded', {}, last);
    history.exit('Map', 'Each');
    history.enter('Succeed', 'Done');
    history.exit('Succeed', 'Done');
    history.add('ExecutionSucceeded');

    const progress = readProgress(history.events);

    expect(progress.steps.map((step) => [step.state, step.iteration, step.status])).toEqual([
      ['Each', null, 'succeeded'],
      ['Pick', 0, 'succeeded'],
      ['Pick', 1, 'succeeded'],
      ['Done', null, 'succeeded'],
    ]);
    expect(progress.states.get('Pick')).toMatchObject({ visits: 2 });
    expect(progress.taken).toEqual(new Set(['Each→Done']));
  });

  it('shows what failed, and takes it up again after a redrive', () => {
    const history = new HistoryBuilder();
    history.add('ExecutionStarted');
    history.enter('Task', 'Book');
    history.add('TaskScheduled', lambda);
    history.add('TaskFailed', { ...lambda, error: 'Bug' });
    history.add('ExecutionFailed', { error: 'Bug' });

    expect(readProgress(history.events).steps[0]?.status).toBe('failed');

    history.wait(3600).add('ExecutionRedriven');
    history.add('TaskScheduled', lambda, 3);

    const progress = readProgress(history.events);
    expect(progress.steps[0]).toMatchObject({ status: 'running', leftAt: null });
    expect(progress.steps[0]?.tries).toHaveLength(2);
    expect(progress.redrives).toHaveLength(1);
  });

  it('reads 25,000 events in well under a second', () => {
    const history = new HistoryBuilder();
    history.add('ExecutionStarted');
    for (let loop = 0; loop < 4166; loop += 1) {
      history.enter('Task', `State ${loop % 5}`);
      history.add('TaskScheduled', lambda);
      history.add('TaskStarted', lambda);
      history.add('TaskSucceeded', lambda);
      history.exit('Task', `State ${loop % 5}`);
      history.wait(60);
    }

    const progress = readProgress(history.events);

    expect(progress.steps).toHaveLength(4166);
    expect(progress.states.size).toBe(5);
  });
});
