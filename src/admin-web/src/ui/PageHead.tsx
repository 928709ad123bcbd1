import { useEffect, type ReactNode } from 'react';
import { Link } from 'react-router';

interface PageHeadProps {
  title: string;
  /** Beside the title, for example how many. */
  extra?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  /** The page above. */
  up?: { to: string; name: string };
}

export function PageHead({ title, extra, description, actions, up }: PageHeadProps) {
  useEffect(() => {
    document.title = `${title} · OrderingSystem`;
  }, [title]);
  return (
    <>
      {up && (
        <p className="trail">
          <Link to={up.to}>{up.name}</Link>
        </p>
      )}
      <div className="page-head">
        <div className="page-title">
          <h1>
            {title} {extra}
          </h1>
          {description !== undefined && <p>{description}</p>}
        </div>
        {actions !== undefined && <div className="actions">{actions}</div>}
      </div>
    </>
  );
}
