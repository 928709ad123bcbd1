import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import Container from '@cloudscape-design/components/container';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import Header from '@cloudscape-design/components/header';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { notifications, orders } from '../../api/calls';
import type { Order } from '../../api/types';
import { useMay } from '../../app/AppContext';
import { Time } from '../../time/Time';
import { executionOfArn, shortId } from '../../ui/ids';
import { Loaded } from '../../ui/Loaded';
import { PageHead } from '../../ui/PageHead';
import { ReasonDialog } from '../../ui/ReasonDialog';
import { OrderStatusMark } from '../../ui/Status';
import { Waiting } from '../../ui/Waiting';
import { CarrierPanel } from '../carrier/CarrierPanel';
import { ResumeDialog } from '../waiting/ResumeDialog';
import { DecideDialog } from './DecideDialog';
import { addressOfLike } from './draft';
import { ShipsTo } from './ShipsTo';
import { itemsWords } from './orderWords';
import { OrderStory } from './OrderStory';
import { WhereItIs } from './WhereItIs';

const OrderProcess = lazy(() => import('./OrderProcess'));

/** Where is it, why does it wait, what happens next and when, and what does one tell the customer? */
export default function OrderPage() {
  const { orderId = '' } = useParams();
  const order = useQuery({ queryKey: ['order', orderId], queryFn: ({ signal }) => orders.get(orderId, signal) });
  return (
    <Loaded query={order} what="The order">
      {(data) => <OrderBody key={data.orderId} order={data} />}
    </Loaded>
  );
}

type Dialog = 'called' | 'cancel' | 'resume' | 'decide' | null;

function OrderBody({ order }: { order: Order }) {
  const may = useMay();
  const navigate = useNavigate();
  const [dialog, setDialog] = useState<Dialog>(null);
  const whereabouts = useQuery({ queryKey: ['whereabouts', order.orderId], queryFn: ({ signal }) => orders.whereabouts(order.orderId, signal) });
  const execution = executionOfArn(order.executionArn);
  const isOpen = order.status === 'Placed' || order.status === 'Scheduled';
  const close = () => { setDialog(null); };

  return (
    <>
      <PageHead
        up={{ to: '/orders', name: 'Orders' }}
        title={`Order ${shortId(order.orderId)}`}
        extra={<OrderStatusMark order={order} />}
        description={
          <>
            <Link to={`/customers/${order.customerId}`}>{order.customer?.name ?? order.customerId}</Link> · placed <Time at={order.placedAt} /> by {order.placedBy}
          </>
        }
        actions={
          <>
            <CopyToClipboard variant="icon" copyButtonAriaLabel="Copy a link to this order" textToCopy={`${location.origin}/orders/${order.orderId}`} copySuccessText="Copied" copyErrorText="Could not copy" />
            <ButtonDropdown
              items={[
                ...(may('orders:write')
                  ? [
                      { id: 'again', text: 'Place one like this' },
                      { id: 'cancel', text: 'Cancel the order…', disabled: !isOpen, disabledReason: order.status === 'Shipped' ? 'It has shipped: ask the customer to send it back.' : `It is ${order.status.toLowerCase()}.` },
                    ]
                  : []),
                ...(execution && may('executions:read') ? [{ id: 'execution', text: 'Open its execution' }] : []),
                ...(may('executions:read') ? [{ id: 'audit', text: 'Who did what with it' }] : []),
              ]}
              onItemClick={({ detail }) => {
                if (detail.id === 'again') {
                  void navigate(addressOfLike(order));
                } else if (detail.id === 'cancel') {
                  setDialog('cancel');
                } else if (detail.id === 'audit') {
                  void navigate(`/audit?orderId=${order.orderId}`);
                } else if (execution) {
                  void navigate(`/executions/${execution.stateMachine}/${execution.name}`);
                }
              }}
            >
              Actions
            </ButtonDropdown>
            {may('orders:write') && order.attention?.kind === 'call' && (
              <Button variant="primary" onClick={() => { setDialog('called'); }}>
                Customer called…
              </Button>
            )}
            {may('executions:operate') && order.attention?.kind === 'decision' && (
              <Button variant="primary" onClick={() => { setDialog('decide'); }}>
                Decide…
              </Button>
            )}
            {may('executions:operate') && !order.attention && whereabouts.data?.waitingFor === 'carrier' && (
              <Button variant="primary" onClick={() => { setDialog('resume'); }}>
                Resume now…
              </Button>
            )}
          </>
        }
      />
      <div className="stack">
        <div className="two">
          <Container header={<Header variant="h2">Where it is</Header>}>
            <Loaded query={whereabouts} what="Where it is">
              {(data) => <WhereItIs order={order} whereabouts={data} />}
            </Loaded>
          </Container>
          <CarrierPanel fallback={<Contents order={order} />} />
        </div>
        <div className="two">
          <OrderStory order={order} />
          <ContentsWhereCarrierIsDown order={order} />
        </div>
        {execution && may('executions:read') && (
          <Suspense fallback={<Waiting what="Process" />}>
            <OrderProcess stateMachine={execution.stateMachine} name={execution.name} />
          </Suspense>
        )}
      </div>
      {dialog === 'resume' && execution && <ResumeDialog stateMachine={execution.stateMachine} name={execution.name} onClose={close} />}
      {dialog === 'decide' && <DecideDialog order={order} onClose={close} />}
      {dialog === 'called' && (
        <ReasonDialog
          draft={`called.${order.orderId}`}
          title="The customer was called?"
          label="What came of it? (kept with the order)"
          placeholder="Her husband takes the parcel"
          confirm="They know"
          keep="Not yet"
          onConfirm={(note) => notifications.called(order, note)}
          onClose={close}
        >
          <p className="lead">
            {order.customer && <a href={`tel:${order.customer.phone}`}>{order.customer.phone}</a>} {order.customer?.name}: {whereabouts.data?.tellCustomer}
          </p>
        </ReasonDialog>
      )}
      {dialog === 'cancel' && (
        <ReasonDialog
          draft={`cancel.${order.orderId}`}
          title="Cancel this order?"
          label="Why? (kept with the order)"
          placeholder="The customer changed their mind"
          confirm="Cancel the order"
          keep="Keep it"
          onConfirm={(reason) => orders.cancel(order.orderId, reason)}
          onClose={close}
        >
          <p className="lead">
            {itemsWords(order.items)} for {order.customer?.name ?? order.customerId}. It is taken back at Bob’s Post, also where that is down now, and the customer is told. If it ships before that, it
            stays shipped.
          </p>
        </ReasonDialog>
      )}
    </>
  );
}

