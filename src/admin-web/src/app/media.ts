/** Whether a media query holds, as its last event said; for `useSyncExternalStore`. */
export interface Media {
  subscribe: (listener: () => void) => () => void;
  matches: () => boolean;
}

/** It is read once and then only listened to: where somebody reads `matches` between a change and its event, Chromium sends nobody the event. */
export function mediaQuery(text: string): Media {
  const query = window.matchMedia(text);
  const listeners = new Set<() => void>();
  let holds = query.matches;
  query.addEventListener('change', (event) => {
    holds = event.matches;
    for (const listener of listeners) {
      listener();
    }
  });
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    matches: () => holds,
  };
}
