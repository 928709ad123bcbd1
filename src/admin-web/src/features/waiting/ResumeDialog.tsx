import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import RadioGroup from '@cloudscape-design/components/radio-group';
import Textarea from '@cloudscape-design/components/textarea';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { executions } from '../../api/calls';
import type { ResumeBody, ResumePreview } from '../../api/types';
import { Since, Time } from '../../time/Time';
import { shortId } from '../../ui/ids';
import { jsonProblem } from '../../ui/jsonProblem';
import { JsonView } from '../../ui/JsonView';
import { Loaded } from '../../ui/Loaded';
import { ReasonDialog } from '../../ui/ReasonDialog';
import { useDraft } from '../../ui/useDraft';
import { answerOf, fieldsOf, findSchema } from './schemaForm';
import { SchemaForm } from './SchemaForm';

/** Kept until it is sent, as the reason is. */
interface TypedAnswer {
  output: string;
  fields: Record<string, string>;
  error: string;
}

interface ResumeDialogProps {
  stateMachine: string;
  name: string;
  onClose: () => void;
}

/**
 * Lets a waiting execution go on. It says what will be sent and what follows; the task token stays with the API, which is told the
 * execution, the state and the visit, so that nothing happens where the execution moved on meanwhile.
 */
export function ResumeDialog({ stateMachine, name, onClose }: ResumeDialogProps) {
  // Read when the dialog opens, and not again: what was read is what is confirmed.
  const preview = useQuery({
    queryKey: ['static', 'resume', stateMachine, name],
    queryFn: ({ signal }) => executions.resumePreview(stateMachine, name, signal),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  const [choice, setChoice] = useState(0);
  const [typed, setTyped, clearTyped] = useDraft<TypedAnswer>(`answer.${name}`, () => ({ output: '{}', fields: {}, error: '' }));
  const [isJson, setJson] = useState(false);
  const outcome = preview.data?.outcomes[choice];
  const isFailure = outcome?.outcome === 'failure';
  const isOwn = outcome !== undefined && !isFailure && (outcome.output === null || outcome.output === undefined);
  const schema = useMemo(() => findSchema(preview.data?.parameters), [preview.data]);
  const fields = useMemo(() => (schema === null ? [] : fieldsOf(schema)), [schema]);
  const hasForm = isOwn && fields.length > 0 && !isJson;
  const answer = answerOf(fields, typed.fields);
  const outputProblem = isOwn && !hasForm ? jsonProblem(typed.output) : undefined;
  const isFit = outcome !== undefined && outputProblem === undefined && (!hasForm || Object.keys(answer.errors).length === 0) && (!isFailure || typed.error.trim() !== '');

  const send = async (reason: string) => {
    const { data } = preview;
    if (!data || !outcome) {
      return;
    }

    const visit = { stateMachine, state: data.state, enteredEventId: data.enteredEventId, reason };
    const body: ResumeBody =
      isFailure
        ? { ...visit, outcome: 'failure', error: typed.error.trim(), cause: reason }
        : { ...visit, outcome: 'success', output: hasForm ? answer.output : isOwn ? (JSON.parse(typed.output) as unknown) : outcome.output };
    await executions.resume(name, body);
    clearTyped();
  };

  return (
    <ReasonDialog
      draft={`resume.${name}`}
      title={`Resume ${shortId(name)}?`}
      warning={carrierWarning(preview.data)}
      placeholder="The customer called"
      confirm="Resume it"
      keep="Keep waiting"
      canConfirm={isFit}
      onConfirm={send}
      onClose={onClose}
      width="large"
    >
      <Loaded query={preview} what="What it waits for">
        {(data) => (
          <div className="stack">
            <p className="lead">{data.question}</p>
            <p className="quiet no-margin">
              In {data.state}, for <Since at={data.since} />
              {data.timesOutAt && (
                <>
                  ; {data.kind === 'decision' ? 'it asks again' : 'by itself it goes on'} <Time at={data.timesOutAt} />
                </>
              )}
              .
            </p>
            <FormField label="What it is told">
              <RadioGroup
                value={String(choice)}
                onChange={({ detail }) => { setChoice(Number(detail.value)); }}
                items={data.outcomes.map((one, index) => ({ value: String(index), label: one.label, description: one.then }))}
              />
            </FormField>
            {hasForm && (
              <>
                <SchemaForm fields={fields} typed={typed.fields} errors={answer.errors} onChange={(values) => { setTyped({ ...typed, fields: values }); }} />
                <details>
                  <summary>What exactly is sent</summary>
                  <JsonView value={answer.output} name="what is sent" />
                </details>
              </>
            )}
            {isOwn && fields.length > 0 && (
              <div>
                <Button
                  variant="inline-link"
                  onClick={() => {
                    setTyped({ ...typed, output: JSON.stringify(answer.output, null, 2) });
                    setJson(!isJson);
                  }}
                >
                  {isJson ? 'Fill in the form instead' : 'Write it as JSON instead'}
                </Button>
              </div>
            )}
            {isOwn && !hasForm && (
              <FormField label="Output (JSON)" errorText={outputProblem}>
                <Textarea rows={5} value={typed.output} onChange={({ detail }) => { setTyped({ ...typed, output: detail.value }); }} />
              </FormField>
            )}
            {isFailure && (
              <FormField label="Error name" description="What ErrorEquals matches; the reason below becomes its cause.">
                <Input value={typed.error} onChange={({ detail }) => { setTyped({ ...typed, error: detail.value }); }} />
              </FormField>
            )}
            {outcome !== undefined && outcome.output !== undefined && outcome.output !== null && (
              <details>
                <summary>What exactly is sent</summary>
                <JsonView value={outcome.output} name="what is sent" />
              </details>
            )}
            {data.kind === 'callback' && data.parameters && (
              <details>
                <summary>What the task was given</summary>
                <JsonView value={data.parameters} name="what the task was given" />
              </details>
            )}
            {data.recentActions.length > 0 && (
              <Alert type="info" header="What people did here lately">
                <ul className="plain-list">
                  {data.recentActions.map((action) => (
                    <li key={`${action.at}${action.text}`}>
                      {action.text} {action.by}, <Time at={action.at} />
                    </li>
                  ))}
                </ul>
              </Alert>
            )}
          </div>
        )}
      </Loaded>
    </ReasonDialog>
  );
}

function carrierWarning(preview: ResumePreview | undefined) {
  return preview?.carrierState && preview.carrierState !== 'up' && preview.carrierState !== 'recovering'
    ? {
        header: 'Bob’s Post is still down',
        text:
          preview.kind === 'carrier'
            ? 'Resuming is no way past it: the order finds it down and goes back to waiting. Nothing is lost or shipped twice.'
            : 'What needs it waits until it answers. Nothing is lost or shipped twice.',
      }
    : undefined;
}
