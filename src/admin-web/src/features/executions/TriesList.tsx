import type { ChartState } from '../../graph/asl';
import type { Step } from '../../history/steps';
import { Since, Time } from '../../time/Time';
import { Status } from '../../ui/Status';
import { retrierWords } from './retriers';

/** Each try with its error; then when the next one is. */
export function TriesList({ step, nextAt, definition }: { step: Step | undefined; nextAt: string | null | undefined; definition: ChartState | null }) {
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
                  {one.cause !== null && one.cause !== '' && <div className="mono cause">{shortCause(one.cause)}</div>}
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

/** A Lambda's cause is JSON with the message inside. */
function shortCause(cause: string): string {
  try {
    const parsed = JSON.parse(cause) as { errorMessage?: unknown };
    return typeof parsed.errorMessage === 'string' ? parsed.errorMessage : cause;
  } catch {
    return cause;
  }
}
