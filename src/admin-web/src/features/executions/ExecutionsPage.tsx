import Button from '@cloudscape-design/components/button';
import Select from '@cloudscape-design/components/select';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { Link } from 'react-router';
import { executions, stateMachines } from '../../api/calls';
import type { ExecutionSummary } from '../../api/types';
import { useApp, useMay } from '../../app/AppContext';
import { useNarrow } from '../../app/settings';
import { LazyGraph } from '../../graph/LazyGraph';
import { Since, Time } from '../../time/Time';
import { useColumns, type KnownColumn } from '../../ui/columns';
import { ColumnsButton } from '../../ui/ColumnsButton';
import { Empty } from '../../ui/Empty';
import { FindBox } from '../../ui/FindBox';
import { shortId } from '../../ui/ids';
import { ListTable, type ListColumn } from '../../ui/ListTable';
import { Loaded } from '../../ui/Loaded';
import { PageHead } from '../../ui/PageHead';
import { ShowMore } from '../../ui/ShowMore';
import { ExecutionStatusMark } from '../../ui/Status';
import { useUrl } from '../../ui/useUrl';
import { Views } from '../../ui/Views';
import { ManyExecutionsDialog, type ManyAction } from './ManyExecutionsDialog';
import { RedriveManyDialog } from './RedriveManyDialog';
import { useChart } from './useExecution';

const PageSize = 50;
const Any = { value: '', label: 'Any status' };
const StatusOptions = [
  Any,
  { value: 'RUNNING', label: 'Running' },
  { value: 'SUCCEEDED', label: 'Succeeded' },
  { value: 'FAILED', label: 'Failed' },
  { value: 'TIMED_OUT', label: 'Timed out' },
  { value: 'ABORTED', label: 'Stopped' },
];

const Columns: ListColumn<ExecutionSummary>[] = [
  {
    id: 'name',
    onPhone: true,
    header: 'Execution',
    isRowHeader: true,
    cell: (item) => (
      <Link to={`/executions/${encodeURIComponent(item.stateMachine)}/${encodeURIComponent(item.name)}`} title={item.name} data-row-link>
        {shortId(item.name)}
      </Link>
    ),
  },
  { id: 'status', onPhone: true, header: 'Status', cell: (item) => <ExecutionStatusMark status={item.status} /> },
  { id: 'state', onPhone: true, header: 'State', cell: (item) => item.currentState ?? '–' },
  { id: 'waits', header: 'Waits for', cell: (item) => waitsWords(item) },
  { id: 'attempt', header: 'Try', cell: (item) => item.attempt ?? '–' },
  { id: 'next', header: 'Goes on', cell: (item) => <Time at={item.nextAt} /> },
  { id: 'started', header: 'Started', cell: (item) => <Time at={item.startedAt} /> },
  { id: 'took', header: 'Lasts', cell: (item) => <Since at={item.startedAt} until={item.stoppedAt} /> },
  { id: 'redrives', header: 'Redriven', cell: (item) => (item.redriveCount ? `${item.redriveCount} ×` : '–') },
  { id: 'order', header: 'Order', cell: (item) => (item.orderId ? <Link to={`/orders/${item.orderId}`}>{shortId(item.orderId)}</Link> : '–') },
  { id: 'stopped', header: 'Ended', cell: (item) => <Time at={item.stoppedAt} /> },
  { id: 'error', header: 'Last error', cell: (item) => item.lastError ?? '–' },
  { id: 'redriven', header: 'Last redrive', cell: (item) => <Time at={item.redrivenAt} /> },
];

const ColumnNames: readonly KnownColumn[] = Columns.map(({ id, header }) => ({
  id,
  name: header as string,
  isFixed: id === 'name',
  isExtra: ['order', 'stopped', 'error', 'redriven'].includes(id),
}));

