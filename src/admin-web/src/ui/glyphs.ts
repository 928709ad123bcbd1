export type Glyph = 'check' | 'clock' | 'dots' | 'alert' | 'cross' | 'minus' | 'ring';

interface Strokes {
  /** What is drawn inside; null for nothing. */
  path: string | null;
  width: number;
}

/** The icons that mean the same everywhere, as strokes in a square of 16. */
export const Glyphs: Record<Glyph, Strokes> = {
  check: { path: 'M5 8.2l2.1 2.1L11 6', width: 1.6 },
  clock: { path: 'M8 4.7V8l2.2 1.4', width: 1.6 },
  dots: { path: 'M5 8h.01M8 8h.01M11 8h.01', width: 2 },
  alert: { path: 'M8 6v3.6M8 12.2h.01', width: 1.8 },
  cross: { path: 'M5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4', width: 1.6 },
  minus: { path: 'M5.2 8h5.6', width: 1.6 },
  ring: { path: null, width: 1.6 },
};

/** Around it: a triangle where somebody has to look, else a circle. */
export const outlineOf = (glyph: Glyph) => (glyph === 'alert' ? 'M8 1.8L15 14H1z' : 'M1.4 8a6.6 6.6 0 1 0 13.2 0a6.6 6.6 0 1 0 -13.2 0z');
