import Alert from '@cloudscape-design/components/alert';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import RadioGroup from '@cloudscape-design/components/radio-group';
import Textarea from '@cloudscape-design/components/textarea';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { executions } from '../../api/calls';
import type { ResumeBody, ResumePreview } from '../../api/types';
import { Time } from '../../time/Time';
import { shortId } from '../../ui/ids';
import { JsonView } from '../../ui/JsonView';
import { Loaded } from '../../ui/Loaded';
import { ReasonDialog } from '../../ui/ReasonDialog';

interface ResumeDialogProps {
  stateMachine: string;
  name: string;
  onClose: () => void;
}

const Own = 'own';
const Fail = 'fail';

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
  const [choice, setChoice] = useState<string | null>(null);
  const [output, setOutput] = useState('{}');
  const [error, setError] = useState('');
  const outcomes = preview.data?.willSend.outcomes ?? [];
  const chosen = choice ?? outcomes[0]?.outcome ?? Own;
  const outcome = outcomes.find((one) => one.outcome === chosen);
  const outputProblem = chosen === Own ? jsonProblem(output) : undefined;

  const send = async (reason: string) => {
    const { data } = preview;
    if (!data) {
      return;
    }

    const visit = { stateMachine, state: data.state, enteredEventId: data.enteredEventId, reason };
    const body: ResumeBody =
      chosen === Fail
        ? { ...visit, outcome: 'failure', error: error.trim(), cause: reason }
        : { ...visit, outcome: 'success', output: chosen === Own ? (JSON.parse(output) as unknown) : outcome?.output };
    await executions.resume(name, body);
  };

  return (
    <ReasonDialog
      draft={`resume.${name}`}
      title={`Resume ${shortId(name)}?`}
      warning={carrierWarning(preview.data)}
      placeholder="The customer called"
      confirm="Resume it"
      keep="Keep waiting"
      canConfirm={preview.data !== undefined && outputProblem === undefined && (chosen !== Fail || error.trim() !== '')}
      onConfirm={send}
      onClose={onClose}
      width="large"
    >
      <Loaded query={preview} what="What it waits for">
        {(data) => (
          <div className="stack">
            <p className="lead">
              It waits in <strong>{data.state}</strong>. Choose what it is told:
            </p>
            <RadioGroup
              value={chosen}
              ariaLabel="What it is told"
              onChange={({ detail }) => { setChoice(detail.value); }}
              items={[
                ...outcomes.map((one) => ({ value: one.outcome, label: one.label, description: one.then ?? undefined })),
                ...(data.kind === 'callback'
                  ? [
                      { value: Own, label: 'Success, with an output of your own', description: 'It goes on to the next state with this output.' },
                      { value: Fail, label: 'Failure', description: 'The state’s retriers and catchers decide what follows.' },
                    ]
                  : []),
              ]}
            />
            {chosen === Own && (
              <FormField label="Output (JSON)" errorText={outputProblem}>
                <Textarea rows={5} value={output} onChange={({ detail }) => { setOutput(detail.value); }} />
              </FormField>
            )}
            {chosen === Fail && (
              <FormField label="Error name" description="What ErrorEquals matches; the reason below becomes its cause.">
                <Input value={error} onChange={({ detail }) => { setError(detail.value); }} />
              </FormField>
            )}
            {outcome !== undefined && outcome.output !== undefined && (
              <details>
                <summary>What exactly is sent</summary>
                <JsonView value={outcome.output} name="what is sent" />
              </details>
            )}
            {(data.recentActions ?? []).length > 0 && (
              <Alert type="info" header="Others acted here just now">
                <ul className="plain-list">
                  {(data.recentActions ?? []).map((action) => (
                    <li key={`${action.at}${action.action}`}>
                      {action.by}: {action.action}, <Time at={action.at} />
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
    ? { header: 'Bob’s Post is still down', text: 'This tries it once, now. If that fails, the order goes back to waiting; nothing is lost or shipped twice.' }
    : undefined;
}

function jsonProblem(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return `This is no JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
}
