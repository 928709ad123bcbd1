import type { EventOutline } from '../api/types';

export type StepStatus = 'running' | 'waiting' | 'retrying' | 'succeeded' | 'caught' | 'failed' | 'stopped';

/** One try of a task. */
export interface Try {
  number: number;
  startedAt: number;
  endedAt: number | null;
  /** Null while it runs or where it succeeded. */
  error: string | null;
  /** How it begins; the event has all of it. */
  cause: string | null;
  failedId: number | null;
}

/** One visit to a state. */
export interface Step {
  /** The id of its entered event, which has its input. */
  id: number;
  /** The id of its exited event, which has its output; null while it is open, or where it was never left. */
  exitedId: number | null;
  state: string;
  type: string;
  status: StepStatus;
  enteredAt: number;
  leftAt: number | null;
  tries: Try[];
  /** The visit of the Parallel or Map around it. */
  parent: number | null;
  /** Of a Map around it; null elsewhere. */
  iteration: number | null;
  depth: number;
}

export interface StateSummary {
  status: StepStatus;
  visits: number;
  tries: number;
}

export interface Progress {
  steps: Step[];
  /** By state name. */
  states: Map<string, StateSummary>;
  /** `from→to` for each way that was taken, by state name. */
  taken: Set<string>;
  /** The step of each event, by event id. */
  stepOf: Map<number, Step>;
  redrives: number[];
}

interface Reading {
  steps: Step[];
  stepOf: Map<number, Step>;
  byId: Map<number, Step>;
  taken: Set<string>;
  iterationOf: Map<number, number>;
  redrives: number[];
  byEventId: Map<number, EventOutline>;
}

/**
 * Reads what happened out of a history. Which step an event belongs to follows from `previousEventId`, so that branches
 * and iterations that run at once stay apart. Events may be missing at either end; what is there is told.
 */
export function readProgress(events: readonly EventOutline[]): Progress {
  const reading: Reading = {
    steps: [],
    stepOf: new Map(),
    byId: new Map(),
    taken: new Set(),
    iterationOf: new Map(),
    redrives: [],
    byEventId: new Map(),
  };
  for (const event of events) {
    reading.byEventId.set(event.id, event);
    take(reading, event);
  }

  const states = new Map<string, StateSummary>();
  for (const step of reading.steps) {
    const known = states.get(step.state);
    states.set(step.state, {
      status: worse(known?.status, step.status),
      visits: (known?.visits ?? 0) + 1,
      tries: (known?.tries ?? 0) + step.tries.length,
    });
  }

  return { steps: reading.steps, states, taken: reading.taken, stepOf: reading.stepOf, redrives: reading.redrives };
}

/** A state visited several times shows what is open, else how its last visit went. */
function worse(known: StepStatus | undefined, latest: StepStatus): StepStatus {
  return known !== undefined && isOpen(known) && !isOpen(latest) ? known : latest;
}

export function isOpen(status: StepStatus): boolean {
  return status === 'running' || status === 'waiting' || status === 'retrying';
}

function take(reading: Reading, event: EventOutline) {
  const at = Date.parse(event.timestamp);
  const previous = reading.stepOf.get(event.previousEventId) ?? null;
  if (event.type.endsWith('StateEntered')) {
    enter(reading, event, at, previous);
    return;
  }

  if (event.type.endsWith('StateExited')) {
    const step = openAround(reading, previous, event.name);
    if (step) {
      reading.stepOf.set(event.id, step);
      step.leftAt = at;
      step.exitedId = event.id;
      step.status = (step.tries.at(-1)?.error ?? null) !== null || (step.tries.length === 0 && step.status === 'failed') ? 'caught' : 'succeeded';
    }

    return;
  }

  if (event.type.startsWith('Execution')) {
    endOf(reading, event.type, at);
    return;
  }

  const container = /^(Parallel|Map)(State|Iteration|Run)/.test(event.type) ? aroundOfType(reading, previous, event.type.startsWith('Map') ? 'Map' : 'Parallel') : previous;
  if (!container) {
    return;
  }

  reading.stepOf.set(event.id, container);
  if (event.type === 'MapIterationStarted' && event.index !== null) {
    reading.iterationOf.set(event.id, event.index);
  }

  if (event.type === 'ParallelStateFailed' || event.type === 'MapStateFailed') {
    container.status = 'failed';
  }

  tryOf(container, event, at);
}

