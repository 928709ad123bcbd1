import { api, dataOf, filled } from './client';
import { linesOf } from './lines';
import type {
  BulkJob,
  BulkLook,
  ClockOutageBody,
  CustomerBody,
  Decision,
  DecisionFilter,
  EventOutline,
  Execution,
  Filters,
  Order,
  PlaceOrderBody,
  RedriveFilter,
  RedriveJob,
  RedriveLook,
  ResumeBody,
} from './types';

type Signal = AbortSignal | undefined;

/** As fetch takes it. */
const until = (signal: Signal) => ({ signal: signal ?? null });
const csv = { parseAs: 'blob', headers: { Accept: 'text/csv' } } as const;
const byKey = (key: string) => ({ header: { 'Idempotency-Key': key } });

export const me = (signal?: Signal) => dataOf(api().GET('/api/me', until(signal)));

export const orders = {
  list: (query: Filters<'listOrders'>, signal?: Signal) => dataOf(api().GET('/api/orders', { params: { query: filled<'listOrders'>(query) }, ...until(signal) })),
  counts: (signal?: Signal) => dataOf(api().GET('/api/orders/counts', until(signal))),
  get: (orderId: string, signal?: Signal) => dataOf(api().GET('/api/orders/{orderId}', { params: { path: { orderId } }, ...until(signal) })),
  timeline: (orderId: string, signal?: Signal) => dataOf(api().GET('/api/orders/{orderId}/timeline', { params: { path: { orderId } }, ...until(signal) })),
  whereabouts: (orderId: string, signal?: Signal) => dataOf(api().GET('/api/orders/{orderId}/whereabouts', { params: { path: { orderId } }, ...until(signal) })),
  place: (key: string, body: PlaceOrderBody) => dataOf(api().POST('/api/orders', { params: byKey(key), body })),
  cancel: (orderId: string, reason: string) => dataOf(api().POST('/api/orders/{orderId}/cancel', { params: { path: { orderId } }, body: { reason } })),
  note: (orderId: string, text: string) => dataOf(api().POST('/api/orders/{orderId}/notes', { params: { path: { orderId } }, body: { text } })),
  decide: (orderId: string, decision: Decision, note: string) => dataOf(api().POST('/api/orders/{orderId}/decision', { params: { path: { orderId } }, body: { decision, note } })),
  csv: (query: Filters<'exportOrders'>) => dataOf(api().GET('/api/orders.csv', { params: { query: filled<'exportOrders'>(query) }, ...csv })),
};

export const decisions = {
  look: async (decision: Decision, filter: DecisionFilter, signal?: Signal) =>
    (await dataOf(api().POST('/api/decisions', { body: { decision, filter, dryRun: true }, ...until(signal) }))) as BulkLook,
  begin: async (key: string, body: { decision: Decision; note: string; filter: DecisionFilter; ordersPerMinute: number }) =>
    (await dataOf(api().POST('/api/decisions', { params: byKey(key), body }))) as BulkJob,
  get: (jobId: string, signal?: Signal) => dataOf(api().GET('/api/decisions/{jobId}', { params: { path: { jobId } }, ...until(signal) })),
  stop: (jobId: string) => dataOf(api().POST('/api/decisions/{jobId}/stop', { params: { path: { jobId } } })),
};

export const customers = {
  search: (search: string, signal?: Signal) => dataOf(api().GET('/api/customers', { params: { query: { search, limit: 8 } }, ...until(signal) })),
  get: (customerId: string, signal?: Signal) => dataOf(api().GET('/api/customers/{customerId}', { params: { path: { customerId } }, ...until(signal) })),
  add: (key: string, body: CustomerBody) => dataOf(api().POST('/api/customers', { params: byKey(key), body })),
};

export const notifications = {
  /** Somebody called the customer, about the order as it stands now. */
  called: (order: Order, note: string) =>
    dataOf(
      api().POST('/api/notifications/{notificationId}/done', {
        params: { path: { notificationId: `${order.orderId}.${order.status === 'Cancelled' ? 'cancelled' : 'shipped'}` } },
        body: { note },
      }),
    ),
};

export const carrier = {
  get: (signal?: Signal) => dataOf(api().GET('/api/carrier', until(signal))),
  probes: (signal?: Signal) => dataOf(api().GET('/api/carrier/probes', until(signal))),
  waiting: (limit: number, signal?: Signal) => dataOf(api().GET('/api/carrier/waiting', { params: { query: { limit } }, ...until(signal) })),
  probe: (reason: string) => dataOf(api().POST('/api/carrier/probe', { body: { reason } })),
  hold: (reason: string) => dataOf(api().POST('/api/carrier/hold', { body: { reason } })),
  release: (reason: string) => dataOf(api().POST('/api/carrier/release', { body: { reason } })),
};

