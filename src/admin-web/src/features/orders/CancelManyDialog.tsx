import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Modal from '@cloudscape-design/components/modal';
import Textarea from '@cloudscape-design/components/textarea';
import { useState } from 'react';
import { orders as calls } from '../../api/calls';
import type { Order } from '../../api/types';
import { count } from '../../time/words';
import { shortId } from '../../ui/ids';
import { OneByOne, useOneByOne } from '../../ui/OneByOne';

const isCancellable = (order: Order) => order.status === 'Placed' || order.status === 'Scheduled';

/** Cancels several orders, one after the other: says first which will not be, shows how far it is, and can be stopped. */
export function CancelManyDialog({ orders, onClose }: { orders: Order[]; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const due = orders.filter(isCancellable);
  const exceptions = orders.filter((order) => !isCancellable(order));
  const job = useOneByOne(due, (order) => order.orderId, (order) => calls.cancel(order.orderId, reason.trim()));
  return (
    <Modal
      visible
      header={`Cancel ${count(due.length, 'order')}?`}
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
                Keep them
              </Button>
              <Button variant="primary" disabled={reason.trim() === '' || due.length === 0} onClick={job.start}>
                Cancel {count(due.length, 'order')}
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
        {exceptions.length > 0 && (
          <div>
            <strong>{count(exceptions.length, 'order')} cannot be cancelled and will be left alone:</strong>
            <ul className="plain-list">
              {exceptions.map((order) => (
                <li key={order.orderId}>
                  {shortId(order.orderId)}: {order.status}
                </li>
              ))}
            </ul>
          </div>
        )}
        {job.state === 'ready' ? (
          <>
            <p className="lead">Each is taken back at Bob’s Post, and its customer is told. What has shipped by then is not cancelled.</p>
            <FormField label="Why? (kept with each order)">
              <Textarea value={reason} rows={3} onChange={({ detail }) => { setReason(detail.value); }} />
            </FormField>
          </>
        ) : (
          <OneByOne job={job} />
        )}
      </div>
    </Modal>
  );
}
