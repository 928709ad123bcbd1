import { useSettings } from '../app/settings';
import { useNow } from './clock';
import { absolute, duration, relative } from './words';

interface TimeProps {
  at: string | number | null | undefined;
  /** Shows the absolute time beside the relative one. */
  both?: boolean;
  /** What stands there where there is no time. */
  none?: string;
}

const millis = (at: string | number) => (typeof at === 'number' ? at : Date.parse(at));

/** `in 2 h 14 min`; the absolute time, with its zone, is on hover, read aloud, and part of what is copied. */
export function Time({ at, both = false, none = '–' }: TimeProps) {
  const now = useNow();
  const { zone } = useSettings();
  if (at === null || at === undefined) {
    return <>{none}</>;
  }

  const time = millis(at);
  const exact = absolute(time, zone);
  return (
    <time dateTime={new Date(time).toISOString()} title={exact} className="time">
      {relative(time, now)}
      <span className={both ? 'time-exact' : 'copied'}> ({exact})</span>
    </time>
  );
}

/** How long something has lasted: `3 d 3 h`. */
export function Since({ at, until }: { at: string | number; until?: string | number | null | undefined }) {
  const now = useNow();
  const { zone } = useSettings();
  const start = millis(at);
  return (
    <time dateTime={new Date(start).toISOString()} title={`since ${absolute(start, zone)}`} className="time">
      {duration((until === null || until === undefined ? now : millis(until)) - start)}
      <span className="copied"> (since {absolute(start, zone)})</span>
    </time>
  );
}
