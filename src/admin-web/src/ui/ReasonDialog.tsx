import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Modal from '@cloudscape-design/components/modal';
import Textarea from '@cloudscape-design/components/textarea';
import { useState, type ReactNode } from 'react';
import { useApp } from '../app/AppContext';
import { ProblemText } from './ProblemText';
import { useAction } from './useAction';
import { useDraft } from './useDraft';

interface ReasonDialogProps {
  /** Under which name the typed reason is kept. */
  draft: string;
  title: string;
  /** What will happen. */
  children: ReactNode;
  warning?: { header: string; text: ReactNode } | undefined;
  label?: string;
  placeholder?: string;
  confirm: string;
  keep: string;
  onConfirm: (reason: string) => Promise<unknown>;
  onClose: () => void;
  canConfirm?: boolean;
  width?: 'medium' | 'large';
}

/** Everything that changes what runs is asked for in the same frame: what will happen, why, and the safe way out first. */
export function ReasonDialog({ draft, title, children, warning, label, placeholder, confirm, keep, onConfirm, onClose, canConfirm = true, width = 'medium' }: ReasonDialogProps) {
  const [reason, setReason, clearReason] = useDraft(`reason.${draft}`, () => '');
  const { config } = useApp();
  const [isMissing, setMissing] = useState(false);
  const action = useAction(onConfirm, () => {
    clearReason();
    onClose();
  });
  const submit = () => {
    if (reason.trim() === '') {
      setMissing(true);
    } else {
      void action.start(reason.trim());
    }
  };
  return (
    <Modal
      visible
      size={width}
      header={title}
      onDismiss={onClose}
      footer={
        <div className="actions dialog-actions">
          <Button variant="link" onClick={onClose}>
            {keep}
          </Button>
          <Button variant="primary" loading={action.isBusy} disabled={!canConfirm} onClick={submit}>
            {confirm}
          </Button>
        </div>
      }
    >
      <div className="stack">
        {warning && (
          <Alert type="warning" header={warning.header}>
            {warning.text}
          </Alert>
        )}
        {children}
        <FormField label={label ?? (config.features.orders ? 'Why? (kept in the audit)' : 'Why?')} errorText={isMissing && reason.trim() === '' ? 'Say why, in a few words.' : action.problem?.errors.reason?.[0]}>
          <Textarea value={reason} rows={3} placeholder={placeholder ?? ''} onChange={({ detail }) => { setReason(detail.value); }} />
        </FormField>
        <ProblemText problem={action.problem} />
      </div>
    </Modal>
  );
}
