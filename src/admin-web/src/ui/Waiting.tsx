import './waiting.css';

/** Grey bars where content will be; shown the first time only. */
export function Waiting({ what, rows = 6 }: { what: string; rows?: number }) {
  return (
    <div className="skeleton" role="status" aria-label={`${what}: loading`}>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} />
      ))}
    </div>
  );
}
