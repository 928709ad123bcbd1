import type { Chart, ChartState, Exit } from './asl';
import { route, type Line, type RouteRequest } from './routing';

export interface Box {
  id: string;
  kind: 'start' | 'state' | 'end';
  x: number;
  y: number;
  width: number;
  height: number;
  /** How many Parallel or Map boxes it stands in. */
  depth: number;
  state: ChartState | null;
}

export interface Drawing {
  width: number;
  height: number;
  boxes: Box[];
  lines: Line[];
}

export interface Placed {
  id: string;
  column: number;
  y: number;
  width: number;
  height: number;
}

const StateWidth = 172;
const StateHeight = 48;
const PillWidth = 64;
const PillHeight = 28;
const RowGap = 40;
const ExitSpace = 22;
const Padding = 16;
const HeaderHeight = 48;
/** What a detour one column further out costs, in pixels of moving down. */
const ColumnCost = 280;

/**
 * Places the states: the way that an execution takes when nothing goes wrong is one straight column, the spine; each way
 * that leaves it stands beside the state that it leaves, in the nearest column with room. The same input gives the same drawing.
 */
export function layOut(chart: Chart): Drawing {
  return layOutChart(chart, 0, true, '');
}

interface Size {
  width: number;
  height: number;
  inside: Drawing[];
}

function layOutChart(chart: Chart, depth: number, withPills: boolean, prefix: string): Drawing {
  const states = new Map(chart.states.map((state) => [state.id, state]));
  const sizes = new Map(chart.states.map((state) => [state.id, sizeOf(state, depth)]));
  const columns = new Columns();
  const order: ChartState[] = [];
  const ends = new Map<string, string>();

  const placeChain = (chain: ChartState[], column: number, top: number, pill: boolean) => {
    let y = top;
    for (const state of chain) {
      const size = sizeAt(sizes, state.id);
      columns.add({ id: state.id, column, y, width: size.width, height: size.height });
      order.push(state);
      y += size.height + RowGap;
    }

    const last = chain.at(-1);
    if (pill && last) {
      const id = `${prefix}end:${last.id}`;
      columns.add({ id, column, y, width: PillWidth, height: PillHeight });
      ends.set(last.id, id);
    }
  };

  const endsInPill = (chain: ChartState[], spine: boolean) => {
    const last = chain.at(-1);
    return withPills && last !== undefined && last.end && (spine || (last.type !== 'Succeed' && last.type !== 'Fail'));
  };

  const beside = (first: ChartState, column: number, y: number) => {
    const chain = chainFrom(first, states, columns);
    const pill = endsInPill(chain, false);
    const height = chain.reduce((sum, state) => sum + sizeAt(sizes, state.id).height + RowGap, -RowGap) + (pill ? RowGap + PillHeight : 0);
    const spot = columns.roomFor(height, column, y);
    placeChain(chain, spot.column, spot.y, pill);
  };

  const start = chart.startAt === null ? undefined : states.get(chart.startAt);
  if (start) {
    const spine = chainFrom(start, states, columns);
    if (withPills) {
      columns.add({ id: `${prefix}start`, column: 0, y: 0, width: PillWidth, height: PillHeight });
    }

    placeChain(spine, 0, withPills ? PillHeight + RowGap : 0, endsInPill(spine, true));
  }

  for (let index = 0; index < chart.states.length; index += 1) {
    const state = order[index];
    if (!state) {
      const unreachable = chart.states.find((other) => !columns.has(other.id));
      if (!unreachable) {
        break;
      }

      beside(unreachable, columns.has(unreachable.id) ? 0 : 1, 0);
      index -= 1;
      continue;
    }

    const from = columns.get(state.id);
    for (const exit of state.exits) {
      const target = states.get(exit.to);
      if (target && !columns.has(target.id)) {
        beside(target, from.column + 1, from.y);
      }
    }
  }

  const requests: RouteRequest[] = [];
  if (withPills && start) {
    requests.push({ from: `${prefix}start`, to: start.id, kind: 'next', label: null, main: true });
  }

  for (const state of order) {
    const main = mainExit(state);
    requests.push(...state.exits.map((exit) => ({ from: state.id, ...exit, main: exit === main })));
    const end = ends.get(state.id);
    if (end !== undefined) {
      requests.push({ from: state.id, to: end, kind: 'next', label: null, main: true });
    }
  }

  const routed = route(columns.all(), requests);
  const boxes: Box[] = [];
  const lines = [...routed.lines];
  for (const placed of columns.all()) {
    const state = states.get(placed.id) ?? null;
    const x = routed.leftOf(placed);
    boxes.push({
      id: placed.id,
      kind: state ? 'state' : placed.id === `${prefix}start` ? 'start' : 'end',
      x,
      y: placed.y,
      width: placed.width,
      height: placed.height,
      depth,
      state,
    });
    let left = x + Padding;
    for (const drawing of sizes.get(placed.id)?.inside ?? []) {
      boxes.push(...drawing.boxes.map((box) => ({ ...box, x: box.x + left, y: box.y + placed.y + HeaderHeight })));
      lines.push(...drawing.lines.map((line) => moved(line, left, placed.y + HeaderHeight)));
      left += drawing.width + Padding;
    }
  }

  const bottom = Math.max(0, ...boxes.map((box) => box.y + box.height), ...lines.flatMap((line) => line.points.map((point) => point.y)));
  return { width: routed.width, height: bottom, boxes, lines };
}

