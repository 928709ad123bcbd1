import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import { useState } from 'react';
import { executions } from '../../api/calls';
import type { Execution } from '../../api/types';
import { useApp, useMay } from '../../app/AppContext';
import { ReasonDialog } from '../../ui/ReasonDialog';
import { cliCommands, type CliCommand } from './cli';
import { ResumeDialog } from '../waiting/ResumeDialog';
import { useMoreActions } from './useMoreActions';

interface ExecutionActionsProps {
  execution: Execution;
  stateMachine: string;
  /** A callback task is open. */
  isWaiting: boolean;
  onExport: () => void;
  /** The state that is looked at. */
  state: string | null;
}

/** What an Operator may do with one execution; what is not possible now says why. */
export function ExecutionActions({ execution, stateMachine, isWaiting, onExport, state }: ExecutionActionsProps) {
  const may = useMay()('executions:operate');
  const [dialog, setDialog] = useState<'resume' | 'redrive' | 'stop' | null>(null);
  const isRunning = execution.status === 'RUNNING';
  const more = useMoreActions(execution, state);
  const canRedrive = execution.redriveStatus === null || execution.redriveStatus === undefined ? !isRunning && execution.status !== 'SUCCEEDED' : execution.redriveStatus === 'REDRIVABLE';
  const close = () => { setDialog(null); };
  const { config } = useApp();
  const [copied, setCopied] = useState('');
  const commands = cliCommands(execution, config.stepFunctionsUrl);
  const copy = async ({ text, command }: CliCommand) => {
    try {
      await navigator.clipboard.writeText(command);
      setCopied(`Copied: ${text}`);
    } catch {
      setCopied(`The browser does not let the page copy. ${command}`);
    }
  };
  return (
    <>
      <ButtonDropdown
        items={[
          ...(may
            ? [
                { id: 'redrive', text: 'Redrive…', disabled: !canRedrive, disabledReason: isRunning ? 'It is running.' : (execution.redriveStatusReason ?? 'It succeeded.') },
                { id: 'stop', text: 'Stop…', disabled: !isRunning, disabledReason: 'It has ended.' },
              ]
            : []),
          ...more.items,
          { id: 'json', text: 'Export as JSON' },
          { id: 'cli', text: 'Copy as AWS CLI', items: commands.map(({ id, text }) => ({ id, text })) },
        ]}
        onItemClick={({ detail }) => {
          const command = commands.find(({ id }) => id === detail.id);
          if (detail.id === 'json') {
            onExport();
          } else if (command) {
            void copy(command);
          } else if (!more.onItem(detail.id)) {
            setDialog(detail.id as 'redrive' | 'stop');
          }
        }}
      >
        Actions
      </ButtonDropdown>
      <span className="small quiet" role="status">
        {copied}
      </span>
      {may && isWaiting && (
        <Button variant="primary" onClick={() => { setDialog('resume'); }}>
          Resume…
        </Button>
      )}
      {more.dialogs}
      {dialog === 'resume' && <ResumeDialog stateMachine={stateMachine} name={execution.name} onClose={close} />}
      {dialog === 'redrive' && (
        <ReasonDialog
          draft={`redrive.${execution.name}`}
          title="Redrive this execution?"
          confirm="Redrive"
          keep="Leave it failed"
          onConfirm={(reason) => executions.redrive(stateMachine, execution.name, reason)}
          onClose={close}
        >
          <p className="lead">
            It goes on from the state that failed{execution.currentState ? `, ${execution.currentState}` : ''}, with that state’s input. What succeeded before is not run again.
          </p>
        </ReasonDialog>
      )}
      {dialog === 'stop' && (
        <ReasonDialog
          draft={`stop.${execution.name}`}
          title="Stop this execution?"
          warning={execution.orderId ? { header: 'An order stands behind it', text: 'Its order is neither cancelled nor told to the customer by this. To take an order back, cancel the order.' } : undefined}
          confirm="Stop it"
          keep="Let it run"
          onConfirm={(reason) => executions.stop(stateMachine, execution.name, reason)}
          onClose={close}
        >
          <p className="lead">It ends as Stopped where it is{execution.currentState ? `, in ${execution.currentState}` : ''}. It can be redriven later.</p>
        </ReasonDialog>
      )}
    </>
  );
}
