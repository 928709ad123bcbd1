import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Textarea from '@cloudscape-design/components/textarea';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { operate } from '../../api/operateCalls';
import type { Execution } from '../../api/types';
import { pretty } from '../../ui/JsonView';
import { ReasonDialog } from '../../ui/ReasonDialog';
import { nextName } from './nextName';
import { inputProblem, isRedacted } from './startInput';

/** It stays while the input is mended: what is typed below must not move. */
const BlackedOut = {
  header: 'A task token is blacked out in this input',
  text: 'Tokens are never shown: “(redacted)” is not what the first execution was given. Put a token that is still waited for in its place, or leave that part out; until then nothing is started.',
};

/** One more run of the same machine: with the same input, or with what is made of it here. */
export function StartLikeDialog({ execution, onClose }: { execution: Execution; onClose: () => void }) {
  const navigate = useNavigate();
  const [name, setName] = useState(() => nextName(execution.name, crypto.randomUUID()));
  const first = pretty(execution.input ?? {});
  const [input, setInput] = useState(first);
  const problem = inputProblem(input);
  const nameProblem = /^[\w-]{1,80}$/.test(name) ? undefined : '1 to 80 letters, digits, - or _.';
  return (
    <ReasonDialog
      draft={`start-like.${execution.name}`}
      title={`Start another ${execution.stateMachine}?`}
      confirm="Start it"
      keep="Start nothing"
      width="large"
      warning={isRedacted(first) ? BlackedOut : undefined}
      canConfirm={problem === undefined && nameProblem === undefined}
      onConfirm={async (reason) => {
        const started = await operate.start({ stateMachine: execution.stateMachine, name, input: JSON.parse(input) as unknown, reason });
        await navigate(`/executions/${encodeURIComponent(started.stateMachine)}/${encodeURIComponent(started.name)}`);
      }}
      onClose={onClose}
    >
      <p className="lead">It runs on the definition as it is now, beside this one, which stays as it is.</p>
      <FormField label="Name" errorText={nameProblem}>
        <Input value={name} onChange={({ detail }) => { setName(detail.value); }} />
      </FormField>
      <FormField label="Input (JSON)" errorText={problem}>
        <Textarea rows={8} value={input} onChange={({ detail }) => { setInput(detail.value); }} />
      </FormField>
    </ReasonDialog>
  );
}
