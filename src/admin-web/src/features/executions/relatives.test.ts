import { describe, expect, it } from 'vitest';
import { HistoryBuilder } from '../../history/sampleHistory';
import { relativesOf } from './relatives';

const arn = (machine: string, name: string) => `arn:aws:states:us-east-1:123456789012:execution:${machine}:${name}`;
const self = { name: 'me', stateMachine: 'mine', executionArn: arn('mine', 'me'), input: '{}' };

describe('relativesOf', () => {
  it('finds who began it, and what it ran before, in its input', () => {
    const input = { AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID: arn('parent', 'p-1'), resume: { earlierExecutionArn: arn('order', 'O-1') } };

    expect(relativesOf({ ...self, input: JSON.stringify(input) }, [])).toEqual([
      { stateMachine: 'parent', name: 'p-1', how: 'Began this one' },
      { stateMachine: 'order', name: 'O-1', how: 'Ran the order before' },
    ]);
  });

  it('finds each execution that it began once, and not itself', () => {
    const history = new HistoryBuilder();
    history.add('TaskSubmitted', { resource: 'startExecution.sync', text: `{"ExecutionArn":"${arn('child', 'c-1')}"}` });
    history.add('TaskSucceeded', { resource: 'startExecution.sync', text: `{"ExecutionArn":"${arn('child', 'c-1')}","Input":"{\\"a\\":\\"${arn('mine', 'me')}\\"}"}` });
    history.add('TaskScheduled', { resource: 'stopExecution', text: `{"ExecutionArn":"${arn('order', 'O-2')}"}` });
    history.add('TaskSucceeded', { resource: 'invoke', text: `{"note":"${arn('other', 'x')}"}` });

    expect(relativesOf(self, history.events)).toEqual([
      { stateMachine: 'child', name: 'c-1', how: 'Begun by this one' },
      { stateMachine: 'order', name: 'O-2', how: 'Stopped by this one' },
    ]);
  });

  it('takes no ARN that the outline cuts off', () => {
    const history = new HistoryBuilder();
    history.add('TaskSubmitted', { resource: 'startExecution', text: `{"ExecutionArn":"${arn('child', 'c-')}` });

    expect(relativesOf(self, history.events)).toEqual([]);
  });

  it('takes an input that is no object for nothing', () => {
    expect(relativesOf({ ...self, input: '[1,' }, [])).toEqual([]);
    expect(relativesOf({ ...self, input: '7' }, [])).toEqual([]);
  });
});
