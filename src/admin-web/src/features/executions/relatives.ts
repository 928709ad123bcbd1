import type { Execution } from '../../api/types';
import { detailsOf, text, type HistoryEvent } from '../../history/events';
import { executionOfArn } from '../../ui/ids';

export interface Relative {
  stateMachine: string;
  name: string;
  /** How it is related, for people. */
  how: string;
}

const Most = 12;
const Arn = /arn:aws[\w-]*:states:[\w-]*:\d*:(?:execution|express):[^":\\\s]+:[^":\\\s]+/g;

/** Executions that this one came from or began: told by its input, and by what its tasks were given and gave back. */
export function relativesOf(execution: Pick<Execution, 'name' | 'stateMachine' | 'executionArn' | 'input'>, events: readonly HistoryEvent[]): Relative[] {
  const found = new Map<string, Relative>();
  const add = (arn: string, how: string) => {
    const key = executionOfArn(arn);
    if (key && arn !== execution.executionArn && !found.has(`${key.stateMachine}:${key.name}`) && found.size < Most) {
      found.set(`${key.stateMachine}:${key.name}`, { ...key, how });
    }
  };
  const input = asObject(execution.input);
  const startedBy = input.AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID;
  if (typeof startedBy === 'string') {
    add(startedBy, 'Began this one');
  }

  const earlier = asObject(input.resume).earlierExecutionArn;
  if (typeof earlier === 'string') {
    add(earlier, 'Ran the order before');
  }

  for (const event of events) {
    const details = detailsOf(event);
    if (event.type === 'TaskSubmitted' || event.type === 'TaskSucceeded') {
      if (text(details, 'resourceType') === 'states' || (text(details, 'resource') ?? '').startsWith('startExecution')) {
        for (const arn of (text(details, 'output') ?? '').match(Arn) ?? []) {
          add(arn, 'Begun by this one');
        }
      }
    } else if (event.type === 'TaskScheduled' && /stopExecution|redriveExecution/.test(text(details, 'resource') ?? '')) {
      for (const arn of (text(details, 'parameters') ?? '').match(Arn) ?? []) {
        add(arn, (text(details, 'resource') ?? '').startsWith('stop') ? 'Stopped by this one' : 'Redriven by this one');
      }
    }
  }

  return [...found.values()];
}

function asObject(value: unknown): Record<string, unknown> {
  if (typeof value === 'string') {
    try {
      return asObject(JSON.parse(value) as unknown);
    } catch {
      return {}; // not JSON: nothing to be found in it
    }
  }

  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
