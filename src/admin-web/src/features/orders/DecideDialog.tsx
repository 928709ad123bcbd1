import RadioGroup from '@cloudscape-design/components/radio-group';
import { useState } from 'react';
import { orders } from '../../api/calls';
import type { Decision, Order } from '../../api/types';
import { Since } from '../../time/Time';
import { ReasonDialog } from '../../ui/ReasonDialog';

export const Decisions = [
  { value: 'retry', label: 'Try again', description: 'The state that failed is run once more, with its retriers.' },
  { value: 'confirm-shipped', label: 'It has shipped', description: 'You know from Bob’s Post that it is on its way: the customer is told, nothing is booked.' },
  { value: 'cancel', label: 'Cancel the order', description: 'It is taken back at Bob’s Post, and the customer is told.' },
];

/** An order asks for a decision: what it failed with, what can be done, what follows. */
export function DecideDialog({ order, onClose }: { order: Order; onClose: () => void }) {
  const [decision, setDecision] = useState<Decision>('retry');
  const { attention } = order;
  return (
    <ReasonDialog
      draft={`decide.${order.orderId}`}
      title="What shall become of this order?"
      confirm="Decide"
      keep="Keep waiting"
      width="large"
      onConfirm={(reason) => orders.decide(order.orderId, decision, reason)}
      onClose={onClose}
    >
      {attention && (
        <p className="lead">
          It waits for <Since at={attention.since} />, because <strong>{attention.state}</strong> ended with <strong>{attention.error}</strong>: {attention.cause}
        </p>
      )}
      <RadioGroup value={decision} items={Decisions} ariaLabel="Decision" onChange={({ detail }) => { setDecision(detail.value as Decision); }} />
    </ReasonDialog>
  );
}
