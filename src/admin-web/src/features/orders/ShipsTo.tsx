import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { customers } from '../../api/calls';
import type { Order } from '../../api/types';

/** Where an order goes. Until Bob's Post has booked it, that is wherever its customer's address is by then, so it can still be corrected. */
export function ShipsTo({ order }: { order: Order }) {
  const isOpen = order.status === 'Placed';
  const { data } = useQuery({ queryKey: ['customer', order.customerId], queryFn: ({ signal }) => customers.get(order.customerId, signal), enabled: isOpen });
  if (!isOpen || !data) {
    return null;
  }

  return (
    <div>
      <dt>Ships to</dt>
      <dd className="as-typed">
        {data.address}
        <span className="fact-more">
          Not booked yet: <Link to={`/customers/${order.customerId}`}>correct the address</Link>
        </span>
      </dd>
    </div>
  );
}
