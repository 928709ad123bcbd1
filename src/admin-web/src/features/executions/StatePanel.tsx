import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Tabs from '@cloudscape-design/components/tabs';
import type { Execution } from '../../api/types';
import type { Chart, ChartState } from '../../graph/asl';
import type { Progress, Step } from '../../history/steps';
import { Since, Time } from '../../time/Time';
import { JsonView } from '../../ui/JsonView';
import { StepStatusMark } from '../../ui/Status';
import { Loaded } from '../../ui/Loaded';
import { TriesList } from './TriesList';
import { textOf, useEvent, type ExecutionId } from './useExecution';

interface StatePanelProps {
  state: string | null;
  chart: Chart | null;
  progress: Progress | null;
  /** Whose events have the inputs and outputs. */
  of: ExecutionId;
  execution: Execution | undefined;
  /** Which visit, by the id of its entered event; the last where it is not given. */
  visit: number | null;
  onVisit: (id: number) => void;
}

/** Everything about one state: how it stands, what went in and out, each try, what the definition says. */
export function StatePanel({ of, state, chart, progress, execution, visit, onVisit }: StatePanelProps) {
  if (state === null) {
    return (
      <Container header={<Header variant="h2">State</Header>}>
        <p className="quiet">Choose a state in the graph to see its input, output and tries.</p>
      </Container>
    );
  }

  const visits = progress?.steps.filter((step) => step.state === state) ?? [];
  const index = Math.max(0, visit === null ? visits.length - 1 : visits.findIndex((step) => step.id === visit));
  const step = visits[index];
  const definition = chart ? findState(chart, state) : null;
  const isCurrent = execution?.currentState === state && execution.status === 'RUNNING' && index === visits.length - 1;
  return (
    <Container header={<Header variant="h2">{state}</Header>}>
      {visits.length > 1 && (
        <p className="visits">
          Visit {index + 1} of {visits.length}
          <button type="button" disabled={index === 0} onClick={() => { onVisit(visits[index - 1]?.id ?? 0); }}>
            Before
          </button>
          <button type="button" disabled={index === visits.length - 1} onClick={() => { onVisit(visits[index + 1]?.id ?? 0); }}>
            Next
          </button>
        </p>
      )}
      <Tabs
        ariaLabel={`About ${state}`}
        tabs={[
          { id: 'summary', label: 'Summary', content: <Summary step={step} definition={definition} execution={isCurrent ? execution : undefined} /> },
          { id: 'data', label: 'Data', content: <Data of={of} step={step} /> },
          { id: 'tries', label: step && step.tries.length > 0 ? `Tries (${step.tries.length})` : 'Tries', content: <TriesList of={of} step={step} nextAt={isCurrent ? execution.nextAt : null} definition={definition} /> },
          { id: 'definition', label: 'Rule', content: definition ? <JsonView value={definition.source} name="definition" /> : <p className="quiet">Not in this definition.</p> },
        ]}
      />
    </Container>
  );
}

function Summary({ step, definition, execution }: { step: Step | undefined; definition: ChartState | null; execution: Execution | undefined }) {
  return (
    <div className="stack">
      {definition?.comment && <p className="quiet no-margin">{definition.comment}</p>}
      <dl className="facts">
        <div>
          <dt>Status</dt>
          <dd>
            <StepStatusMark status={step?.status ?? 'open'} />
          </dd>
        </div>
        {step && (
          <div>
            <dt>Entered</dt>
            <dd>
              <Time at={step.enteredAt} both />
            </dd>
          </div>
        )}
        {step && (
          <div>
            <dt>{step.leftAt === null ? 'Here for' : 'Took'}</dt>
            <dd>
              <Since at={step.enteredAt} until={step.leftAt} />
            </dd>
          </div>
        )}
        {execution?.nextAt && (
          <div>
            <dt>Goes on</dt>
            <dd>
              <Time at={execution.nextAt} both />
            </dd>
          </div>
        )}
        {step && step.tries.length > 0 && (
          <div>
            <dt>Tries</dt>
            <dd>{step.tries.length}</dd>
          </div>
        )}
        {step?.iteration !== null && step !== undefined && (
          <div>
            <dt>Iteration</dt>
            <dd>{step.iteration}</dd>
          </div>
        )}
      </dl>
    </div>
  );
}

/** What went in, and what came out, with what the state changed marked. */
function Data({ of, step }: { of: ExecutionId; step: Step | undefined }) {
  const entered = useEvent(of, step?.id ?? null);
  const exited = useEvent(of, step?.exitedId ?? null);
  if (!step) {
    return <p className="quiet">The execution has not been here.</p>;
  }

  const input = textOf(entered.data, 'input');
  return (
    <div className="stack">
      <section aria-label="Input">
        <h3 className="small-head">Input</h3>
        <Loaded query={entered} what="The input">
          {() => (input === null ? <p className="quiet">Not in the history.</p> : <JsonView value={input} name="input" />)}
        </Loaded>
      </section>
      <section aria-label="Output">
        <h3 className="small-head">Output</h3>
        {step.exitedId === null ? (
          <p className="quiet">None yet.</p>
        ) : (
          <Loaded query={exited} what="The output">
            {(event) => <JsonView value={textOf(event, 'output') ?? ''} before={input ?? undefined} name="output" />}
          </Loaded>
        )}
      </section>
    </div>
  );
}

export function findState(chart: Chart, name: string): ChartState | null {
  for (const state of chart.states) {
    if (state.name === name) {
      return state;
    }

    for (const inside of state.inside) {
      const found = findState(inside, name);
      if (found) {
        return found;
      }
    }
  }

  return null;
}
