import { describe, expect, it } from 'vitest';
import { byAge, lastDays, outageSum } from './ages';

const Now = Date.parse('2026-11-23T12:00:00Z');
const Hour = 3_600_000;
const ago = (hours: number) => new Date(Now - hours * Hour).toISOString();

describe('byAge', () => {
  it('counts the longest first and leaves out what nobody waits', () => {
    expect(byAge([{ since: ago(0.1) }, { since: ago(30) }, { since: ago(200) }, { since: ago(31) }], Now)).toEqual([
      { words: 'longer than a week', many: 1 },
      { words: '1 to 3 days', many: 2 },
      { words: 'less than an hour', many: 1 },
    ]);
  });

  it('takes a time that is still to come for now', () => {
    expect(byAge([{ since: ago(-1) }], Now)).toEqual([{ words: 'less than an hour', many: 1 }]);
  });
});

describe('the last 30 days', () => {
  const outages = [
    { outageId: 'now', beganAt: ago(6), endedAt: null },
    { outageId: 'long', beganAt: ago(24 * 5), endedAt: ago(24 * 3) },
    { outageId: 'before', beganAt: ago(24 * 40), endedAt: ago(24 * 35) },
    { outageId: 'into it', beganAt: ago(24 * 31), endedAt: ago(24 * 30 - 1) },
  ];

  it('are 30 days, the present one last, with how much of each was down', () => {
    const days = lastDays(outages, Now);

    expect(days).toHaveLength(30);
    expect(days.at(-1)?.down).toBe(6 * Hour);
    expect(days.filter((day) => day.down === 24 * Hour)).toHaveLength(2);
    expect(days[0]?.down).toBe(Hour);
  });

  it('are summed up', () => {
    expect(outageSum(outages, Now)).toEqual({ times: 3, total: (6 + 48 + 1) * Hour, longest: 48 * Hour });
    expect(outageSum([], Now)).toEqual({ times: 0, total: 0, longest: 0 });
  });
});
