import { useCallback, useState } from 'react';

/**
 * State that survives a reload and a new sign-in: what somebody typed is never lost. Kept in this tab until `clear`.
 *
 * @param isWorthless What is kept gives way to `initial`.
 */
export function useDraft<T>(key: string, initial: () => T, isWorthless: (kept: T) => boolean = () => false): [T, (value: T) => void, () => void] {
  const name = `draft.${key}`;
  const [value, setValue] = useState<T>(() => {
    const stored = sessionStorage.getItem(name);
    if (stored !== null) {
      try {
        const kept = JSON.parse(stored) as T;
        return isWorthless(kept) ? initial() : kept;
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
