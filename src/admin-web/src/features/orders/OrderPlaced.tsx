import Button from '@cloudscape-design/components/button';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import { Link } from 'react-router';
import type { Order } from '../../api/types';
import { PageHead } from '../../ui/PageHead';
import { CarrierStrip } from './CarrierStrip';
import { itemsWords, summaryText } from './orderWords';

/** The number, large enough to read it aloud. */
export function OrderPlaced({ order, onAnother }: { order: Order; onAnother: () => void }) {
  return (
    <>
      <PageHead title="The order is placed" description="It is on disk: nothing that happens now can lose it." />
      <p className="read-aloud" role="status">
        <span className="copied">Order </span>
        {order.orderId}
      </p>
      <p className="lead">
        {order.customer?.name ?? order.customerId}: {itemsWords(order.items)}
      </p>
      <CarrierStrip />
      <div className="actions">
        <Button variant="primary" onClick={onAnother}>
          Place another
        </Button>
        <CopyToClipboard copyButtonAriaLabel="Copy a summary" copyButtonText="Copy a summary" textToCopy={summaryText(order)} copySuccessText="Copied" copyErrorText="Could not copy" />
        <Link to={`/orders/${order.orderId}`}>Open the order</Link>
      </div>
    </>
  );
}
