import { afterEach, describe, expect, it, vi } from 'vitest';
import { connect, request, withQuery, type Connection } from './http';
import { Problem } from './problem';

function connection(more: Partial<Connection> = {}): Connection {
  return { baseUrl: 'http://api.test', accessToken: () => 'T1', renew: () => Promise.resolve(false), onSignedOut: vi.fn(), ...more };
}

function answers(...responses: (Response | Error)[]) {
  const fetch = vi.fn<(url: string, init: RequestInit) => Promise<Response>>(() => {
    const next = responses.shift();
    return next instanceof Response ? Promise.resolve(next) : Promise.reject(next ?? new Error('no more answers'));
  });
  vi.stubGlobal('fetch', fetch);
  return fetch;
}

const problem = (status: number, body: object) => new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/problem+json', 'x-request-id': 'R-1' } });

describe('request', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('sends the token in a header and never in the address', async () => {
    const fetch = answers(Response.json({ ok: 1 }));
    connect(connection());

    await request('GET', '/api/orders', { query: { status: 'Placed', cursor: null, search: '' } });

    const [url, init] = fetch.mock.calls[0] ?? [];
    expect(url).toBe('http://api.test/api/orders?status=Placed');
    expect((init?.headers as Record<string, string>).Authorization).toBe('Bearer T1');
  });

  it('renews a token that has expired once, and asks again', async () => {
    let token = 'T1';
    const fetch = answers(problem(401, {}), Response.json({ ok: 1 }));
    connect(connection({ accessToken: () => token, renew: () => Promise.resolve(((token = 'T2'), true)) }));

    await expect(request('GET', '/api/me')).resolves.toEqual({ ok: 1 });

    expect((fetch.mock.calls[1]?.[1].headers as Record<string, string>).Authorization).toBe('Bearer T2');
  });

  it('says that the person is signed out where renewal does not help', async () => {
    answers(problem(401, {}));
    const to = connection();
    connect(to);

    await expect(request('GET', '/api/me')).rejects.toMatchObject({ status: 401, title: 'You are signed out.' });

    expect(to.onSignedOut).toHaveBeenCalledOnce();
  });

  it('tells a problem document with its kind, its fields and the request', async () => {
    answers(problem(422, { type: 'urn:ordering-system:problem:validation-failed', title: 'Some fields are not acceptable.', errors: { 'items[0].quantity': ['1 to 999'] } }));
    connect(connection());

    const error = await request('POST', '/api/orders', { body: {} }).catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(Problem);
    expect(error).toMatchObject({ status: 422, kind: 'validation-failed', errors: { 'items[0].quantity': ['1 to 999'] }, requestId: 'R-1', isPassing: false });
  });

  it('tells of a server that does not answer', async () => {
    answers(new TypeError('Failed to fetch'));
    connect(connection());

    await expect(request('GET', '/api/me')).rejects.toMatchObject({ status: 0, kind: 'no-answer', isPassing: true });
  });
});

describe('withQuery', () => {
  it('escapes what people type', () => {
    expect(withQuery('/api/orders', { search: 'Zoë & co', limit: 20 })).toBe('/api/orders?search=Zo%C3%AB+%26+co&limit=20');
  });
});