/** Every execution of one state machine, with the state it is in and why. */
export default function ExecutionsPage() {
  const [url, setUrl] = useUrl();
  const may = useMay();
  const isNarrow = useNarrow();
  const [columns, setColumns] = useColumns('executions', ColumnNames);
  const [selected, setSelected] = useState<ExecutionSummary[]>([]);
  const { config } = useApp();
  const [isRedrivingAll, setRedrivingAll] = useState(false);
  const [action, setAction] = useState<ManyAction | null>(null);
  const machines = useQuery({ queryKey: ['static', 'state-machines'], queryFn: ({ signal }) => stateMachines.list(signal), staleTime: 60_000 });
  const names = machines.data?.items.map((machine) => machine.name) ?? [];
  const machine = url.machine ?? names.find((name) => name === 'order') ?? names.find((name) => /(?<!cancel)-order$/.test(name)) ?? names[0];
  const list = useInfiniteQuery({
    queryKey: ['executions', machine, url.status, url.q],
    queryFn: ({ pageParam, signal }) => executions.list({ stateMachine: machine, status: url.status, search: url.q, limit: PageSize, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor ?? null,
    enabled: machine !== undefined,
  });
  const onFind = useCallback((q: string) => { setUrl({ q }); }, [setUrl]);
  const items = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const shown = url.state === undefined ? items : items.filter((item) => item.currentState === url.state);
  // The API redrives many of these machines alone.
  const canRedriveAll = url.status === 'FAILED' && config.features.orders && (machine === 'order' || machine === 'cancel-order');
  const canRedrive = selected.filter((item) => item.status !== 'RUNNING' && item.status !== 'SUCCEEDED').length;
  const canStop = selected.filter((item) => item.status === 'RUNNING').length;

  return (
    <>
      <PageHead
        title="Executions"
        description="One execution is one run of a state machine, on whichever Step Functions endpoint this installation uses."
        actions={
          may('executions:operate') && (selected.length > 0 || canRedriveAll) ? (
            <>
              {canRedriveAll && selected.length === 0 && <Button onClick={() => { setRedrivingAll(true); }}>Redrive all that failed…</Button>}
              {canRedrive > 0 && <Button onClick={() => { setAction('redrive'); }}>Redrive {selected.length}…</Button>}
              {canStop > 0 && <Button onClick={() => { setAction('stop'); }}>Stop {selected.length}…</Button>}
            </>
          ) : undefined
        }
      />
      <Views
        views={[
          { name: 'All', query: machine && url.machine ? `machine=${encodeURIComponent(machine)}` : '' },
          { name: 'Running', query: withMachine('status=RUNNING', url.machine) },
          { name: 'Failed', query: withMachine('status=FAILED', url.machine) },
        ]}
      />
      <div className="bar-of-filters">
        {names.length > 0 && (
          <Select
            ariaLabel="State machine"
            selectedOption={{ value: machine ?? '', label: machine ?? '' }}
            options={names.map((name) => ({ value: name, label: name }))}
            onChange={({ detail }) => { setUrl({ machine: detail.selectedOption.value ?? null, state: null }); }}
          />
        )}
        <FindBox value={url.q ?? ''} label="Find executions" placeholder="The name begins with…" onFind={onFind} />
        <Select
          ariaLabel="Status"
          selectedOption={StatusOptions.find((option) => option.value === (url.status ?? '')) ?? Any}
          options={StatusOptions}
          onChange={({ detail }) => { setUrl({ status: detail.selectedOption.value ?? null }); }}
        />
        {url.state !== undefined && (
          <Button iconName="close" onClick={() => { setUrl({ state: null }); }}>
            In {url.state}
          </Button>
        )}
        <Button onClick={() => { setUrl({ graph: url.graph === undefined ? '1' : null }); }}>{url.graph === undefined ? 'Show the graph' : 'Hide the graph'}</Button>
        {!isNarrow && <ColumnsButton known={ColumnNames} choice={columns} onChange={setColumns} />}
      </div>
      {url.graph !== undefined && machine !== undefined && (
        <MachineGraph machine={machine} items={items} selected={url.state ?? null} onSelect={(state) => { setUrl({ state }); }} />
      )}
      <Loaded query={machines} what="The state machines">
        {() =>
          names.length === 0 ? (
            <Empty title="No state machine yet">
              Create one: <code>aws stepfunctions create-state-machine --endpoint-url …</code>
            </Empty>
          ) : (
            <Loaded query={list} what="The executions">
              {() => (
                <>
                  <ListTable
                    what="Executions"
                    items={shown}
                    trackBy="executionArn"
                    columns={Columns}
                    choice={columns}
                    selected={selected}
                    onSelect={may('executions:operate') ? setSelected : undefined}
                    nameOf={(item) => item.name}
                    empty={
                      url.q !== undefined || url.status !== undefined || url.state !== undefined ? (
                        <Empty title="No execution matches" action={<Button onClick={() => { setUrl({ q: null, status: null, state: null }); }}>Drop all filters</Button>} />
                      ) : (
                        <Empty title="No executions yet">Each order, and whatever else is started, appears here.</Empty>
                      )
                    }
                  />
                  <ShowMore list={list}>{items.length} shown</ShowMore>
                </>
              )}
            </Loaded>
          )
        }
      </Loaded>
      {isRedrivingAll && machine !== undefined && <RedriveManyDialog machine={machine} onClose={() => { setRedrivingAll(false); }} />}
      {action && (
        <ManyExecutionsDialog
          action={action}
          executions={selected}
          onClose={() => {
            setAction(null);
            setSelected([]);
          }}
        />
      )}
    </>
  );
}

function waitsWords(item: ExecutionSummary): string {
  switch (item.waitingFor) {
    case 'retry':
      return item.lastError ? `Another try after ${item.lastError}` : 'Another try';
    case 'timer':
      return 'A timer';
    case 'callback':
      return 'An answer from outside';
    case 'task':
      return 'Its task';
    default:
      return item.waitingFor ?? '–';
  }
}

function withMachine(query: string, machine: string | undefined): string {
  return machine === undefined ? query : `machine=${encodeURIComponent(machine)}&${query}`;
}

/** The definition, with how many of the shown executions stand in each state; choosing a state filters by it. */
function MachineGraph({ machine, items, selected, onSelect }: { machine: string; items: ExecutionSummary[]; selected: string | null; onSelect: (state: string | null) => void }) {
  const query = useQuery({ queryKey: ['static', 'state-machine', machine], queryFn: ({ signal }) => stateMachines.get(machine, signal), staleTime: 60_000 });
  const { chart, problem } = useChart(query.data?.definition);
  const counts = useMemo(() => {
    const found = new Map<string, number>();
    for (const item of items) {
      if (item.status === 'RUNNING' && item.currentState) {
        found.set(item.currentState, (found.get(item.currentState) ?? 0) + 1);
      }
    }

    return found;
  }, [items]);
  return (
    <Loaded query={query} what="The definition">
      {() => (chart ? <LazyGraph chart={chart} progress={null} selected={selected} onSelect={onSelect} counts={counts} label={`States of ${machine}`} /> : <p className="quiet">{problem}</p>)}
    </Loaded>
  );
}
