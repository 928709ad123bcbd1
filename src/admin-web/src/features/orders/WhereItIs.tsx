import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import type { Order, Whereabouts } from '../../api/types';
import { Time } from '../../time/Time';
import { Mark } from '../../ui/Status';

/** Four stations, one sentence, what comes next, and what to tell the customer. */
export function WhereItIs({ order, whereabouts }: { order: Order; whereabouts: Whereabouts }) {
  const stations: [string, string | null | undefined][] = [
    ['Placed', order.placedAt],
    ['Scheduled', order.scheduledAt],
    ['Shipped', order.shippedAt],
    ['Customer told', order.notifiedAt],
  ];
  const isClosed = order.status === 'Cancelled' || order.status === 'Rejected';
  const next = stations.findIndex(([, at]) => !at);
  return (
    <>
      <ol className="stations">
        {stations.map(([name, at], index) => (
          <li key={name} className={at ? 'done' : isClosed ? 'gone' : index === next ? 'now' : undefined}>
            <Mark glyph={at ? 'check' : isClosed ? 'minus' : index === next ? 'dots' : 'ring'} />
            <strong>{name}</strong>
            {at ? <Time at={at} /> : isClosed ? 'will not be' : index === next ? 'next' : 'later'}
          </li>
        ))}
      </ol>
      <p className="lead">{whereabouts.sentence}</p>
      {(whereabouts.next || whereabouts.nextAt) && (
        <p className="next">
          <strong>Next:</strong> {whereabouts.next ?? 'it goes on by itself'}
          {whereabouts.nextAt && (
            <>
              {' '}
              <span className="quiet">
                (<Time at={whereabouts.nextAt} />)
              </span>
            </>
          )}
        </p>
      )}
      {whereabouts.tellCustomer && (
        <div className="tell">
          <span className="quiet small">Tell the customer</span>
          <p className="quote">“{whereabouts.tellCustomer}”</p>
          <CopyToClipboard variant="icon" copyButtonAriaLabel="Copy what to tell the customer" textToCopy={whereabouts.tellCustomer} copySuccessText="Copied" copyErrorText="Could not copy" />
        </div>
      )}
    </>
  );
}
