import { request } from './http';
import type { ClockView, Page } from './types';

export interface Outage {
  outageId: string;
  beganAt: string;
  /** Null while it lasts. */
  endedAt?: string | null;
}

export const outages = {
  list: (signal?: AbortSignal) => request<Page<Outage>>('GET', '/api/carrier/outages', { signal }),
};

export interface RunAgain {
  executionName: string;
  orderId: string;
  fromState: string;
  /** False for a look. */
  started: boolean;
}

/** The wait that was looked at. */
export interface Wait {
  stateMachine: string;
  state: string;
  enteredEventId: number;
}

export const operate = {
  runAgain: (name: string, body: { fromState: string; reason: string; dryRun?: boolean }, signal?: AbortSignal) =>
    request<RunAgain>('POST', `/api/executions/${encodeURIComponent(name)}/run-again`, { body, signal }),
  heartbeat: (name: string, wait: Wait) => request<unknown>('POST', `/api/executions/${encodeURIComponent(name)}/heartbeat`, { body: wait }),
};

export interface Fired {
  dueAt: string;
  executionName: string;
  stateMachine: string;
}

export interface ClockMove extends ClockView {
  /** What fell due on the way; the first 50. */
  fired: Fired[];
}

export const clockMoves = {
  advance: (by: string) => request<ClockMove>('POST', '/api/clock/advance', { body: { by } }),
  skipToNext: () => request<ClockMove>('POST', '/api/clock/skip-to-next', { body: {} }),
  rate: (factor: number) => request<ClockView>('POST', '/api/clock/rate', { body: { factor } }),
  outage: (signal?: AbortSignal) => request<{ downUntil?: string | null }>('GET', '/api/clock/outage', { signal }),
};

export interface StartedExecution {
  name: string;
  stateMachine: string;
}

export const starts = {
  like: (body: { stateMachine: string; name: string; input: unknown; reason: string }) => request<StartedExecution>('POST', '/api/executions', { body }),
};
