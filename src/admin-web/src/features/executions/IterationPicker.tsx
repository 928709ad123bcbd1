import Container from '@cloudscape-design/components/container';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import { useMemo, useState } from 'react';
import type { EventOutline } from '../../api/types';
import { mapVisits, type Iteration, type MapVisit } from '../../history/iterations';
import type { Progress, Step } from '../../history/steps';
import { Since } from '../../time/Time';
import { count } from '../../time/words';
import { Lines } from '../../ui/Lines';
import { Status, StepStatusMark } from '../../ui/Status';
import { textOf, useEvent, type ExecutionId } from './useExecution';

interface IterationPickerProps {
  progress: Progress;
  execution: ExecutionId;
  events: readonly EventOutline[];
  onStep: (step: Step) => void;
}

const Marks = {
  failed: ['bad', 'cross', 'Failed'],
  running: ['wait', 'clock', 'Running'],
  stopped: ['quiet', 'minus', 'Stopped'],
  succeeded: ['good', 'check', 'Succeeded'],
} as const;

/** As many as a list of choices can show at once and stay quick. */
const MostListed = 500;

/** The iterations of the execution's Map states, those that failed first; choosing one shows its steps, choosing a step shows it in the panel. */
export function IterationPicker({ progress, execution, events, onStep }: IterationPickerProps) {
  const visits = useMemo(() => mapVisits(progress, events), [progress, events]);
  const [mapId, setMapId] = useState<number | null>(null);
  const visit = visits.find((one) => one.step.id === mapId) ?? visits.find((one) => one.iterations.some((iteration) => iteration.status === 'failed')) ?? visits.at(-1);
  if (!visit) {
    return null;
  }

  return (
    <Container
      header={
        <Header
          variant="h2"
          description={summary(visit)}
          actions={
            visits.length > 1 && (
              <Select
                ariaLabel="Map"
                selectedOption={optionOf(visit)}
                options={visits.map(optionOf)}
                onChange={({ detail }) => { setMapId(Number(detail.selectedOption.value)); }}
              />
            )
          }
        >
          Items of {visit.step.state}
        </Header>
      }
    >
      {visit.mapRunEventId === null ? <Iterations key={visit.step.id} visit={visit} onStep={onStep} /> : <OwnExecutions execution={execution} eventId={visit.mapRunEventId} />}
    </Container>
  );
}

function Iterations({ visit, onStep }: { visit: MapVisit; onStep: (step: Step) => void }) {
  const [index, setIndex] = useState<number | null>(null);
  const chosen = visit.iterations.find((one) => one.index === index) ?? visit.iterations[0];
  if (!chosen) {
    return <p className="quiet no-margin">It was given no item.</p>;
  }

  const [tone, glyph, word] = Marks[chosen.status];
  return (
    <div className="stack">
      <div className="actions">
        <Select
          ariaLabel="Item"
          filteringType={visit.iterations.length > 10 ? 'auto' : 'none'}
          selectedOption={choiceOf(chosen)}
          options={visit.iterations.slice(0, MostListed).map(choiceOf)}
          onChange={({ detail }) => { setIndex(Number(detail.selectedOption.value)); }}
        />
        <Status tone={tone} glyph={glyph}>
          {word}
          {chosen.error !== null && ` with ${chosen.error}`}
        </Status>
      </div>
      {chosen.steps.length === 0 ? (
        <p className="quiet no-margin">It has entered no state yet.</p>
      ) : (
        <Lines
          items={chosen.steps}
          keyOf={(step) => step.id}
          columns={[
            ['State', (step) => <button type="button" className="text-button" onClick={() => { onStep(step); }}>{step.state}</button>],
            ['Status', (step) => <StepStatusMark status={step.status} />],
            ['Tries', (step) => (step.tries.length === 0 ? '–' : step.tries.length)],
            ['Took', (step) => <Since at={step.enteredAt} until={step.leftAt} />],
          ]}
        />
      )}
    </div>
  );
}

function OwnExecutions({ execution, eventId }: { execution: ExecutionId; eventId: number }) {
  const mapRunArn = textOf(useEvent(execution, eventId).data, 'mapRunArn') ?? '…';
  const command = `aws stepfunctions list-executions --map-run-arn '${mapRunArn}'`;
  return (
    <p className="no-margin">
      Its items run as executions of their own, which this page does not list:{' '}
      <CopyToClipboard variant="inline" textToDisplay={command} textToCopy={command} copyButtonAriaLabel="Copy the command that lists them" copySuccessText="Copied" copyErrorText="Could not copy" />
    </p>
  );
}

const optionOf = ({ step }: MapVisit) => ({ value: String(step.id), label: step.iteration === null ? step.state : `${step.state}, in item ${step.iteration}`, description: `entered by event ${step.id}` });

const choiceOf = (one: Iteration) => ({ value: String(one.index), label: `Item ${one.index}`, description: one.error ?? Marks[one.status][2] });

function summary(visit: MapVisit): string {
  if (visit.mapRunEventId !== null) {
    return 'A Distributed Map.';
  }

  const of = (status: Iteration['status']) => visit.iterations.filter((one) => one.status === status).length;
  return [`${count(visit.iterations.length, 'item')}`, ...(['failed', 'running', 'stopped'] as const).flatMap((status) => (of(status) > 0 ? [`${of(status)} ${status}`] : []))].join(', ');
}
