import type { ReactNode } from 'react';
import type { Carrier, ExecutionStatus, Order } from '../api/types';
import type { StepStatus } from '../history/steps';
import { Glyphs, outlineOf, type Glyph } from './glyphs';

export type Tone = 'good' | 'wait' | 'warn' | 'bad' | 'quiet';
export type { Glyph };

/** An icon that means the same everywhere; never without its word. */
export function Mark({ glyph }: { glyph: Glyph }) {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
      <path d={outlineOf(glyph)} />
      {Glyphs[glyph].path !== null && <path d={Glyphs[glyph].path} strokeWidth={Glyphs[glyph].width} />}
    </svg>
  );
}

export function Status({ tone, glyph, children }: { tone: Tone; glyph: Glyph; children: ReactNode }) {
  return (
    <span className={`status status-${tone}`}>
      <Mark glyph={glyph} />
      <span>{children}</span>
    </span>
  );
}

export function OrderStatusMark({ order }: { order: Pick<Order, 'status' | 'attention' | 'notifiedAt'> }) {
  if (order.attention) {
    return (
      <Status tone="warn" glyph="alert">
        {order.attention.kind === 'call' ? 'Customer to call' : 'Needs a decision'}
      </Status>
    );
  }

  switch (order.status) {
    case 'Placed':
      return (
        <Status tone="quiet" glyph="dots">
          Placed
        </Status>
      );
    case 'Scheduled':
      return (
        <Status tone="wait" glyph="clock">
          Scheduled
        </Status>
      );
    case 'Shipped':
      return (
        <Status tone="good" glyph="check">
          {order.notifiedAt ? 'Shipped, customer told' : 'Shipped'}
        </Status>
      );
    case 'Cancelled':
      return (
        <Status tone="quiet" glyph="minus">
          Cancelled
        </Status>
      );
    case 'Rejected':
      return (
        <Status tone="bad" glyph="cross">
          Rejected
        </Status>
      );
  }
}

const Executions: Record<ExecutionStatus, [Tone, Glyph, string]> = {
  RUNNING: ['wait', 'clock', 'Running'],
  SUCCEEDED: ['good', 'check', 'Succeeded'],
  FAILED: ['bad', 'cross', 'Failed'],
  TIMED_OUT: ['bad', 'cross', 'Timed out'],
  ABORTED: ['quiet', 'minus', 'Stopped'],
  PENDING_REDRIVE: ['warn', 'alert', 'Redrive pending'],
};

export function ExecutionStatusMark({ status }: { status: ExecutionStatus }) {
  const [tone, glyph, word] = Executions[status];
  return (
    <Status tone={tone} glyph={glyph}>
      {word}
    </Status>
  );
}

const Carriers: Record<Carrier['state'], [Tone, Glyph, string]> = {
  up: ['good', 'check', 'Up'],
  down: ['bad', 'cross', 'Down'],
  probing: ['warn', 'dots', 'Down, being asked now'],
  recovering: ['wait', 'clock', 'Back, orders are let go'],
  held: ['warn', 'minus', 'Held by hand'],
};

/** @param isKnown False where it could not be read again: then it is never shown as up. */
export function CarrierStatusMark({ carrier, isKnown = true }: { carrier: Carrier; isKnown?: boolean }) {
  const [tone, glyph, word] = isKnown ? Carriers[carrier.state] : (['warn', 'alert', `Unknown; last known as ${Carriers[carrier.state][2].toLowerCase()}`] as const);
  return (
    <Status tone={tone} glyph={glyph}>
      {word}
    </Status>
  );
}

export const Steps: Record<StepStatus | 'open', { tone: Tone; glyph: Glyph; word: string }> = {
  open: { tone: 'quiet', glyph: 'ring', word: 'Not started' },
  running: { tone: 'wait', glyph: 'dots', word: 'Running' },
  waiting: { tone: 'wait', glyph: 'clock', word: 'Waiting' },
  retrying: { tone: 'warn', glyph: 'clock', word: 'Will try again' },
  succeeded: { tone: 'good', glyph: 'check', word: 'Succeeded' },
  caught: { tone: 'warn', glyph: 'alert', word: 'Caught error' },
  failed: { tone: 'bad', glyph: 'cross', word: 'Failed' },
  stopped: { tone: 'quiet', glyph: 'minus', word: 'Stopped' },
};

export function StepStatusMark({ status }: { status: StepStatus | 'open' }) {
  const { tone, glyph, word } = Steps[status];
  return (
    <Status tone={tone} glyph={glyph}>
      {word}
    </Status>
  );
}
