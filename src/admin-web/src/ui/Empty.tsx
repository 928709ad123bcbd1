import type { ReactNode } from 'react';

/** Says why there is nothing, and what one can do. */
export function Empty({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty">
      <p>
        <strong>{title}</strong>
      </p>
      {children !== undefined && <p className="quiet">{children}</p>}
      {action}
    </div>
  );
}
