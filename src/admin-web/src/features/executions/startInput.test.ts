import { describe, expect, it } from 'vitest';
import { inputProblem } from './startInput';

describe('inputProblem', () => {
  it('is none for an input that is whole', () => {
    expect(inputProblem('{ "orderId": "O-1" }')).toBeUndefined();
  });

  it('refuses an input with a token blacked out, wherever it stands', () => {
    expect(inputProblem('{ "answerTo": "(redacted)" }')).toContain('“(redacted)” stands where a task token was.');
    expect(inputProblem('{ "link": ["https://example.com/approve?token=(redacted)&yes=1"] }')).toContain('(redacted)');
  });

  it('says first that it is no JSON', () => {
    expect(inputProblem('{ "answerTo": "(redacted)')).toContain('This is not JSON');
  });
});
