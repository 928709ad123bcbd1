import '@xyflow/react/dist/style.css';
import './graph.css';
import { Background, Controls, ReactFlow, ReactFlowProvider, useReactFlow, ViewportPortal, type Node, type NodeProps } from '@xyflow/react';
import { memo, useCallback, useEffect, useMemo } from 'react';
import { useDark } from '../app/settings';
import type { Progress, StateSummary } from '../history/steps';
import { Mark, Steps } from '../ui/Status';
import type { Chart } from './asl';
import { layOut, type Box, type Drawing as Placed } from './layout';
import type { Line } from './routing';

interface StateGraphProps {
  chart: Chart;
  progress: Progress | null;
  selected: string | null;
  onSelect: (state: string | null) => void;
  /** How many executions stand in each state, instead of one execution's progress. */
  counts?: ReadonlyMap<string, number>;
  label: string;
}

type StateNode = Node<{ box: Box; summary: StateSummary | null; count: number | null; isOverview: boolean }>;

const nodeTypes = { state: memo(StateBox), pill: memo(Pill) };
/** Never smaller than a finger can choose a state: on a phone the graph is larger than its frame, and is moved about in it. */
const FitOptions = { padding: 0.06, minZoom: 0.55, maxZoom: 1 };

export default function StateGraph(props: StateGraphProps) {
  return (
    <ReactFlowProvider>
      <Drawing {...props} />
    </ReactFlowProvider>
  );
}

function Drawing({ chart, progress, selected, onSelect, counts, label }: StateGraphProps) {
  const isDark = useDark();
  const drawing = useMemo(() => layOut(chart), [chart]);
  const { fitView } = useReactFlow();
  const nodes = useMemo(
    (): StateNode[] =>
      drawing.boxes.map((box) => {
        const name = box.state?.name ?? null;
        const summary = name === null ? null : (progress?.states.get(name) ?? null);
        return {
          id: box.id,
          type: box.state ? 'state' : 'pill',
          position: { x: box.x, y: box.y },
          width: box.width,
          height: box.height,
          zIndex: box.depth,
          draggable: false,
          connectable: false,
          selectable: box.state !== null,
          focusable: box.state !== null,
          selected: name !== null && name === selected,
          ariaRole: 'button',
          ariaLabel: box.state ? `${box.state.name}, ${box.state.type}, ${Steps[summary?.status ?? 'open'].word}` : box.kind,
          data: { box, summary, count: counts?.get(name ?? '') ?? null, isOverview: counts !== undefined },
        };
      }),
    [drawing, progress, selected, counts],
  );
  useEffect(() => {
    const timer = setTimeout(() => void fitView(FitOptions), 30);
    return () => {
      clearTimeout(timer);
    };
  }, [drawing, fitView]);

  const onNodesChange = useCallback(
    (changes: { type: string; id?: string; selected?: boolean }[]) => {
      const chosen = changes.find((change) => change.type === 'select' && change.selected === true);
      const state = drawing.boxes.find((box) => box.id === chosen?.id)?.state;
      if (state) {
        onSelect(state.name);
      }
    },
    [drawing, onSelect],
  );

  return (
    <div className="graph" style={{ aspectRatio: `${drawing.width} / ${drawing.height + 40}`, maxHeight: Math.min(820, drawing.height + 48), minHeight: Math.min(360, drawing.height + 48) }}>
      <ReactFlow
        aria-label={label}
        nodes={nodes}
        nodeTypes={nodeTypes}
        onNodesChange={onNodesChange}
        colorMode={isDark ? 'dark' : 'light'}
        fitView
        fitViewOptions={FitOptions}
        minZoom={0.1}
        maxZoom={2}
        nodesDraggable={false}
        nodesConnectable={false}
        zoomOnScroll={false}
        preventScrolling={false}
        attributionPosition="bottom-left"
      >
        <ViewportPortal>
          <Ways drawing={drawing} progress={progress} />
        </ViewportPortal>
        <Background gap={24} size={1} />
        <Controls showInteractive={false} position="bottom-right" fitViewOptions={FitOptions} />
      </ReactFlow>
    </div>
  );
}

