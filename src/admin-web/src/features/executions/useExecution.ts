import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { executions } from '../../api/calls';
import type { EventOutline, HistoryEvent } from '../../api/types';
import { readChart, type Chart } from '../../graph/asl';
import { isOpen, readProgress, type Progress } from '../../history/steps';
import { StaticKey } from '../../live/Live';

export interface ExecutionId {
  stateMachine: string;
  name: string;
}

/** While a long history arrives it is shown every so often: each showing is a reading of all that is there. */
const ShownEvery = 400;
/** Events tell of orders; an execution goes from state to state without one. */
const LookEvery = 5000;

export function useExecution({ stateMachine, name }: ExecutionId) {
  return useQuery({
    queryKey: ['execution', stateMachine, name],
    queryFn: ({ signal }) => executions.get(stateMachine, name, signal),
    refetchInterval: (query) => (query.state.data?.status === 'RUNNING' ? LookEvery : false),
  });
}

export interface History {
  /** In outline; `useEvent` has the whole of each. */
  events: EventOutline[];
  isComplete: boolean;
}

/** The whole history in outline, as it arrives; what has been read is not read again. */
export function useHistory({ stateMachine, name }: ExecutionId, isRunning = false) {
  const client = useQueryClient();
  const key = ['history', stateMachine, name];
  return useQuery({
    queryKey: key,
    placeholderData: undefined,
    structuralSharing: false,
    refetchInterval: isRunning ? LookEvery : false,
    queryFn: async ({ signal }): Promise<History> => {
      const known = client.getQueryData<History>(key);
      const events = [...(known?.events ?? [])];
      let shownAt = performance.now();
      for await (const lot of executions.outline(stateMachine, name, events.at(-1)?.id ?? 0, signal)) {
        for (const event of lot) {
          events.push(event);
        }

        if (known?.isComplete !== true && (performance.now() - shownAt > ShownEvery)) {
          shownAt = performance.now();
          client.setQueryData<History>(key, { events: [...events], isComplete: false });
        }
      }

      return known?.isComplete === true && known.events.length === events.length ? known : { events, isComplete: true };
    },
  });
}

/** One event with all that it says; it never changes. */
export function useEvent({ stateMachine, name }: ExecutionId, eventId: number | null) {
  return useQuery({
    queryKey: [StaticKey, 'event', stateMachine, name, eventId],
    queryFn: ({ signal }) => executions.event(stateMachine, name, eventId ?? 0, signal),
    enabled: eventId !== null,
    staleTime: Infinity,
    placeholderData: undefined,
  });
}

/** A member of an event's details that is a text. */
export function textOf(event: HistoryEvent | undefined, member: string): string | null {
  const value = event?.details?.[member];
  return typeof value === 'string' ? value : null;
}

/** Every event with all that it says, for a file. */
export async function readWholeHistory({ stateMachine, name }: ExecutionId, onProgress: (events: number) => void): Promise<HistoryEvent[]> {
  const events: HistoryEvent[] = [];
  let cursor: string | null = null;
  do {
    const page: { items: HistoryEvent[]; nextCursor: string | null } = await executions.history(stateMachine, name, cursor);
    events.push(...page.items);
    onProgress(events.length);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return events;
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
