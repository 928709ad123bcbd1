import Alert from '@cloudscape-design/components/alert';
import type { Execution } from '../../api/types';
import type { Progress } from '../../history/steps';
import { Since, Time } from '../../time/Time';

/** How an execution stands, in one sentence; where it failed, the cause first. */
export function ExecutionSentence({ execution, progress }: { execution: Execution; progress: Progress | null }) {
  const state = execution.currentState ?? progress?.steps.at(-1)?.state;
  switch (execution.status) {
    case 'RUNNING': {
      const step = progress?.steps.findLast((one) => one.state === state);
      return (
        <p className="lead">
          {step?.status === 'retrying' ? (
            <>
              <strong>{state}</strong> failed {step.tries.length === 1 ? 'once' : `${step.tries.length} times`}, the last time with <strong>{step.tries.at(-1)?.error}</strong>. It is tried again{' '}
              <Time at={execution.nextAt} none="by its retrier" />.
            </>
          ) : step?.status === 'waiting' ? (
            <>
              It waits in <strong>{state}</strong> for <Since at={step.enteredAt} />
              {execution.waitingFor ? `, for ${waitsFor(execution.waitingFor)}` : ''}. {execution.nextAt && <>At the latest it goes on <Time at={execution.nextAt} />.</>}
            </>
          ) : (
            <>
              It is in <strong>{state ?? 'its first state'}</strong>. {execution.nextAt && <>It goes on <Time at={execution.nextAt} />.</>}
            </>
          )}
        </p>
      );
    }

    case 'SUCCEEDED':
      return <p className="lead">It did all it had to do, <Time at={execution.stoppedAt} />.</p>;
    default:
      return (
        <Alert type={execution.status === 'ABORTED' ? 'info' : 'error'} header={`${execution.status === 'ABORTED' ? 'Stopped' : 'Failed'} in ${state ?? 'an unknown state'}${execution.error ? `: ${execution.error}` : ''}`}>
          {execution.cause ?? 'No cause was given.'}
        </Alert>
      );
  }
}

function waitsFor(what: string): string {
  switch (what) {
    case 'carrier':
      return 'Bob’s Post to return';
    case 'operator':
    case 'decision':
      return 'an Operator to decide';
    case 'callback':
      return 'an answer from outside';
    case 'retry':
      return 'its next try';
    case 'task':
      return 'its task';
    case 'timer':
      return 'its timer';
    default:
      return what;
  }
}