function enter(reading: Reading, event: EventOutline, at: number, previous: Step | null) {
  const type = event.type.replace('StateEntered', '');
  const before = reading.byEventId.get(event.previousEventId);
  // Right after a container's start the new step lies inside it; else it stands beside the step before.
  const inside = before !== undefined && /^(ParallelStateStarted|MapStateStarted|MapIterationStarted)$/.test(before.type);
  const parent = previous === null ? null : inside ? previous.id : previous.parent;
  const step: Step = {
    id: event.id,
    exitedId: null,
    state: event.name ?? '?',
    type,
    status: type === 'Wait' ? 'waiting' : 'running',
    enteredAt: at,
    leftAt: null,
    tries: [],
    parent,
    iteration: inside ? (reading.iterationOf.get(event.previousEventId) ?? null) : (previous?.iteration ?? null),
    depth: parent === null ? 0 : (reading.byId.get(parent)?.depth ?? 0) + 1,
  };
  reading.steps.push(step);
  reading.byId.set(step.id, step);
  reading.stepOf.set(event.id, step);
  if (previous && !inside) {
    reading.taken.add(`${previous.state}→${step.state}`);
  }
}

function tryOf(step: Step, event: EventOutline, at: number) {
  const { type } = event;
  if (/^(Task|LambdaFunction|Activity)Scheduled$/.test(type)) {
    step.tries.push({ number: step.tries.length + 1, startedAt: at, endedAt: null, error: null, cause: null, failedId: null });
    step.status = 'running';
    return;
  }

  const current = step.tries.at(-1);
  if (type === 'TaskSubmitted' && (event.resource ?? '').includes('waitForTaskToken')) {
    step.status = 'waiting';
  } else if (/^(Task|LambdaFunction|Activity)Succeeded$/.test(type) && current) {
    current.endedAt = at;
    step.status = 'running';
  } else if (/(Failed|TimedOut)$/.test(type) && current && current.endedAt === null && !/^(Map|Parallel)/.test(type)) {
    current.endedAt = at;
    current.error = event.error ?? (type.endsWith('TimedOut') ? 'States.Timeout' : 'States.TaskFailed');
    current.cause = event.text;
    current.failedId = event.id;
    step.status = 'retrying';
  }
}

function endOf(reading: Reading, type: string, at: number) {
  if (type === 'ExecutionRedriven') {
    reading.redrives.push(at);
    for (const step of reading.steps) {
      if (step.status === 'failed' || step.status === 'stopped') {
        step.status = 'running';
        step.leftAt = null;
      }
    }

    return;
  }

  const status = type === 'ExecutionFailed' || type === 'ExecutionTimedOut' ? 'failed' : type === 'ExecutionAborted' ? 'stopped' : null;
  if (status !== null) {
    for (const step of reading.steps.filter((other) => isOpen(other.status))) {
      step.status = status;
      step.leftAt = at;
    }
  } else if (type === 'ExecutionSucceeded') {
    for (const step of reading.steps.filter((other) => isOpen(other.status))) {
      step.status = 'succeeded';
      step.leftAt = at;
    }
  }
}

function openAround(reading: Reading, step: Step | null, name: string | null): Step | null {
  for (let current = step; current !== null; current = current.parent === null ? null : (reading.byId.get(current.parent) ?? null)) {
    if (current.state === name) {
      return current;
    }
  }

  return null;
}

function aroundOfType(reading: Reading, step: Step | null, type: string): Step | null {
  for (let current = step; current !== null; current = current.parent === null ? null : (reading.byId.get(current.parent) ?? null)) {
    if (current.type === type) {
      return current;
    }
  }

  return step;
}
