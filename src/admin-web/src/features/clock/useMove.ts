import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { clockMoves, type ClockMove, type Fired } from '../../api/operateCalls';
import { asProblem, type Problem } from '../../api/problem';
import { StaticKey } from '../../live/Live';
import { systemClock } from '../../time/clock';
import { isoDuration, stepsOf } from './moves';

export interface Move {
  state: 'ready' | 'advancing' | 'stopped' | 'done' | 'failed';
  /** By the system's clock. */
  from: number;
  to: number;
  now: number;
  /** What fell due so far, in that order. */
  fired: Fired[];
  problem: Problem | null;
}

const Nothing: Move = { state: 'ready', from: 0, to: 0, now: 0, fired: [], problem: null };

/** Moving the clock is a state: it advances in steps, shows what fired, can be stopped between two, and is ready again. */
export function useMove() {
  const client = useQueryClient();
  const [move, setMove] = useState<Move>(Nothing);
  const isStopped = useRef(false);

  const run = async (from: number, to: number, steps: (() => Promise<ClockMove>)[]) => {
    isStopped.current = false;
    let at: Move = { ...Nothing, state: 'advancing', from, to, now: from };
    setMove(at);
    try {
      for (const step of steps) {
        if (isStopped.current) {
          break;
        }

        const { now, mode, fired } = await step();
        systemClock.hear(now, mode);
        at = { ...at, now: Date.parse(now), fired: [...at.fired, ...fired] };
        setMove(at);
      }

      setMove({ ...at, state: isStopped.current ? 'stopped' : 'done' });
    } catch (error) {
      setMove({ ...at, state: 'failed', problem: asProblem(error) });
    } finally {
      void client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== StaticKey });
    }
  };

  return {
    move,
    isAdvancing: move.state === 'advancing',
    by: (milliseconds: number) => {
      const from = systemClock.now();
      void run(from, from + milliseconds, stepsOf(milliseconds).map((step) => () => clockMoves.advance(isoDuration(step))));
    },
    toNext: (due: number) => {
      void run(systemClock.now(), due, [() => clockMoves.skipToNext()]);
    },
    stop: () => {
      isStopped.current = true;
    },
  };
}
