import { isOpen, type Progress } from '../history/steps';
import type { Chart, ChartState } from './asl';
import { mainExit } from './layout';

/**
 * The part of a definition that an execution went through, and the way on from where it stands when nothing goes wrong: of a definition of thirty
 * states the eight that tell its story.
 */
export function wayOf(chart: Chart, progress: Progress): Chart {
  const byId = new Map(chart.states.map((state) => [state.id, state]));
  const kept = new Set(chart.states.filter((state) => progress.states.has(state.name)).map((state) => state.id));
  const standsIn = chart.states.filter((state) => isOpen(progress.states.get(state.name)?.status ?? 'succeeded'));
  const start = chart.startAt === null ? undefined : byId.get(chart.startAt);
  for (const from of kept.size === 0 && start ? [start] : standsIn) {
    const seen = new Set<string>();
    for (let state: ChartState | undefined = from; state && !seen.has(state.id); ) {
      seen.add(state.id);
      kept.add(state.id);
      const exit = mainExit(state);
      state = exit ? byId.get(exit.to) : undefined;
    }
  }

  return {
    startAt: chart.startAt,
    states: chart.states.filter((state) => kept.has(state.id)).map((state) => ({ ...state, exits: state.exits.filter((exit) => kept.has(exit.to)) })),
  };
}
