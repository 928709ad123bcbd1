import type { Exit } from './asl';
import type { Placed } from './layout';

export interface Point {
  x: number;
  y: number;
}

export interface Line {
  id: string;
  from: string;
  to: string;
  kind: Exit['kind'];
  label: string | null;
  points: Point[];
  /** Left middle of the label. */
  labelAt: Point | null;
}

export interface RouteRequest extends Exit {
  from: string;
  /** Continues the column where its target stands right below. */
  main: boolean;
}

export interface Routed {
  width: number;
  lines: Line[];
  leftOf(box: Placed): number;
}

const LaneGap = 8;
const GutterPadding = 22;
const PortGap = 22;
const Clearance = 7;

type Side = 'left' | 'right';

interface Course {
  request: RouteRequest;
  source: Placed;
  target: Placed;
  out: Side;
  into: Side;
  outGutter: number;
  inGutter: number;
  sourceY: number;
  targetY: number;
  /** At which height it crosses the columns between its two gutters. */
  crossY: number;
}

/**
 * Draws the lines between placed boxes. What leads to the box right below is straight; all others leave sideways and run in the gutters
 * between the columns, in lanes of their own. Lines that lead to the same box from the same side share a lane and one arrow.
 */
export function route(boxes: Placed[], requests: RouteRequest[]): Routed {
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const columns = columnsOf(boxes);
  const straight: { request: RouteRequest; source: Placed; target: Placed }[] = [];
  const courses: Course[] = [];
  for (const request of requests) {
    const source = byId.get(request.from);
    const target = byId.get(request.to);
    if (!source || !target) {
      continue;
    }

    if (request.main && source.column === target.column && nextBelow(columns, source) === target) {
      straight.push({ request, source, target });
    } else {
      courses.push(courseOf(request, source, target));
    }
  }

  setPorts(courses);
  const tracks: { y: number; from: number; to: number; target: string }[] = [];
  for (const course of courses) {
    course.crossY = crossing(course, columns, tracks);
  }

  const gutters = new Gutters(columns.length, courses);
  const lefts = gutters.columnLefts(columns);
  const leftOf = (box: Placed) => (lefts[box.column] ?? 0) + ((widthOf(columns[box.column] ?? []) - box.width) / 2);
  const lines: Line[] = straight.map(({ request, source, target }) => {
    const x = leftOf(source) + source.width / 2;
    const from = { x, y: source.y + source.height };
    return lineOf(request, [from, { x, y: target.y }], request.label === null ? null : { x: x + 8, y: from.y + 13 });
  });
  for (const course of courses) {
    const from = { x: leftOf(course.source) + (course.out === 'right' ? course.source.width : 0), y: course.sourceY };
    const to = { x: leftOf(course.target) + (course.into === 'right' ? course.target.width : 0), y: course.targetY };
    const inLane = gutters.laneX(course.inGutter, inKey(course));
    const points =
      course.outGutter === course.inGutter
        ? [from, { x: inLane, y: from.y }, { x: inLane, y: to.y }, to]
        : [
            from,
            { x: gutters.laneX(course.outGutter, outKey(course)), y: from.y },
            { x: gutters.laneX(course.outGutter, outKey(course)), y: course.crossY },
            { x: inLane, y: course.crossY },
            { x: inLane, y: to.y },
            to,
          ];
    const label = course.request.label;
    lines.push(
      lineOf(
        course.request,
        points.filter((point, index) => {
          const previous = points[index - 1];
          return !previous || previous.x !== point.x || previous.y !== point.y;
        }),
        label === null ? null : { x: course.out === 'right' ? from.x + 7 : from.x - 7 - labelWidth(label), y: from.y - 6 },
      ),
    );
  }

  return { width: gutters.width(columns), lines, leftOf };
}

/** Wide enough for the label in the drawing's font, 10.5 px. */
export function labelWidth(label: string): number {
  return label.length * 5.2 + 4;
}