function StateBox({ data: { box, summary, count, isOverview } }: NodeProps<StateNode>) {
  const state = box.state;
  if (!state) {
    return null;
  }

  const status = summary?.status ?? 'open';
  const { glyph, word, tone } = Steps[status];
  const facts = [
    state.callback ? 'Callback' : state.type,
    ...(isOverview ? (count === null ? [] : [`${count} here`]) : [word]),
    ...(summary && summary.tries > summary.visits ? [`${summary.tries} tries`] : []),
    ...(summary && summary.visits > 1 ? [`×${summary.visits}`] : []),
  ];
  return (
    <div className={`state state-${isOverview ? (count ? 'wait' : 'quiet') : tone} ${isOverview ? '' : `state-${status}`} ${box.state?.inside.length ? 'state-container' : ''}`}>
      {!isOverview && (
        <span className="state-mark">
          <Mark glyph={glyph} />
        </span>
      )}
      <span className="state-text">
        <strong>{state.name}</strong>
        <span>{facts.join(' · ')}</span>
      </span>
    </div>
  );
}

function Pill({ data: { box } }: NodeProps<StateNode>) {
  return <div className="pill">{box.kind === 'start' ? 'Start' : 'End'}</div>;
}

/** The lines lie over the boxes, and never cross one: a Parallel's box would hide those inside it. */
const Ways = memo(function Ways({ drawing, progress }: { drawing: Placed; progress: Progress | null }) {
  const nameOf = new Map(drawing.boxes.map((box) => [box.id, box.state?.name ?? box.kind]));
  const isTaken = (line: Line) => {
    if (progress === null) {
      return false;
    }

    const from = nameOf.get(line.from) ?? '';
    const to = nameOf.get(line.to) ?? '';
    const status = progress.states.get(from)?.status;
    return progress.taken.has(`${from}→${to}`) || (from === 'start' && progress.steps.length > 0) || (to === 'end' && (status === 'succeeded' || status === 'caught'));
  };
  const ways = drawing.lines.map((line) => ({ line, taken: isTaken(line) })).toSorted((one, other) => Number(one.taken) - Number(other.taken));
  return (
    <svg className="ways" width={drawing.width} height={drawing.height} aria-hidden="true">
      {ways.map(({ line, taken }) => (
        <Way key={line.id} line={line} isTaken={taken} />
      ))}
    </svg>
  );
});

function Way({ line, isTaken }: { line: Line; isTaken: boolean }) {
  const last = line.points.at(-1);
  const before = line.points.at(-2);
  return (
    <g className={`way way-${line.kind} ${isTaken ? 'way-taken' : ''}`}>
      <path d={roundedPath(line.points)} fill="none" />
      {last && before && <path className="way-tip" d={tip(before, last)} />}
      {line.label !== null && line.labelAt && (
        <text x={line.labelAt.x} y={line.labelAt.y}>
          {line.label}
        </text>
      )}
    </g>
  );
}

const Radius = 6;

function roundedPath(points: readonly { x: number; y: number }[]): string {
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

function distance(one: { x: number; y: number }, other: { x: number; y: number }) {
  return Math.abs(one.x - other.x) + Math.abs(one.y - other.y);
}

function towards(from: { x: number; y: number }, to: { x: number; y: number }, length: number) {
  return { x: from.x + Math.sign(to.x - from.x) * length, y: from.y + Math.sign(to.y - from.y) * length };
}

function tip(before: { x: number; y: number }, last: { x: number; y: number }): string {
  const x = Math.sign(last.x - before.x);
  const y = Math.sign(last.y - before.y);
  return `M${last.x} ${last.y}l${-x * 8 - y * 4} ${-y * 8 - x * 4}l${y * 8} ${x * 8}z`;
}
