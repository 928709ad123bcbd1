import { useState } from 'react';
import type { ChartState } from '../../graph/asl';
import type { Step } from '../../history/steps';
import { Since, Time } from '../../time/Time';
import { Status } from '../../ui/Status';
import { JsonView } from '../../ui/JsonView';
import { Loaded } from '../../ui/Loaded';
import { shortCause } from './causes';
import { retrierWords } from './retriers';
import { textOf, useEvent, type ExecutionId } from './useExecution';

/** Each try with its error; then when the next one is. */
export function TriesList({ of, step, nextAt, definition }: { of: ExecutionId; step: Step | undefined; nextAt: string | null | undefined; definition: ChartState | null }) {
  const rules = retrierWords(definition?.source.Retry);
  return (
    <div className="stack">
      {step === undefined || step.tries.length === 0 ? (
        <p className="quiet">No task was started here.</p>
      ) : (
        <ol className="tries-list">
          {step.tries.map((one) => (
            <li key={one.number}>
              <span className="quiet">Try {one.number}</span> <Time at={one.startedAt} />
              <br />
              {one.error !== null ? (
                <>
                  <Status tone="bad" glyph="cross">
                    {one.error}
                  </Status>
                  {one.cause !== null && one.cause !== '' && (
                    <Cause of={of} beginning={one.cause} eventId={one.failedId} />
                  )}
                </>
              ) : one.endedAt === null ? (
                <Status tone="wait" glyph="dots">
                  Has no answer yet, for <Since at={one.startedAt} />
                </Status>
              ) : (
                <Status tone="good" glyph="check">
                  Succeeded after <Since at={one.startedAt} until={one.endedAt} />
                </Status>
              )}
            </li>
          ))}
        </ol>
      )}
      {step?.status === 'retrying' && (
        <p className="no-margin">
          <strong>
            Try {step.tries.length + 1} is <Time at={nextAt} none="due by the rule below" both />.
          </strong>
        </p>
      )}
      {rules.length > 0 && (
        <div>
          <strong>When it fails</strong>
          <ul className="plain-list small">
            {rules.map((rule) => (
              <li key={rule}>{rule}</li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

/** In a line; the whole of it, which may have 32,768 characters, is read when it is opened. */
function Cause({ of, beginning, eventId }: { of: ExecutionId; beginning: string; eventId: number | null }) {
  const [isOpen, setOpen] = useState(false);
  const event = useEvent(of, isOpen ? eventId : null);
  return (
    <details onToggle={({ currentTarget }) => { setOpen(currentTarget.open); }}>
      <summary className="mono cause">{shortCause(beginning)}</summary>
      {isOpen && (
        <Loaded query={event} what="The cause">
          {(data) => <JsonView value={textOf(data, 'cause') ?? ''} name="cause" />}
        </Loaded>
      )}
    </details>
  );
}
