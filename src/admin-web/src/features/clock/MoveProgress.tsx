import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import { Link } from 'react-router';
import { useSettings } from '../../app/settings';
import { absolute, count, duration } from '../../time/words';
import { shortId } from '../../ui/ids';
import { ProblemText } from '../../ui/ProblemText';
import type { Move } from './useMove';

const Shown = 12;

/** How far the clock has been moved, and what fired on the way. */
export function MoveProgress({ move, onStop }: { move: Move; onStop: () => void }) {
  const { zone } = useSettings();
  const went = duration(move.now - move.from);
  return (
    <div className="stack" aria-live="polite">
      {move.state === 'advancing' && (
        <div className="move">
          <ProgressBar
            value={move.to <= move.from ? 0 : Math.min(100, ((move.now - move.from) / (move.to - move.from)) * 100)}
            label="Time goes by"
            description={`It is ${absolute(move.now, zone)}; until ${absolute(move.to, zone)}`}
          />
          <Button onClick={onStop}>Stop here</Button>
        </div>
      )}
      {move.state === 'done' && (
        <Alert type="success">{went} went by. Everything that was due in that time has happened.</Alert>
      )}
      {move.state === 'stopped' && (
        <Alert type="info" header={`Stopped after ${went}.`}>
          Everything that was due until then has happened; the rest is still to come.
        </Alert>
      )}
      <ProblemText problem={move.problem} />
      {move.fired.length > 0 && (
        <div>
          <p className="no-margin">
            <strong>{count(move.fired.length, 'timer')} fired on the way:</strong>
          </p>
          <ul className="plain-list">
            {move.fired.slice(-Shown).map((fired, index) => (
              <li key={`${fired.executionName}${fired.dueAt}${index}`}>
                <span className="quiet">{absolute(Date.parse(fired.dueAt), zone)}</span>{' '}
                <Link to={`/executions/${encodeURIComponent(fired.stateMachine)}/${encodeURIComponent(fired.executionName)}`}>{shortId(fired.executionName)}</Link>{' '}
                <span className="quiet">of {fired.stateMachine}</span>
              </li>
            ))}
          </ul>
          {move.fired.length > Shown && <p className="small quiet no-margin">The last {Shown} of them; of each stretch, the first 50 are told.</p>}
        </div>
      )}
    </div>
  );
}
