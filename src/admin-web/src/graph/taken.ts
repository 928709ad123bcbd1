import type { Progress } from '../history/steps';
import type { Drawing } from './layout';

/** The lines that an execution took, by their ids. */
export function takenLines(drawing: Drawing, progress: Progress | null): Set<string> {
  if (progress === null) {
    return new Set();
  }

  const nameOf = new Map(drawing.boxes.map((box) => [box.id, box.state?.name ?? box.kind]));
  return new Set(
    drawing.lines
      .filter((line) => {
        const from = nameOf.get(line.from) ?? '';
        const to = nameOf.get(line.to) ?? '';
        const status = progress.states.get(from)?.status;
        return progress.taken.has(`${from}→${to}`) || (from === 'start' && progress.steps.length > 0) || (to === 'end' && (status === 'succeeded' || status === 'caught'));
      })
      .map((line) => line.id),
  );
}
