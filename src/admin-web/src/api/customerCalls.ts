import { api, dataOf, filled } from './client';
import type { components } from './schema';
import type { Customer, CustomerBody, Filters } from './types';

/** A customer as somebody saw them: a correction is refused where they changed since. */
export interface SeenCustomer {
  customer: Customer;
  /** Names what was seen; null where the server names nothing. */
  tag: string | null;
}

export type CustomerChange = components['schemas']['CustomerChange'];

const of = (customerId: string) => ({ path: { customerId } });

export const customerRecords = {
  list: (query: Filters<'listCustomers'>, signal?: AbortSignal) =>
    dataOf(api().GET('/api/customers', { params: { query: filled<'listCustomers'>(query) }, signal: signal ?? null })),
  see: async (customerId: string, signal?: AbortSignal): Promise<SeenCustomer> => {
    const { data, response } = await api().GET('/api/customers/{customerId}', { params: of(customerId), signal: signal ?? null });
    return { customer: data as Customer, tag: response.headers.get('etag') }; // a refusal was thrown before
  },
  correct: (customerId: string, tag: string | null, body: CustomerBody) =>
    dataOf(api().PUT('/api/customers/{customerId}', { params: { ...of(customerId), ...(tag === null ? {} : { header: { 'If-Match': tag } }) }, body })),
  history: (customerId: string, signal?: AbortSignal) => dataOf(api().GET('/api/customers/{customerId}/history', { params: of(customerId), signal: signal ?? null })),
  erase: (customerId: string, reason: string) => dataOf(api().POST('/api/customers/{customerId}/erase', { params: of(customerId), body: { reason } })),
};
