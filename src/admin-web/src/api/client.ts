import createClient, { type Client, type Middleware } from 'openapi-fetch';
import { Problem } from './problem';
import type { operations, paths } from './schema';
import { newTrace, traceOf } from './trace';
import type { Filters, QueryOf } from './types';

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

let client: Client<paths> | null = null;

export function connect(to: Connection) {
  client = clientOf(to);
}

/** The API by its paths, with the types of its own document. What it refuses is thrown as a {@link Problem}. */
export function api(): Client<paths> {
  if (client === null) {
    throw new Error('connect() says where the API is, and comes first.');
  }

  return client;
}

/** What a call answers with. @throws Problem */
export async function dataOf<T>(answer: Promise<{ data?: T }>): Promise<T> {
  return (await answer).data as T; // a refusal was thrown before
}

/** Filters as an operation takes them: what is empty is left out. */
export function filled<Id extends keyof operations>(filters: Filters<Id>): QueryOf<Id> {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined && value !== null && value !== '')) as QueryOf<Id>;
}

function clientOf(connection: Connection): Client<paths> {
  const made = createClient<paths>({
    baseUrl: connection.baseUrl === '' ? globalThis.location.origin : connection.baseUrl,
    fetch: (request) => globalThis.fetch(request), // looked up at each call: tests put another in its place
    querySerializer: { array: { style: 'form', explode: false } }, // the API refuses a parameter that comes twice
  });
  // Answers pass them from the last to the first: renewed first, then judged.
  made.use(problems, signedIn(connection), traced);
  return made;
}

/** Names each request, so that what the page tells of it is found in the server's log and traces. */
const traced: Middleware = {
  onRequest({ request }) {
    request.headers.set('traceparent', newTrace());
    return request;
  },
};

/** Sends the token in a header, never in the address; renews it once where it is refused, and sends the request again. */
function signedIn(connection: Connection): Middleware {
  const again = new Map<string, Request>();
  const authorize = (request: Request) => {
    const token = connection.accessToken();
    if (token !== null) {
      request.headers.set('Authorization', `Bearer ${token}`);
    }

    return request;
  };
  return {
    onRequest({ request, id }) {
      again.set(id, request.clone()); // a body can be sent once only
      return authorize(request);
    },
    async onResponse({ request, response, id, options }) {
      const spare = again.get(id);
      again.delete(id);
      if (response.status !== 401 || spare === undefined) {
        return response;
      }

      let second = response;
      if (await connection.renew()) {
        spare.headers.set('traceparent', request.headers.get('traceparent') ?? newTrace());
        second = await options.fetch(authorize(spare)).catch((error: unknown) => {
          throw failure(spare, error);
        });
      }

      if (second.status === 401) {
        connection.onSignedOut();
      }

      return second;
    },
    onError({ id }) {
      again.delete(id);
    },
  };
}

/** Whatever is no success is thrown, in words for people. */
const problems: Middleware = {
  async onResponse({ request, response }) {
    if (!response.ok) {
      throw await Problem.of(response, traceOf(request));
    }
  },
  onError({ request, error }) {
    return failure(request, error);
  },
};

/** Who gives up on a request is told so; all else is a server that does not answer. */
function failure(request: Request, error: unknown): Error {
  return request.signal.aborted && error instanceof Error ? error : Problem.noAnswer();
}
