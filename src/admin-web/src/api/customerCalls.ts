import { request, send, type Query } from './http';
import type { Customer, CustomerBody, Page } from './types';

/** A customer as somebody saw them: a correction is refused where they changed since. */
export interface SeenCustomer {
  customer: Customer;
  /** Names what was seen; null where the server names nothing. */
  tag: string | null;
}

export interface CustomerChange {
  at: string;
  by: string;
  /** The field; `customer` where they were added or erased. */
  field: string;
  from?: string | null;
  to?: string | null;
}

const of = (customerId: string) => `/api/customers/${encodeURIComponent(customerId)}`;

export const customerRecords = {
  list: (query: Query, signal?: AbortSignal) => request<Page<Customer>>('GET', '/api/customers', { query, signal }),
  see: async (customerId: string, signal?: AbortSignal): Promise<SeenCustomer> => {
    const response = await send('GET', of(customerId), { signal });
    return { customer: (await response.json()) as Customer, tag: response.headers.get('etag') };
  },
  correct: (customerId: string, tag: string | null, body: CustomerBody) =>
    request<Customer>('PUT', of(customerId), { body, headers: tag === null ? {} : { 'If-Match': tag } }),
  history: (customerId: string, signal?: AbortSignal) => request<Page<CustomerChange>>('GET', `${of(customerId)}/history`, { signal }),
  erase: (customerId: string, reason: string) => request<Customer>('POST', `${of(customerId)}/erase`, { body: { reason } }),
};
