import ProgressBar from '@cloudscape-design/components/progress-bar';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { asProblem } from '../api/problem';
import { StaticKey } from '../live/Live';
import { shortId } from './ids';

export interface OneByOneJob {
  state: 'ready' | 'running' | 'stopped' | 'finished';
  total: number;
  done: number;
  refused: { id: string; why: string }[];
  start: () => void;
  stop: () => void;
}

/** Does the same for several things, one after the other; can be stopped between two. */
export function useOneByOne<T>(items: readonly T[], idOf: (item: T) => string, run: (item: T) => Promise<unknown>): OneByOneJob {
  const client = useQueryClient();
  const [progress, setProgress] = useState<Pick<OneByOneJob, 'state' | 'done' | 'refused'>>({ state: 'ready', done: 0, refused: [] });
  const isStopped = useRef(false);
  const start = async () => {
    const refused: OneByOneJob['refused'] = [];
    let done = 0;
    for (const item of items) {
      if (isStopped.current) {
        break;
      }

      setProgress({ state: 'running', done, refused: [...refused] });
      try {
        await run(item);
      } catch (error) {
        refused.push({ id: idOf(item), why: asProblem(error).message });
      }

      done += 1;
    }

    setProgress({ state: isStopped.current ? 'stopped' : 'finished', done, refused });
    void client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== StaticKey });
  };
  return {
    ...progress,
    total: items.length,
    start: () => void start(),
    stop: () => {
      isStopped.current = true;
    },
  };
}

export function OneByOne({ job }: { job: OneByOneJob }) {
  const isRunning = job.state === 'running';
  return (
    <ProgressBar
      value={job.total === 0 ? 100 : (job.done / job.total) * 100}
      label={job.state === 'stopped' ? 'Stopped' : isRunning ? 'On it' : 'Done'}
      additionalInfo={`${job.done} of ${job.total}; ${job.refused.length} refused`}
      status={isRunning ? 'in-progress' : job.refused.length > 0 ? 'error' : 'success'}
      resultText={
        job.refused.length === 0 ? (
          `${job.done} of ${job.total}`
        ) : (
          <ul className="plain-list">
            {job.refused.map((one) => (
              <li key={one.id}>
                {shortId(one.id)}: {one.why}
              </li>
            ))}
          </ul>
        )
      }
    />
  );
}
