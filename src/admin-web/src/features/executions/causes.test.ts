import { expect, it } from 'vitest';
import { shortCause } from './causes';

it.each([
  ['HTTP 503', 'HTTP 503'],
  ['{"errorType":"E","errorMessage":"Bob said \\"no\\"","stackTrace":["at A"]}', 'Bob said "no"'],
  ['{"errorType":"E","errorMessage":"Bob sai', 'Bob sai'],
  ['{"errorMessage":"Zo\\u00e', 'Zo\\u00e'],
])('a cause of %s is told as %s', (cause, words) => {
  expect(shortCause(cause)).toBe(words);
});
