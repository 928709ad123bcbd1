import Button from '@cloudscape-design/components/button';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { executions } from '../../api/calls';
import type { WaitingTask } from '../../api/types';
import { useApp, useMay } from '../../app/AppContext';
import { Since, Time } from '../../time/Time';
import { Empty } from '../../ui/Empty';
import { shortId } from '../../ui/ids';
import { Loaded } from '../../ui/Loaded';
import { PageHead } from '../../ui/PageHead';
import { useUrl } from '../../ui/useUrl';
import { Views } from '../../ui/Views';
import { DecideManyDialog } from './DecideManyDialog';
import { ResumeDialog } from './ResumeDialog';

/** Every task that waits for an answer from outside, and who has to give it. */
export default function WaitingPage() {
  const { config } = useApp();
  const may = useMay();
  const [url] = useUrl();
  const [resuming, setResuming] = useState<WaitingTask | null>(null);
  const [isDeciding, setDeciding] = useState(false);
  const query = useQuery({ queryKey: ['waiting'], queryFn: ({ signal }) => executions.waiting(signal) });
  const tasks = query.data?.items ?? [];
  const kind = url.kind ?? (config.features.orders ? 'decision' : '');
  const many = (of: WaitingTask['kind']) => tasks.filter((task) => task.kind === of).length;
  const decisions = many('decision');
  return (
    <>
      <PageHead
        title="Waiting for people"
        description="What cannot go on by itself, and what waits for an answer from outside."
        actions={decisions > 1 && may('executions:operate') ? <Button onClick={() => { setDeciding(true); }}>Decide for many…</Button> : undefined}
      />
      <Views
        views={[
          ...(config.features.orders
            ? [
                { name: 'A decision', query: '', count: decisions },
                { name: 'Bob’s Post to return', query: 'kind=carrier', count: many('carrier') },
              ]
            : []),
          { name: config.features.orders ? 'Other callbacks' : 'All', query: config.features.orders ? 'kind=callback' : '', count: many('callback') },
        ]}
      />
      <Loaded query={query} what="What waits">
        {({ items }) => {
          const shown = items.filter((task) => kind === '' || task.kind === kind).toSorted((one, other) => one.since.localeCompare(other.since));
          return shown.length === 0 ? (
            <Empty title={kind === 'carrier' ? 'No order waits for Bob’s Post' : 'Nothing waits for a person'}>
              {kind === 'carrier' ? 'While it answers, orders go straight through.' : 'Whatever cannot go on by itself appears here, the longest wait first.'}
            </Empty>
          ) : (
            <ul className="tasks">
              {shown.map((task) => (
                <li key={`${task.executionName}${task.enteredEventId}`}>
                  <div>
                    <p className="task-question">{task.question ?? `${task.state} waits for its callback.`}</p>
                    <p className="small quiet no-margin">
                      {task.orderId ? (
                        <Link to={`/orders/${task.orderId}`} data-row-link>
                          Order {shortId(task.orderId)}
                        </Link>
                      ) : (
                        <Link to={`/executions/${encodeURIComponent(task.stateMachine)}/${encodeURIComponent(task.executionName)}`} data-row-link>
                          {shortId(task.executionName)}
                        </Link>
                      )}{' '}
                      · {task.state} · waits for <Since at={task.since} />
                      {task.timesOutAt && (
                        <>
                          {' '}
                          · asks again <Time at={task.timesOutAt} />
                        </>
                      )}
                      {task.heartbeatSeconds ? ` · a heartbeat every ${task.heartbeatSeconds} s` : ''}
                    </p>
                  </div>
                  {may('executions:operate') && (
                    <Button ariaLabel={`Resume ${task.executionName}`} onClick={() => { setResuming(task); }}>
                      {task.kind === 'decision' ? 'Decide…' : 'Resume…'}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
      {resuming && <ResumeDialog stateMachine={resuming.stateMachine} name={resuming.executionName} onClose={() => { setResuming(null); }} />}
      {isDeciding && <DecideManyDialog onClose={() => { setDeciding(false); }} />}
    </>
  );
}
