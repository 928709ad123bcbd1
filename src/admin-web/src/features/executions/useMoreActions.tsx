import type { ButtonDropdownProps } from '@cloudscape-design/components/button-dropdown';
import { useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { orders } from '../../api/calls';
import type { Execution } from '../../api/types';
import { useApp, useMay } from '../../app/AppContext';
import { Failed } from '../../ui/Loaded';
import { addressOfLike } from '../orders/draft';
import { consoleAddress } from './nextName';
import { RunAgainDialog } from './RunAgainDialog';
import { StartLikeDialog } from './StartLikeDialog';

export interface MoreActions {
  items: ButtonDropdownProps.Item[];
  /** @returns Whether the item was one of these. */
  onItem: (id: string) => boolean;
  dialogs: ReactNode;
}

/** What leads from one execution to another: the order run again, one more like it, the same in the AWS console. */
export function useMoreActions(execution: Execution, state: string | null): MoreActions {
  const { config } = useApp();
  const may = useMay();
  const navigate = useNavigate();
  const [dialog, setDialog] = useState<'run-again' | 'start-like' | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const orderId = config.features.orders ? execution.orderId : null;
  const isOfOrder = orderId !== null && orderId !== undefined && execution.name.startsWith(orderId);
  const isRunning = execution.status === 'RUNNING';
  const inConsole = config.features.demoClock ? null : consoleAddress(execution.executionArn);
  const items: ButtonDropdownProps.Item[] = [
    ...(isOfOrder && may('executions:operate')
      ? [{ id: 'run-again', text: 'Run again from a state…', disabled: isRunning, ...(isRunning ? { disabledReason: 'It is running. Stop it first, or decide what it waits for.' } : {}) }]
      : []),
    ...(isOfOrder && may('orders:write') ? [{ id: 'place-like', text: 'Place an order like it' }] : []),
    ...(!orderId && may('executions:operate') && execution.input !== undefined && execution.input !== null ? [{ id: 'start-like', text: 'Start one like this…' }] : []),
    ...(inConsole === null ? [] : [{ id: 'console', text: 'Open in the AWS console', href: inConsole, external: true, externalIconAriaLabel: 'opens in a new tab' }]),
  ];
  const placeLike = async () => {
    try {
      await navigate(addressOfLike(await orders.get(orderId ?? '')));
    } catch (error) {
      setProblem(error);
    }
  };
  return {
    items,
    onItem: (id) => {
      if (id === 'place-like') {
        void placeLike();
      } else if (id === 'run-again' || id === 'start-like') {
        setDialog(id);
      }

      return items.some((item) => item.id === id);
    },
    dialogs: (
      <>
        {problem !== null && <Failed error={problem} what="Its order" />}
        {dialog === 'run-again' && <RunAgainDialog execution={execution} state={state} onClose={() => { setDialog(null); }} />}
        {dialog === 'start-like' && <StartLikeDialog execution={execution} onClose={() => { setDialog(null); }} />}
      </>
    ),
  };
}
