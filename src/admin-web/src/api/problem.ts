import type { ProblemBody } from './types';

const Prefix = 'urn:ordering-system:problem:';

/** Why a request failed, in words for people. */
export class Problem extends Error {
  override readonly name = 'Problem';

  private constructor(
    /** 0 where no answer came. */
    readonly status: number,
    /** The last part of the problem's type, for example `too-late-to-cancel`. */
    readonly kind: string,
    readonly title: string,
    readonly detail: string | null,
    /** By field, as the request named it. */
    readonly errors: Record<string, string[]>,
    /** Names the request in the server's log and traces. */
    readonly requestId: string | null,
  ) {
    super(detail === null ? title : `${title} ${detail}`);
  }

  static noAnswer(): Problem {
    return new Problem(0, 'no-answer', 'The server gives no answer.', 'It may be starting, or the connection is lost. What you typed is kept.', {}, null);
  }

  /** @param trace The trace that the request was sent in. */
  static async of(response: Response, trace: string | null): Promise<Problem> {
    const body = await bodyOf(response);
    const kind = body.type?.startsWith(Prefix) ? body.type.slice(Prefix.length) : 'unknown';
    return new Problem(response.status, kind, body.title ?? statusWords(response.status), body.detail ?? null, body.errors ?? {}, response.headers.get('x-request-id') ?? trace);
  }

  /** Trying again later may help; trying something else does not. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** A proxy before the API may answer with anything. */
async function bodyOf(response: Response): Promise<Partial<ProblemBody>> {
  if (!(response.headers.get('content-type') ?? '').includes('json')) {
    return {};
  }

  try {
    return (await response.json()) as Partial<ProblemBody>;
  } catch {
    return {}; // the status says enough
  }
}

function statusWords(status: number): string {
  switch (status) {
    case 401:
      return 'You are signed out.';
    case 403:
      return 'Your role does not allow this.';
    case 404:
      return 'There is no such thing.';
    case 412:
      return 'Somebody changed it meanwhile.';
    case 429:
      return 'Too many requests at once.';
    default:
      return status >= 500 ? 'The server failed.' : `The request was refused (${status}).`;
  }
}

export function asProblem(error: unknown): Problem {
  return error instanceof Problem ? error : Problem.noAnswer();
}
