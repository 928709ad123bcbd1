import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import Container from '@cloudscape-design/components/container';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import Header from '@cloudscape-design/components/header';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { orders } from '../../api/calls';
import { customerRecords, type SeenCustomer } from '../../api/customerCalls';
import type { Customer } from '../../api/types';
import { useMay } from '../../app/AppContext';
import { Time } from '../../time/Time';
import { shortId } from '../../ui/ids';
import { Lines } from '../../ui/Lines';
import { Loaded } from '../../ui/Loaded';
import { PageHead } from '../../ui/PageHead';
import { OrderStatusMark, Status } from '../../ui/Status';
import { itemsWords } from '../orders/orderWords';
import { changeWords, Channels } from './customer';
import { CustomerDialog } from './CustomerDialog';
import { EraseDialog } from './EraseDialog';

const ShownOrders = 20;

/** One customer: how to reach them, what they ordered, and what was changed about them. */
export default function CustomerPage() {
  const { customerId = '' } = useParams();
  const query = useQuery({ queryKey: ['customer-record', customerId], queryFn: ({ signal }) => customerRecords.see(customerId, signal) });
  return (
    <Loaded query={query} what="The customer">
      {(seen) => <CustomerBody key={customerId} seen={seen} />}
    </Loaded>
  );
}

function CustomerBody({ seen }: { seen: SeenCustomer }) {
  const { customer } = seen;
  const may = useMay()('orders:write');
  const navigate = useNavigate();
  const [dialog, setDialog] = useState<'correct' | 'erase' | null>(null);
  const close = () => { setDialog(null); };
  const isErased = customer.erasedAt !== null && customer.erasedAt !== undefined;
  return (
    <>
      <PageHead
        up={{ to: '/customers', name: 'Customers' }}
        title={isErased ? `Customer ${customer.customerId}` : customer.name}
        extra={
          isErased ? (
            <Status tone="quiet" glyph="minus">
              Erased
            </Status>
          ) : undefined
        }
        description={isErased ? <>Their personal data was erased <Time at={customer.erasedAt} />; what they ordered stays, without a person.</> : undefined}
        actions={
          may && !isErased ? (
            <>
              <ButtonDropdown
                items={[{ id: 'erase', text: 'Erase their personal data…' }]}
                onItemClick={() => { setDialog('erase'); }}
              >
                Actions
              </ButtonDropdown>
              <Button onClick={() => { setDialog('correct'); }}>Correct…</Button>
              <Button variant="primary" onClick={() => void navigate(`/orders/new?customer=${customer.customerId}`)}>
                New order
              </Button>
            </>
          ) : undefined
        }
      />
      <div className="stack">
        <div className={isErased ? undefined : 'two'}>
          {!isErased && <Details customer={customer} />}
          <Changes customerId={customer.customerId} />
        </div>
        <OrdersOf customerId={customer.customerId} />
      </div>
      {dialog === 'correct' && <CustomerDialog seen={seen} onDone={close} onClose={close} />}
      {dialog === 'erase' && <EraseDialog customer={customer} onClose={close} />}
    </>
  );
}

function Details({ customer }: { customer: Customer }) {
  return (
    <Container header={<Header variant="h2">Details</Header>}>
      <dl className="facts">
        <div>
          <dt>Phone</dt>
          <dd>
            <a href={`tel:${customer.phone}`}>{customer.phone}</a>
          </dd>
        </div>
        <div>
          <dt>E-mail</dt>
          <dd>
            {customer.email ? <a href={`mailto:${customer.email}`}>{customer.email}</a> : 'none'}
          </dd>
        </div>
        <div>
          <dt>Told by</dt>
          <dd>{Channels.find((channel) => channel.value === customer.channel)?.label ?? '–'}</dd>
        </div>
        <div>
          <dt>Ships to</dt>
          <dd className="as-typed">{customer.address}</dd>
        </div>
        <div>
          <dt>Customer number</dt>
          <dd className="mono">
            <CopyToClipboard variant="inline" textToCopy={customer.customerId} copyButtonAriaLabel="Copy the customer number" copySuccessText="Copied" copyErrorText="Could not copy" />
          </dd>
        </div>
      </dl>
    </Container>
  );
}

function Changes({ customerId }: { customerId: string }) {
  const query = useQuery({ queryKey: ['customer-history', customerId], queryFn: ({ signal }) => customerRecords.history(customerId, signal) });
  return (
    <Container header={<Header variant="h2">What was changed</Header>}>
      <Loaded query={query} what="What was changed">
        {({ items }) =>
          items.length === 0 ? (
            <p className="quiet no-margin">Nothing since they were taken down.</p>
          ) : (
            <ol className="story">
              {items.toReversed().map((change, index) => (
                <li key={`${change.at}${change.field}${index}`}>
                  <p className="as-typed">{changeWords(change)}</p>
                  <p className="small quiet">
                    <Time at={change.at} /> · {change.by}
                  </p>
                </li>
              ))}
            </ol>
          )
        }
      </Loaded>
    </Container>
  );
}

function OrdersOf({ customerId }: { customerId: string }) {
  const query = useQuery({ queryKey: ['orders', 'of', customerId], queryFn: ({ signal }) => orders.list({ customerId, limit: ShownOrders }, signal) });
  return (
    <Container header={<Header variant="h2" actions={<Link to={`/orders?customerId=${encodeURIComponent(customerId)}`}>All of them</Link>}>Their orders</Header>}>
      <Loaded query={query} what="Their orders">
        {({ items, nextCursor }) =>
          items.length === 0 ? (
            <p className="quiet no-margin">They have not ordered yet.</p>
          ) : (
            <>
              <Lines
                items={items}
                keyOf={(order) => order.orderId}
                columns={[
                  ['Order', (order) => <Link to={`/orders/${order.orderId}`} data-row-link>{shortId(order.orderId)}</Link>],
                  ['Items', (order) => itemsWords(order.items)],
                  ['Status', (order) => <OrderStatusMark order={order} />],
                  ['Placed', (order) => <Time at={order.placedAt} />],
                ]}
              />
              {nextCursor && <p className="quiet no-margin">The latest {ShownOrders} are shown.</p>}
            </>
          )
        }
      </Loaded>
    </Container>
  );
}
