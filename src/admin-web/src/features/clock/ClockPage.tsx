import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { clock } from '../../api/calls';
import type { ClockView } from '../../api/types';
import { useMay } from '../../app/AppContext';
import { useSettings } from '../../app/settings';
import { systemClock, useNow } from '../../time/clock';
import { Time } from '../../time/Time';
import { absolute, duration } from '../../time/words';
import { Empty } from '../../ui/Empty';
import { shortId } from '../../ui/ids';
import { Loaded } from '../../ui/Loaded';
import { PageHead } from '../../ui/PageHead';
import { ProblemText } from '../../ui/ProblemText';
import { useAction } from '../../ui/useAction';

/** Time can be skipped here: what takes Bob's Post days takes a demo seconds. */
export default function ClockPage() {
  const may = useMay();
  const { zone } = useSettings();
  const now = useNow();
  const view = useQuery({ queryKey: ['clock'], queryFn: ({ signal }) => clock.get(signal), enabled: may('executions:operate') });
  const timers = useQuery({ queryKey: ['timers'], queryFn: ({ signal }) => clock.timers(signal), enabled: may('executions:operate') });
  const [said, setSaid] = useState<string | null>(null);
  useEffect(() => {
    if (view.data) {
      systemClock.hear(view.data.now, view.data.mode);
    }
  }, [view.data]);

  const skip = useAction(async (run: () => Promise<ClockView>) => {
    const before = systemClock.now();
    const after = await run();
    systemClock.hear(after.now, after.mode);
    setSaid(`${duration(Date.parse(after.now) - before)} went by. Everything that was due in that time has happened.`);
  });
  const outage = useAction(async (isDown: boolean) => {
    await clock.outage(isDown ? { for: 'P3D' } : { end: true });
    setSaid(isDown ? 'Bob’s Post is down for three days. Place an order, and skip the time.' : 'Bob’s Post answers again. The next try finds out.');
  });

  if (!may('executions:operate')) {
    return (
      <>
        <PageHead title="Demo clock" />
        <Empty title="An Operator skips the time">It is {absolute(now, zone)} in this demo.</Empty>
      </>
    );
  }

  const isBusy = skip.isBusy || outage.isBusy;
  return (
    <>
      <PageHead title="Demo clock" description="Only here, on the embedded engine. Time goes forward only, and never past a timer without it." />
      <div className="stack">
        <div className="two">
          <Container header={<Header variant="h2">Now</Header>}>
            <p className="clock-face" role="status">
              {absolute(now, zone)}
            </p>
            <p className="quiet no-margin">
              {systemClock.aheadBy() < 1000 ? 'The same as your clock.' : `${duration(systemClock.aheadBy())} ahead of your clock.`} {modeWords(view.data?.mode)}
            </p>
            <div className="actions actions-below">
              <Button variant="primary" loading={skip.isBusy} disabled={isBusy} onClick={() => void skip.start(() => clock.skipToNext())}>
                Skip to the next timer
              </Button>
              <Button disabled={isBusy} onClick={() => void skip.start(() => clock.advance('PT1H'))}>
                1 hour
              </Button>
              <Button disabled={isBusy} onClick={() => void skip.start(() => clock.advance('P1D'))}>
                1 day
              </Button>
              <Button disabled={isBusy} onClick={() => void skip.start(() => clock.advance('P7D'))}>
                1 week
              </Button>
            </div>
          </Container>
          <Container header={<Header variant="h2">Bob’s Post, the simulator</Header>}>
            <p className="lead">Have it fail for days, then come back: no order is lost, doubled or forgotten.</p>
            <div className="actions actions-below">
              <Button disabled={isBusy} onClick={() => void outage.start(true)}>
                It goes down for 3 days
              </Button>
              <Button disabled={isBusy} onClick={() => void outage.start(false)}>
                It comes back
              </Button>
            </div>
          </Container>
        </div>
        <div aria-live="polite">{said !== null && <Alert type="success">{said}</Alert>}</div>
        <ProblemText problem={skip.problem ?? outage.problem} />
        <Container header={<Header variant="h2">What happens next, by itself</Header>}>
          <Loaded query={timers} what="The timers">
            {({ items }) =>
              items.length === 0 ? (
                <p className="quiet no-margin">No timer is set.</p>
              ) : (
                <table className="lines">
                  <thead>
                    <tr>
                      <th scope="col">Due</th>
                      <th scope="col">State</th>
                      <th scope="col">Execution</th>
                    </tr>
                  </thead>
                  <tbody>
                    {items.map((timer) => (
                      <tr key={`${timer.executionName}${timer.dueAt}`}>
                        <td>
                          <Time at={timer.dueAt} both />
                        </td>
                        <td>
                          {timer.state ?? '–'} <span className="quiet">{timerWords(timer.waitingFor)}</span>
                        </td>
                        <td>
                          <Link to={`/executions/${encodeURIComponent(timer.stateMachine)}/${encodeURIComponent(timer.executionName)}`} data-row-link>
                            {shortId(timer.executionName)}
                          </Link>{' '}
                          <span className="quiet">{timer.stateMachine}</span>
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              )
            }
          </Loaded>
        </Container>
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
