import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { carrier } from '../../api/calls';
import { asProblem } from '../../api/problem';
import type { Carrier, CarrierProbe } from '../../api/types';
import { useMay } from '../../app/AppContext';
import { useNow } from '../../time/clock';
import { Since, Time } from '../../time/Time';
import { count, duration } from '../../time/words';
import { shortId } from '../../ui/ids';
import { Lines } from '../../ui/Lines';
import { Loaded } from '../../ui/Loaded';
import { PageHead } from '../../ui/PageHead';
import { ReasonDialog } from '../../ui/ReasonDialog';
import { CarrierStatusMark, Status } from '../../ui/Status';
import { byAge } from './ages';
import { CarrierFacts } from './CarrierFacts';
import { CarrierHistory } from './CarrierHistory';
import { ProbeOverdue } from './ProbeOverdue';
import { WaitersMessage } from './WaitersMessage';

/** As many as the API gives at once. */
const MostWaiting = 200;
const FirstWaiting = 20;
const MostGroups = 12;

/** Is Bob's Post up; since when not; who waits; what happens when it returns? */
export default function CarrierPage() {
  const query = useQuery({ queryKey: ['carrier'], queryFn: ({ signal }) => carrier.get(signal) });
  return (
    <Loaded query={query} what="Bob’s Post">
      {(data) => <CarrierBody carrier={data} isKnown={!query.isError || asProblem(query.error).status === 403} />}
    </Loaded>
  );
}

/** @param isKnown Whether this is how it is now; else it is how it was when it was read last. */
function CarrierBody({ carrier: view, isKnown }: { carrier: Carrier; isKnown: boolean }) {
  const may = useMay();
  const [dialog, setDialog] = useState<'probe' | 'hold' | 'release' | null>(null);
  const close = () => { setDialog(null); };
  return (
    <>
      <PageHead
        title={view.name}
        extra={<CarrierStatusMark carrier={view} isKnown={isKnown} />}
        description="Ships every order; there is no other shipper."
        actions={
          may('executions:operate') ? (
            <>
              {view.state === 'held' ? (
                <Button onClick={() => { setDialog('release'); }}>Release…</Button>
              ) : (
                <Button onClick={() => { setDialog('hold'); }}>Hold…</Button>
              )}
              {(view.state === 'down' || view.state === 'probing') && (
                <Button variant="primary" onClick={() => { setDialog('probe'); }}>
                  Try now…
                </Button>
              )}
            </>
          ) : undefined
        }
      />
      <div className="stack">
        <ProbeOverdue carrier={view} />
        <div className={view.state === 'up' ? undefined : 'two'}>
          <Container header={<Header variant="h2">Now</Header>}>
            <CarrierFacts carrier={view} />
          </Container>
          {view.state !== 'up' && <Return carrier={view} />}
        </div>
        <CarrierHistory />
        {(view.ordersWaiting > 0 || view.state !== 'up') && <WaitingOrders many={view.ordersWaiting} />}
        {view.ordersWaiting > 0 && <WaitersMessage downSince={view.downSince ?? view.since} />}
        <ProbeList />
      </div>
      {dialog === 'probe' && (
        <ReasonDialog draft="carrier.probe" title="Ask Bob’s Post now?" confirm="Ask once" keep="Leave it to the timer" onConfirm={(reason) => carrier.probe(reason)} onClose={close}>
          <p className="lead">One question goes out, not one for each of the {count(view.ordersWaiting, 'order')} that wait. If it answers, they are let go, oldest first.</p>
        </ReasonDialog>
      )}
      {dialog === 'hold' && (
        <ReasonDialog draft="carrier.hold" title="Hold Bob’s Post?" placeholder="They asked us to stop until Monday" confirm="Hold" keep="Do not hold" onConfirm={(reason) => carrier.hold(reason)} onClose={close}>
          <p className="lead">Nothing is sent to it until somebody releases it. Orders are accepted and wait.</p>
        </ReasonDialog>
      )}
      {dialog === 'release' && (
        <ReasonDialog draft="carrier.release" title="Release Bob’s Post?" confirm="Release" keep="Keep holding" onConfirm={(reason) => carrier.release(reason)} onClose={close}>
          <p className="lead">It is asked once. If it answers, {count(view.ordersWaiting, 'order')} are let go, oldest first, at a pace that grows.</p>
        </ReasonDialog>
      )}
    </>
  );
}

