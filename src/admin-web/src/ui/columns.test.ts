import { describe, expect, it } from 'vitest';
import { arrange, moved, type KnownColumn } from './columns';

const Known: KnownColumn[] = [
  { id: 'order', name: 'Order', isFixed: true },
  { id: 'status', name: 'Status' },
  { id: 'phone', name: 'Phone', isExtra: true },
];

describe('arrange', () => {
  it('shows what is not extra where nothing was chosen', () => {
    expect(arrange(null, Known)).toEqual([
      { id: 'order', visible: true },
      { id: 'status', visible: true },
      { id: 'phone', visible: false },
    ]);
  });

  it('keeps order and choice, never hides what names the row, drops what is gone and appends what is new', () => {
    const stored = [{ id: 'phone', visible: true }, { id: 'gone', visible: true }, { id: 'order', visible: false }];

    expect(arrange(stored, Known)).toEqual([
      { id: 'phone', visible: true },
      { id: 'order', visible: true },
      { id: 'status', visible: true },
    ]);
  });

  it.each(['text', 7, [null, 'x', { id: 3 }], { id: 'status', visible: false }])('takes %j for nothing', (stored) => {
    expect(arrange(stored, Known)).toEqual(arrange(null, Known));
  });

  it('takes a column that was stored twice once', () => {
    expect(arrange([{ id: 'status', visible: false }, { id: 'status', visible: true }], Known)).toHaveLength(Known.length);
  });
});

describe('moved', () => {
  it('moves one, and stops at either end', () => {
    const choice = arrange(null, Known);

    expect(moved(choice, 'status', 1).map((one) => one.id)).toEqual(['order', 'phone', 'status']);
    expect(moved(choice, 'order', -1)).toEqual(choice);
    expect(moved(choice, 'phone', 1)).toEqual(choice);
  });
});
