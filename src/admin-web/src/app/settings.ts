import { useSyncExternalStore } from 'react';
import type { Zone } from '../time/words';
import { mediaQuery } from './media';

export interface Settings {
  theme: 'system' | 'light' | 'dark';
  density: 'comfortable' | 'compact';
  zone: Zone;
}

const Key = 'ordering.settings';
const Defaults: Settings = { theme: 'system', density: 'comfortable', zone: 'local' };
const listeners = new Set<() => void>();
let current = read();

function read(): Settings {
  try {
    return { ...Defaults, ...(JSON.parse(localStorage.getItem(Key) ?? '{}') as Partial<Settings>) };
  } catch {
    return Defaults; // written by something else: the defaults are as good
  }
}

export function setSettings(change: Partial<Settings>) {
  current = { ...current, ...change };
  localStorage.setItem(Key, JSON.stringify(current));
  for (const listener of listeners) {
    listener();
  }
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  const other = (event: StorageEvent) => {
    if (event.key === Key) {
      current = read();
      listener();
    }
  };
  window.addEventListener('storage', other);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', other);
  };
}

export const useSettings = (): Settings => useSyncExternalStore(subscribe, () => current);

const dark = mediaQuery('(prefers-color-scheme: dark)');

/** Whether the page is dark now: by choice, or as the system is. */
export function useDark(): boolean {
  const { theme } = useSettings();
  const systemIsDark = useSyncExternalStore(dark.subscribe, dark.matches);
  return theme === 'system' ? systemIsDark : theme === 'dark';
}

const narrow = mediaQuery('(max-width: 700px)');

/** Whether the page is as narrow as a phone. */
export function useNarrow(): boolean {
  return useSyncExternalStore(narrow.subscribe, narrow.matches);
}
