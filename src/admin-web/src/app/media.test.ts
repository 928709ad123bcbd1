import { afterEach, describe, expect, it, vi } from 'vitest';
import { mediaQuery } from './media';

/** As in Chromium: `matches` is the present, and reading it before the event takes the event away. */
class Query extends EventTarget {
  isDark = false;
  private told = false;

  get matches() {
    this.told = this.isDark;
    return this.isDark;
  }

  /** The browser's next frame. */
  frame() {
    if (this.told !== this.isDark) {
      this.told = this.isDark;
      this.dispatchEvent(Object.assign(new Event('change'), { matches: this.isDark }));
    }
  }
}

describe('mediaQuery', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('tells everybody of a change, also where somebody looks right before the event', () => {
    const query = new Query();
    vi.stubGlobal('matchMedia', () => query);
    const media = mediaQuery('(prefers-color-scheme: dark)');
    const listener = vi.fn();
    media.subscribe(listener);

    query.isDark = true;
    media.matches();
    query.frame();

    expect(listener).toHaveBeenCalledOnce();
    expect(media.matches()).toBe(true);
  });

  it('tells nobody who has left', () => {
    const query = new Query();
    vi.stubGlobal('matchMedia', () => query);
    const media = mediaQuery('(prefers-color-scheme: dark)');
    const listener = vi.fn();
    media.subscribe(listener)();

    query.isDark = true;
    query.frame();

    expect(listener).not.toHaveBeenCalled();
  });
});
