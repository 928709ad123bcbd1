import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HistoryBuilder } from '../history/sampleHistory';
import { readProgress } from '../history/steps';
import { readChart } from './asl';
import { faultsOf } from './drawingFaults';
import { layOut } from './layout';
import { wayOf } from './way';

const order = readChart(readFileSync(join(process.cwd(), '../../statemachines/order.asl.json'), 'utf8'));
const names = (history: HistoryBuilder) => wayOf(order, readProgress(history.events)).states.map((state) => state.name);

describe('wayOf', () => {
  it('keeps what was visited and the way on, and drops the rest', () => {
    const history = new HistoryBuilder();
    history.add('ExecutionStarted');
    for (const state of ['RecordOrder', 'LoadCustomer']) {
      history.enter('Task', state);
      history.exit('Task', state);
    }

    history.enter('Task', 'BookShipment');

    expect(names(history).toSorted()).toEqual(['BookShipment', 'CheckShipment', 'LoadCustomer', 'NotifyCustomer', 'OrderCompleted', 'RecordOrder']);
    const drawing = layOut(wayOf(order, readProgress(history.events)));
    expect(faultsOf(drawing)).toEqual([]);
  });

  it('keeps of one that has ended what was visited, and nothing else', () => {
    const history = new HistoryBuilder();
    history.add('ExecutionStarted');
    history.enter('Task', 'RecordOrder');
    history.exit('Task', 'RecordOrder');
    history.enter('Task', 'LoadCustomer');
    history.add('ExecutionAborted');

    expect(names(history).toSorted()).toEqual(['LoadCustomer', 'RecordOrder']);
  });

  it('shows the way ahead of one that has only begun', () => {
    expect(names(new HistoryBuilder())).toContain('BookShipment');
  });
});