function lineOf(request: RouteRequest, points: Point[], labelAt: Point | null): Line {
  return { id: `${request.from}→${request.to}:${request.kind === 'catch' ? 'catch' : 'next'}`, from: request.from, to: request.to, kind: request.kind, label: request.label, points, labelAt };
}

function columnsOf(boxes: Placed[]): Placed[][] {
  const columns: Placed[][] = [];
  for (const box of boxes) {
    (columns[box.column] ??= []).push(box);
  }

  return Array.from(columns, (column) => (column ?? []).toSorted((one, other) => one.y - other.y));
}

function widthOf(column: Placed[]): number {
  return Math.max(0, ...column.map((box) => box.width));
}

function nextBelow(columns: Placed[][], box: Placed): Placed | undefined {
  const column = columns[box.column] ?? [];
  return column[column.indexOf(box) + 1];
}

function courseOf(request: RouteRequest, source: Placed, target: Placed): Course {
  const [out, into]: [Side, Side] =
    target.column > source.column ? ['right', 'left'] : target.column < source.column ? ['left', 'right'] : source.column === 0 ? ['left', 'left'] : ['right', 'right'];
  return {
    request,
    source,
    target,
    out,
    into,
    outGutter: source.column + (out === 'right' ? 1 : 0),
    inGutter: target.column + (into === 'right' ? 1 : 0),
    sourceY: 0,
    targetY: 0,
    crossY: 0,
  };
}

const middle = (box: Placed) => box.y + box.height / 2;
const inKey = (course: Course) => `in:${course.target.id}:${course.into}`;
const outKey = (course: Course) => `out:${course.request.from}→${course.request.to}:${course.request.kind === 'catch'}`;

/** Ports of one side stand in the order of where they lead, so that lines do not cross at the box. */
function setPorts(courses: Course[]) {
  interface Port {
    leadsTo: number;
    set(y: number): void;
  }

  const sides = new Map<string, { box: Placed; ports: Map<string, Port> }>();
  const portsOf = (box: Placed, side: Side) => {
    const key = `${box.id}:${side}`;
    let found = sides.get(key);
    if (!found) {
      found = { box, ports: new Map() };
      sides.set(key, found);
    }

    return found.ports;
  };

  for (const course of courses) {
    portsOf(course.source, course.out).set(outKey(course), { leadsTo: middle(course.target), set: (y) => (course.sourceY = y) });
    const ports = portsOf(course.target, course.into);
    const known = ports.get(inKey(course));
    ports.set(inKey(course), {
      leadsTo: known ? Math.min(known.leadsTo, middle(course.source)) : middle(course.source),
      set: (y) => {
        known?.set(y);
        course.targetY = y;
      },
    });
  }

  for (const { box, ports } of sides.values()) {
    const ordered = [...ports.values()].toSorted((one, other) => one.leadsTo - other.leadsTo);
    const step = ordered.length < 2 ? 0 : Math.min(PortGap, (box.height - 14) / (ordered.length - 1));
    const first = middle(box) - (step * (ordered.length - 1)) / 2;
    ordered.forEach((port, index) => {
      port.set(first + step * index);
    });
  }
}

/** The height nearest to both ends at which no box of the columns between stands in the way, and no other line runs. */
function crossing(course: Course, columns: Placed[][], tracks: { y: number; from: number; to: number; target: string }[]): number {
  const from = Math.min(course.outGutter, course.inGutter);
  const to = Math.max(course.outGutter, course.inGutter);
  if (from === to) {
    return course.sourceY;
  }

  const between = columns.slice(from, to).flat();
  const isFree = (y: number) =>
    between.every((box) => y < box.y - Clearance || y > box.y + box.height + Clearance) &&
    tracks.every((track) => track.target === inKey(course) || track.to <= from || track.from >= to || Math.abs(track.y - y) >= Clearance);
  const candidates = [course.sourceY, course.targetY];
  for (const box of between) {
    for (let step = 1; step <= 4; step += 1) {
      candidates.push(box.y - Clearance * step - 2, box.y + box.height + Clearance * step + 2);
    }
  }

  const cost = (y: number) => Math.abs(y - course.sourceY) + Math.abs(y - course.targetY);
  const best = candidates.filter(isFree).toSorted((one, other) => cost(one) - cost(other))[0] ?? course.sourceY;
  tracks.push({ y: best, from, to, target: inKey(course) });
  return best;
}

