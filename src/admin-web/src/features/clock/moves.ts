const Second = 1000;
const Longest = 366 * 86_400_000;

/** `PT90061S`: whole seconds, which is as finely as people skip time. */
export function isoDuration(milliseconds: number): string {
  return `PT${Math.max(1, Math.ceil(milliseconds / Second))}S`;
}

/**
 * A long way in steps, so that the page sees how far it is and can stop between two: an hour goes at once, a week in days.
 *
 * @returns Lengths in milliseconds, which add up to the whole.
 */
export function stepsOf(milliseconds: number): number[] {
  const atMost = 12;
  const least = 6 * 3_600_000;
  const step = Math.max(least, Math.ceil(milliseconds / atMost / Second) * Second);
  const steps: number[] = [];
  for (let left = milliseconds; left > 0; left -= step) {
    steps.push(Math.min(step, left));
  }

  return steps;
}

/** Why the clock cannot go to a moment; nothing where it can. */
export function moveProblem(target: number, now: number): string | undefined {
  if (Number.isNaN(target)) {
    return 'A day and a time, as in 2026/11/27 and 09:00.';
  }

  if (target <= now) {
    return 'That has passed: this clock never goes back.';
  }

  return target - now > Longest ? 'At most 366 days at once.' : undefined;
}

/** What was typed as a day and a time, as the zone's moment; NaN where it is none. @param day `2026/11/27` or `2026-11-27`. @param time `09:00`. */
export function momentOf(day: string, time: string, isUtc: boolean): number {
  const [, year, month, date] = /^(\d{4})[/-](\d{2})[/-](\d{2})$/.exec(day.trim()) ?? [];
  const [, hour, minute] = /^(\d{1,2}):(\d{2})$/.exec(time.trim() === '' ? '00:00' : time.trim()) ?? [];
  if (year === undefined || hour === undefined || Number(hour) > 23 || Number(minute) > 59) {
    return NaN;
  }

  const parts = [Number(year), Number(month) - 1, Number(date), Number(hour), Number(minute)] as const;
  const moment = isUtc ? Date.UTC(...parts) : new Date(...parts).getTime();
  const back = new Date(moment);
  // 31 February is the third of March to a computer, and a mistake to us.
  return (isUtc ? back.getUTCDate() : back.getDate()) === parts[2] ? moment : NaN;
}
