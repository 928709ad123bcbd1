const Second = 1000;
const Minute = 60 * Second;
const Hour = 60 * Minute;
const Day = 24 * Hour;

/** A length of time in its two largest units: `2 h 14 min`, `3 d 3 h`, `45 s`. Never negative. */
export function duration(milliseconds: number): string {
  const length = Math.max(0, milliseconds);
  if (length < Second) {
    return length === 0 ? '0 s' : `${Math.max(1, Math.round(length))} ms`;
  }

  if (length < Minute) {
    return `${Math.floor(length / Second)} s`;
  }

  if (length < Hour) {
    return twoUnits(length, Minute, 'min', Second, 's', 10);
  }

  return length < Day ? twoUnits(length, Hour, 'h', Minute, 'min') : twoUnits(length, Day, 'd', Hour, 'h', 10);
}

/** @param until From this many of the large unit on, the small one is left out. */
function twoUnits(length: number, large: number, largeName: string, small: number, smallName: string, until = Infinity): string {
  const many = Math.floor(length / large);
  const rest = Math.floor((length - many * large) / small);
  return rest === 0 || many >= until ? `${many} ${largeName}` : `${many} ${largeName} ${rest} ${smallName}`;
}

/** `in 2 h 14 min`, `3 d 3 h ago`, `just now`. */
export function relative(at: number, now: number): string {
  const distance = at - now;
  if (Math.abs(distance) < 5 * Second) {
    return distance > 0 ? 'in a moment' : 'just now';
  }

  return distance > 0 ? `in ${duration(distance)}` : `${duration(-distance)} ago`;
}

export type Zone = 'local' | 'UTC';

/** `23 Nov 2026, 07:03:42 GMT+1`: to be read aloud, compared and pasted; so it always names its zone. */
export function absolute(at: number, zone: Zone = 'local'): string {
  return formatter(zone).format(at);
}

const formatters = new Map<Zone, Intl.DateTimeFormat>();

function formatter(zone: Zone): Intl.DateTimeFormat {
  let found = formatters.get(zone);
  if (!found) {
    found = new Intl.DateTimeFormat('en-GB', {
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      timeZoneName: 'short',
      ...(zone === 'UTC' ? { timeZone: 'UTC' } : {}),
    });
    formatters.set(zone, found);
  }

  return found;
}

/** `31 orders`, `1 order`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en-GB')} ${number === 1 ? one : many}`;
}
