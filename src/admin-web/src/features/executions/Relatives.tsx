import { useMemo } from 'react';
import { Link } from 'react-router';
import type { EventOutline, Execution } from '../../api/types';
import { shortId } from '../../ui/ids';
import { relativesOf } from './relatives';

/** Ways to the executions that this one came from or began. */
export function Relatives({ execution, events }: { execution: Execution; events: readonly EventOutline[] }) {
  const relatives = useMemo(() => relativesOf(execution, events), [execution, events]);
  return relatives.length === 0 ? null : (
    <p className="no-margin">
      {relatives.map(({ stateMachine, name, how }, index) => (
        <span key={`${stateMachine}:${name}`}>
          {index > 0 && ' · '}
          <span className="quiet">{how}: </span>
          <Link to={`/executions/${encodeURIComponent(stateMachine)}/${encodeURIComponent(name)}`} title={name}>
            {shortId(name)}
          </Link>{' '}
          <span className="quiet">of {stateMachine}</span>
        </span>
      ))}
    </p>
  );
}
