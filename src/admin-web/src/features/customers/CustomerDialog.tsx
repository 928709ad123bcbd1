import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { customers } from '../../api/calls';
import { customerRecords, type SeenCustomer } from '../../api/customerCalls';
import { asProblem, type Problem } from '../../api/problem';
import type { Customer, CustomerBody } from '../../api/types';
import { ProblemText } from '../../ui/ProblemText';
import { useDraft } from '../../ui/useDraft';
import { bodyOf, checkCustomer, FieldNames, mergeCustomers, sent, type CustomerErrors, type Merged } from './customer';
import { CustomerFields } from './CustomerFields';

interface CustomerDialogProps {
  /** Whom to correct; null to add somebody. */
  seen: SeenCustomer | null;
  onDone: (customer: Customer) => void;
  onClose: () => void;
}

/** What was typed, and what it was typed over: kept together, so that a reload does not make an old view look fresh. */
interface Draft {
  key: string;
  seen: SeenCustomer | null;
  body: CustomerBody;
}

const Nobody: CustomerBody = { name: '', email: '', phone: '', address: '', channel: 'email' };

/** Adds or corrects a customer. Where somebody else changed them meanwhile, nothing of either is overwritten unseen. */
export function CustomerDialog({ seen, onDone, onClose }: CustomerDialogProps) {
  const client = useQueryClient();
  const id = seen?.customer.customerId ?? 'new';
  const [draft, setDraft, clearDraft] = useDraft<Draft>(`customer.${id}`, () => ({ key: crypto.randomUUID(), seen, body: seen ? bodyOf(seen.customer) : Nobody }));
  const [errors, setErrors] = useState<CustomerErrors>({});
  const [problem, setProblem] = useState<Problem | null>(null);
  const [merged, setMerged] = useState<Merged | null>(null);
  const [isBusy, setBusy] = useState(false);

  const save = async () => {
    const wrong = checkCustomer(draft.body);
    setErrors(wrong);
    setProblem(null);
    if (Object.keys(wrong).length > 0 || isBusy) {
      return;
    }

    setBusy(true);
    const body = sent(draft.body);
    try {
      const customer = draft.seen === null ? await customers.add(draft.key, body) : await customerRecords.correct(id, draft.seen.tag, body);
      clearDraft();
      void client.invalidateQueries();
      onDone(customer);
    } catch (error) {
      await explain(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  const explain = async (why: Problem) => {
    if (why.status === 412 && draft.seen !== null) {
      try {
        const now = await customerRecords.see(id);
        const merge = mergeCustomers(bodyOf(draft.seen.customer), draft.body, bodyOf(now.customer));
        setDraft({ ...draft, seen: now, body: merge.body });
        setMerged(merge);
      } catch (error) {
        setProblem(asProblem(error));
      }

      return;
    }

    const byField = Object.fromEntries(Object.entries(why.errors).map(([field, messages]) => [field, messages.join(' ')]));
    setErrors(byField);
    setProblem(Object.keys(byField).length > 0 ? null : why);
  };

  return (
    <Modal
      visible
      size="large"
      header={seen === null ? 'New customer' : `Correct ${seen.customer.name}`}
      onDismiss={onClose}
      footer={
        <div className="actions dialog-actions">
          <Button
            variant="link"
            onClick={() => {
              clearDraft();
              onClose();
            }}
          >
            {seen === null ? 'Not now' : 'Leave as it was'}
          </Button>
          <Button variant="primary" loading={isBusy} onClick={() => void save()}>
            {merged ? 'Save, with what they changed' : 'Save'}
          </Button>
        </div>
      }
    >
      <div className="stack">
        {merged && <MeanwhileChanged merged={merged} onTake={(body) => { setDraft({ ...draft, body }); }} body={draft.body} />}
        <CustomerFields value={draft.body} errors={errors} onChange={(body) => { setDraft({ ...draft, body }); }} />
        {seen !== null && <p className="quiet no-margin">Orders that are not booked yet ship to the corrected address; those that Bob’s Post has booked go where they were booked for.</p>}
        <ProblemText problem={problem} />
      </div>
    </Modal>
  );
}

function MeanwhileChanged({ merged, body, onTake }: { merged: Merged; body: CustomerBody; onTake: (body: CustomerBody) => void }) {
  return (
    <div role="alert">
      <Alert type="warning" header="Somebody else corrected them while you typed. Nothing is saved yet.">
        {merged.theirs.length > 0 && <p>Taken over from them: {merged.theirs.map((field) => `${FieldNames[field]}, now “${body[field] ?? ''}”`).join('; ')}.</p>}
        {merged.both.map(({ field, theirs }) => (
          <p key={field}>
            You both changed {FieldNames[field]}: theirs is “{theirs}”, yours stands below.{' '}
            <Button variant="inline-link" onClick={() => { onTake({ ...body, [field]: theirs }); }}>
              Take theirs
            </Button>
          </p>
        ))}
        {merged.theirs.length === 0 && merged.both.length === 0 && <p>They changed the same as you.</p>}
        Look once more, then save.
      </Alert>
    </div>
  );
}
