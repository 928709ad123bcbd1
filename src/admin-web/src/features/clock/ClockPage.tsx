import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { clock } from '../../api/calls';
import { clockMoves } from '../../api/operateCalls';
import { useMay } from '../../app/AppContext';
import { useNarrow, useSettings } from '../../app/settings';
import { systemClock, useNow } from '../../time/clock';
import { Time } from '../../time/Time';
import { absolute, duration } from '../../time/words';
import { Empty } from '../../ui/Empty';
import { shortId } from '../../ui/ids';
import { Lines } from '../../ui/Lines';
import { Loaded } from '../../ui/Loaded';
import { PageHead } from '../../ui/PageHead';
import { ProblemText } from '../../ui/ProblemText';
import { useAction } from '../../ui/useAction';
import { MoveProgress } from './MoveProgress';
import { ToATime } from './ToATime';
import { useMove } from './useMove';

const Hour = 3_600_000;

const Lengths = [
  { name: '1 hour', length: Hour },
  { name: '1 day', length: 24 * Hour },
  { name: '1 week', length: 168 * Hour },
];

const Rates = [
  { id: '1', text: 'As any clock' },
  { id: '10', text: '× 10' },
  { id: '60', text: '× 60' },
];

/** Time can be skipped here: what takes Bob's Post days takes a demo seconds. */
export default function ClockPage() {
  const may = useMay();
  const { zone } = useSettings();
  const now = useNow();
  const isNarrow = useNarrow();
  const view = useQuery({ queryKey: ['clock'], queryFn: ({ signal }) => clock.get(signal), enabled: may('executions:operate') });
  const timers = useQuery({ queryKey: ['timers'], queryFn: ({ signal }) => clock.timers(signal), enabled: may('executions:operate') });
  const down = useQuery({ queryKey: ['clock-outage'], queryFn: ({ signal }) => clockMoves.outage(signal), enabled: may('executions:operate'), retry: false });
  const [said, setSaid] = useState<string | null>(null);
  const { move, isAdvancing, by, toNext, stop } = useMove();
  useEffect(() => {
    if (view.data) {
      systemClock.hear(view.data.now, view.data.mode);
    }
  }, [view.data]);

  const outage = useAction(async (isDown: boolean) => {
    await clock.outage(isDown ? { for: 'P3D' } : { end: true });
    setSaid(isDown ? 'Bob’s Post is down for three days. Place an order, and skip the time.' : 'Bob’s Post answers again. The next try finds out.');
  });
  const rate = useAction(async (factor: number) => {
    const now = await clockMoves.rate(factor);
    systemClock.hear(now.now, now.mode);
  });

  if (!may('executions:operate')) {
    return (
      <>
        <PageHead title="Demo clock" />
        <Empty title="An Operator skips the time">It is {absolute(now, zone)} in this demo.</Empty>
      </>
    );
  }

  const isBusy = isAdvancing || outage.isBusy;
  const mode = view.data?.mode;
  const next = timers.data?.items[0];
  return (
    <>
      <PageHead title="Demo clock" description="Only here, on the embedded engine. Time goes forward only, and never past a timer without it." />
      <div className="stack">
        <div className="two">
          <Container header={<Header variant="h2">Now</Header>}>
            <div className="stack">
              <div>
                <p className="clock-face" role="status">
                  {absolute(now, zone)}
                </p>
                <p className="quiet no-margin">
                  {systemClock.aheadBy() < 1000 ? 'The same as your clock.' : `${duration(systemClock.aheadBy())} ahead of your clock.`} {modeWords(mode)}
                </p>
              </div>
              <div className="actions">
                <Button variant="primary" loading={isAdvancing} disabled={isBusy || next === undefined} onClick={() => { toNext(Date.parse(next?.dueAt ?? '')); }}>
                  Skip to the next timer
                </Button>
                {Lengths.map(({ name, length }) => (
                  <Button key={name} disabled={isBusy} onClick={() => { by(length); }}>
                    {name}
                  </Button>
                ))}
              </div>
              <ToATime isBusy={isBusy} onMove={by} />
              {mode !== undefined && mode !== 'skip' && (
                <FormField label={isNarrow ? undefined : 'How fast it goes'} description="Until the host ends. It never stands still: what is under way is measured by it.">
                  <SegmentedControl
                    label="How fast it goes"
                    selectedId={mode === 'real' ? '1' : mode.slice(1)}
                    options={Rates}
                    onChange={({ detail }) => void rate.start(Number(detail.selectedId))}
                  />
                </FormField>
              )}
            </div>
          </Container>
          <Container header={<Header variant="h2">Bob’s Post, the simulator</Header>}>
            <p className="lead">Have it fail for days, then come back: no order is lost, doubled or forgotten.</p>
            <p className="quiet">
              {down.data?.downUntil ? (
                <>
                  It is switched off; by itself it comes back <Time at={down.data.downUntil} both />.
                </>
              ) : down.data ? (
                'It answers.'
              ) : (
                ''
              )}
            </p>
            <div className="actions actions-below">
              <Button disabled={isBusy} onClick={() => void outage.start(true)}>
                It goes down for 3 days
              </Button>
              <Button disabled={isBusy} onClick={() => void outage.start(false)}>
                It comes back
              </Button>
            </div>
            <div className="actions-below" aria-live="polite">
              {said !== null && <p className="no-margin">{said}</p>}
            </div>
            <ProblemText problem={outage.problem ?? rate.problem} />
          </Container>
        </div>
        <MoveProgress move={move} onStop={stop} />
        <Container header={<Header variant="h2">What happens next, by itself</Header>}>
          <Loaded query={timers} what="The timers">
            {({ items }) =>
              items.length === 0 ? (
                <p className="quiet no-margin">No timer is set.</p>
              ) : (
                <Lines
                  items={items}
                  keyOf={(timer) => `${timer.executionName}${timer.dueAt}`}
                  columns={[
                    ['Due', (timer) => <Time at={timer.dueAt} both />],
                    ['State', (timer) => <>{timer.state ?? '–'} <span className="quiet">{timerWords(timer.waitingFor)}</span></>],
                    [
                      'Execution',
                      (timer) => (
                        <>
                          <Link to={`/executions/${encodeURIComponent(timer.stateMachine)}/${encodeURIComponent(timer.executionName)}`} data-row-link>
                            {shortId(timer.executionName)}
                          </Link>{' '}
                          <span className="quiet">{timer.stateMachine}</span>
                        </>
                      ),
                    ],
                  ]}
                />
              )
            }
          </Loaded>
        </Container>
        <p className="quiet no-margin">
          There is no way back: what has happened has happened, to orders, to Bob’s Post and to customers. A new world is a new data folder: end the host, and start it with another{' '}
          <code className="time">--data</code>. A folder whose clock ran ahead stays ahead until the world’s time has caught up.
        </p>
      </div>
    </>
  );
}

function timerWords(what: string | null | undefined): string {
  return { retry: 'tries again', timer: 'waits', callback: 'ends its wait', task: 'ends its wait' }[what ?? ''] ?? '';
}

function modeWords(mode: string | undefined): string {
  if (mode === 'skip') {
    return 'Idle time is skipped by itself.';
  }

  return mode?.startsWith('x') ? `It runs ${mode.slice(1)} times as fast.` : 'It runs as fast as any clock.';
}
