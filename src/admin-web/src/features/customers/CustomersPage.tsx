import Button from '@cloudscape-design/components/button';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { customerRecords } from '../../api/customerCalls';
import type { Customer } from '../../api/types';
import { useMay } from '../../app/AppContext';
import { Empty } from '../../ui/Empty';
import { FindBox } from '../../ui/FindBox';
import { ListTable, type ListColumn } from '../../ui/ListTable';
import { Loaded } from '../../ui/Loaded';
import { PageHead } from '../../ui/PageHead';
import { ShowMore } from '../../ui/ShowMore';
import { useUrl } from '../../ui/useUrl';
import { searchText } from '../orders/draft';
import { Channels } from './customer';
import { CustomerDialog } from './CustomerDialog';

const PageSize = 50;

const Columns: ListColumn<Customer>[] = [
  {
    id: 'name',
    onPhone: true,
    header: 'Customer',
    isRowHeader: true,
    cell: (customer) => (
      <Link to={`/customers/${customer.customerId}`} data-row-link>
        {customer.erasedAt ? `${customer.customerId} (erased)` : customer.name}
      </Link>
    ),
  },
  { id: 'phone', onPhone: true, header: 'Phone', cell: (customer) => customer.phone || '–' },
  { id: 'email', header: 'E-mail', cell: (customer) => customer.email ?? '–' },
  { id: 'address', header: 'Ships to', cell: (customer) => customer.address || '–' },
  { id: 'channel', header: 'Told by', cell: (customer) => Channels.find((channel) => channel.value === customer.channel)?.label ?? '–' },
];

/** Everybody who orders, found by whatever one knows of them. */
export default function CustomersPage() {
  const [url, setUrl] = useUrl();
  const may = useMay();
  const navigate = useNavigate();
  const [isAdding, setAdding] = useState(false);
  const search = searchText(url.q ?? '');
  const list = useInfiniteQuery({
    queryKey: ['customers', 'all', search],
    queryFn: ({ pageParam, signal }) => customerRecords.list({ search, limit: PageSize, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor ?? null,
  });
  const onFind = useCallback((q: string) => { setUrl({ q }); }, [setUrl]);
  const add = may('orders:write') ? <Button onClick={() => { setAdding(true); }}>New customer</Button> : undefined;
  return (
    <>
      <PageHead title="Customers" description="They phone or write; they never sign in." actions={add} />
      <div className="bar-of-filters">
        <FindBox value={url.q ?? ''} label="Find customers" placeholder="Name, phone in any writing, or e-mail" onFind={onFind} />
      </div>
      <Loaded query={list} what="The customers">
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          return (
            <>
              <ListTable
                what="Customers"
                items={items}
                trackBy="customerId"
                columns={Columns}
                wrapLines
                empty={
                  url.q === undefined ? (
                    <Empty title="No customers yet" action={add}>
                      They are taken down with their first order, or here.
                    </Empty>
                  ) : (
                    <Empty title="Nobody is known by that" action={<Button onClick={() => { setUrl({ q: null }); }}>Show everybody</Button>}>
                      A phone number may be written in any way; a name need not be whole.
                    </Empty>
                  )
                }
              />
              <ShowMore list={list}>{items.length} shown</ShowMore>
            </>
          );
        }}
      </Loaded>
      {isAdding && <CustomerDialog seen={null} onDone={(customer) => void navigate(`/customers/${customer.customerId}`)} onClose={() => { setAdding(false); }} />}
    </>
  );
}