/** While Bob's Post is well, its place holds the order's contents; else those stand below. */
function ContentsWhereCarrierIsDown({ order }: { order: Order }) {
  return <CarrierPanel fallback={null} instead={<Contents order={order} />} />;
}

function Contents({ order }: { order: Order }) {
  return (
    <Container header={<Header variant="h2">The order</Header>}>
      <table className="lines">
        <thead>
          <tr>
            <th scope="col" className="number">
              Quantity
            </th>
            <th scope="col">Item</th>
          </tr>
        </thead>
        <tbody>
          {order.items.map((item, index) => (
            <tr key={index}>
              <td className="number">{item.quantity}</td>
              <td>{item.description}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {order.note && <p className="quote">{order.note}</p>}
      <dl className="facts facts-below">
        <div>
          <dt>Customer</dt>
          <dd>
            <Link to={`/customers/${order.customerId}`}>{order.customer?.name ?? order.customerId}</Link>
          </dd>
        </div>
        <ShipsTo order={order} />
        {order.customer && (
          <div>
            <dt>Phone</dt>
            <dd>
              <a href={`tel:${order.customer.phone}`}>{order.customer.phone}</a>
            </dd>
          </div>
        )}
        {order.customer?.email && (
          <div>
            <dt>E-mail</dt>
            <dd>
              <a href={`mailto:${order.customer.email}`}>{order.customer.email}</a>
            </dd>
          </div>
        )}
        <div>
          <dt>Tracking number</dt>
          <dd>
            {order.trackingNumber ? (
              <CopyToClipboard variant="inline" textToCopy={order.trackingNumber} copyButtonAriaLabel="Copy the tracking number" copySuccessText="Copied" copyErrorText="Could not copy" />
            ) : (
              'not yet'
            )}
          </dd>
        </div>
        <div>
          <dt>Order number</dt>
          <dd className="mono">
            <CopyToClipboard variant="inline" textToCopy={order.orderId} copyButtonAriaLabel="Copy the order number" copySuccessText="Copied" copyErrorText="Could not copy" />
          </dd>
        </div>
      </dl>
    </Container>
  );
}
