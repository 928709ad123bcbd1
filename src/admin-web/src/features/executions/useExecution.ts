import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { executions } from '../../api/calls';
import { readChart, type Chart } from '../../graph/asl';
import type { HistoryEvent } from '../../history/events';
import { isOpen, readProgress, type Progress } from '../../history/steps';

export interface ExecutionId {
  stateMachine: string;
  name: string;
}

/** Step Functions keeps up to 25,000 events; more than that is another execution. */
const MostPages = 30;
const ShownEvery = 8;

export function useExecution({ stateMachine, name }: ExecutionId) {
  return useQuery({ queryKey: ['execution', stateMachine, name], queryFn: ({ signal }) => executions.get(stateMachine, name, signal) });
}

export interface History {
  events: HistoryEvent[];
  /** Where the next events are; null while all are read. */
  cursor: string | null;
  isComplete: boolean;
}

/** The whole history, page after page; what has been read is not read again. */
export function useHistory({ stateMachine, name }: ExecutionId) {
  const client = useQueryClient();
  const key = ['history', stateMachine, name];
  return useQuery({
    queryKey: key,
    placeholderData: undefined,
    structuralSharing: false,
    queryFn: async ({ signal }): Promise<History> => {
      const known = client.getQueryData<History>(key);
      const events = [...(known?.events ?? [])];
      // The last page is read again: it may have grown.
      let cursor = known?.cursor ?? null;
      let lastId = events.at(-1)?.id ?? 0;
      for (let page = 0; page < MostPages; page += 1) {
        const read = await executions.history(stateMachine, name, cursor, signal);
        for (const event of read.items) {
          if (event.id > lastId) {
            events.push(event);
            lastId = event.id;
          }
        }

        if (!read.nextCursor) {
          return { events, cursor, isComplete: true };
        }

        cursor = read.nextCursor;
        // The beginning is shown at once; after that, each showing costs a reading of all.
        if (known === undefined && page % ShownEvery === 0) {
          client.setQueryData<History>(key, { events: [...events], cursor, isComplete: false });
        }
      }

      return { events, cursor, isComplete: false };
    },
  });
}

export function useProgress(history: History | undefined): Progress | null {
  return useMemo(() => (history ? readProgress(history.events) : null), [history]);
}

export function useChart(definition: unknown): { chart: Chart | null; problem: string | null } {
  return useMemo(() => {
    if (definition === null || definition === undefined) {
      return { chart: null, problem: null };
    }

    try {
      return { chart: readChart(definition), problem: null };
    } catch (error) {
      return { chart: null, problem: error instanceof Error ? error.message : String(error) };
    }
  }, [definition]);
}

/** The state that an open execution is in: the innermost and latest. */
export function currentState(progress: Progress | null): string | null {
  return progress?.steps.findLast((step) => isOpen(step.status))?.state ?? progress?.steps.at(-1)?.state ?? null;
}
