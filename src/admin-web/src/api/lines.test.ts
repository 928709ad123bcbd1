import { describe, expect, it } from 'vitest';
import { linesOf } from './lines';

/** The bytes of a text, cut wherever the network may cut them. */
function streamOf(text: string, size: number): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  return new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) {
        controller.enqueue(bytes.slice(at, at + size));
      }

      controller.close();
    },
  });
}

async function all(body: ReadableStream<Uint8Array>): Promise<unknown[]> {
  const read: unknown[] = [];
  for await (const lot of linesOf(body)) {
    read.push(...lot);
  }

  return read;
}

describe('linesOf', () => {
  it.each([1, 2, 7, 1000])('reads every line once, however the bytes are cut: by %i', async (size) => {
    const lines = [{ id: 1, text: 'Zoë\nsaid “10 €, 😀”' }, { id: 2, text: null }, { id: 3, text: '{"a":[1,2]}' }];

    await expect(all(streamOf(lines.map((line) => `${JSON.stringify(line)}\n`).join(''), size))).resolves.toEqual(lines);
  });

  it('reads nothing out of nothing, and a last line without its end', async () => {
    await expect(all(streamOf('', 1))).resolves.toEqual([]);
    await expect(all(streamOf('1\n2', 2))).resolves.toEqual([1, 2]);
  });

  it('tells of an answer that breaks off, with what came before', async () => {
    let pulls = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulls += 1;
        if (pulls === 1) {
          controller.enqueue(new TextEncoder().encode('1\n2\n3'));
        } else {
          controller.error(new TypeError('network error'));
        }
      },
    });
    const read: unknown[] = [];

    await expect(
      (async () => {
        for await (const lot of linesOf(body)) {
          read.push(...lot);
        }
      })(),
    ).rejects.toThrow('network error');
    expect(read).toEqual([1, 2]);
  });
});
