export interface Size {
  width: number;
  height: number;
}

export interface View {
  x: number;
  y: number;
  zoom: number;
}

/** Below this the names of states cannot be read: 12.5 px become 10. */
export const Readable = 0.8;

const Margin = 20;

/**
 * How a drawing is first shown: all of it where it can be read then; else as large as it can be read, with the place of interest in the middle,
 * and no more emptiness around it than there must be.
 *
 * @param focus Null for the top left corner.
 */
export function firstView(frame: Size, drawing: Size, focus: { x: number; y: number } | null): View {
  const all = fit(frame, drawing);
  if (all >= Readable) {
    return place(frame, drawing, all, null);
  }

  const byWidth = Math.min(1, (frame.width - 2 * Margin) / drawing.width);
  return place(frame, drawing, Math.max(Readable, byWidth), focus ?? { x: 0, y: 0 });
}

/** All of a drawing, however small. */
export function wholeView(frame: Size, drawing: Size): View {
  return place(frame, drawing, fit(frame, drawing), null);
}

function fit(frame: Size, drawing: Size): number {
  return Math.max(0.05, Math.min(1, (frame.width - 2 * Margin) / drawing.width, (frame.height - 2 * Margin) / drawing.height));
}

function place(frame: Size, drawing: Size, zoom: number, focus: { x: number; y: number } | null): View {
  return {
    x: along(frame.width, drawing.width * zoom, focus && focus.x * zoom),
    y: along(frame.height, drawing.height * zoom, focus && focus.y * zoom),
    zoom,
  };
}

/** Where the drawing begins, on one axis: in the middle where it fits; else so that the focus is, as far as the drawing's ends allow. */
function along(frame: number, length: number, focus: number | null): number {
  if (length <= frame - 2 * Margin) {
    return (frame - length) / 2;
  }

  return Math.min(Margin, Math.max(frame - Margin - length, frame / 2 - (focus ?? 0)));
}
