import { afterEach, describe, expect, it, vi } from 'vitest';
import { api, connect, dataOf, filled, type Connection } from './client';
import { Problem } from './problem';

function connection(more: Partial<Connection> = {}): Connection {
  return { baseUrl: 'http://api.test', accessToken: () => 'T1', renew: () => Promise.resolve(false), onSignedOut: vi.fn(), ...more };
}

function answers(...responses: (Response | Error)[]) {
  const fetch = vi.fn<(request: Request) => Promise<Response>>(() => {
    const next = responses.shift();
    return next instanceof Response ? Promise.resolve(next) : Promise.reject(next ?? new Error('no more answers'));
  });
  vi.stubGlobal('fetch', fetch);
  return fetch;
}

const problem = (status: number, body: object, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/problem+json', ...headers } });
const me = () => dataOf(api().GET('/api/me'));

describe('api', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('sends the token in a header and never in the address', async () => {
    const fetch = answers(Response.json({ items: [], nextCursor: null }));
    connect(connection());

    await dataOf(api().GET('/api/orders', { params: { query: filled<'listOrders'>({ status: ['Placed', 'Scheduled'], cursor: null, search: '' }) } }));

    const request = fetch.mock.calls[0]?.[0];
    expect(request?.url).toBe('http://api.test/api/orders?status=Placed,Scheduled');
    expect(request?.headers.get('Authorization')).toBe('Bearer T1');
  });

  it('escapes what people type', async () => {
    const fetch = answers(Response.json({ items: [], nextCursor: null }));
    connect(connection());

    await dataOf(api().GET('/api/orders', { params: { query: { search: 'Zoë & co', limit: 20 } } }));

    expect(new URL(fetch.mock.calls[0]?.[0].url ?? '').searchParams.get('search')).toBe('Zoë & co');
  });

  it('renews a token that has expired once, and asks again with the same body', async () => {
    let token = 'T1';
    const fetch = answers(problem(401, {}), Response.json({ orderId: 'O-1' }, { status: 202 }));
    connect(connection({ accessToken: () => token, renew: () => Promise.resolve(((token = 'T2'), true)) }));

    await dataOf(api().POST('/api/orders/{orderId}/cancel', { params: { path: { orderId: 'O-1' } }, body: { reason: 'Ordered twice' } }));

    const [first, second] = fetch.mock.calls.map(([request]) => request);
    expect(second?.headers.get('Authorization')).toBe('Bearer T2');
    await expect(second?.json()).resolves.toEqual({ reason: 'Ordered twice' });
    expect(second?.headers.get('traceparent')).toBe(first?.headers.get('traceparent'));
  });

  it('says that the person is signed out where renewal does not help', async () => {
    answers(problem(401, {}));
    const to = connection();
    connect(to);

    await expect(me()).rejects.toMatchObject({ status: 401, title: 'You are signed out.' });

    expect(to.onSignedOut).toHaveBeenCalledOnce();
  });

  it('tells a problem document with its kind, its fields and the trace of the request', async () => {
    const fetch = answers(problem(422, { type: 'urn:ordering-system:problem:validation-failed', title: 'Some fields are not acceptable.', errors: { 'items[0].quantity': ['1 to 999'] } }));
    connect(connection());

    const error = await dataOf(api().POST('/api/orders', { params: { header: { 'Idempotency-Key': 'k' } }, body: { customerId: 'C', items: [] } })).catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(Problem);
    const [, trace] = fetch.mock.calls[0]?.[0].headers.get('traceparent')?.split('-') ?? [];
    expect(trace).toMatch(/^[0-9a-f]{32}$/);
    expect(error).toMatchObject({ status: 422, kind: 'validation-failed', errors: { 'items[0].quantity': ['1 to 999'] }, requestId: trace, isPassing: false });
  });

  it('prefers the name that the server gave the request', async () => {
    answers(problem(500, {}, { 'x-request-id': 'R-1' }));
    connect(connection());

    await expect(me()).rejects.toMatchObject({ status: 500, requestId: 'R-1', isPassing: true });
  });

  it('tells of a server that does not answer', async () => {
    answers(new TypeError('Failed to fetch'));
    connect(connection());

    await expect(me()).rejects.toMatchObject({ status: 0, kind: 'no-answer', isPassing: true });
  });

  it('tells who gave up on a request that it was given up, not that the server is away', async () => {
    const abort = new AbortController();
    vi.stubGlobal('fetch', (request: Request) => {
      abort.abort();
      return Promise.reject(request.signal.reason as Error);
    });
    connect(connection());

    await expect(dataOf(api().GET('/api/me', { signal: abort.signal }))).rejects.toMatchObject({ name: 'AbortError' });
  });
});
