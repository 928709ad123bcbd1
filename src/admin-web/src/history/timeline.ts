import { duration } from '../time/words';

/** A stretch in which nothing happened, drawn short. */
export interface Fold {
  from: number;
  to: number;
  /** Where it lies, 0 to 1 of the whole width. */
  start: number;
  end: number;
  words: string;
}

export interface TimeScale {
  /** 0 to 1. */
  at(time: number): number;
  folds: Fold[];
}

const FoldedShare = 0.04;
const LongestShare = 0.12;
const ShortestToFold = 60_000;

/**
 * A scale on which an execution of four days and forty busy seconds can be read: stretches without events that are long beside the rest
 * are folded to a narrow band that says how long it is.
 *
 * @param times When something happened, in any order; milliseconds.
 * @param fold False keeps every stretch at its true length.
 */
export function timeScale(times: readonly number[], fold: boolean): TimeScale {
  const marks = [...new Set(times)].toSorted((one, other) => one - other);
  const first = marks[0] ?? 0;
  const last = marks.at(-1) ?? first;
  if (last === first) {
    return { at: () => 0, folds: [] };
  }

  const folded = new Set<number>();
  if (fold) {
    const gaps = marks.slice(1).map((mark, index) => ({ index: index + 1, length: mark - (marks[index] ?? mark) }));
    let shown = last - first;
    for (const gap of gaps.toSorted((one, other) => other.length - one.length)) {
      if (gap.length < ShortestToFold || gap.length < shown * LongestShare || folded.size * FoldedShare > 0.5) {
        break;
      }

      folded.add(gap.index);
      shown -= gap.length;
    }
  }

  const shownLength = marks.reduce((sum, mark, index) => (index === 0 || folded.has(index) ? sum : sum + mark - (marks[index - 1] ?? mark)), 0);
  const forShown = 1 - (shownLength > 0 ? folded.size * FoldedShare : 0);
  const share = shownLength > 0 ? FoldedShare : 1 / folded.size;
  const positions: number[] = [0];
  const folds: Fold[] = [];
  for (let index = 1; index < marks.length; index += 1) {
    const from = marks[index - 1] ?? first;
    const to = marks[index] ?? last;
    const start = positions[index - 1] ?? 0;
    const end = start + (folded.has(index) ? share : ((to - from) / shownLength) * forShown);
    positions.push(end);
    if (folded.has(index)) {
      folds.push({ from, to, start, end, words: duration(to - from) });
    }
  }

  return {
    folds,
    at(time) {
      if (time <= first) {
        return 0;
      }

      let low = 0;
      let high = marks.length - 1;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((marks[middle] ?? 0) < time) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }

      const to = marks[low] ?? last;
      const from = marks[low - 1] ?? first;
      const start = positions[low - 1] ?? 0;
      const end = positions[low] ?? 1;
      return Math.min(1, start + ((Math.min(time, to) - from) / Math.max(1, to - from)) * (end - start));
    },
  };
}
