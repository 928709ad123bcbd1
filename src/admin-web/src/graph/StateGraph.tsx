import '@xyflow/react/dist/style.css';
import './graph.css';
import { Background, ReactFlow, ReactFlowProvider, useReactFlow, useStore, ViewportPortal, type Node, type NodeProps } from '@xyflow/react';
import { memo, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useDark } from '../app/settings';
import type { Progress, StateSummary } from '../history/steps';
import { download } from '../ui/download';
import { Mark, Steps } from '../ui/Status';
import type { Chart } from './asl';
import { factsOf, overviewOf } from './facts';
import { GraphBar } from './GraphBar';
import { layOut, type Box } from './layout';
import { paletteOf, svgOf } from './svg';
import { firstView, wholeView, type View } from './view';
import { wayOf } from './way';
import { Ways } from './Ways';

interface StateGraphProps {
  chart: Chart;
  progress: Progress | null;
  selected: string | null;
  onSelect: (state: string | null) => void;
  /** How many executions stand in each state, instead of one execution's progress. */
  counts?: ReadonlyMap<string, number>;
  /** Begins with the states that the execution went through, and its way on; the others are a switch away. */
  startsWithWay?: boolean;
  label: string;
}

type StateNode = Node<{ box: Box; summary: StateSummary | null; count: number | null; isOverview: boolean }>;

const nodeTypes = { state: memo(StateBox), pill: memo(Pill) };
const Closest = 2;
const Step = 1.25;

export default function StateGraph(props: StateGraphProps) {
  return (
    <ReactFlowProvider>
      <Drawing {...props} />
    </ReactFlowProvider>
  );
}

function Drawing({ chart, progress, selected, onSelect, counts, startsWithWay = false, label }: StateGraphProps) {
  const isDark = useDark();
  const [isWay, setWay] = useState(startsWithWay);
  const way = useWay(chart, isWay ? progress : null);
  const drawing = useMemo(() => layOut(way), [way]);
  const frame = useRef<HTMLDivElement>(null);
  const { setViewport, zoomTo, getZoom } = useReactFlow();
  const width = useStore((store) => store.width);
  const height = useStore((store) => store.height);
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
  const chosen = useMemo(() => drawing.boxes.find((box) => box.state?.name === selected), [drawing, selected]);
  // Until somebody moves the drawing or chooses a state, it follows what goes on.
  const isMoved = useRef(false);
  const show = useCallback(
    (view: View) => {
      void setViewport(view, { duration: 0 });
    },
    [setViewport],
  );
  useEffect(() => {
    if (!isMoved.current && width > 0 && height > 0) {
      show(firstView({ width, height }, drawing, chosen ? centreOf(chosen) : null));
    }
  }, [drawing, chosen, width, height, show]);

  const onNodesChange = useCallback(
    (changes: { type: string; id?: string; selected?: boolean }[]) => {
      const change = changes.find((one) => one.type === 'select' && one.selected === true);
      const state = drawing.boxes.find((box) => box.id === change?.id)?.state;
      if (state) {
        isMoved.current = true;
        onSelect(state.name);
      }
    },
    [drawing, onSelect],
  );
  const zoom = (factor: number) => {
    isMoved.current = true;
    void zoomTo(Math.min(Closest, getZoom() * factor), { duration: 0 });
  };
  const exportSvg = () => {
    if (frame.current) {
      download(`${label.replaceAll(/\W+/g, '-').toLowerCase()}.svg`, 'image/svg+xml', svgOf(drawing, progress, paletteOf(frame.current), label));
    }
  };

  return (
    <div className="graph-and-bar">
      <GraphBar
        chosen={chosen?.state?.name ?? null}
        onCloser={() => { zoom(Step); }}
        onFurther={() => { zoom(1 / Step); }}
        onWhole={() => {
          isMoved.current = true;
          show(wholeView({ width, height }, drawing));
        }}
        onChosen={() => {
          isMoved.current = false;
          show(firstView({ width, height }, drawing, chosen ? centreOf(chosen) : null));
        }}
        onExport={exportSvg}
        {...(progress === null ? {} : { isWay, onWay: setWay })}
      />
      <div className="graph" ref={frame} style={{ height: drawing.height + 56 }}>
        <ReactFlow
          aria-label={label}
          nodes={nodes}
          nodeTypes={nodeTypes}
          onNodesChange={onNodesChange}
          colorMode={isDark ? 'dark' : 'light'}
          onMoveStart={(event) => {
            if (event) {
              isMoved.current = true; // by hand, not by us
            }
          }}
          minZoom={0.05}
          maxZoom={Closest}
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
        </ReactFlow>
      </div>
    </div>
  );
}

/** Another chart only where other states were visited: each is laid out anew. */
function useWay(chart: Chart, progress: Progress | null): Chart {
  const way = progress === null ? chart : wayOf(chart, progress);
  const [kept, setKept] = useState(way);
  const isSame = kept === way || (progress !== null && namesOf(kept) === namesOf(way) && kept.startAt === way.startAt);
  if (!isSame) {
    setKept(way);
  }

  return isSame ? kept : way;
}

const namesOf = (chart: Chart) => chart.states.map((state) => state.id).join('\n');

const centreOf = (box: Box) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 });

function StateBox({ data: { box, summary, count, isOverview } }: NodeProps<StateNode>) {
  const state = box.state;
  if (!state) {
    return null;
  }

  const status = summary?.status ?? 'open';
  const { glyph, tone } = Steps[status];
  return (
    <div className={`state state-${isOverview ? (count ? 'wait' : 'quiet') : tone} ${isOverview ? '' : `state-${status}`} ${box.state?.inside.length ? 'state-container' : ''}`}>
      {!isOverview && (
        <span className="state-mark">
          <Mark glyph={glyph} />
        </span>
      )}
      <span className="state-text">
        <strong>{state.name}</strong>
        <span>{isOverview ? overviewOf(state, count) : factsOf(state, summary)}</span>
      </span>
    </div>
  );
}

function Pill({ data: { box } }: NodeProps<StateNode>) {
  return <div className="pill">{box.kind === 'start' ? 'Start' : 'End'}</div>;
}
