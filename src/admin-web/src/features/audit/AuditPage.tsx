import Button from '@cloudscape-design/components/button';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { Link } from 'react-router';
import { audit } from '../../api/calls';
import type { AuditEntry } from '../../api/types';
import { useNarrow } from '../../app/settings';
import { Time } from '../../time/Time';
import { download } from '../../ui/download';
import { Empty } from '../../ui/Empty';
import { FindBox } from '../../ui/FindBox';
import { shortId } from '../../ui/ids';
import { Loaded } from '../../ui/Loaded';
import { PageHead } from '../../ui/PageHead';
import { ProblemText } from '../../ui/ProblemText';
import { Status } from '../../ui/Status';
import { useAction } from '../../ui/useAction';
import { useUrl } from '../../ui/useUrl';
import { Views } from '../../ui/Views';

const Columns: (TableProps.ColumnDefinition<AuditEntry> & { id: string; onPhone?: true })[] = [
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
  const isNarrow = useNarrow();
  const filter = { by: url.by, orderId: url.orderId, action: url.action };
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
      <Views views={[{ name: 'All', query: '' }]} />
      <div className="bar-of-filters">
        <FindBox value={url.by ?? ''} label="Find by person" placeholder="Who" onFind={onFind} />
      </div>
      <Loaded query={list} what="The audit">
        {({ pages }) => (
          <>
            <Table
              variant="borderless"
              items={pages.flatMap((page) => page.items)}
              trackBy="auditId"
              columnDefinitions={Columns}
              columnDisplay={Columns.map((column) => ({ id: column.id, visible: !isNarrow || column.onPhone === true }))}
              wrapLines
              ariaLabels={{ tableLabel: 'Audit' }}
              empty={<Empty title={url.by === undefined && url.orderId === undefined ? 'Nobody has changed anything yet' : 'No entry matches'}>Each order placed, cancelled, resumed or decided leaves an entry.</Empty>}
            />
            {list.hasNextPage && (
              <div className="more">
                <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                  Show more
                </Button>
              </div>
            )}
          </>
        )}
      </Loaded>
    </>
  );
}
