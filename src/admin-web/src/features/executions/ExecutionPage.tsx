import Tabs from '@cloudscape-design/components/tabs';
import { useCallback, useMemo, useState } from 'react';
import { Link, useParams } from 'react-router';
import type { Execution } from '../../api/types';
import { LazyGraph } from '../../graph/LazyGraph';
import { Since, Time } from '../../time/Time';
import { download } from '../../ui/download';
import { shortId } from '../../ui/ids';
import { JsonView, pretty } from '../../ui/JsonView';
import { Loaded } from '../../ui/Loaded';
import { PageHead } from '../../ui/PageHead';
import { ProblemText } from '../../ui/ProblemText';
import { ExecutionStatusMark } from '../../ui/Status';
import { useAction } from '../../ui/useAction';
import { useUrl } from '../../ui/useUrl';
import type { Step } from '../../history/steps';
import { EventTable } from './EventTable';
import { ExecutionActions } from './ExecutionActions';
import { ExecutionSentence } from './ExecutionSentence';
import { IterationPicker } from './IterationPicker';
import { Relatives } from './Relatives';
import { StatePanel } from './StatePanel';
import { StepsTimeline } from './StepsTimeline';
import { currentState, readWholeHistory, useChart, useExecution, useHistory, useProgress } from './useExecution';

/** One execution: why it is where it is. */
export default function ExecutionPage() {
  const { stateMachine = '', name = '' } = useParams();
  const execution = useExecution({ stateMachine, name });
  useHistory({ stateMachine, name }); // begins beside the execution, not behind it
  return (
    <Loaded query={execution} what="The execution">
      {(data) => <ExecutionBody key={name} execution={data} stateMachine={stateMachine} />}
    </Loaded>
  );
}

function ExecutionBody({ execution, stateMachine }: { execution: Execution; stateMachine: string }) {
  const { name } = execution;
  const of = useMemo(() => ({ stateMachine, name }), [stateMachine, name]);
  const history = useHistory(of, execution.status === 'RUNNING');
  const progress = useProgress(history.data);
  const { chart, problem } = useChart(execution.definition);
  const [url, setUrl] = useUrl();
  const [visit, setVisit] = useState<number | null>(null);
  const state = url.state ?? currentState(progress);
  const onState = useCallback(
    (chosen: string | null) => {
      setVisit(null);
      setUrl({ state: chosen });
    },
    [setUrl],
  );
  const onStep = useCallback(
    (step: Step) => {
      setUrl({ state: step.state });
      setVisit(step.id);
    },
    [setUrl],
  );
  const isWaiting = execution.status === 'RUNNING' && (progress?.steps.some((step) => step.status === 'waiting' && step.type === 'Task') ?? false);
  const [exported, setExported] = useState(0);
  const file = useAction(async () => {
    const events = await readWholeHistory(of, setExported);
    download(`${name}.json`, 'application/json', JSON.stringify({ execution, events }, null, 2));
  });
  const exportJson = () => void file.start();
  const panel = <StatePanel of={of} state={state} chart={chart} progress={progress} execution={execution} visit={visit} onVisit={setVisit} />;

  return (
    <>
      <PageHead
        up={{ to: '/executions', name: 'Executions' }}
        title={shortId(name)}
        extra={<ExecutionStatusMark status={execution.status} />}
        description={
          <>
            <span className="mono">{name}</span> of {stateMachine}
            {execution.orderId && (
              <>
                {' '}
                · <Link to={`/orders/${execution.orderId}`}>its order</Link>
              </>
            )}
          </>
        }
        actions={<ExecutionActions execution={execution} stateMachine={stateMachine} isWaiting={isWaiting} onExport={exportJson} state={state} />}
      />
      <div className="stack">
        {file.isBusy && <p className="quiet" role="status">Reading the history for the file: {exported.toLocaleString('en-GB')} events so far.</p>}
        <ProblemText problem={file.problem} />
        <ExecutionSentence execution={execution} progress={progress} />
        <Relatives execution={execution} events={history.data?.events ?? []} />
        <dl className="facts">
          <div>
            <dt>Started</dt>
            <dd>
              <Time at={execution.startedAt} />
            </dd>
          </div>
          <div>
            <dt>{execution.stoppedAt ? 'Took' : 'Runs for'}</dt>
            <dd>
              <Since at={execution.startedAt} until={execution.stoppedAt} />
            </dd>
          </div>
          {execution.nextAt && (
            <div>
              <dt>Goes on</dt>
              <dd>
                <Time at={execution.nextAt} />
              </dd>
            </div>
          )}
          <div>
            <dt>Events</dt>
            <dd>{(history.data?.events.length ?? 0).toLocaleString('en-GB')}</dd>
          </div>
          <div>
            <dt>Redriven</dt>
            <dd>{execution.redriveCount ? `${execution.redriveCount} ×` : 'never'}</dd>
          </div>
        </dl>
        <Tabs
          ariaLabel="Execution"
          activeTabId={url.tab ?? 'graph'}
          onChange={({ detail }) => { setUrl({ tab: detail.activeTabId }); }}
          tabs={[
            {
              id: 'graph',
              label: 'Graph',
              content: (
                <div className="stack">
                  {chart ? <LazyGraph chart={chart} progress={progress} selected={state} onSelect={onState} label={`States of ${name}`} /> : <p className="quiet">{problem ?? 'There is no definition to draw.'}</p>}
                  {panel}
                  {progress && <IterationPicker progress={progress} execution={{ stateMachine, name }} events={history.data?.events ?? []} onStep={onStep} />}
                </div>
              ),
            },
            {
              id: 'steps',
              label: 'Steps',
              content: progress && (
                <div className="main-and-side">
                  <StepsTimeline
                    progress={progress}
                    isRunning={execution.status === 'RUNNING'}
                    selected={visit}
                    onSelect={(step) => {
                      setUrl({ state: step.state });
                      setVisit(step.id);
                    }}
                  />
                  {panel}
                </div>
              ),
            },
            {
              id: 'events',
              label: 'Events',
              content: (
                <Loaded query={history} what="The events">
                  {(data) =>
                    progress && (
                      <EventTable
                        of={of}
                        events={data.events}
                        progress={progress}
                        isComplete={data.isComplete}
                        selected={url.event === undefined ? null : Number(url.event)}
                        onSelect={(id) => { setUrl({ event: id === null ? null : String(id) }); }}
                        onDownload={exportJson}
                      />
                    )
                  }
                </Loaded>
              ),
            },
            {
              id: 'data',
              label: 'Input and output',
              content: (
                <div className="two">
                  <section aria-label="Input">
                    <h2 className="small-head">Input</h2>
                    <JsonView value={execution.input ?? null} name="input" />
                  </section>
                  <section aria-label="Output">
                    <h2 className="small-head">Output</h2>
                    {execution.output === null || execution.output === undefined ? <p className="quiet">None {execution.status === 'RUNNING' ? 'yet' : ''}</p> : <JsonView value={execution.output} name="output" />}
                  </section>
                </div>
              ),
            },
            { id: 'definition', label: 'Definition', content: <JsonView value={pretty(execution.definition ?? null)} name="definition" /> },
          ]}
        />
      </div>
    </>
  );
}
