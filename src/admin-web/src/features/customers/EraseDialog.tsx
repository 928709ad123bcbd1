import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { customerRecords } from '../../api/customerCalls';
import type { Customer } from '../../api/types';
import { ReasonDialog } from '../../ui/ReasonDialog';

/** The one thing here that cannot be taken back: so it asks for the number, and says what goes and what stays. */
export function EraseDialog({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const [typed, setTyped] = useState('');
  return (
    <ReasonDialog
      draft={`erase.${customer.customerId}`}
      title={`Erase what is known of ${customer.name}?`}
      warning={{ header: 'This cannot be undone', text: 'Not by us, either.' }}
      label="Why? (kept for good: write no personal data)"
      placeholder="They asked for it in writing"
      confirm="Erase for good"
      keep="Keep them"
      width="large"
      canConfirm={typed.trim() === customer.customerId}
      onConfirm={(reason) => customerRecords.erase(customer.customerId, reason)}
      onClose={onClose}
    >
      <ul className="plain-list">
        <li>Name, phone, e-mail and address go: from here, from their orders, from what happened to those, and from messages that were sent.</li>
        <li>Their orders stay: what was ordered, when, and what became of it.</li>
        <li>It is refused while an order of theirs is not done.</li>
      </ul>
      <FormField label={`To be sure: type ${customer.customerId}`}>
        <Input value={typed} ariaLabel="Customer number, to be sure" onChange={({ detail }) => { setTyped(detail.value); }} />
      </FormField>
    </ReasonDialog>
  );
}
