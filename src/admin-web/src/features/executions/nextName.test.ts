import { describe, expect, it } from 'vitest';
import { consoleAddress, nextName } from './nextName';

const Unique = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';

describe('nextName', () => {
  it('keeps the stem, also of a name that it made itself', () => {
    expect(nextName('nightly', Unique)).toBe('nightly-3f2504e0');
    expect(nextName('nightly-aaaaaaaa', Unique)).toBe('nightly-3f2504e0');
  });

  it('stays a name that Step Functions takes', () => {
    expect(nextName('x'.repeat(80), Unique)).toHaveLength(80);
    expect(nextName('a b:c', Unique)).toBe('a_b_c-3f2504e0');
  });
});

describe('consoleAddress', () => {
  it('leads to where the execution runs', () => {
    const arn = 'arn:aws:states:eu-west-1:123456789012:execution:order:O-1';

    expect(consoleAddress(arn)).toBe(`https://eu-west-1.console.aws.amazon.com/states/home?region=eu-west-1#/v2/executions/details/${arn}`);
    expect(consoleAddress('arn:aws-cn:states:cn-north-1:1:execution:order:O-1')).toContain('cn-north-1.console.amazonaws.cn');
  });

  it('is none for what is no ARN', () => {
    expect(consoleAddress('O-1')).toBeNull();
    expect(consoleAddress('arn:aws:states:nowhere:1:execution:a:b')).toBeNull();
  });
});
