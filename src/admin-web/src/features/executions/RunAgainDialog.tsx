import Alert from '@cloudscape-design/components/alert';
import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { operate } from '../../api/operateCalls';
import { asProblem } from '../../api/problem';
import type { Execution } from '../../api/types';
import { ReasonDialog } from '../../ui/ReasonDialog';
import { Waiting } from '../../ui/Waiting';

/** The states that an order can be run again from; each task finds out what is done already. */
export const RunAgainStates = [
  { value: 'LoadCustomer', label: 'LoadCustomer', description: 'From the beginning, with the customer’s present details. What is booked is found and kept.' },
  { value: 'BookShipment', label: 'BookShipment', description: 'Books, unless Bob’s Post has it already.' },
  { value: 'CheckShipment', label: 'CheckShipment', description: 'It is booked: asks whether it has shipped.' },
  { value: 'NotifyCustomer', label: 'NotifyCustomer', description: 'It has shipped: tells the customer, once.' },
  { value: 'CancelShipment', label: 'CancelShipment', description: 'Takes it back at Bob’s Post.' },
  { value: 'NotifyCancellation', label: 'NotifyCancellation', description: 'It is cancelled: tells the customer, once.' },
];

interface RunAgainDialogProps {
  execution: Execution;
  /** The state that is looked at, or that it ended in. */
  state: string | null;
  onClose: () => void;
}

/** Runs an order again from a chosen state: what would be started is looked up first, and nothing is where it cannot be. */
export function RunAgainDialog({ execution, state, onClose }: RunAgainDialogProps) {
  const navigate = useNavigate();
  const [fromState, setFromState] = useState(RunAgainStates.find((one) => one.value === state)?.value ?? 'LoadCustomer');
  const look = useQuery({
    queryKey: ['static', 'run-again', execution.name, fromState],
    queryFn: ({ signal }) => operate.runAgain(execution.name, { fromState, reason: 'A look before it is run again', dryRun: true }, signal),
    placeholderData: undefined,
    staleTime: 0,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  });
  return (
    <ReasonDialog
      draft={`run-again.${execution.name}`}
      title="Run this order again?"
      confirm="Run it again"
      keep="Leave it as it is"
      placeholder="It ended by a bug, which is mended and deployed"
      width="large"
      canConfirm={look.data !== undefined}
      onConfirm={async (reason) => {
        const run = await operate.runAgain(execution.name, { fromState, reason });
        await navigate(`/executions/${encodeURIComponent(execution.stateMachine)}/${encodeURIComponent(run.executionName)}`);
      }}
      onClose={onClose}
    >
      <FormField label="From" description="What was done before is not done twice.">
        <Select
          ariaLabel="From which state"
          selectedOption={RunAgainStates.find((one) => one.value === fromState) ?? null}
          options={RunAgainStates}
          onChange={({ detail }) => { setFromState(detail.selectedOption.value ?? 'LoadCustomer'); }}
        />
      </FormField>
      <div aria-live="polite">
        {look.data ? (
          <p className="lead">
            A look, nothing done yet: a new execution, <strong className="mono">{look.data.executionName}</strong>, begins at <strong>{look.data.fromState}</strong>, on the definition as it is now. It has the
            order from then on; this one stays as it ended.
          </p>
        ) : look.isError ? (
          <Alert type="warning" header={asProblem(look.error).title}>
            {asProblem(look.error).detail}
          </Alert>
        ) : (
          <Waiting what="What would be started" rows={2} />
        )}
      </div>
    </ReasonDialog>
  );
}
