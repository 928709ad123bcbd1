import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useQuery } from '@tanstack/react-query';
import { useMemo, type ReactNode } from 'react';
import { Link } from 'react-router';
import { carrier } from '../../api/calls';
import type { Order } from '../../api/types';
import { useNarrow } from '../../app/settings';
import { Time } from '../../time/Time';
import { shortId } from '../../ui/ids';
import { OrderStatusMark } from '../../ui/Status';
import { itemsWords, waitingWords } from './orderWords';

interface OrdersTableProps {
  items: Order[];
  /** A member's name, with `-` before it for the latest first. */
  sort: string;
  onSort: (sort: string) => void;
  selected: Order[];
  onSelect: ((orders: Order[]) => void) | undefined;
  empty: ReactNode;
}

const columnsFor = (isCarrierDown: boolean): (TableProps.ColumnDefinition<Order> & { id: string; onPhone?: true })[] => [
  {
    id: 'order',
    onPhone: true,
    header: 'Order',
    minWidth: 120,
    isRowHeader: true,
    cell: (order) => (
      <Link to={`/orders/${order.orderId}`} title={order.orderId} data-row-link>
        {shortId(order.orderId)}
      </Link>
    ),
  },
  { id: 'customer', onPhone: true, header: 'Customer', cell: (order) => order.customer?.name ?? order.customerId },
  { id: 'status', onPhone: true, header: 'Status', minWidth: 150, cell: (order) => <OrderStatusMark order={order} /> },
  { id: 'waiting', header: 'Waiting for', cell: (order) => waitingWords(order, isCarrierDown) },
  { id: 'items', header: 'Items', cell: (order) => itemsWords(order.items) },
  { id: 'placed', header: 'Placed', sortingField: 'placedAt', cell: (order) => <Time at={order.placedAt} /> },
  { id: 'by', header: 'By', cell: (order) => order.placedBy },
];

export function OrdersTable({ items, sort, onSort, selected, onSelect, empty }: OrdersTableProps) {
  const isNarrow = useNarrow();
  const { data: post } = useQuery({ queryKey: ['carrier'], queryFn: ({ signal }) => carrier.get(signal) });
  const isCarrierDown = post !== undefined && post.state !== 'up';
  const columns = useMemo(() => columnsFor(isCarrierDown), [isCarrierDown]);
  const field = sort.replace(/^-/, '');
  return (
    <Table
      variant="borderless"
      items={items}
      trackBy="orderId"
      columnDefinitions={columns}
      columnDisplay={columns.map((column) => ({ id: column.id, visible: !isNarrow || column.onPhone === true }))}
      stickyHeader={!isNarrow}
      stickyHeaderVerticalOffset={48}
      wrapLines={isNarrow}
      sortingColumn={{ sortingField: field }}
      sortingDescending={sort.startsWith('-')}
      onSortingChange={({ detail }) => {
        onSort(`${detail.isDescending ? '-' : ''}${detail.sortingColumn.sortingField ?? 'placedAt'}`);
      }}
      {...(onSelect && !isNarrow
        ? {
            selectionType: 'multi' as const,
            selectedItems: selected,
            onSelectionChange: ({ detail }: { detail: { selectedItems: Order[] } }) => {
              onSelect(detail.selectedItems);
            },
          }
        : {})}
      ariaLabels={{
        tableLabel: 'Orders',
        selectionGroupLabel: 'Choose orders',
        allItemsSelectionLabel: () => 'Choose all shown',
        itemSelectionLabel: (_, order) => `Choose ${order.orderId}`,
      }}
      empty={empty}
    />
  );
}
