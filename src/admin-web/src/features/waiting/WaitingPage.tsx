import Button from '@cloudscape-design/components/button';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { executions, orders } from '../../api/calls';
import type { WaitingTask } from '../../api/types';
import { useApp, useMay } from '../../app/AppContext';
import { Since, Time } from '../../time/Time';
import { Empty } from '../../ui/Empty';
import { shortId } from '../../ui/ids';
import { Loaded } from '../../ui/Loaded';
import { PageHead } from '../../ui/PageHead';
import { ShowMore } from '../../ui/ShowMore';
import { useUrl } from '../../ui/useUrl';
import { Views } from '../../ui/Views';
import { DecideManyDialog } from './DecideManyDialog';
import { HeartbeatButton } from './HeartbeatButton';
import { ResumeDialog } from './ResumeDialog';

/** Every task that waits for an answer from outside, the longest wait first, and who has to give it. */
export default function WaitingPage() {
  const { config } = useApp();
  const hasOrders = config.features.orders;
  const may = useMay();
  const [url] = useUrl();
  const [resuming, setResuming] = useState<{ stateMachine: string; name: string } | null>(null);
  const [isDeciding, setDeciding] = useState(false);
  const kind = url.kind ?? (hasOrders ? 'decision' : 'callback');
  const query = useInfiniteQuery({
    queryKey: ['waiting', kind],
    queryFn: ({ pageParam, signal }) => executions.waiting({ kind, limit: 50, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor ?? null,
  });
  const { data: counts } = useQuery({ queryKey: ['counts'], queryFn: ({ signal }) => orders.counts(signal), enabled: hasOrders });
  return (
    <>
      <PageHead
        title="Waiting for people"
        description="What cannot go on by itself, the longest wait first."
        actions={hasOrders && (counts?.attention ?? 0) > 1 && may('executions:operate') ? <Button onClick={() => { setDeciding(true); }}>Decide for many…</Button> : undefined}
      />
      <Views
        views={
          hasOrders
            ? [
                { name: 'Orders to decide', query: '', count: counts?.attention },
                { name: 'Other callbacks', query: 'kind=callback' },
              ]
            : [{ name: 'All', query: '' }]
        }
      />
      <Loaded query={query} what="What waits">
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          return items.length === 0 ? (
            <Empty title="Nothing waits for a person" action={hasOrders && (counts?.waitingForCarrier ?? 0) > 0 ? <Link to="/orders?waitingFor=carrier">{counts?.waitingForCarrier} wait for Bob’s Post</Link> : undefined}>
              Whatever cannot go on by itself appears here.
            </Empty>
          ) : (
            <>
              <ul className="tasks">
                {items.map((task) => (
                  <Task
                    key={`${task.executionName ?? task.orderId ?? ''}${task.since}`}
                    task={task}
                    onResume={may('executions:operate') ? setResuming : undefined}
                  />
                ))}
              </ul>
              <ShowMore list={query} />
            </>
          );
        }}
      </Loaded>
      {resuming && <ResumeDialog {...resuming} onClose={() => { setResuming(null); }} />}
      {isDeciding && <DecideManyDialog onClose={() => { setDeciding(false); }} />}
    </>
  );
}

function Task({ task, onResume }: { task: WaitingTask; onResume: ((execution: { stateMachine: string; name: string }) => void) | undefined }) {
  const { executionName, stateMachine } = task;
  return (
    <li>
      <div>
        <p className="task-question">{task.question}</p>
        <p className="small quiet no-margin">
          {task.orderId ? (
            <Link to={`/orders/${task.orderId}`} data-row-link>
              Order {shortId(task.orderId)}
            </Link>
          ) : (
            executionName &&
            stateMachine && (
              <Link to={`/executions/${encodeURIComponent(stateMachine)}/${encodeURIComponent(executionName)}`} data-row-link>
                {shortId(executionName)}
              </Link>
            )
          )}
          {task.state && ` · ${task.state}`} · waits for <Since at={task.since} />
          {task.timesOutAt && (
            <>
              {' '}
              · asks again <Time at={task.timesOutAt} />
            </>
          )}
          {task.heartbeatSeconds ? ` · wants a heartbeat every ${task.heartbeatSeconds} s` : ''}
        </p>
      </div>
      {onResume && executionName && stateMachine && (
        <div className="actions">
          {task.heartbeatSeconds && task.state && task.enteredEventId ? (
            <HeartbeatButton name={executionName} wait={{ stateMachine, state: task.state, enteredEventId: task.enteredEventId }} />
          ) : null}
          <Button ariaLabel={`Resume ${executionName}`} onClick={() => { onResume({ stateMachine, name: executionName }); }}>
            {task.kind === 'decision' ? 'Decide…' : 'Resume…'}
          </Button>
        </div>
      )}
    </li>
  );
}
