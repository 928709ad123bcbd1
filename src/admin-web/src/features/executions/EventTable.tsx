import Button from '@cloudscape-design/components/button';
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { EventOutline } from '../../api/types';
import type { Progress } from '../../history/steps';
import { absolute } from '../../time/words';
import { useSettings } from '../../app/settings';
import { FindBox } from '../../ui/FindBox';
import { duration } from '../../time/words';
import { JsonView } from '../../ui/JsonView';
import { Loaded } from '../../ui/Loaded';
import { useEvent, type ExecutionId } from './useExecution';
import './events.css';

interface EventTableProps {
  /** Whose events they are. */
  of: ExecutionId;
  events: EventOutline[];
  progress: Progress;
  isComplete: boolean;
  selected: number | null;
  onSelect: (id: number | null) => void;
  onDownload: () => void;
}

const RowHeight = 33;
const Spare = 12;

/** Every event of a history. Only the rows in sight are in the page, so that 25,000 of them scroll as 25 do. */
export function EventTable({ of, events, progress, isComplete, selected, onSelect, onDownload }: EventTableProps) {
  const { zone } = useSettings();
  const [find, setFind] = useState('');
  const [newestFirst, setNewestFirst] = useState(false);
  const wanted = useDeferredValue(find.toLowerCase());
  const rows = useMemo(() => {
    const found = wanted === '' ? events : events.filter((event) => matches(event, progress, wanted));
    return newestFirst ? found.toReversed() : found;
  }, [events, progress, wanted, newestFirst]);
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(560);
  const first = Math.max(0, Math.floor(top / RowHeight) - Spare);
  const shown = rows.slice(first, first + Math.ceil(height / RowHeight) + 2 * Spare);
  const start = Date.parse(events[0]?.timestamp ?? '');
  const chosen = selected === null ? undefined : events.find((event) => event.id === selected);
  const whole = useEvent(of, chosen?.id ?? null);

  useEffect(() => {
    const element = box.current;
    if (!element) {
      return undefined;
    }

    const observer = new ResizeObserver(() => {
      setHeight(element.clientHeight);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, []);

  return (
    <div className="stack">
      <div className="bar-of-filters no-margin">
        <FindBox value="" label="Find events" placeholder="Find by type, state or error" onFind={setFind} />
        <Button onClick={() => { setNewestFirst(!newestFirst); }}>{newestFirst ? 'Oldest first' : 'Newest first'}</Button>
        <Button iconName="download" onClick={onDownload}>
          JSON
        </Button>
        <span className="quiet" role="status">
          {rows.length.toLocaleString('en-GB')} of {events.length.toLocaleString('en-GB')} events{isComplete ? '' : ', reading more'}
        </span>
      </div>
      <div className={chosen ? 'events-and-one' : undefined}>
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable by keyboard */}
        <div className="events" ref={box} tabIndex={0} role="region" aria-label="Events" onScroll={(event) => { setTop(event.currentTarget.scrollTop); }}>
          <table aria-rowcount={rows.length + 1}>
            <thead>
              <tr>
                <th scope="col">#</th>
                <th scope="col">Event</th>
                <th scope="col">State</th>
                <th scope="col">After start</th>
                <th scope="col">Time</th>
                <th scope="col">Detail</th>
              </tr>
            </thead>
            <tbody>
              {first > 0 && (
                <tr aria-hidden="true">
                  <td colSpan={6} style={{ height: first * RowHeight, padding: 0 }} />
                </tr>
              )}
              {shown.map((event, index) => (
                <tr key={event.id} aria-rowindex={first + index + 2} className={event.id === selected ? 'row-now' : undefined}>
                  <td>
                    <button type="button" data-row-link aria-pressed={event.id === selected} aria-label={`Event ${event.id}`} onClick={() => { onSelect(event.id === selected ? null : event.id); }}>
                      {event.id}
                    </button>
                  </td>
                  <td className={toneOf(event.type)}>{event.type}</td>
                  <td>{progress.stepOf.get(event.id)?.state ?? ''}</td>
                  <td>{duration(Date.parse(event.timestamp) - start)}</td>
                  <td>{absolute(Date.parse(event.timestamp), zone)}</td>
                  <td className="quiet">{detailOf(event)}</td>
                </tr>
              ))}
              {rows.length > first + shown.length && (
                <tr aria-hidden="true">
                  <td colSpan={6} style={{ height: (rows.length - first - shown.length) * RowHeight, padding: 0 }} />
                </tr>
              )}
            </tbody>
          </table>
          {rows.length === 0 && <p className="quiet">No event matches.</p>}
        </div>
        {chosen && (
          <div>
            <p className="visits">
              <strong>
                Event {chosen.id}, {chosen.type}
              </strong>
              <button type="button" onClick={() => { onSelect(null); }}>
                Close
              </button>
            </p>
            <Loaded query={whole} what="The event">
              {(event) => <JsonView value={event} name={`event ${event.id}`} />}
            </Loaded>
          </div>
        )}
      </div>
    </div>
  );
}

function matches(event: EventOutline, progress: Progress, wanted: string): boolean {
  return event.type.toLowerCase().includes(wanted) || (progress.stepOf.get(event.id)?.state.toLowerCase().includes(wanted) ?? false) || detailOf(event).toLowerCase().includes(wanted);
}

function detailOf(event: EventOutline): string {
  return event.error === null ? (event.text ?? event.resource ?? '') : `${event.error}: ${event.text ?? ''}`;
}

function toneOf(type: string): string | undefined {
  return /(Failed|TimedOut|Aborted)$/.test(type) ? 'status-bad' : undefined;
}
