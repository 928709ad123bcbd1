import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import RadioGroup from '@cloudscape-design/components/radio-group';
import Textarea from '@cloudscape-design/components/textarea';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { decisions } from '../../api/calls';
import type { BulkJob, Decision } from '../../api/types';
import { Since } from '../../time/Time';
import { count } from '../../time/words';
import { Loaded } from '../../ui/Loaded';
import { ProblemText } from '../../ui/ProblemText';
import { useAction } from '../../ui/useAction';
import { Decisions } from '../orders/DecideDialog';

/** One decision for all that wait, or for those with the same error: looked at first, then at a pace, with a way to stop. */
export function DecideManyDialog({ onClose }: { onClose: () => void }) {
  const [decision, setDecision] = useState<Decision>('retry');
  const [error, setError] = useState('');
  const [pace, setPace] = useState('60');
  const [note, setNote] = useState('');
  const [key] = useState(() => crypto.randomUUID());
  const [jobId, setJobId] = useState<string | null>(null);
  const filter = error.trim() === '' ? {} : { error: error.trim() };
  const look = useQuery({ queryKey: ['look', decision, error.trim()], queryFn: ({ signal }) => decisions.look(decision, filter, signal), enabled: jobId === null });
  const begin = useAction(async () => {
    const job = await decisions.begin(key, { decision, note: note.trim(), filter, ordersPerMinute: Number(pace) });
    setJobId(job.jobId);
  });
  const job = useQuery({
    queryKey: ['job', jobId],
    queryFn: ({ signal }) => decisions.get(jobId ?? '', signal),
    enabled: jobId !== null,
    refetchInterval: (query) => (query.state.data?.state === 'running' ? 1000 : false),
  });
  const stop = useAction(() => decisions.stop(jobId ?? ''));
  const isPace = /^\d+$/.test(pace) && Number(pace) > 0;

  return (
    <Modal
      visible
      size="large"
      header="Decide for many orders"
      onDismiss={onClose}
      footer={
        <div className="actions dialog-actions">
          {jobId === null ? (
            <>
              <Button variant="link" onClick={onClose}>
                Keep them waiting
              </Button>
              <Button variant="primary" loading={begin.isBusy} disabled={note.trim() === '' || !isPace || (look.data?.orders ?? 0) === 0} onClick={() => void begin.start()}>
                Decide for {count(look.data?.orders ?? 0, 'order')}
              </Button>
            </>
          ) : (
            <>
              {job.data?.state === 'running' && (
                <Button loading={stop.isBusy} onClick={() => void stop.start()}>
                  Stop here
                </Button>
              )}
              <Button variant="primary" onClick={onClose}>
                Close
              </Button>
            </>
          )}
        </div>
      }
    >
      {jobId === null ? (
        <div className="stack">
          <RadioGroup value={decision} items={Decisions} ariaLabel="Decision" onChange={({ detail }) => { setDecision(detail.value as Decision); }} />
          <div className="two">
            <FormField label="Only those with this error" description="Leave it empty for all.">
              <Input value={error} placeholder="BookingRefusedException" onChange={({ detail }) => { setError(detail.value); }} />
            </FormField>
            <FormField label="Orders per minute" description="So that Bob’s Post keeps up." errorText={isPace ? undefined : 'A whole number above zero.'}>
              <Input value={pace} inputMode="numeric" onChange={({ detail }) => { setPace(detail.value); }} />
            </FormField>
          </div>
          <Loaded query={look} what="How many it is for">
            {(data) => (
              <p className="lead" role="status">
                {data.orders === 0 ? (
                  'It would be for no order.'
                ) : (
                  <>
                    A look, nothing done yet: it would be for <strong>{count(data.orders, 'order')}</strong>
                    {data.oldestSince && (
                      <>
                        , the oldest of which waits for <Since at={data.oldestSince} />
                      </>
                    )}
                    .
                  </>
                )}
              </p>
            )}
          </Loaded>
          <FormField label="Why? (kept with each order)">
            <Textarea rows={2} value={note} onChange={({ detail }) => { setNote(detail.value); }} />
          </FormField>
          <ProblemText problem={begin.problem} />
        </div>
      ) : (
        <Loaded query={job} what="The progress">
          {(data) => <Progress job={data} />}
        </Loaded>
      )}
    </Modal>
  );
}

function Progress({ job }: { job: BulkJob }) {
  const done = job.decided + job.superseded + job.notPossible;
  return (
    <ProgressBar
      value={job.total === 0 ? 100 : Math.min(100, (done / job.total) * 100)}
      label={job.state === 'running' ? 'On it; you may close this, it goes on' : job.state === 'stopped' ? `Stopped by ${job.stoppedBy ?? 'somebody'}` : 'Done'}
      additionalInfo={`${job.decided} of ${job.total} decided, ${job.superseded} decided by others first, ${job.notPossible} not possible`}
      status={job.state === 'running' ? 'in-progress' : 'success'}
      resultText={`${job.decided} of ${job.total} decided`}
    />
  );
}
