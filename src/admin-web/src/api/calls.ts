import { request, send, type Query } from './http';
import type {
  AuditEntry,
  BulkJob,
  BulkLook,
  Carrier,
  CarrierProbe,
  ClockTimer,
  ClockView,
  Customer,
  CustomerBody,
  Execution,
  ExecutionSummary,
  Me,
  Order,
  OrderCounts,
  OrderItem,
  Page,
  RedriveJob,
  ResumeBody,
  ResumePreview,
  StateMachine,
  StateMachineSummary,
  TimelineEntry,
  WaitingOrder,
  WaitingTask,
  Whereabouts,
} from './types';
import type { HistoryEvent } from '../history/events';

const path = (strings: TemplateStringsArray, ...parts: string[]) => strings.reduce((url, text, index) => url + text + encodeURIComponent(parts[index] ?? ''), '');

type Signal = AbortSignal | undefined;

export const me = (signal?: Signal) => request<Me>('GET', '/api/me', { signal });

export const orders = {
  list: (query: Query, signal?: Signal) => request<Page<Order>>('GET', '/api/orders', { query, signal }),
  counts: (signal?: Signal) => request<OrderCounts>('GET', '/api/orders/counts', { signal }),
  get: (orderId: string, signal?: Signal) => request<Order>('GET', path`/api/orders/${orderId}`, { signal }),
  timeline: (orderId: string, signal?: Signal) => request<Page<TimelineEntry>>('GET', path`/api/orders/${orderId}/timeline`, { signal }),
  whereabouts: (orderId: string, signal?: Signal) => request<Whereabouts>('GET', path`/api/orders/${orderId}/whereabouts`, { signal }),
  place: (key: string, body: { customerId: string; items: OrderItem[]; note?: string }) => request<Order>('POST', '/api/orders', { body, headers: { 'Idempotency-Key': key } }),
  cancel: (orderId: string, reason: string) => request<Order>('POST', path`/api/orders/${orderId}/cancel`, { body: { reason } }),
  note: (orderId: string, text: string) => request<TimelineEntry>('POST', path`/api/orders/${orderId}/notes`, { body: { text } }),
  decide: (orderId: string, decision: string, note: string) => request<Order>('POST', path`/api/orders/${orderId}/decision`, { body: { decision, note } }),
  csv: (query: Query) => send('GET', '/api/orders.csv', { query, headers: { Accept: 'text/csv' } }),
};

export interface DecisionFilter {
  state?: string;
  error?: string;
}

export const decisions = {
  look: (decision: string, filter: DecisionFilter, signal?: Signal) => request<BulkLook>('POST', '/api/decisions', { body: { decision, filter, dryRun: true }, signal }),
  begin: (key: string, body: { decision: string; note: string; filter: DecisionFilter; ordersPerMinute: number }) =>
    request<BulkJob>('POST', '/api/decisions', { body, headers: { 'Idempotency-Key': key } }),
  get: (jobId: string, signal?: Signal) => request<BulkJob>('GET', path`/api/decisions/${jobId}`, { signal }),
  stop: (jobId: string) => request<BulkJob>('POST', path`/api/decisions/${jobId}/stop`, { body: {} }),
};

export const customers = {
  search: (search: string, signal?: Signal) => request<Page<Customer>>('GET', '/api/customers', { query: { search, limit: 8 }, signal }),
  get: (customerId: string, signal?: Signal) => request<Customer>('GET', path`/api/customers/${customerId}`, { signal }),
  add: (key: string, body: CustomerBody) => request<Customer>('POST', '/api/customers', { body, headers: { 'Idempotency-Key': key } }),
};

