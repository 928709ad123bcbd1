import { describe, expect, it } from 'vitest';
import { EventReader } from './eventStream';

describe('EventReader', () => {
  it('reads events with their ids, skips comments, joins lines of data', () => {
    const reader = new EventReader();

    const events = reader.read(': ping\n\nid: 7\nevent: order\ndata: {"a":1,\ndata: "b":2}\n\ndata: plain\n\n');

    expect(events).toEqual([
      { event: 'order', data: '{"a":1,\n"b":2}', id: '7' },
      { event: 'message', data: 'plain', id: '7' },
    ]);
  });

  it.each([1, 2, 3, 7])('reads the same from pieces of %d characters', (size) => {
    const text = 'id: 1\r\nevent: carrier\r\ndata: {"state":"down"}\r\n\r\n:\n\nevent: resync\ndata:\n\n';
    const reader = new EventReader();
    const events = [];
    for (let at = 0; at < text.length; at += size) {
      events.push(...reader.read(text.slice(at, at + size)));
    }

    expect(events).toEqual([
      { event: 'carrier', data: '{"state":"down"}', id: '1' },
      { event: 'resync', data: '', id: '1' },
    ]);
  });
});
