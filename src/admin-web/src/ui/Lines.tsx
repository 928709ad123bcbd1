import type { ReactNode } from 'react';

interface LinesProps<T> {
  items: readonly T[];
  keyOf: (item: T) => string | number;
  /** Each with its header, from left to right. */
  columns: readonly (readonly [header: string, cell: (item: T) => ReactNode])[];
}

/** A short table within a page: a line for each. */
export function Lines<T>({ items, keyOf, columns }: LinesProps<T>) {
  return (
    <table className="lines">
      <thead>
        <tr>
          {columns.map(([header]) => (
            <th key={header} scope="col">
              {header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={keyOf(item)}>
            {columns.map(([header, cell]) => (
              <td key={header}>{cell(item)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
