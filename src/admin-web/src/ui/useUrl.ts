import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';

/** Filters live in the address, so that a page can be shared, saved and gone back to. */
export function useUrl(): [Record<string, string>, (change: Record<string, string | null>) => void] {
  const [parameters, setParameters] = useSearchParams();
  const values = useMemo(() => Object.fromEntries(parameters), [parameters]);
  const change = useCallback(
    (changes: Record<string, string | null>) => {
      setParameters(
        (known) => {
          const next = new URLSearchParams(known);
          for (const [name, value] of Object.entries(changes)) {
            if (value === null || value === '') {
              next.delete(name);
            } else {
              next.set(name, value);
            }
          }

          return next;
        },
        { replace: true },
      );
    },
    [setParameters],
  );
  return [values, change];
}
