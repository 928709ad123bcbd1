import { Link } from 'react-router';
import type { Carrier } from '../../api/types';
import { useMay } from '../../app/AppContext';
import { useNow } from '../../time/clock';
import { Since } from '../../time/Time';

const Patience = 15 * 60_000;

/** A try that was due and was not made: whoever makes it does not run, and the outage would last however well Bob's Post is. */
export function ProbeOverdue({ carrier }: { carrier: Carrier }) {
  const now = useNow(15_000);
  const may = useMay();
  const { nextProbeAt } = carrier;
  if (carrier.state !== 'down' || !nextProbeAt || now - Date.parse(nextProbeAt) < Patience) {
    return null;
  }

  return (
    <p className="strip no-margin" role="alert">
      <strong>
        The next try is overdue for <Since at={nextProbeAt} />.
      </strong>{' '}
      Nobody has asked Bob’s Post since, so how it is now is not known. Ask it now; if that is not made either, the workflow engine does not run.{' '}
      {may('executions:read') && <Link to="/executions?machine=carrier-watch&status=RUNNING">Open what asks it</Link>}
    </p>
  );
}