function Return({ carrier: view }: { carrier: Carrier }) {
  const { drain } = view;
  if (drain) {
    const total = drain.released + drain.waiting;
    return (
      <Container header={<Header variant="h2">Orders are let go</Header>}>
        <ProgressBar
          value={total === 0 ? 100 : (drain.released / total) * 100}
          label={`${drain.released.toLocaleString('en-GB')} of ${total.toLocaleString('en-GB')} on their way`}
          additionalInfo={`Next: ${count(drain.ordersPerBatch, 'order')} at once`}
          description={drain.pausedUntil ? 'It asked for patience; the rest waits a moment.' : 'Oldest first, none twice.'}
        />
      </Container>
    );
  }

  return (
    <Container header={<Header variant="h2">When it returns</Header>}>
      {view.whenItReturns && (
        <p className="lead">
          {count(view.whenItReturns.orders, 'order')} are let go, up to {view.whenItReturns.ordersPerMinute} a minute: all in about {duration(view.whenItReturns.seconds * 1000)}. None
          is sent twice.
        </p>
      )}
      <ol className="plain-list">
        <li>It is asked from time to time, more rarely the longer it is down: one question, however many orders wait.</li>
        <li>When it answers, waiting orders are let go, oldest first, in batches that grow while it keeps up.</li>
        <li>If it falls over again, the rest goes on waiting in its old order.</li>
      </ol>
    </Container>
  );
}

function WaitingOrders({ many }: { many: number }) {
  const now = useNow(60_000);
  const [limit, setLimit] = useState(FirstWaiting);
  const query = useQuery({ queryKey: ['carrier-waiting', limit], queryFn: ({ signal }) => carrier.waiting(limit, signal) });
  return (
    <Container header={<Header variant="h2">Who waits, oldest first</Header>}>
      <Loaded query={query} what="The waiting orders">
        {({ items }) =>
          items.length === 0 ? (
            <p className="quiet no-margin">No order waits.</p>
          ) : (
            <>
              {items.length > 1 && items.length >= Math.min(many, FirstWaiting) && (
                <p className="quiet">
                  {byAge(items, now)
                    .map((group) => `${group.many} for ${group.words}`)
                    .join(' · ')}
                  {items.length < many && ', of those shown'}
                </p>
              )}
              <Lines
                items={items}
                keyOf={(order) => order.orderId}
                columns={[
                  ['Order', (order) => <Link to={`/orders/${order.orderId}`} data-row-link>{shortId(order.orderId)}</Link>],
                  ['Customer', (order) => order.customerName ?? '–'],
                  ['Waits for', (order) => <Since at={order.since} />],
                  ['In', (order) => <span className="quiet">{order.state}</span>],
                ]}
              />
              {items.length === limit && limit < MostWaiting && (
                <div className="more">
                  <Button loading={query.isFetching} onClick={() => { setLimit(MostWaiting); }}>
                    Show more
                  </Button>
                </div>
              )}
            </>
          )
        }
      </Loaded>
    </Container>
  );
}

function ProbeList() {
  const query = useQuery({ queryKey: ['probes'], queryFn: ({ signal }) => carrier.probes(signal) });
  return (
    <Container header={<Header variant="h2">Tries of the last 48 hours</Header>}>
      <Loaded query={query} what="The tries">
        {({ items }) =>
          items.length === 0 ? (
            <p className="quiet no-margin">None. It is asked like this only while it is down; while it is up, orders themselves are the question.</p>
          ) : (
            <Lines items={grouped(items)} keyOf={({ latest }) => latest.at} columns={[['When', whenTried], ['Answer', answerOf]]} />
          )
        }
      </Loaded>
    </Container>
  );
}

interface TryGroup {
  latest: CarrierProbe;
  first: CarrierProbe;
  many: number;
}

/** The same error many times in a row is one line. */
function grouped(items: readonly CarrierProbe[]): TryGroup[] {
  const groups: TryGroup[] = [];
  for (const probe of items) {
    const last = groups.at(-1);
    if (last && last.latest.ok === probe.ok && last.latest.error === probe.error) {
      last.first = probe;
      last.many += 1;
    } else {
      groups.push({ latest: probe, first: probe, many: 1 });
    }
  }

  return groups.slice(0, MostGroups);
}

function whenTried({ latest, first, many }: TryGroup) {
  return (
    <>
      <Time at={latest.at} />
      {many > 1 && (
        <span className="quiet">
          {' '}
          and {many - 1} before it, from <Time at={first.at} />
        </span>
      )}
    </>
  );
}

function answerOf({ latest }: TryGroup) {
  return (
    <Status tone={latest.ok ? 'good' : 'bad'} glyph={latest.ok ? 'check' : 'cross'}>
      {latest.ok ? 'Answered' : (latest.error ?? 'No answer')}
    </Status>
  );
}
