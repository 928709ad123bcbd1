import Alert from '@cloudscape-design/components/alert';
import type { Problem } from '../api/problem';

/** Why something was not done, what is kept, and the request's id for whoever looks into it. */
export function ProblemText({ problem }: { problem: Problem | null }) {
  if (problem === null) {
    return null;
  }

  const fields = Object.entries(problem.errors);
  return (
    <div role="alert">
      <Alert type={problem.status === 409 ? 'warning' : 'error'} header={problem.title}>
        {problem.detail}
        {fields.length > 0 && (
          <ul>
            {fields.map(([field, messages]) => (
              <li key={field}>
                {field}: {messages.join(' ')}
              </li>
            ))}
          </ul>
        )}
        {problem.isPassing && <p>Nothing is lost: try again.</p>}
        {problem.requestId !== null && <div className="small">Request {problem.requestId}</div>}
      </Alert>
    </div>
  );
}
