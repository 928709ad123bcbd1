import { memo } from 'react';
import type { Progress } from '../history/steps';
import type { Drawing } from './layout';
import { roundedPath, tip } from './paths';
import type { Line } from './routing';
import { takenLines } from './taken';

/** The lines lie over the boxes, and never cross one: a Parallel's box would hide those inside it. */
export const Ways = memo(function Ways({ drawing, progress }: { drawing: Drawing; progress: Progress | null }) {
  const taken = takenLines(drawing, progress);
  const ways = drawing.lines.map((line) => ({ line, isTaken: taken.has(line.id) })).toSorted((one, other) => Number(one.isTaken) - Number(other.isTaken));
  return (
    <svg className="ways" width={drawing.width} height={drawing.height} aria-hidden="true">
      {ways.map(({ line, isTaken }) => (
        <Way key={line.id} line={line} isTaken={isTaken} />
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
