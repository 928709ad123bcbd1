import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import Textarea from '@cloudscape-design/components/textarea';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { Link, useSearchParams } from 'react-router';
import { customers, orders } from '../../api/calls';
import { asProblem, type Problem } from '../../api/problem';
import type { Order } from '../../api/types';
import { useMay } from '../../app/AppContext';
import { Time } from '../../time/Time';
import { systemClock } from '../../time/clock';
import { Empty } from '../../ui/Empty';
import { PageHead } from '../../ui/PageHead';
import { ProblemText } from '../../ui/ProblemText';
import { useDraft } from '../../ui/useDraft';
import { CarrierStrip } from './CarrierStrip';
import { CustomerPicker } from './CustomerPicker';
import { sent } from '../customers/customer';
import { checkDraft, draftOfAddress, emptyDraft, emptyLine, findTwin, isBegun, itemsOf, serverErrors, type DraftErrors, type OrderDraft } from './draft';
import { OrderPlaced } from './OrderPlaced';

const TwinSpan = 30 * 60_000;

/** For somebody on the phone: one page, one order, however often it is sent. */
export default function PlaceOrderPage() {
  const may = useMay();
  const client = useQueryClient();
  const [parameters, setParameters] = useSearchParams();
  const [draft, setDraft, clearDraft] = useDraft<OrderDraft>('order', () => draftOfAddress(parameters) ?? emptyDraft(), (kept) => !isBegun(kept) && parameters.size > 0);
  const [asked, setAsked] = useState(() => otherThan(draft, draftOfAddress(parameters)));
  const [errors, setErrors] = useState<DraftErrors>({});
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [placed, setPlaced] = useState<Order | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const { items, rows } = itemsOf(draft);
  const twin = useTwin(draft.customerId, items);

  // The first field that is wrong has the focus.
  useEffect(() => {
    if (Object.keys(errors).length > 0) {
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    }
  }, [errors]);

  if (!may('orders:write')) {
    return (
      <>
        <PageHead title="Place an order" />
        <Empty title="Your role does not place orders">An Admin does. You see every order, and decide what waits for a person.</Empty>
      </>
    );
  }

  if (placed) {
    return (
      <OrderPlaced
        order={placed}
        onAnother={() => {
          setDraft(emptyDraft());
          setPlaced(null);
        }}
      />
    );
  }

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const wrong = checkDraft(draft);
    setErrors(wrong);
    setProblem(null);
    if (Object.keys(wrong).length > 0 || isBusy) {
      return;
    }

    setBusy(true);
    try {
      let { customerId } = draft;
      if (customerId === null && draft.newCustomer) {
        // The draft's key makes one customer, too, however often this is sent.
        customerId = (await customers.add(`${draft.key}-customer`, sent(draft.newCustomer))).customerId;
        setDraft({ ...draft, customerId, newCustomer: null });
      }

      const order = await orders.place(draft.key, { customerId: customerId ?? '', items, ...(draft.note.trim() === '' ? {} : { note: draft.note.trim() }) });
      clearDraft();
      setPlaced(order);
      void client.invalidateQueries();
    } catch (error) {
      const why = asProblem(error);
      const byField = serverErrors(why.errors, rows);
      setErrors(byField);
      setProblem(Object.keys(byField).length > 0 ? null : why);
    } finally {
      setBusy(false);
    }
  };
  const setLine = (index: number, change: Partial<OrderDraft['lines'][number]>) => {
    setDraft({ ...draft, lines: draft.lines.map((line, at) => (at === index ? { ...line, ...change } : line)) });
  };
  const wrongCount = Object.keys(errors).length;

  return (
    <>
      <PageHead title="Place an order" description="It is safe to send it again: one order comes of it." />
      <CarrierStrip />
      {asked && (
        <div className="strip strip-warn strip-ask" role="note">
          <p>
            <strong>Another order is half taken down here.</strong> Go on with it, or begin the one that you asked for?
          </p>
          <div className="actions">
            <Button onClick={() => { setAsked(null); }}>Go on with it</Button>
            <Button
              onClick={() => {
                setDraft(asked);
                setErrors({});
                setAsked(null);
                setParameters({}, { replace: true });
              }}
            >
              Begin the new one
            </Button>
          </div>
        </div>
      )}
      <form ref={form} className="stack narrow" noValidate onSubmit={(event) => void submit(event)}>
        <Container header={<Header variant="h2">Who</Header>}>
          <CustomerPicker
            customerId={draft.customerId}
            newCustomer={draft.newCustomer}
            errors={errors}
            onChoose={(customerId) => { setDraft({ ...draft, customerId, newCustomer: null }); }}
            onNew={(newCustomer) => { setDraft({ ...draft, newCustomer, customerId: null }); }}
          />
        </Container>
        <Container header={<Header variant="h2">What</Header>}>
          <div className="stack">
            {draft.lines.map((line, index) => (
              <div className="order-line" key={index}>
                <FormField label={index === 0 ? 'Item' : undefined} errorText={errors[`items[${index}].description`]} stretch>
                  <Input
                    value={line.description}
                    ariaLabel={`Item ${index + 1}`}
                    placeholder="Walnut desk"
                    onChange={({ detail }) => { setLine(index, { description: detail.value }); }}
                  />
                </FormField>
                <FormField label={index === 0 ? 'Quantity' : undefined} errorText={errors[`items[${index}].quantity`]}>
                  <Input value={line.quantity} ariaLabel={`Quantity of item ${index + 1}`} inputMode="numeric" onChange={({ detail }) => { setLine(index, { quantity: detail.value }); }} />
                </FormField>
                {draft.lines.length > 1 && (
                  <Button
                    variant="icon"
                    iconName="close"
                    formAction="none"
                    ariaLabel={`Remove item ${index + 1}`}
                    onClick={() => { setDraft({ ...draft, lines: draft.lines.filter((_, at) => at !== index) }); }}
                  />
                )}
              </div>
            ))}
            <div>
              <Button iconName="add-plus" formAction="none" onClick={() => { setDraft({ ...draft, lines: [...draft.lines, emptyLine] }); }}>
                Add an item
              </Button>
            </div>
            <FormField label="Note" description="For the warehouse and for us; the customer does not see it." errorText={errors.note}>
              <Textarea rows={2} value={draft.note} onChange={({ detail }) => { setDraft({ ...draft, note: detail.value }); }} />
            </FormField>
          </div>
        </Container>
        {twin && (
          <p className="strip strip-warn" role="note">
            <strong>The same customer ordered the same</strong> <Time at={twin.placedAt} />. <Link to={`/orders/${twin.orderId}`}>Open that order</Link>, or place this one as well.
          </p>
        )}
        {wrongCount > 0 && (
          <p role="alert" className="status-bad">
            {wrongCount === 1 ? 'One field needs' : `${wrongCount} fields need`} another look. What you typed is kept.
          </p>
        )}
        <ProblemText problem={problem} />
        <div className="actions">
          <Button variant="primary" formAction="submit" loading={isBusy}>
            Place the order
          </Button>
          <Button
            variant="link"
            formAction="none"
            onClick={() => {
              setDraft(emptyDraft());
              setErrors({});
              setProblem(null);
            }}
          >
            Start over
          </Button>
        </div>
      </form>
    </>
  );
}

function useTwin(customerId: string | null, items: Order['items']): Order | undefined {
  const { data } = useQuery({
    queryKey: ['orders', 'recent', customerId],
    queryFn: ({ signal }) => orders.list({ customerId: customerId ?? '', limit: 10 }, signal),
    enabled: customerId !== null,
  });
  if (customerId === null || items.length === 0) {
    return undefined;
  }

  return findTwin(
    items,
    (data?.items ?? []).filter((order) => order.customerId === customerId && systemClock.now() - Date.parse(order.placedAt) < TwinSpan),
  );
}

/** What the address asks for, where something else has been begun already; null where there is nothing to choose. */
function otherThan(draft: OrderDraft, wanted: OrderDraft | null): OrderDraft | null {
  const isSame = wanted !== null && wanted.customerId === draft.customerId && JSON.stringify(wanted.lines) === JSON.stringify(draft.lines);
  return wanted !== null && !isSame && isBegun(draft) ? wanted : null;
}
