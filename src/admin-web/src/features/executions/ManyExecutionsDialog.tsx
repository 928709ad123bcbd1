import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Modal from '@cloudscape-design/components/modal';
import Textarea from '@cloudscape-design/components/textarea';
import { useState } from 'react';
import { executions as calls } from '../../api/calls';
import type { ExecutionSummary } from '../../api/types';
import { useApp } from '../../app/AppContext';
import { count } from '../../time/words';
import { OneByOne, useOneByOne } from '../../ui/OneByOne';
import { shortId } from '../../ui/ids';

export type ManyAction = 'redrive' | 'stop';

const Words = {
  redrive: { title: 'Redrive', done: 'Each goes on from the state that failed, with that state’s input.', refuses: (one: ExecutionSummary) => (one.status === 'RUNNING' ? 'is running' : one.status === 'SUCCEEDED' ? 'succeeded' : null) },
  stop: { title: 'Stop', done: 'Each ends as Stopped where it is. An order behind it is neither cancelled nor told to its customer.', refuses: (one: ExecutionSummary) => (one.status === 'RUNNING' ? null : 'has ended') },
};

/** The same for several executions: first what will happen to which, then one after the other, with a way to stop. */
export function ManyExecutionsDialog({ action, executions, onClose }: { action: ManyAction; executions: ExecutionSummary[]; onClose: () => void }) {
  const { config } = useApp();
  const words = Words[action];
  const [reason, setReason] = useState('');
  const due = executions.filter((one) => words.refuses(one) === null);
  const refused = executions.filter((one) => words.refuses(one) !== null);
  const job = useOneByOne(due, (one) => one.name, (one) => calls[action](one.stateMachine, one.name, reason.trim()));
  return (
    <Modal
      visible
      header={`${words.title} ${count(due.length, 'execution')}?`}
      onDismiss={() => {
        if (job.state !== 'running') {
          onClose();
        }
      }}
      footer={
        <div className="actions dialog-actions">
          {job.state === 'ready' ? (
            <>
              <Button variant="link" onClick={onClose}>
                Leave them
              </Button>
              <Button variant="primary" disabled={reason.trim() === '' || due.length === 0} onClick={job.start}>
                {words.title} {due.length}
              </Button>
            </>
          ) : job.state === 'running' ? (
            <Button onClick={job.stop}>Stop here</Button>
          ) : (
            <Button variant="primary" onClick={onClose}>
              Close
            </Button>
          )}
        </div>
      }
    >
      <div className="stack">
        {refused.length > 0 && (
          <div>
            <strong>{count(refused.length, 'execution')} will be left alone:</strong>
            <ul className="plain-list">
              {refused.map((one) => (
                <li key={one.executionArn}>
                  {shortId(one.name)} {words.refuses(one)}
                </li>
              ))}
            </ul>
          </div>
        )}
        {job.state === 'ready' ? (
          <>
            <p className="lead">{words.done}</p>
            <ul className="plain-list quiet">
              {byState(due).map(([state, many]) => (
                <li key={state}>
                  {many} in {state}
                </li>
              ))}
            </ul>
            <FormField label={config.features.orders ? 'Why? (kept in the audit)' : 'Why?'}>
              <Textarea rows={3} value={reason} onChange={({ detail }) => { setReason(detail.value); }} />
            </FormField>
          </>
        ) : (
          <OneByOne job={job} />
        )}
      </div>
    </Modal>
  );
}

function byState(executions: readonly ExecutionSummary[]): [string, number][] {
  const states = new Map<string, number>();
  for (const { currentState } of executions) {
    const state = currentState ?? 'an unknown state';
    states.set(state, (states.get(state) ?? 0) + 1);
  }

  return [...states];
}
