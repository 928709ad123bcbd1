import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import Textarea from '@cloudscape-design/components/textarea';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { orders } from '../../api/calls';
import { useSettings } from '../../app/settings';
import { useNow } from '../../time/clock';
import { Since } from '../../time/Time';
import { count } from '../../time/words';
import { shortId } from '../../ui/ids';
import { Lines } from '../../ui/Lines';
import { Loaded } from '../../ui/Loaded';
import { useDraft } from '../../ui/useDraft';
import { addressesOf, MessageDraft, messageFor, placedBefore } from './waitersMessage';

const Most = 200;

/** What to write to customers who wait too long: a draft, filled in for each, to copy. Nothing is sent from here. */
export function WaitersMessage({ downSince }: { downSince: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="A draft for each of them, to copy. Nothing is sent from here."
          actions={
            <Button ariaExpanded={isOpen} onClick={() => { setOpen(!isOpen); }}>
              {isOpen ? 'Put away' : 'Write to those who wait'}
            </Button>
          }
        >
          A message to customers
        </Header>
      }
    >
      {isOpen ? <Drafts downSince={downSince} /> : <p className="quiet no-margin">For customers who should hear from you before it ships.</p>}
    </Container>
  );
}

function Drafts({ downSince }: { downSince: string }) {
  const { zone } = useSettings();
  const now = useNow(60_000);
  const [days, setDays] = useState('3');
  const [text, setText] = useDraft('waiters', () => MessageDraft);
  const isDays = /^\d{1,3}$/.test(days);
  const placedTo = placedBefore(now, isDays ? Number(days) : 0);
  const query = useQuery({
    queryKey: ['orders', 'waiters', placedTo],
    queryFn: ({ signal }) => orders.list({ waitingFor: 'carrier', placedTo, sort: 'placedAt', limit: Most }, signal),
    enabled: isDays,
  });
  return (
    <div className="stack">
      <div className="days-and-text">
        <FormField label="Ordered this many days ago, or more" errorText={isDays ? undefined : 'A whole number of days.'}>
          <Input value={days} inputMode="numeric" onChange={({ detail }) => { setDays(detail.value); }} />
        </FormField>
        <FormField label="Message" description="{name}, {order}, {placed}, {items} and {since} are filled in for each.">
          <Textarea rows={8} value={text} onChange={({ detail }) => { setText(detail.value); }} />
        </FormField>
      </div>
      <Loaded query={query} what="Who waits">
        {({ items, nextCursor }) =>
          items.length === 0 ? (
            <p className="quiet no-margin">Nobody waits that long.</p>
          ) : (
            <>
              <div className="actions">
                <span role="status">
                  {count(items.length, 'order')}
                  {nextCursor && ', the oldest ones'}
                </span>
                <CopyToClipboard
                  copyButtonText="Copy all messages"
                  copyButtonAriaLabel="Copy all messages"
                  textToCopy={items.map((order) => `${order.customer?.email ?? ''}\n\n${messageFor(text, order, downSince, zone)}`).join('\n\n----\n\n')}
                  copySuccessText="Copied"
                  copyErrorText="Could not copy"
                />
                <CopyToClipboard copyButtonText="Copy their addresses" copyButtonAriaLabel="Copy their addresses" textToCopy={addressesOf(items)} copySuccessText="Copied" copyErrorText="Could not copy" />
              </div>
              <Lines
                items={items}
                keyOf={(order) => order.orderId}
                columns={[
                  ['Order', (order) => <Link to={`/orders/${order.orderId}`}>{shortId(order.orderId)}</Link>],
                  ['Customer', (order) => <Link to={`/customers/${order.customerId}`}>{order.customer?.name ?? order.customerId}</Link>],
                  ['Ordered', (order) => <Since at={order.placedAt} />],
                  [
                    'Message',
                    (order) => (
                      <CopyToClipboard
                        variant="icon"
                        copyButtonAriaLabel={`Copy the message to ${order.customer?.name ?? order.customerId} about ${order.orderId}`}
                        textToCopy={messageFor(text, order, downSince, zone)}
                        copySuccessText="Copied"
                        copyErrorText="Could not copy"
                      />
                    ),
                  ],
                ]}
              />
            </>
          )
        }
      </Loaded>
    </div>
  );
}
