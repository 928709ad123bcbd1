/** A new `traceparent` (W3C Trace Context): the first thing that happens in a trace is this page's request. */
export function newTrace(): string {
  return `00-${hex(16)}-${hex(8)}-01`;
}

/** The trace that a request belongs to; null where it names none. */
export function traceOf(request: Request): string | null {
  return request.headers.get('traceparent')?.split('-')[1] ?? null;
}

function hex(bytes: number): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
