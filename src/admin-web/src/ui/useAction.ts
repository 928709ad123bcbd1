import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { asProblem, type Problem } from '../api/problem';
import { StaticKey } from '../live/Live';

/** Does one thing at the server: busy while it runs, the problem where it fails, and everything read again after it. */
export function useAction<A extends unknown[]>(run: (...args: A) => Promise<unknown>, done?: () => void) {
  const client = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const start = async (...args: A) => {
    if (isBusy) {
      return;
    }

    setBusy(true);
    setProblem(null);
    try {
      await run(...args);
      done?.();
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
      void client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== StaticKey });
    }
  };
  return { isBusy, problem, start };
}
