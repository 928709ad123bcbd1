import Button from '@cloudscape-design/components/button';
import Select from '@cloudscape-design/components/select';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { Link } from 'react-router';
import { audit } from '../../api/calls';
import type { AuditEntry } from '../../api/types';
import { Time } from '../../time/Time';
import { download } from '../../ui/download';
import { Empty } from '../../ui/Empty';
import { FindBox } from '../../ui/FindBox';
import { shortId } from '../../ui/ids';
import { ListTable, type ListColumn } from '../../ui/ListTable';
import { Loaded } from '../../ui/Loaded';
import { PageHead } from '../../ui/PageHead';
import { ProblemText } from '../../ui/ProblemText';
import { ShowMore } from '../../ui/ShowMore';
import { Status } from '../../ui/Status';
import { useAction } from '../../ui/useAction';
import { useUrl } from '../../ui/useUrl';
import { Views, type View } from '../../ui/Views';
import { useNow } from '../../time/clock';

const Columns: ListColumn<AuditEntry>[] = [
  { id: 'at', onPhone: true, header: 'When', cell: (entry) => <Time at={entry.at} /> },
  { id: 'by', onPhone: true, header: 'Who', cell: (entry) => <>{entry.by} <span className="quiet">{entry.role}</span></> },
  { id: 'action', onPhone: true, header: 'What', isRowHeader: true, cell: (entry) => <span title={entry.action}>{words(entry.action)}</span> },
  {
    id: 'target',
    header: 'On',
    cell: (entry) =>
      entry.orderId ? (
        <Link to={`/orders/${entry.orderId}`} data-row-link>
          {shortId(entry.orderId)}
        </Link>
      ) : (
        <span title={entry.target}>{entry.target.replace(/^.api./, '')}</span>
      ),
  },
  { id: 'reason', header: 'Why', cell: (entry) => entry.reason ?? '–' },
  { id: 'outcome', header: 'Result', cell: (entry) => <Outcome outcome={entry.outcome} /> },
];

/** What the API keeps an account of, by its operations. */
const Actions = [
  'placeOrder',
  'cancelOrder',
  'addOrderNote',
  'decideOrder',
  'decideOrders',
  'stopDecision',
  'resumeExecution',
  'sendHeartbeat',
  'redriveExecution',
  'redriveExecutions',
  'stopRedrive',
  'stopExecution',
  'runAgain',
  'startExecution',
  'holdCarrier',
  'releaseCarrier',
  'probeCarrier',
  'addCustomer',
  'correctCustomer',
  'eraseCustomer',
  'advanceClock',
  'skipClockToNext',
  'setClockRate',
  'switchClockOutage',
];

const ActionOptions = [{ value: '', label: 'Whatever was done' }, ...Actions.map((action) => ({ value: action, label: words(action) }))];

/** `cancelOrder` reads `Cancel order`. */
function words(action: string): string {
  const text = action.replace(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function Outcome({ outcome }: { outcome: string }) {
  return outcome === 'succeeded' ? (
    <Status tone="good" glyph="check">
      Done
    </Status>
  ) : (
    <Status tone={outcome === 'failed' ? 'bad' : 'warn'} glyph={outcome === 'failed' ? 'cross' : 'alert'}>
      {outcome === 'failed' ? 'Failed' : `Refused: ${outcome.replaceAll('-', ' ')}`}
    </Status>
  );
}

/** Who did what, why, and what came of it. Nothing here can be changed. */
export default function AuditPage() {
  const [url, setUrl] = useUrl();
  const filter = { by: url.by, orderId: url.orderId, action: url.action, from: url.from, to: url.to };
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  const views = useAuditViews();
  const list = useInfiniteQuery({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam, signal }) => audit.list({ ...filter, limit: 50, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor ?? null,
  });
  const csv = useAction(async () => {
    download('audit.csv', 'text/csv', await audit.csv(filter));
  });
  const onFind = useCallback((by: string) => { setUrl({ by }); }, [setUrl]);
  return (
    <>
      <PageHead
        title="Audit"
        description="Who did what, why, and what came of it. It is only ever added to."
        actions={
          <Button iconName="download" loading={csv.isBusy} onClick={() => void csv.start()}>
            CSV
          </Button>
        }
      />
      <ProblemText problem={csv.problem} />
      <Views views={views} />
      <div className="bar-of-filters">
        <FindBox value={url.by ?? ''} label="Find by person" placeholder="Who" onFind={onFind} />
        <Select
          ariaLabel="What was done"
          filteringType="auto"
          selectedOption={ActionOptions.find((option) => option.value === (url.action ?? '')) ?? { value: url.action ?? '', label: words(url.action ?? '') }}
          options={ActionOptions}
          onChange={({ detail }) => { setUrl({ action: detail.selectedOption.value ?? null }); }}
        />
        {url.orderId !== undefined && (
          <Button iconName="close" onClick={() => { setUrl({ orderId: null }); }}>
            Of order {shortId(url.orderId)}
          </Button>
        )}
      </div>
      <Loaded query={list} what="The audit">
        {({ pages }) => (
          <>
            <ListTable
              what="Audit"
              items={pages.flatMap((page) => page.items)}
              trackBy="auditId"
              columns={Columns}
              wrapLines
              empty={
                isFiltered ? (
                  <Empty title="No entry matches" action={<Button onClick={() => { setUrl({ by: null, orderId: null, action: null, from: null, to: null }); }}>Drop all filters</Button>} />
                ) : (
                  <Empty title="Nobody has changed anything yet">Each order placed, cancelled, resumed or decided leaves an entry.</Empty>
                )
              }
            />
            <ShowMore list={list} />
          </>
        )}
      </Loaded>
    </>
  );
}

const Day = 86_400_000;

/** The last day, the last week: from a whole hour on, so that the list is not asked for anew all the time. */
function useAuditViews(): View[] {
  const now = useNow(3_600_000);
  const since = (length: number) => new URLSearchParams({ from: new Date(now - length).toISOString() }).toString();
  return [
    { name: 'All', query: '' },
    { name: 'Last 24 hours', query: since(Day) },
    { name: 'Last 7 days', query: since(7 * Day) },
  ];
}
