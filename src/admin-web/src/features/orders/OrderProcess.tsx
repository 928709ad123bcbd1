import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { useState } from 'react';
import { Link } from 'react-router';
import { LazyGraph } from '../../graph/LazyGraph';
import { Loaded } from '../../ui/Loaded';
import { useUrl } from '../../ui/useUrl';
import { StatePanel } from '../executions/StatePanel';
import { currentState, useChart, useExecution, useHistory, useProgress } from '../executions/useExecution';

/** The order's execution as a graph: for whoever wants to know exactly. */
export default function OrderProcess({ stateMachine, name }: { stateMachine: string; name: string }) {
  const execution = useExecution({ stateMachine, name });
  const history = useHistory({ stateMachine, name }, execution.data?.status === 'RUNNING');
  const progress = useProgress(history.data);
  const { chart, problem } = useChart(execution.data?.definition);
  const [url, setUrl] = useUrl();
  const [visit, setVisit] = useState<number | null>(null);
  const state = url.state ?? currentState(progress);
  return (
    <div className="stack">
      <Container
        disableContentPaddings
        header={
          <Header variant="h2" description="Choose a state to see its input, output and tries." actions={<Link to={`/executions/${stateMachine}/${name}`}>Open the execution</Link>}>
            Process
          </Header>
        }
      >
        <Loaded query={execution} what="The execution">
          {() =>
            chart ? (
              <LazyGraph
                chart={chart}
                progress={progress}
                selected={state}
                startsWithWay
                label={`States of ${name}`}
                onSelect={(chosen) => {
                  setVisit(null);
                  setUrl({ state: chosen });
                }}
              />
            ) : (
              <p className="quiet">{problem ?? 'There is no definition to draw.'}</p>
            )
          }
        </Loaded>
      </Container>
      <StatePanel of={{ stateMachine, name }} state={state} chart={chart} progress={progress} execution={execution.data} visit={visit} onVisit={setVisit} />
    </div>
  );
}
