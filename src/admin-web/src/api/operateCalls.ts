import { api, dataOf } from './client';
import type { components } from './schema';

type Schemas = components['schemas'];

/** A time in which orders waited for the carrier. */
export type Outage = Schemas['CarrierOutage'];
export type RunAgain = Schemas['RunAgain'];
/** The wait that was looked at. */
export type Wait = Schemas['HeartbeatBody'];
export type ClockMove = Schemas['ClockMove'];
export type Fired = Schemas['ClockFired'];

export const outages = {
  list: (signal?: AbortSignal) => dataOf(api().GET('/api/carrier/outages', { signal: signal ?? null })),
};

export const operate = {
  runAgain: async (name: string, body: Schemas['RunAgainBody'], signal?: AbortSignal) =>
    (await dataOf(api().POST('/api/executions/{name}/run-again', { params: { path: { name } }, body, signal: signal ?? null }))) as RunAgain,
  heartbeat: (name: string, wait: Wait) => dataOf(api().POST('/api/executions/{name}/heartbeat', { params: { path: { name } }, body: wait })),
  start: (body: Schemas['StartExecutionBody']) => dataOf(api().POST('/api/executions', { body })),
};

export const clockMoves = {
  advance: (by: string) => dataOf(api().POST('/api/clock/advance', { body: { by } })),
  skipToNext: () => dataOf(api().POST('/api/clock/skip-to-next')),
  rate: (factor: number) => dataOf(api().POST('/api/clock/rate', { body: { factor } })),
  outage: (signal?: AbortSignal) => dataOf(api().GET('/api/clock/outage', { signal: signal ?? null })),
};
