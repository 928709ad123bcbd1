import Button from '@cloudscape-design/components/button';
import Select from '@cloudscape-design/components/select';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useNavigate } from 'react-router';
import { customers, orders } from '../../api/calls';
import { asProblem } from '../../api/problem';
import type { Order } from '../../api/types';
import { useMay, useMe } from '../../app/AppContext';
import { useNarrow } from '../../app/settings';
import { useNow } from '../../time/clock';
import { useColumns } from '../../ui/columns';
import { ColumnsButton } from '../../ui/ColumnsButton';
import { download } from '../../ui/download';
import { Empty } from '../../ui/Empty';
import { FindBox } from '../../ui/FindBox';
import { Loaded } from '../../ui/Loaded';
import { PageHead } from '../../ui/PageHead';
import { ShowMore } from '../../ui/ShowMore';
import { useUrl } from '../../ui/useUrl';
import { Views, type View } from '../../ui/Views';
import { CancelManyDialog } from './CancelManyDialog';
import { CarrierStrip } from './CarrierStrip';
import { searchText } from './draft';
import { OrderColumns, OrdersTable } from './OrdersTable';
import { isPhoneNumber, orderNumberOf } from './orderWords';

const Any = { value: '', label: 'Any status' };
const StatusOptions = [Any, ...['Placed', 'Scheduled', 'Shipped', 'Cancelled', 'Rejected'].map((value) => ({ value, label: value })), { value: 'Placed,Scheduled', label: 'Open' }];
const PageSize = 50;

/** Finds any order in seconds. */
export default function OrdersPage() {
  const [url, setUrl] = useUrl();
  const navigate = useNavigate();
  const may = useMay();
  const [selected, setSelected] = useState<Order[]>([]);
  const [isCancelling, setCancelling] = useState(false);
  const [csvProblem, setCsvProblem] = useState<string | null>(null);
  const isNarrow = useNarrow();
  const [columns, setColumns] = useColumns('orders', OrderColumns);
  const filter = {
    search: url.q,
    status: url.status,
    attention: url.attention,
    waitingFor: url.waitingFor,
    customerId: url.customerId,
    placedBy: url.placedBy,
    placedFrom: url.placedFrom,
    placedTo: url.placedTo,
    sort: url.sort,
  };
  const list = useInfiniteQuery({
    queryKey: ['orders', filter],
    queryFn: ({ pageParam, signal }) => orders.list({ ...filter, limit: PageSize, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor ?? null,
  });
  const views = useOrderViews();
  const onFind = useCallback(
    (q: string) => {
      // A whole order number is opened; nobody types 26 characters to see a list of one.
      const orderNumber = orderNumberOf(q);
      if (orderNumber === null) {
        setUrl({ q });
      } else {
        void navigate(`/orders/${orderNumber}`);
      }
    },
    [setUrl, navigate],
  );
  const isFiltered = Object.entries(filter).some(([name, value]) => name !== 'sort' && value !== undefined);

  const openFound = async (text: string) => {
    const orderNumber = orderNumberOf(text);
    if (orderNumber !== null) {
      await navigate(`/orders/${orderNumber}`);
    } else if (text !== '') {
      const found = await orders.list({ search: text, limit: 2 });
      const only = found.items[0];
      if (only && found.items.length === 1) {
        await navigate(`/orders/${only.orderId}`);
        return;
      }

      // Several orders, or none yet, behind one telephone: whoever calls is opened.
      const callers = isPhoneNumber(text) ? (await customers.search(searchText(text))).items : [];
      if (callers[0] && callers.length === 1) {
        await navigate(`/customers/${callers[0].customerId}`);
      }
    }
  };
  const exportCsv = async () => {
    try {
      download('orders.csv', 'text/csv', await orders.csv(filter));
      setCsvProblem(null);
    } catch (error) {
      setCsvProblem(asProblem(error).message);
    }
  };

  return (
    <>
      <PageHead
        title="Orders"
        extra={<TotalCount views={views} />}
        actions={
          <>
            <Button iconName="download" onClick={() => void exportCsv()}>
              CSV
            </Button>
            {may('orders:write') && (
              <>
                {selected.length > 0 && <Button onClick={() => { setCancelling(true); }}>Cancel {selected.length}…</Button>}
                <Button variant="primary" onClick={() => void navigate('/orders/new')}>
                  Place an order
                </Button>
              </>
            )}
          </>
        }
      />
      {csvProblem !== null && <p role="alert">The CSV file could not be made. {csvProblem}</p>}
      <CarrierStrip />
      <Views views={views} />
      <div className="bar-of-filters">
        <FindBox value={url.q ?? ''} label="Find orders" placeholder="Order, customer, phone, e-mail or tracking number" onFind={onFind} onEnter={(text) => { openFound(text).catch(() => void list.refetch()); }} />
        <Select
          ariaLabel="Status"
          selectedOption={StatusOptions.find((option) => option.value === (url.status ?? '')) ?? Any}
          options={StatusOptions}
          onChange={({ detail }) => {
            setUrl({ status: detail.selectedOption.value ?? null });
          }}
        />
        {url.customerId !== undefined && (
          <Button iconName="close" onClick={() => { setUrl({ customerId: null }); }}>
            Of {list.data?.pages[0]?.items[0]?.customer?.name ?? url.customerId}
          </Button>
        )}
        {!isNarrow && <ColumnsButton known={OrderColumns} choice={columns} onChange={setColumns} />}
      </div>
      <Loaded query={list} what="The orders">
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          return (
            <>
              <OrdersTable
                items={items}
                sort={url.sort ?? '-placedAt'}
                onSort={(sort) => { setUrl({ sort }); }}
                choice={columns}
                selected={selected}
                onSelect={may('orders:write') ? setSelected : undefined}
                empty={
                  isFiltered ? (
                    <Empty title="No order matches" action={<Button onClick={() => void navigate('/orders')}>Drop all filters</Button>}>
                      A phone number may be written in any way; a name need not be whole.
                    </Empty>
                  ) : (
                    <Empty title="No orders yet" action={may('orders:write') ? <Button onClick={() => void navigate('/orders/new')}>Place an order</Button> : undefined}>
                      Orders appear here the moment they are accepted.
                    </Empty>
                  )
                }
              />
              <ShowMore list={list}>{items.length} shown</ShowMore>
            </>
          );
        }}
      </Loaded>
      {isCancelling && (
        <CancelManyDialog
          orders={selected}
          onClose={() => {
            setCancelling(false);
            setSelected([]);
          }}
        />
      )}
    </>
  );
}

function TotalCount({ views }: { views: View[] }) {
  const total = views[0]?.count;
  return total === undefined ? null : <span className="count">({total.toLocaleString('en-GB')})</span>;
}

function useOrderViews(): View[] {
  const { data: counts } = useQuery({ queryKey: ['counts'], queryFn: ({ signal }) => orders.counts(signal) });
  const { data: person } = useMe();
  const now = useNow(3_600_000);
  const today = new Date(now);
  today.setHours(0, 0, 0, 0);
  return [
    { name: 'All', query: '', count: counts?.total },
    { name: 'Waiting for Bob’s Post', query: 'waitingFor=carrier', count: counts?.waitingForCarrier },
    { name: 'Needs a decision', query: 'attention=true', count: counts?.attention },
    { name: 'Open', query: 'status=Placed%2CScheduled', count: counts && counts.placed + counts.scheduled },
    ...(person?.role === 'admin' ? [{ name: 'Placed by me today', query: new URLSearchParams({ placedBy: person.name, placedFrom: today.toISOString() }).toString() }] : []),
  ];
}
