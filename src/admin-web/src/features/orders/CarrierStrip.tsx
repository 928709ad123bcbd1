import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { carrier } from '../../api/calls';
import { Since, Time } from '../../time/Time';
import { count } from '../../time/words';

/** One sentence about Bob's Post, on pages about orders, while it is not well. */
export function CarrierStrip() {
  const { data } = useQuery({ queryKey: ['carrier'], queryFn: ({ signal }) => carrier.get(signal) });
  if (!data || data.state === 'up') {
    return null;
  }

  return (
    <p className="strip" role="note">
      {data.state === 'recovering' ? (
        <>
          <strong>{data.name} is back.</strong> {count(data.drain?.waiting ?? data.ordersWaiting, 'order')} still to be let go, oldest first.
        </>
      ) : data.state === 'held' ? (
        <>
          <strong>{data.name} is held by hand</strong> for <Since at={data.since} />. {count(data.ordersWaiting, 'order')} wait.
        </>
      ) : (
        <>
          <strong>
            {data.name} is down for <Since at={data.downSince ?? data.since} />.
          </strong>{' '}
          {count(data.ordersWaiting, 'order waits', 'orders wait')}; the next try is <Time at={data.nextProbeAt} none="due" />. New orders are accepted and ship when it returns.
        </>
      )}{' '}
      <Link to="/carrier">Open Bob’s Post</Link>
    </p>
  );
}
