import type { EventOutline, Execution } from '../../api/types';
import { executionOfArn } from '../../ui/ids';

export interface Relative {
  stateMachine: string;
  name: string;
  /** How it is related, for people. */
  how: string;
}

const Most = 12;
/** With its quotes: what an outline says may end in the middle of one. */
const Arn = /"(arn:aws[\w-]*:states:[\w-]*:\d*:(?:execution|express):[^":\\\s]+:[^":\\\s]+)"/g;

/** Executions that this one came from or began: told by its input, and by what its tasks were given and gave back. */
export function relativesOf(execution: Pick<Execution, 'name' | 'stateMachine' | 'executionArn' | 'input'>, events: readonly EventOutline[]): Relative[] {
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

  for (const { type, resource, text } of events) {
    const how = howOf(type, resource ?? '');
    if (how !== null) {
      for (const [, arn] of (text ?? '').matchAll(Arn)) {
        add(arn ?? '', how);
      }
    }
  }

  return [...found.values()];
}

function howOf(type: string, resource: string): string | null {
  if (type === 'TaskSubmitted' || type === 'TaskSucceeded') {
    return resource.startsWith('startExecution') ? 'Begun by this one' : null;
  }

  return type !== 'TaskScheduled' ? null : resource.startsWith('stopExecution') ? 'Stopped by this one' : resource.startsWith('redriveExecution') ? 'Redriven by this one' : null;
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
