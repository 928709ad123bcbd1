/** Reads an answer of one JSON value a line (NDJSON) as it arrives: each lot has the lines that are whole by then. */
export async function* linesOf<T>(body: ReadableStream<Uint8Array>): AsyncGenerator<T[]> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      rest += done ? decoder.decode() : decoder.decode(value, { stream: true });
      const end = done ? rest.length : rest.lastIndexOf('\n');
      const whole = rest.slice(0, Math.max(0, end)).trim();
      rest = end < 0 ? rest : rest.slice(end + 1);
      if (whole !== '') {
        yield JSON.parse(`[${whole.replaceAll('\n', ',')}]`) as T[]; // a line break within a text is escaped
      }

      if (done) {
        return;
      }
    }
  } finally {
    await reader.cancel();
  }
}
