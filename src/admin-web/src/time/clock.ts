import { useSyncExternalStore } from 'react';

/**
 * The time of the system, which is not the browser's: its clock may be wrong, and a demo's runs days ahead.
 * Whoever hears the server's time tells it here; screens read it with `useNow`.
 */
class SystemClock {
  private ahead = 0;
  private factor = 1;
  private heardAt = this.own();
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setInterval> | null = null;

  now(): number {
    const own = this.own();
    return own + this.ahead + (own - this.heardAt) * (this.factor - 1);
  }

  /** How far ahead of the browser's clock it is, in milliseconds. */
  aheadBy(): number {
    return this.now() - this.own();
  }

  /** @param mode `real`, `x60` or `skip`, as the API says. */
  hear(serverNow: string, mode?: string) {
    const at = Date.parse(serverNow);
    if (Number.isNaN(at)) {
      return;
    }

    const factor = mode?.startsWith('x') ? Number(mode.slice(1)) : 1;
    this.factor = Number.isFinite(factor) && factor > 0 ? factor : this.factor;
    this.heardAt = this.own();
    // Less than a second is the way here, not a difference of clocks.
    const ahead = at - this.heardAt;
    this.ahead = Math.abs(ahead) < 1000 ? 0 : ahead;
    this.tell();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    this.timer ??= setInterval(() => {
      this.tell();
    }, 1000);
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0 && this.timer !== null) {
        clearInterval(this.timer);
        this.timer = null;
      }
    };
  };

  private own(): number {
    return performance.timeOrigin + performance.now();
  }

  private tell() {
    for (const listener of this.listeners) {
      listener();
    }
  }
}

export const systemClock = new SystemClock();

/** The system's time, to the second or coarser. @param every Milliseconds. */
export function useNow(every = 1000): number {
  return useSyncExternalStore(systemClock.subscribe, () => Math.floor(systemClock.now() / every) * every);
}
