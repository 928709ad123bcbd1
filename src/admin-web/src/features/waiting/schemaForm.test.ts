import { describe, expect, it } from 'vitest';
import { answerOf, fieldsOf, findSchema } from './schemaForm';

const Schema = {
  type: 'object',
  required: ['approved', 'by', 'amount'],
  properties: {
    approved: { type: 'boolean', title: 'Approve it?' },
    by: { type: 'string', maxLength: 80 },
    amount: { type: 'integer', minimum: 1, maximum: 9 },
    grade: { enum: ['A', 'B', 7], default: 'B' },
    note: { type: 'string' },
    more: { type: 'array' },
  },
};

describe('findSchema', () => {
  it.each([{ outputSchema: Schema }, { FunctionName: 'f', Payload: { outputSchema: Schema } }, { QueueUrl: 'q', MessageBody: { outputSchema: Schema } }])('finds it where the task has it', (parameters) => {
    expect(findSchema(parameters)).toBe(Schema);
  });

  it.each([null, 'text', {}, { outputSchema: 'x' }, { outputSchema: { type: 'string' } }, { Payload: [] }])('finds none in %j', (parameters) => {
    expect(findSchema(parameters)).toBeNull();
  });
});

describe('fieldsOf', () => {
  it('has a field for each property, of its kind', () => {
    const fields = fieldsOf(Schema);

    expect(fields.map((field) => [field.label, field.kind, field.isRequired])).toEqual([
      ['Approve it?', 'yesNo', true],
      ['by', 'text', true],
      ['amount', 'whole', true],
      ['grade', 'choice', false],
      ['note', 'longText', false],
      ['more', 'json', false],
    ]);
  });
});

describe('answerOf', () => {
  const fields = fieldsOf(Schema);

  it('is what was typed, each as its type, with what is left empty left out', () => {
    expect(answerOf(fields, { approved: 'true', by: 'Olga', amount: ' 3 ', more: '[1]', note: ' ' })).toEqual({ output: { approved: true, by: 'Olga', amount: 3, grade: 'B', more: [1] }, errors: {} });
    expect(answerOf(fields, { by: 'Olga', amount: '1', grade: '7' }).output).toEqual({ approved: false, by: 'Olga', amount: 1, grade: 7 });
  });

  it.each([
    [{ by: '', amount: '1' }, 'by'],
    [{ by: 'x', amount: '' }, 'amount'],
    [{ by: 'x', amount: '1.5' }, 'amount'],
    [{ by: 'x', amount: '10' }, 'amount'],
    [{ by: 'x', amount: 'ten' }, 'amount'],
    [{ by: 'x', amount: '1', more: '[1' }, 'more'],
  ])('names the field of %j that is wrong', (typed, field) => {
    expect(Object.keys(answerOf(fields, typed as Record<string, string>).errors)).toEqual([field]);
  });
});
