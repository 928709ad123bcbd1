import type { StateSummary } from '../history/steps';
import { Steps } from '../ui/Status';
import type { ChartState } from './asl';

/** What stands under a state's name. */
export function factsOf(state: ChartState, summary: StateSummary | null): string {
  return [
    state.callback ? 'Callback' : state.type,
    Steps[summary?.status ?? 'open'].word,
    ...(summary && summary.tries > summary.visits ? [`${summary.tries} tries`] : []),
    ...(summary && summary.visits > 1 ? [`×${summary.visits}`] : []),
  ].join(' · ');
}

/** The same where a definition is shown with how many executions stand in each state. */
export function overviewOf(state: ChartState, count: number | null): string {
  return [state.callback ? 'Callback' : state.type, ...(count === null ? [] : [`${count} here`])].join(' · ');
}
