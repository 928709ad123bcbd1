import { Problem } from './problem';

/** Where requests go and who sends them. */
export interface Connection {
  /** Without a slash at the end; empty for the page's own origin. */
  baseUrl: string;
  /** Null while nobody is signed in. */
  accessToken(): string | null;
  /** Asks the issuer for a new token; false where the person has to sign in again. */
  renew(): Promise<boolean>;
  /** The token is refused and could not be renewed. */
  onSignedOut(): void;
}

let connection: Connection = { baseUrl: '', accessToken: () => null, renew: () => Promise.resolve(false), onSignedOut: () => undefined };

export function connect(to: Connection) {
  connection = to;
}

export type Query = Record<string, string | number | boolean | null | undefined>;

export interface RequestOptions {
  query?: Query;
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal | undefined;
}

/** One request that is answered with JSON. @throws Problem */
export async function request<T>(method: string, path: string, options: RequestOptions = {}): Promise<T> {
  const response = await send(method, path, options);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** One request, answered with any success; renews the token once where it is refused. @throws Problem */
export async function send(method: string, path: string, options: RequestOptions = {}): Promise<Response> {
  let response = await attempt(method, path, options);
  if (response.status === 401) {
    if (await connection.renew()) {
      response = await attempt(method, path, options);
    }

    if (response.status === 401) {
      connection.onSignedOut();
    }
  }

  if (!response.ok) {
    throw await Problem.of(response);
  }

  return response;
}

async function attempt(method: string, path: string, { query, body, headers, signal }: RequestOptions): Promise<Response> {
  const token = connection.accessToken();
  try {
    return await globalThis.fetch(connection.baseUrl + withQuery(path, query), {
      method,
      headers: {
        Accept: 'application/json',
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
        ...headers,
      },
      body: body === undefined ? null : JSON.stringify(body),
      signal: signal ?? null,
    });
  } catch (error) {
    if (signal?.aborted) {
      throw error;
    }

    throw Problem.noAnswer();
  }
}

export function withQuery(path: string, query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') {
      parameters.set(name, String(value));
    }
  }

  const text = parameters.toString();
  return text === '' ? path : `${path}?${text}`;
}
