import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { asProblem } from '../api/problem';
import { useSettings } from '../app/settings';
import { systemClock } from '../time/clock';
import { absolute } from '../time/words';
import { Waiting } from './Waiting';

interface LoadedProps<T> {
  query: UseQueryResult<T>;
  /** What the query reads, as in "The orders could not be read." */
  what: string;
  children: (data: T) => ReactNode;
}

/** Shows what a query has: a skeleton the first time only, then always the latest that is known, and says so where it is not fresh. */
export function Loaded<T>({ query, what, children }: LoadedProps<T>) {
  if (query.data === undefined) {
    return query.isError ? <Failed error={query.error} what={what} retry={() => void query.refetch()} /> : <Waiting what={what} />;
  }

  return (
    <>
      {query.isError && <Stale error={query.error} what={what} at={query.dataUpdatedAt} retry={() => void query.refetch()} />}
      {children(query.data)}
    </>
  );
}

export function Failed({ error, what, retry }: { error: unknown; what: string; retry?: () => void }) {
  const problem = asProblem(error);
  return (
    <Alert type="error" header={problem.status === 404 ? problem.title : `${what} could not be read.`} action={retry && problem.status !== 403 && <Button onClick={retry}>Try again</Button>}>
      {problem.status === 404 ? (problem.detail ?? '') : `${problem.title} ${problem.detail ?? ''}`}
      {problem.requestId !== null && <div className="small quiet">Request {problem.requestId}</div>}
    </Alert>
  );
}

function Stale({ error, what, at, retry }: { error: unknown; what: string; at: number; retry: () => void }) {
  const { zone } = useSettings();
  return (
    <div className="stale">
      <Alert type="warning" header={`${what} could not be read again.`} action={<Button onClick={retry}>Try again</Button>}>
        You see what was known at {absolute(at + systemClock.aheadBy(), zone)}. {asProblem(error).title}
      </Alert>
    </div>
  );
}
