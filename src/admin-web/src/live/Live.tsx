import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { createContext, use, useEffect, useState, type ReactNode } from 'react';
import type { Carrier } from '../api/types';
import type { AppConfig } from '../app/config';
import type { Session } from '../auth/session';
import { systemClock } from '../time/clock';
import { openEventStream, type LiveState, type ServerEvent } from './eventStream';

export interface Live {
  /** `polling`: this installation has no events; the page looks every few seconds. */
  state: LiveState | 'polling';
  /** When the stream was lost, by the system's clock; null while it is live. */
  lostAt: number | null;
}

const LiveContext = createContext<Live>({ state: 'connecting', lostAt: null });

export const useLive = () => use(LiveContext);

const PollEvery = 5000;
/** At most one look in this time, however many orders change. */
const Gather = 1000;
/** A stream that is lost for less is not worth a banner. */
const Patience = 3000;

/** What never changes while a page is open. */
export const StaticKey = 'static';

export function LiveProvider({ config, session, children }: { config: AppConfig; session: Session; children: ReactNode }) {
  const client = useQueryClient();
  const [live, setLive] = useState<Live>({ state: config.features.events ? 'connecting' : 'polling', lostAt: null });

  useEffect(() => {
    if (!config.features.events) {
      return undefined;
    }

    const refresh = new Refresh(client);
    let patience: ReturnType<typeof setTimeout> | undefined;
    let isLost = false;
    const close = openEventStream({
      url: `${config.apiUrl}/api/events`,
      accessToken: () => session.accessToken(),
      renew: () => session.renew(),
      onEvent: (event) => {
        take(event, client, refresh);
      },
      onState: (state) => {
        if (state === 'lost' && !isLost) {
          isLost = true;
          const lostAt = systemClock.now();
          patience = setTimeout(() => {
            setLive({ state: 'lost', lostAt });
          }, Patience);
        } else if (state === 'live') {
          clearTimeout(patience);
          setLive({ state: 'live', lostAt: null });
          if (isLost) {
            isLost = false;
            void client.invalidateQueries({ predicate: isChanging });
          } else {
            refresh.askAll(); // what was read before the stream was open may have changed unheard
          }
        }
      },
    });
    return () => {
      close();
      clearTimeout(patience);
      refresh.stop();
    };
  }, [client, config, session]);

  const isPolling = live.state === 'lost' || live.state === 'polling';
  useEffect(() => {
    if (!isPolling) {
      return undefined;
    }

    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') {
        void client.invalidateQueries({ predicate: isChanging });
      }
    }, PollEvery);
    return () => {
      clearInterval(timer);
    };
  }, [client, isPolling]);

  return <LiveContext value={live}>{children}</LiveContext>;
}

function isChanging(query: { queryKey: readonly unknown[] }): boolean {
  return query.queryKey[0] !== StaticKey;
}

function take(event: ServerEvent, client: QueryClient, refresh: Refresh) {
  if (event.event === 'resync') {
    void client.invalidateQueries({ predicate: isChanging });
    return;
  }

  const data = parse(event.data);
  if (event.event === 'clock' && typeof data.now === 'string') {
    systemClock.hear(data.now, typeof data.mode === 'string' ? data.mode : undefined);
    refresh.ask('timers');
  } else if (event.event === 'carrier') {
    client.setQueryData<Carrier>(['carrier'], (known) => ({ ...known, ...data }) as Carrier);
    refresh.ask('carrier', 'probes', 'outages', 'carrier-waiting', 'counts');
  } else if (event.event === 'order') {
    refresh.ask('orders', 'counts', 'order', 'whereabouts', 'timeline', 'waiting', 'executions', 'execution', 'history', 'carrier-waiting');
  }
}

function parse(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** Gathers what became stale, and has it read again at most once a second. */
class Refresh {
  private readonly keys = new Set<string>();
  private isAll = false;
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly client: QueryClient) {}

  ask(...keys: string[]) {
    for (const key of keys) {
      this.keys.add(key);
    }

    this.timer ??= setTimeout(() => {
      const due = new Set(this.keys);
      const isDue = this.isAll ? isChanging : (query: { queryKey: readonly unknown[] }) => due.has(String(query.queryKey[0]));
      this.timer = null;
      this.isAll = false;
      this.keys.clear();
      void this.client.invalidateQueries({ predicate: isDue });
    }, Gather);
  }

  /** Whatever changes. */
  askAll() {
    this.isAll = true;
    this.ask();
  }

  stop() {
    if (this.timer !== null) {
      clearTimeout(this.timer);
    }
  }
}
