import { useSyncExternalStore } from 'react';

export interface SavedView {
  name: string;
  /** `/orders?status=Placed`. */
  to: string;
}

const Key = 'ordering.views';
const listeners = new Set<() => void>();
let current = read();

function read(): SavedView[] {
  try {
    const stored = JSON.parse(localStorage.getItem(Key) ?? '[]') as unknown;
    return Array.isArray(stored) ? stored.filter((view): view is SavedView => typeof (view as SavedView).name === 'string' && typeof (view as SavedView).to === 'string') : [];
  } catch {
    return [];
  }
}

export function saveViews(views: SavedView[]) {
  current = views;
  localStorage.setItem(Key, JSON.stringify(views));
  for (const listener of listeners) {
    listener();
  }
}

export const useSavedViews = (): SavedView[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
