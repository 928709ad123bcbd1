import { describe, expect, it } from 'vitest';
import { retrierWords } from './retriers';

describe('retrierWords', () => {
  it('says each rule as one sentence', () => {
    expect(
      retrierWords([
        { ErrorEquals: ['CarrierUnavailableException'], IntervalSeconds: 10, BackoffRate: 2, MaxDelaySeconds: 120, MaxAttempts: 6, JitterStrategy: 'FULL' },
        { ErrorEquals: ['BookingRefusedException', 'OrderClosedException'], MaxAttempts: 0 },
        { ErrorEquals: ['States.ALL'], BackoffRate: 1, MaxAttempts: 99999999 },
      ]),
    ).toEqual([
      'CarrierUnavailableException: tried again up to 6 times, first after 10 s, 2 × longer each time, at most 2 min, at random within that.',
      'BookingRefusedException, OrderClosedException: not tried again.',
      'any other error: tried again without end, first after 1 s.',
    ]);
  });

  it.each([[undefined], ['x'], [[]]])('says nothing of %j', (retry) => {
    expect(retrierWords(retry)).toEqual([]);
  });
});