export const carrier = {
  get: (signal?: Signal) => request<Carrier>('GET', '/api/carrier', { signal }),
  probes: (signal?: Signal) => request<Page<CarrierProbe>>('GET', '/api/carrier/probes', { signal }),
  waiting: (limit: number, signal?: Signal) => request<Page<WaitingOrder>>('GET', '/api/carrier/waiting', { query: { limit }, signal }),
  probe: (reason: string) => request<unknown>('POST', '/api/carrier/probe', { body: { reason } }),
  hold: (reason: string) => request<unknown>('POST', '/api/carrier/hold', { body: { reason } }),
  release: (reason: string) => request<unknown>('POST', '/api/carrier/release', { body: { reason } }),
};

export const stateMachines = {
  list: (signal?: Signal) => request<Page<StateMachineSummary>>('GET', '/api/state-machines', { signal }),
  get: (name: string, signal?: Signal) => request<StateMachine>('GET', path`/api/state-machines/${name}`, { signal }),
};

export const executions = {
  list: (query: Query, signal?: Signal) => request<Page<ExecutionSummary>>('GET', '/api/executions', { query, signal }),
  get: async (stateMachine: string, name: string, signal?: Signal): Promise<Execution> => {
    const { execution, ...more } = await request<Omit<Execution, keyof ExecutionSummary> & { execution: ExecutionSummary }>('GET', path`/api/executions/${name}`, { query: { stateMachine }, signal });
    return { ...execution, ...more };
  },
  history: (stateMachine: string, name: string, cursor: string | null, signal?: Signal) =>
    request<Page<HistoryEvent>>('GET', path`/api/executions/${name}/history`, { query: { stateMachine, limit: 1000, cursor }, signal }),
  redrive: (stateMachine: string, name: string, reason: string) => request<unknown>('POST', path`/api/executions/${name}/redrive`, { query: { stateMachine }, body: { reason } }),
  stop: (stateMachine: string, name: string, reason: string) => request<unknown>('POST', path`/api/executions/${name}/stop`, { query: { stateMachine }, body: { reason } }),
  waiting: (kind: string, cursor: string | null, signal?: Signal) => request<Page<WaitingTask>>('GET', '/api/waiting', { query: { kind, limit: 50, cursor }, signal }),
  resumePreview: (stateMachine: string, name: string, signal?: Signal) => request<ResumePreview>('GET', path`/api/executions/${name}/resume`, { query: { stateMachine }, signal }),
  resume: (name: string, body: ResumeBody) => request<{ resumed: boolean }>('POST', path`/api/executions/${name}/resume`, { body }),
};

export interface RedriveFilter {
  machine: string;
  error?: string;
}

export const redrives = {
  look: (filter: RedriveFilter, signal?: Signal) => request<{ executions: number }>('POST', '/api/executions/redrive', { body: { filter, dryRun: true }, signal }),
  begin: (key: string, body: { filter: RedriveFilter; reason: string; executionsPerMinute: number }) =>
    request<RedriveJob>('POST', '/api/executions/redrive', { body, headers: { 'Idempotency-Key': key } }),
  get: (jobId: string, signal?: Signal) => request<RedriveJob>('GET', path`/api/executions/redrive/${jobId}`, { signal }),
  stop: (jobId: string) => request<RedriveJob>('POST', path`/api/executions/redrive/${jobId}/stop`, { body: {} }),
};

export const clock = {
  get: (signal?: Signal) => request<ClockView>('GET', '/api/clock', { signal }),
  timers: (signal?: Signal) => request<Page<ClockTimer>>('GET', '/api/clock/timers', { signal }),
  advance: (by: string) => request<ClockView>('POST', '/api/clock/advance', { body: { by } }),
  skipToNext: () => request<ClockView>('POST', '/api/clock/skip-to-next', { body: {} }),
  outage: (body: { for: string } | { end: true }) => request<unknown>('POST', '/api/clock/outage', { body }),
};

export const audit = {
  list: (query: Query, signal?: Signal) => request<Page<AuditEntry>>('GET', '/api/audit', { query, signal }),
  csv: (query: Query) => send('GET', '/api/audit.csv', { query, headers: { Accept: 'text/csv' } }),
};
