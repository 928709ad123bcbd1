import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Textarea from '@cloudscape-design/components/textarea';
import { useQuery } from '@tanstack/react-query';
import { orders } from '../../api/calls';
import type { Order } from '../../api/types';
import { useMay } from '../../app/AppContext';
import { Time } from '../../time/Time';
import { Loaded } from '../../ui/Loaded';
import { ProblemText } from '../../ui/ProblemText';
import { useAction } from '../../ui/useAction';
import { useDraft } from '../../ui/useDraft';

/** What happened to an order, in words: facts of the business and notes of people in one place. */
export function OrderStory({ order }: { order: Order }) {
  const may = useMay();
  const timeline = useQuery({ queryKey: ['timeline', order.orderId], queryFn: ({ signal }) => orders.timeline(order.orderId, signal) });
  return (
    <Container header={<Header variant="h2">What happened</Header>}>
      <Loaded query={timeline} what="What happened">
        {({ items }) => (
          <ol className="story">
            {items.map((entry, index) => (
              <li key={`${entry.at}${entry.kind}${index}`} className={entry.kind}>
                <p>{entry.text}</p>
                <p className="small quiet">
                  <Time at={entry.at} />
                  {entry.by && ` · ${entry.by}`}
                </p>
              </li>
            ))}
          </ol>
        )}
      </Loaded>
      {may('orders:write') && <AddNote orderId={order.orderId} />}
    </Container>
  );
}

function AddNote({ orderId }: { orderId: string }) {
  const [text, setText] = useDraft(`note.${orderId}`, () => '');
  const action = useAction(
    () => orders.note(orderId, text.trim()),
    () => { setText(''); },
  );
  return (
    <div className="stack">
      <FormField label="Add a note" description="For colleagues; the customer does not see it." errorText={action.problem?.errors.text?.[0]}>
        <Textarea rows={2} value={text} onChange={({ detail }) => { setText(detail.value); }} />
      </FormField>
      <ProblemText problem={action.problem?.errors.text ? null : action.problem} />
      <div>
        <Button loading={action.isBusy} disabled={text.trim() === ''} onClick={() => void action.start()}>
          Add the note
        </Button>
      </div>
    </div>
  );
}
