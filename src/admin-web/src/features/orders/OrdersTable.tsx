import { useQuery } from '@tanstack/react-query';
import { useMemo, type ReactNode } from 'react';
import { Link } from 'react-router';
import { carrier } from '../../api/calls';
import type { Order } from '../../api/types';
import { Time } from '../../time/Time';
import { shortId } from '../../ui/ids';
import { ListTable, type ListColumn } from '../../ui/ListTable';
import { OrderStatusMark } from '../../ui/Status';
import type { ColumnChoice, KnownColumn } from '../../ui/columns';
import { itemsWords, lastChange, waitingWords } from './orderWords';

interface OrdersTableProps {
  items: Order[];
  /** A member's name, with `-` before it for the latest first. */
  sort: string;
  onSort: (sort: string) => void;
  selected: Order[];
  onSelect: ((orders: Order[]) => void) | undefined;
  choice: ColumnChoice[];
  empty: ReactNode;
}

/** What a list of orders may show; what a table shows of it is the person's choice. */
export const OrderColumns: readonly KnownColumn[] = [
  { id: 'order', name: 'Order', isFixed: true },
  { id: 'customer', name: 'Customer' },
  { id: 'status', name: 'Status' },
  { id: 'waiting', name: 'Waiting for' },
  { id: 'items', name: 'Items' },
  { id: 'placed', name: 'Placed' },
  { id: 'by', name: 'By' },
  { id: 'phone', name: 'Phone', isExtra: true },
  { id: 'email', name: 'E-mail', isExtra: true },
  { id: 'pieces', name: 'Pieces', isExtra: true },
  { id: 'changed', name: 'Last change', isExtra: true },
  { id: 'scheduled', name: 'Scheduled', isExtra: true },
  { id: 'shipped', name: 'Shipped', isExtra: true },
  { id: 'told', name: 'Customer told', isExtra: true },
  { id: 'tracking', name: 'Tracking number', isExtra: true },
  { id: 'note', name: 'Note', isExtra: true },
];

const columnsFor = (isCarrierDown: boolean): ListColumn<Order>[] => [
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
  {
    id: 'customer',
    onPhone: true,
    header: 'Customer',
    cell: (order) => (
      <Link className="plain-link" to={`/customers/${order.customerId}`}>
        {order.customer?.name ?? order.customerId}
      </Link>
    ),
  },
  { id: 'status', onPhone: true, header: 'Status', minWidth: 150, cell: (order) => <OrderStatusMark order={order} /> },
  { id: 'waiting', header: 'Waiting for', cell: (order) => waitingWords(order, isCarrierDown) },
  { id: 'items', header: 'Items', cell: (order) => itemsWords(order.items) },
  { id: 'placed', header: 'Placed', sortingField: 'placedAt', cell: (order) => <Time at={order.placedAt} /> },
  { id: 'by', header: 'By', cell: (order) => order.placedBy },
  { id: 'phone', header: 'Phone', cell: (order) => order.customer?.phone ?? '–' },
  { id: 'email', header: 'E-mail', cell: (order) => order.customer?.email ?? '–' },
  { id: 'pieces', header: 'Pieces', cell: (order) => order.items.reduce((sum, item) => sum + item.quantity, 0) },
  { id: 'changed', header: 'Last change', cell: (order) => <Time at={lastChange(order)} /> },
  { id: 'scheduled', header: 'Scheduled', cell: (order) => <Time at={order.scheduledAt} /> },
  { id: 'shipped', header: 'Shipped', cell: (order) => <Time at={order.shippedAt} /> },
  { id: 'told', header: 'Customer told', cell: (order) => <Time at={order.notifiedAt} /> },
  { id: 'tracking', header: 'Tracking number', cell: (order) => order.trackingNumber ?? '–' },
  { id: 'note', header: 'Note', cell: (order) => order.note ?? '–' },
];

export function OrdersTable({ items, sort, onSort, selected, onSelect, choice, empty }: OrdersTableProps) {
  const { data: post } = useQuery({ queryKey: ['carrier'], queryFn: ({ signal }) => carrier.get(signal) });
  const isCarrierDown = post !== undefined && post.state !== 'up';
  const columns = useMemo(() => columnsFor(isCarrierDown), [isCarrierDown]);
  const field = sort.replace(/^-/, '');
  return (
    <ListTable
      what="Orders"
      items={items}
      trackBy="orderId"
      columns={columns}
      choice={choice}
      sortingColumn={{ sortingField: field }}
      sortingDescending={sort.startsWith('-')}
      onSortingChange={({ detail }) => {
        onSort(`${detail.isDescending ? '-' : ''}${detail.sortingColumn.sortingField ?? 'placedAt'}`);
      }}
      selected={selected}
      onSelect={onSelect}
      nameOf={(order) => order.orderId}
      empty={empty}
    />
  );
}