function sizeOf(state: ChartState, depth: number): Size {
  const inside = state.inside.map((chart, index) => layOutChart(chart, depth + 1, false, `${state.id}/${index}/`));
  const sideExits = Math.max(0, state.exits.length - 1);
  const height = Math.max(StateHeight, 20 + ExitSpace * sideExits);
  if (inside.length === 0) {
    return { width: StateWidth, height, inside };
  }

  return {
    width: Math.max(StateWidth, inside.reduce((sum, drawing) => sum + drawing.width + Padding, Padding)),
    height: Math.max(height, HeaderHeight + Math.max(...inside.map((drawing) => drawing.height)) + Padding),
    inside,
  };
}

/** Where an execution goes when nothing goes wrong and no rule holds. */
export function mainExit(state: ChartState): Exit | undefined {
  return (
    state.exits.find((exit) => exit.kind === 'next') ??
    state.exits.find((exit) => exit.kind === 'default') ??
    state.exits.find((exit) => exit.kind === 'choice')
  );
}

function chainFrom(first: ChartState, states: Map<string, ChartState>, columns: Columns): ChartState[] {
  const chain: ChartState[] = [];
  const seen = new Set<string>();
  let state: ChartState | undefined = first;
  while (state && !seen.has(state.id) && !columns.has(state.id)) {
    chain.push(state);
    seen.add(state.id);
    const exit: Exit | undefined = mainExit(state);
    state = exit ? states.get(exit.to) : undefined;
  }

  return chain;
}

function sizeAt(sizes: Map<string, Size>, id: string): Size {
  return sizes.get(id) ?? { width: StateWidth, height: StateHeight, inside: [] };
}

function moved(line: Line, x: number, y: number): Line {
  return {
    ...line,
    points: line.points.map((point) => ({ x: point.x + x, y: point.y + y })),
    labelAt: line.labelAt && { x: line.labelAt.x + x, y: line.labelAt.y + y },
  };
}

class Columns {
  private readonly placed = new Map<string, Placed>();
  private readonly byColumn: Placed[][] = [];

  add(box: Placed) {
    this.placed.set(box.id, box);
    (this.byColumn[box.column] ??= []).push(box);
  }

  has(id: string): boolean {
    return this.placed.has(id);
  }

  get(id: string): Placed {
    const found = this.placed.get(id);
    if (!found) {
      throw new Error(`${id} has no place yet.`);
    }

    return found;
  }

  all(): Placed[] {
    return [...this.placed.values()];
  }

  /** The cheapest free place for a chain: as near to its source as it goes, rather lower than further out. */
  roomFor(height: number, firstColumn: number, top: number): { column: number; y: number } {
    let best = { column: firstColumn, y: top, cost: Infinity };
    for (let column = firstColumn; column <= Math.max(firstColumn, this.byColumn.length); column += 1) {
      const y = this.firstFree(column, height, top);
      const cost = y - top + ColumnCost * (column - firstColumn);
      if (cost < best.cost) {
        best = { column, y, cost };
      }
    }

    return best;
  }

  private firstFree(column: number, height: number, top: number): number {
    const boxes = (this.byColumn[column] ?? []).toSorted((one, other) => one.y - other.y);
    let y = top;
    for (const box of boxes) {
      if (box.y < y + height + RowGap && box.y + box.height + RowGap > y) {
        y = box.y + box.height + RowGap;
      }
    }

    return y;
  }
}
