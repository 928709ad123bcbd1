import Toggle from '@cloudscape-design/components/toggle';
import { useMemo, useState } from 'react';
import { isOpen, type Progress, type Step } from '../../history/steps';
import { timeScale } from '../../history/timeline';
import { useNow } from '../../time/clock';
import { Since, Time } from '../../time/Time';
import { count } from '../../time/words';
import { StepStatusMark } from '../../ui/Status';
import './timeline.css';

interface StepsTimelineProps {
  progress: Progress;
  isRunning: boolean;
  selected: number | null;
  onSelect: (step: Step) => void;
}

const Shown = 200;

/** The steps on one time axis, each try a segment; days in which nothing happened are folded. */
export function StepsTimeline({ progress, isRunning, selected, onSelect }: StepsTimelineProps) {
  const now = useNow(15_000);
  const [folds, setFolds] = useState(true);
  const [from, setFrom] = useState<number | null>(null);
  const { steps } = progress;
  const first = Math.max(0, Math.min(from ?? steps.length - Shown, steps.length - Shown));
  const shown = useMemo(() => steps.slice(first, first + Shown), [steps, first]);
  const scale = useMemo(() => timeScale([...shown.flatMap(times), ...(isRunning ? [now] : [])], folds), [shown, folds, isRunning, now]);
  if (steps.length === 0) {
    return <p className="quiet">No state was entered yet.</p>;
  }

  return (
    <div className="stack">
      <div className="actions">
        <Toggle checked={folds} onChange={({ detail }) => { setFolds(detail.checked); }}>
          Fold idle time
        </Toggle>
        {steps.length > Shown && (
          <span className="visits">
            Steps {first + 1} to {Math.min(steps.length, first + Shown)} of {steps.length.toLocaleString('en-GB')}
            <button type="button" disabled={first === 0} onClick={() => { setFrom(first - Shown); }}>
              Before
            </button>
            <button type="button" disabled={first + Shown >= steps.length} onClick={() => { setFrom(first + Shown); }}>
              Next
            </button>
          </span>
        )}
      </div>
      <div className="timeline">
        <ol>
          {shown.map((step) => (
            <li key={step.id} className={step.id === selected ? 'chosen-step' : undefined}>
              <button type="button" data-row-link aria-pressed={step.id === selected} onClick={() => { onSelect(step); }} style={{ paddingLeft: 8 + step.depth * 14 }}>
                <strong>{step.state}</strong>
                {step.iteration !== null && <span className="quiet"> #{step.iteration}</span>}
                <span className="step-facts">
                  <StepStatusMark status={step.status} />
                  {step.tries.length > 1 && <span className="quiet">{count(step.tries.length, 'try', 'tries')}</span>}
                </span>
              </button>
              <span className="step-time">
                <Time at={step.enteredAt} />
                <br />
                <Since at={step.enteredAt} until={step.leftAt} />
              </span>
              <span className="track" aria-hidden="true">
                {scale.folds.map((fold) => (
                  <span key={fold.from} className="fold" style={{ left: percent(fold.start), width: percent(fold.end - fold.start) }} title={`${fold.words} in which nothing happened`} />
                ))}
                {bars(step, now, isRunning).map((bar) => (
                  <span
                    key={`${bar.from}-${bar.kind}`}
                    className={`track-bar track-${bar.kind}`}
                    style={{ left: percent(scale.at(bar.from)), width: `max(3px, ${percent(scale.at(bar.to) - scale.at(bar.from))})` }}
                  />
                ))}
              </span>
            </li>
          ))}
        </ol>
        {scale.folds.length > 0 && (
          <p className="small quiet">
            Hatched: nothing happened for {scale.folds.map((fold) => fold.words).join(', then ')}.
          </p>
        )}
      </div>
    </div>
  );
}

const percent = (share: number) => `${(share * 100).toFixed(3)}%`;

function times(step: Step): number[] {
  return [step.enteredAt, ...(step.leftAt === null ? [] : [step.leftAt]), ...step.tries.flatMap((one) => (one.endedAt === null ? [one.startedAt] : [one.startedAt, one.endedAt]))];
}

function bars(step: Step, now: number, isRunning: boolean): { from: number; to: number; kind: string }[] {
  const end = step.leftAt ?? (isRunning ? now : step.enteredAt);
  const kind = isOpen(step.status) ? 'open' : step.status === 'failed' ? 'bad' : 'good';
  if (step.tries.length === 0) {
    return [{ from: step.enteredAt, to: end, kind }];
  }

  return [
    { from: step.enteredAt, to: end, kind: 'idle' },
    ...step.tries.map((one) => ({ from: one.startedAt, to: one.endedAt ?? end, kind: one.error === null ? kind : 'error' })),
  ];
}
