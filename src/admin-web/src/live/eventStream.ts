export interface ServerEvent {
  event: string;
  data: string;
  id: string | null;
}

/** Cuts a `text/event-stream` into events, however it arrives in pieces. */
export class EventReader {
  private rest = '';
  private event = '';
  private data: string[] = [];
  private id: string | null = null;

  /** @param chunk The next piece of the stream. */
  read(chunk: string): ServerEvent[] {
    const lines = (this.rest + chunk).split(/\r\n|\n|\r(?!$)/);
    this.rest = lines.pop() ?? '';
    const events: ServerEvent[] = [];
    for (const line of lines) {
      if (line === '') {
        if (this.data.length > 0) {
          events.push({ event: this.event === '' ? 'message' : this.event, data: this.data.join('\n'), id: this.id });
        }

        this.event = '';
        this.data = [];
        continue;
      }

      const colon = line.indexOf(':');
      if (colon === 0) {
        continue; // a comment: the server says that it is there
      }

      const field = colon < 0 ? line : line.slice(0, colon);
      const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
      if (field === 'event') {
        this.event = value;
      } else if (field === 'data') {
        this.data.push(value);
      } else if (field === 'id') {
        this.id = value;
      }
    }

    return events;
  }
}

export type LiveState = 'connecting' | 'live' | 'lost';

export interface EventStreamOptions {
  url: string;
  accessToken(): string | null;
  renew(): Promise<boolean>;
  onEvent(event: ServerEvent): void;
  onState(state: LiveState): void;
  /** Milliseconds before the try after the next failure; grows. */
  firstDelay?: number;
}

const LongestDelay = 30_000;
/** The server says something at least every 15 s; after three such spans the connection is dead. */
const Silence = 45_000;

/**
 * Listens to server-sent events with the token in a header, where the browser's EventSource would need it in the address.
 * Comes back by itself, and asks for what it missed.
 */
export function openEventStream(options: EventStreamOptions): () => void {
  const closing = new AbortController();
  void run(options, closing.signal);
  return () => {
    closing.abort();
  };
}

async function run(options: EventStreamOptions, closing: AbortSignal) {
  let lastEventId: string | null = null;
  const first = options.firstDelay ?? 1000;
  let delay = first;
  while (!closing.aborted) {
    try {
      for await (const event of listen(options, lastEventId, closing)) {
        delay = first;
        if (event !== null) {
          lastEventId = event.id ?? lastEventId;
          options.onEvent(event);
        }
      }
    } catch {
      // Lost, refused or silent: said by the state below, and tried again.
    }

    if (closing.aborted) {
      return;
    }

    options.onState('lost');
    await new Promise((resolve) => setTimeout(resolve, delay));
    delay = Math.min(delay * 2, LongestDelay);
  }
}

/** Yields null once when the stream is open. */
async function* listen(options: EventStreamOptions, lastEventId: string | null, closing: AbortSignal): AsyncGenerator<ServerEvent | null> {
  const token = options.accessToken();
  const silence = new AbortController();
  let timer = setTimeout(() => {
    silence.abort();
  }, Silence);
  try {
    const response = await fetch(options.url, {
      headers: {
        Accept: 'text/event-stream',
        ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
        ...(lastEventId === null ? {} : { 'Last-Event-ID': lastEventId }),
      },
      cache: 'no-store',
      signal: AbortSignal.any([closing, silence.signal]),
    });
    if (response.status === 401) {
      await options.renew();
    }

    if (!response.ok || response.body === null) {
      throw new Error(`The stream was refused (${response.status}).`);
    }

    options.onState('live');
    yield null;
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    const events = new EventReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        return;
      }

      clearTimeout(timer);
      timer = setTimeout(() => {
        silence.abort();
      }, Silence);
      yield* events.read(value);
    }
  } finally {
    clearTimeout(timer);
  }
}
