import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import Textarea from '@cloudscape-design/components/textarea';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { redrives } from '../../api/calls';
import { count } from '../../time/words';
import { Loaded } from '../../ui/Loaded';
import { ProblemText } from '../../ui/ProblemText';
import { useAction } from '../../ui/useAction';

/** Redrives all that failed, or those with one error: looked at first, then at a pace, with a way to stop. */
export function RedriveManyDialog({ machine, onClose }: { machine: string; onClose: () => void }) {
  const [error, setError] = useState('');
  const [pace, setPace] = useState('60');
  const [reason, setReason] = useState('');
  const [key] = useState(() => crypto.randomUUID());
  const [jobId, setJobId] = useState<string | null>(null);
  const filter = { machine, ...(error.trim() === '' ? {} : { error: error.trim() }) };
  const look = useQuery({ queryKey: ['redrive-look', machine, error.trim()], queryFn: ({ signal }) => redrives.look(filter, signal), enabled: jobId === null });
  const begin = useAction(async () => {
    const job = await redrives.begin(key, { filter, reason: reason.trim(), executionsPerMinute: Number(pace) });
    setJobId(job.jobId);
  });
  const job = useQuery({
    queryKey: ['redrive-job', jobId],
    queryFn: ({ signal }) => redrives.get(jobId ?? '', signal),
    enabled: jobId !== null,
    refetchInterval: (query) => (query.state.data?.state === 'running' ? 1000 : false),
  });
  const stop = useAction(() => redrives.stop(jobId ?? ''));
  const isPace = /^\d+$/.test(pace) && Number(pace) > 0;
  const many = look.data?.executions ?? 0;

  return (
    <Modal
      visible
      size="large"
      header="Redrive all that failed"
      onDismiss={onClose}
      footer={
        <div className="actions dialog-actions">
          {jobId === null ? (
            <>
              <Button variant="link" onClick={onClose}>
                Leave them
              </Button>
              <Button variant="primary" loading={begin.isBusy} disabled={reason.trim() === '' || !isPace || many === 0} onClick={() => void begin.start()}>
                Redrive {count(many, 'execution')}
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
          <div className="two">
            <FormField label="Only those with this error" description="Leave it empty for all.">
              <Input value={error} onChange={({ detail }) => { setError(detail.value); }} />
            </FormField>
            <FormField label="Executions per minute" errorText={isPace ? undefined : 'A whole number above zero.'}>
              <Input value={pace} inputMode="numeric" onChange={({ detail }) => { setPace(detail.value); }} />
            </FormField>
          </div>
          <Loaded query={look} what="How many it is for">
            {(data) => (
              <p className="lead" role="status">
                {data.executions === 0 ? 'It would be for no execution.' : <>A look, nothing done yet: it would be for <strong>{count(data.executions, 'execution')}</strong>. Each goes on from the state that failed.</>}
              </p>
            )}
          </Loaded>
          <FormField label="Why? (kept in the audit)">
            <Textarea rows={2} value={reason} onChange={({ detail }) => { setReason(detail.value); }} />
          </FormField>
          <ProblemText problem={begin.problem} />
        </div>
      ) : (
        <Loaded query={job} what="The progress">
          {(data) => {
            const done = data.redriven + data.declined + data.skipped;
            return (
              <ProgressBar
                value={data.total ? Math.min(100, (done / data.total) * 100) : data.state === 'running' ? 0 : 100}
                label={data.state === 'running' ? 'On it; you may close this, it goes on' : data.state === 'stopped' ? 'Stopped' : data.state === 'failed' ? 'Failed' : 'Done'}
                additionalInfo={`${data.redriven} of ${data.total ?? '…'} redriven, ${data.declined} cannot be, ${data.skipped} failed with something else`}
                status={data.state === 'running' ? 'in-progress' : data.state === 'failed' ? 'error' : 'success'}
                resultText={`${data.redriven} redriven, ${data.declined} cannot be`}
              />
            );
          }}
        </Loaded>
      )}
    </Modal>
  );
}
