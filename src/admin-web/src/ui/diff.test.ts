import { describe, expect, it } from 'vitest';
import { diffLines } from './diff';

describe('diffLines', () => {
  it('marks what went and what came', () => {
    expect(diffLines('a\nb\nc', 'a\nc\nd').map((line) => [line.kind, line.text])).toEqual([
      ['same', 'a'],
      ['removed', 'b'],
      ['same', 'c'],
      ['added', 'd'],
    ]);
  });

  it('finds nothing between equal texts', () => {
    expect(diffLines('a\nb', 'a\nb').every((line) => line.kind === 'same')).toBe(true);
  });
});
