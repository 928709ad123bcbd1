import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { operate, type Wait } from '../../api/operateCalls';
import { systemClock } from '../../time/clock';
import { Time } from '../../time/Time';
import { useAction } from '../../ui/useAction';

/** Says that somebody is at it, so that the task does not run out of its heartbeat while it is thought about. */
export function HeartbeatButton({ name, wait }: { name: string; wait: Wait }) {
  const [sentAt, setSentAt] = useState<number | null>(null);
  const beat = useAction(async () => {
    await operate.heartbeat(name, wait);
    setSentAt(systemClock.now());
  });
  return (
    <>
      <span className="small quiet" role="status">
        {beat.problem ? (
          beat.problem.message
        ) : sentAt === null ? (
          ''
        ) : (
          <>
            heartbeat sent <Time at={sentAt} />
          </>
        )}
      </span>
      <Button loading={beat.isBusy} ariaLabel={`Send a heartbeat for ${name}`} onClick={() => void beat.start()}>
        Send a heartbeat
      </Button>
    </>
  );
}