export const stateMachines = {
  list: (signal?: Signal) => dataOf(api().GET('/api/state-machines', until(signal))),
  get: (name: string, signal?: Signal) => dataOf(api().GET('/api/state-machines/{name}', { params: { path: { name } }, ...until(signal) })),
};

/** One execution, among those of its state machine. */
const one = (stateMachine: string, name: string) => ({ path: { name }, query: { stateMachine } });

export const executions = {
  list: (query: Filters<'listExecutions'>, signal?: Signal) => dataOf(api().GET('/api/executions', { params: { query: filled<'listExecutions'>(query) }, ...until(signal) })),
  get: async (stateMachine: string, name: string, signal?: Signal): Promise<Execution> => {
    const { execution, ...more } = await dataOf(api().GET('/api/executions/{name}', { params: one(stateMachine, name), ...until(signal) }));
    return { ...execution, ...more };
  },
  /** The events with a higher id than the one given, in lots as they arrive. */
  outline: async function* (stateMachine: string, name: string, after: number, signal?: Signal): AsyncGenerator<EventOutline[]> {
    const { path, query } = one(stateMachine, name);
    const body = await dataOf(api().GET('/api/executions/{name}/history/outline', { params: { path, query: { ...query, after } }, parseAs: 'stream', ...until(signal) }));
    if (body) {
      yield* linesOf<EventOutline>(body);
    }
  },
  event: (stateMachine: string, name: string, eventId: number, signal?: Signal) =>
    dataOf(api().GET('/api/executions/{name}/history/{eventId}', { params: { path: { name, eventId: String(eventId) }, query: { stateMachine } }, ...until(signal) })),
  history: (stateMachine: string, name: string, cursor: string | null, signal?: Signal) =>
    dataOf(
      api().GET('/api/executions/{name}/history', {
        params: { path: { name }, query: { stateMachine, limit: 1000, ...(cursor === null ? {} : { cursor }) } },
        ...until(signal),
      }),
    ),
  redrive: (stateMachine: string, name: string, reason: string) => dataOf(api().POST('/api/executions/{name}/redrive', { params: one(stateMachine, name), body: { reason } })),
  stop: (stateMachine: string, name: string, reason: string) => dataOf(api().POST('/api/executions/{name}/stop', { params: one(stateMachine, name), body: { reason } })),
  waiting: (query: Filters<'listWaiting'>, signal?: Signal) => dataOf(api().GET('/api/waiting', { params: { query: filled<'listWaiting'>(query) }, ...until(signal) })),
  resumePreview: (stateMachine: string, name: string, signal?: Signal) => dataOf(api().GET('/api/executions/{name}/resume', { params: one(stateMachine, name), ...until(signal) })),
  resume: (name: string, body: ResumeBody) => dataOf(api().POST('/api/executions/{name}/resume', { params: { path: { name } }, body })),
};

export const redrives = {
  look: async (filter: RedriveFilter, signal?: Signal) => (await dataOf(api().POST('/api/executions/redrive', { body: { filter, dryRun: true }, ...until(signal) }))) as RedriveLook,
  begin: async (key: string, body: { filter: RedriveFilter; reason: string; executionsPerMinute: number }) =>
    (await dataOf(api().POST('/api/executions/redrive', { params: byKey(key), body }))) as RedriveJob,
  get: (jobId: string, signal?: Signal) => dataOf(api().GET('/api/executions/redrive/{jobId}', { params: { path: { jobId } }, ...until(signal) })),
  stop: (jobId: string) => dataOf(api().POST('/api/executions/redrive/{jobId}/stop', { params: { path: { jobId } } })),
};

export const clock = {
  get: (signal?: Signal) => dataOf(api().GET('/api/clock', until(signal))),
  timers: (signal?: Signal) => dataOf(api().GET('/api/clock/timers', until(signal))),
  outage: (body: ClockOutageBody) => dataOf(api().POST('/api/clock/outage', { body })),
};

export const audit = {
  list: (query: Filters<'listAudit'>, signal?: Signal) => dataOf(api().GET('/api/audit', { params: { query: filled<'listAudit'>(query) }, ...until(signal) })),
  csv: (query: Filters<'exportAudit'>) => dataOf(api().GET('/api/audit.csv', { params: { query: filled<'exportAudit'>(query) }, ...csv })),
};
