import type { Point } from './routing';

const Radius = 6;

/** A line with round corners, as an SVG path. */
export function roundedPath(points: readonly Point[]): string {
  return points
    .map((point, index) => {
      const before = points[index - 1];
      const after = points[index + 1];
      if (!before) {
        return `M${point.x} ${point.y}`;
      }

      if (!after) {
        return `L${point.x} ${point.y}`;
      }

      const radius = Math.min(Radius, distance(before, point) / 2, distance(point, after) / 2);
      const from = towards(point, before, radius);
      const to = towards(point, after, radius);
      return `L${from.x} ${from.y}Q${point.x} ${point.y} ${to.x} ${to.y}`;
    })
    .join('');
}

function distance(one: Point, other: Point) {
  return Math.abs(one.x - other.x) + Math.abs(one.y - other.y);
}

function towards(from: Point, to: Point, length: number) {
  return { x: from.x + Math.sign(to.x - from.x) * length, y: from.y + Math.sign(to.y - from.y) * length };
}

/** The arrow at the end of a line. */
export function tip(before: Point, last: Point): string {
  const x = Math.sign(last.x - before.x);
  const y = Math.sign(last.y - before.y);
  return `M${last.x} ${last.y}l${-x * 8 - y * 4} ${-y * 8 - x * 4}l${y * 8} ${x * 8}z`;
}
