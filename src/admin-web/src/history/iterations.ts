import type { EventOutline } from '../api/types';
import { isOpen, type Progress, type Step, type StepStatus } from './steps';

export interface Iteration {
  index: number;
  status: 'failed' | 'running' | 'stopped' | 'succeeded';
  /** What happened in it. */
  steps: Step[];
  /** The error that ended it; null where none did. */
  error: string | null;
}

/** One visit to a Map state. */
export interface MapVisit {
  step: Step;
  /** Failed first, then those that run, then the rest; each in the order of the items. */
  iterations: Iteration[];
  /** The event that began a Distributed Map's run, whose items are executions of their own; null for other Maps. */
  mapRunEventId: number | null;
}

const Order: Record<Iteration['status'], number> = { failed: 0, running: 1, stopped: 2, succeeded: 3 };

/** Each visit to a Map state, with its iterations. */
export function mapVisits(progress: Progress, events: readonly EventOutline[]): MapVisit[] {
  const maps = progress.steps.filter((step) => step.type === 'Map');
  if (maps.length === 0) {
    return [];
  }

  const children = new Map<number, Step[]>();
  for (const step of progress.steps) {
    const map = aroundOf(progress, step);
    if (map !== null) {
      children.set(map.id, [...(children.get(map.id) ?? []), step]);
    }
  }

  const ends = new Map<string, Iteration['status']>();
  const runs = new Map<number, number>();
  for (const event of events) {
    const map = progress.stepOf.get(event.id);
    if (map === undefined) {
      continue;
    }

    if (event.type === 'MapRunStarted') {
      runs.set(map.id, event.id);
    } else if (/^MapIteration(Started|Succeeded|Failed|Aborted)$/.test(event.type) && event.index !== null) {
      ends.set(`${map.id}/${event.index}`, ({ MapIterationStarted: 'running', MapIterationSucceeded: 'succeeded', MapIterationFailed: 'failed' } as const)[event.type] ?? 'stopped');
    }
  }

  return maps.map((step) => {
    const inside = children.get(step.id) ?? [];
    const indexes = new Set([...inside.flatMap((one) => (one.iteration === null ? [] : [one.iteration])), ...[...ends.keys()].filter((key) => key.startsWith(`${step.id}/`)).map((key) => Number(key.split('/')[1]))]);
    const iterations = [...indexes].map((index): Iteration => {
      const steps = inside.filter((one) => one.iteration === index);
      const told = ends.get(`${step.id}/${index}`) ?? 'running';
      // The map ended, and with it what still ran in it.
      const status = told === 'running' && !isOpen(step.status) ? asEnded(step.status) : told;
      return { index, status, steps, error: status === 'failed' ? errorOf(steps) : null };
    });
    return { step, iterations: iterations.toSorted((one, other) => Order[one.status] - Order[other.status] || one.index - other.index), mapRunEventId: runs.get(step.id) ?? null };
  });
}

/** The Map visit that a step runs in directly, not one further out. */
function aroundOf(progress: Progress, step: Step): Step | null {
  for (let parent = step.parent; parent !== null; ) {
    const around = progress.stepOf.get(parent) ?? null;
    if (around === null || around.type === 'Map') {
      return around;
    }

    parent = around.parent;
  }

  return null;
}

function asEnded(status: StepStatus): Iteration['status'] {
  return status === 'succeeded' ? 'succeeded' : 'stopped';
}

function errorOf(steps: readonly Step[]): string | null {
  return steps.findLast((step) => (step.tries.at(-1)?.error ?? null) !== null)?.tries.at(-1)?.error ?? null;
}