interface Gutter {
  lanes: Map<string, number>;
  laneCount: number;
  leftLabel: number;
  rightLabel: number;
}

class Gutters {
  private readonly gutters: Gutter[];
  private lefts: number[] = [];

  constructor(columns: number, courses: Course[]) {
    const spans: Map<string, { from: number; to: number }>[] = Array.from({ length: columns + 1 }, () => new Map());
    const labels = Array.from({ length: columns + 1 }, () => ({ left: 0, right: 0 }));
    const span = (gutter: number, key: string, one: number, other: number) => {
      const known = spans[gutter]?.get(key);
      spans[gutter]?.set(key, { from: Math.min(one, other, known?.from ?? Infinity), to: Math.max(one, other, known?.to ?? -Infinity) });
    };

    for (const course of courses) {
      if (course.outGutter === course.inGutter) {
        span(course.inGutter, inKey(course), course.sourceY, course.targetY);
      } else {
        span(course.outGutter, outKey(course), course.sourceY, course.crossY);
        span(course.inGutter, inKey(course), course.crossY, course.targetY);
      }

      const label = labels[course.outGutter];
      if (label && course.request.label !== null) {
        const side = course.out === 'right' ? 'left' : 'right';
        label[side] = Math.max(label[side], labelWidth(course.request.label) + 6);
      }
    }

    this.gutters = spans.map((keys, index) => ({ ...assignLanes(keys), leftLabel: labels[index]?.left ?? 0, rightLabel: labels[index]?.right ?? 0 }));
  }

  columnLefts(columns: Placed[][]): number[] {
    let x = 0;
    const lefts = columns.map((column, index) => {
      this.lefts[index] = x;
      x += this.widthOf(index);
      const left = x;
      x += widthOf(column);
      return left;
    });
    this.lefts[columns.length] = x;
    return lefts;
  }

  width(columns: Placed[][]): number {
    return (this.lefts[columns.length] ?? 0) + this.widthOf(columns.length);
  }

  laneX(gutter: number, key: string): number {
    const { lanes, laneCount, leftLabel } = this.gutters[gutter] ?? { lanes: new Map<string, number>(), laneCount: 0, leftLabel: 0 };
    return (this.lefts[gutter] ?? 0) + leftLabel + GutterPadding / 2 + (laneCount - (lanes.get(key) ?? 0)) * LaneGap;
  }

  private widthOf(index: number): number {
    const gutter = this.gutters[index];
    if (!gutter || gutter.laneCount === 0) {
      return index === 0 || index === this.gutters.length - 1 ? 0 : GutterPadding;
    }

    // A label on the right may lie over the lanes, which shine through around it.
    return gutter.leftLabel + Math.max(gutter.rightLabel, GutterPadding + (gutter.laneCount + 1) * LaneGap);
  }
}

/** Interval colouring: the shortest first, so that they lie inside. */
function assignLanes(spans: Map<string, { from: number; to: number }>): { lanes: Map<string, number>; laneCount: number } {
  const taken: { from: number; to: number }[][] = [];
  const lanes = new Map<string, number>();
  const ordered = [...spans].toSorted(([, one], [, other]) => one.to - one.from - (other.to - other.from));
  for (const [key, span] of ordered) {
    let lane = taken.findIndex((others) => others.every((other) => span.to + Clearance <= other.from || span.from >= other.to + Clearance));
    if (lane < 0) {
      lane = taken.push([]) - 1;
    }

    taken[lane]?.push(span);
    lanes.set(key, lane);
  }

  return { lanes, laneCount: taken.length };
}
