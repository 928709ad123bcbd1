import Table, { type TableProps } from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';
import { useNarrow } from '../app/settings';
import type { ColumnChoice } from './columns';

/** A column of a list; those that answer the question stay on a telephone. */
export type ListColumn<T> = TableProps.ColumnDefinition<T> & { id: string; onPhone?: true };

interface ListTableProps<T> extends Pick<TableProps<T>, 'sortingColumn' | 'sortingDescending' | 'onSortingChange' | 'wrapLines'> {
  /** What the rows are, as in "Choose orders". */
  what: string;
  items: readonly T[];
  /** The member that tells a row from every other. */
  trackBy: string & keyof T;
  columns: readonly ListColumn<T>[];
  /** What somebody chose to see; all of them where nobody can. */
  choice?: readonly ColumnChoice[];
  /** Rows can be chosen where `onSelect` is there. */
  selected?: T[];
  onSelect?: ((items: T[]) => void) | undefined;
  nameOf?: (item: T) => string;
  empty: ReactNode;
}

/** A list as a page shows it: its head stays in sight, and a telephone has fewer columns and no choosing. */
export function ListTable<T>({ what, items, trackBy, columns, choice, selected, onSelect, nameOf, wrapLines, empty, ...sorting }: ListTableProps<T>) {
  const isNarrow = useNarrow();
  return (
    <Table
      variant="borderless"
      items={items}
      trackBy={trackBy}
      columnDefinitions={columns}
      columnDisplay={isNarrow || choice === undefined ? columns.map((column) => ({ id: column.id, visible: !isNarrow || column.onPhone === true })) : choice}
      stickyHeader={!isNarrow}
      stickyHeaderVerticalOffset={48}
      wrapLines={wrapLines ?? isNarrow}
      {...sorting}
      {...(onSelect && selected && !isNarrow
        ? {
            selectionType: 'multi' as const,
            selectedItems: selected,
            onSelectionChange: ({ detail }: { detail: { selectedItems: T[] } }) => {
              onSelect(detail.selectedItems);
            },
          }
        : {})}
      ariaLabels={{
        tableLabel: what,
        selectionGroupLabel: `Choose ${what.toLowerCase()}`,
        allItemsSelectionLabel: () => 'Choose all shown',
        itemSelectionLabel: (_, item) => `Choose ${nameOf?.(item) ?? ''}`,
      }}
      empty={empty}
    />
  );
}
