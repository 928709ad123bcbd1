import type { Outage } from '../../api/operateCalls';

const Hour = 3_600_000;
const Day = 24 * Hour;

const Ages: { from: number; words: string }[] = [
  { from: 7 * Day, words: 'longer than a week' },
  { from: 3 * Day, words: '3 to 7 days' },
  { from: Day, words: '1 to 3 days' },
  { from: Hour, words: 'an hour to a day' },
  { from: 0, words: 'less than an hour' },
];

/** How many wait for how long, the longest first; ages that nobody has are left out. */
export function byAge(waiting: readonly { since: string }[], now: number): { words: string; many: number }[] {
  const many = new Map<string, number>();
  for (const { since } of waiting) {
    const age = Math.max(0, now - Date.parse(since));
    const words = Ages.find((one) => age >= one.from)?.words ?? '';
    many.set(words, (many.get(words) ?? 0) + 1);
  }

  return Ages.flatMap(({ words }) => (many.has(words) ? [{ words, many: many.get(words) ?? 0 }] : []));
}

export interface DayOfHistory {
  /** When the day began, counted back from now. */
  from: number;
  /** Milliseconds of it in which orders waited. */
  down: number;
}

/** The last days, oldest first, each 24 hours that end a whole number of days ago. */
export function lastDays(outages: readonly Outage[], now: number, days = 30): DayOfHistory[] {
  return Array.from({ length: days }, (_, index) => {
    const from = now - (days - index) * Day;
    const down = outages.reduce((sum, outage) => sum + overlap(outage, from, from + Day, now), 0);
    return { from, down: Math.min(Day, down) };
  });
}

/** All outages together, and the longest of them, within the last days; milliseconds. */
export function outageSum(outages: readonly Outage[], now: number, days = 30): { times: number; total: number; longest: number } {
  const lengths = outages.map((outage) => overlap(outage, now - days * Day, now, now));
  return { times: lengths.filter((length) => length > 0).length, total: lengths.reduce((sum, length) => sum + length, 0), longest: Math.max(0, ...lengths) };
}

function overlap({ beganAt, endedAt }: Outage, from: number, to: number, now: number): number {
  const end = endedAt === null || endedAt === undefined ? now : Date.parse(endedAt);
  return Math.max(0, Math.min(end, to) - Math.max(Date.parse(beganAt), from));
}
