import { useQuery } from '@tanstack/react-query';
import { carrier as calls } from '../../api/calls';
import type { Carrier, CarrierProbe } from '../../api/types';
import { Since, Time } from '../../time/Time';
import { count, duration } from '../../time/words';

const Sentences: Record<Carrier['state'], string> = {
  up: 'It answers. Orders go straight through.',
  down: 'It does not answer. Orders wait and go on by themselves; nobody has to do anything.',
  probing: 'It does not answer, and is being asked in this moment.',
  recovering: 'It answers again. Waiting orders are let go, oldest first, at a pace that grows while it keeps up.',
  held: 'Held by hand: nothing is sent to it until somebody releases it.',
};

/** How Bob's Post is: the same facts wherever it is shown. */
export function CarrierFacts({ carrier }: { carrier: Carrier }) {
  const isDown = carrier.state === 'down' || carrier.state === 'probing' || carrier.state === 'held';
  const returns = carrier.whenItReturns;
  return (
    <div className="stack">
      <p className="quiet no-margin">
        {Sentences[carrier.state]}
        {carrier.hold && (
          <>
            {' '}
            By {carrier.hold.by}, <Time at={carrier.hold.since} />: “{carrier.hold.reason}”
          </>
        )}
      </p>
      <dl className="facts">
        <div>
          <dt>{carrier.state === 'up' ? 'Up for' : carrier.state === 'held' ? 'Held for' : isDown ? 'Down for' : 'Was down for'}</dt>
          <dd className="big">
            <Since at={carrier.hold ? carrier.hold.since : isDown ? (carrier.downSince ?? carrier.since) : carrier.state === 'recovering' ? (carrier.downSince ?? carrier.since) : carrier.since} until={carrier.state === 'recovering' ? carrier.since : null} />
          </dd>
        </div>
        <div>
          <dt>Orders waiting</dt>
          <dd className="big">
            {carrier.ordersWaiting.toLocaleString('en-GB')}
            {carrier.oldestWaitsSince && (
              <span className="fact-more">
                oldest <Since at={carrier.oldestWaitsSince} />
              </span>
            )}
          </dd>
        </div>
        {isDown && carrier.state !== 'held' && (
          <div>
            <dt>Next try</dt>
            <dd className="big">
              <Time at={carrier.nextProbeAt} none={carrier.state === 'probing' ? 'now' : 'due'} />
            </dd>
          </div>
        )}
        {(carrier.probesInVain ?? 0) > 0 && isDown && (
          <div>
            <dt>Tries so far</dt>
            <dd>{carrier.probesInVain}</dd>
          </div>
        )}
        {returns && isDown && (
          <div>
            <dt>When it returns</dt>
            <dd>
              {count(returns.orders, 'order')} in about {duration(returns.seconds * 1000)}, none sent twice
            </dd>
          </div>
        )}
      </dl>
      {isDown && <Tries />}
      {carrier.lastError && isDown && (
        <p className="no-margin small">
          <span className="quiet">Last error: </span>
          <span className="mono">{carrier.lastError}</span>
        </p>
      )}
    </div>
  );
}

/** The tries of the last two days, one mark each: low and green where it answered, high and red where not. */
export function Tries() {
  const { data } = useQuery({ queryKey: ['probes'], queryFn: ({ signal }) => calls.probes(signal) });
  const probes = data?.items ?? [];
  if (probes.length === 0) {
    return null;
  }

  const failed = probes.filter((probe) => !probe.ok).length;
  return (
    <div>
      <div className="small quiet">
        Tries, last 48 h: {probes.length}, {failed} without an answer
      </div>
      <div className="tries" aria-hidden="true">
        {shown(probes).map((probe) => (
          <span key={probe.at} className={probe.ok ? 'ok' : undefined} title={probe.error ?? 'answered'} />
        ))}
      </div>
    </div>
  );
}

function shown(probes: readonly CarrierProbe[]): CarrierProbe[] {
  return probes.slice(0, 60).toReversed();
}
