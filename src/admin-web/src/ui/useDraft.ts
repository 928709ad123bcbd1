import { useCallback, useState } from 'react';

/** State that survives a reload and a new sign-in: what somebody typed is never lost. Kept in this tab until `clear`. */
export function useDraft<T>(key: string, initial: () => T): [T, (value: T) => void, () => void] {
  const name = `draft.${key}`;
  const [value, setValue] = useState<T>(() => {
    const stored = sessionStorage.getItem(name);
    if (stored !== null) {
      try {
        return JSON.parse(stored) as T;
      } catch {
        return initial(); // not ours any more
      }
    }

    return initial();
  });
  const set = useCallback(
    (next: T) => {
      setValue(next);
      sessionStorage.setItem(name, JSON.stringify(next));
    },
    [name],
  );
  const clear = useCallback(() => {
    sessionStorage.removeItem(name);
  }, [name]);
  return [value, set, clear];
}
