import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { operate } from '../../api/operateCalls';
import type { Execution } from '../../api/types';
import { AppContext, type AppValue } from '../../app/AppContext';
import { StartLikeDialog } from './StartLikeDialog';

const app = { config: { features: { orders: false } } } as AppValue;

function open(input: unknown) {
  const execution = { name: 'child-1', stateMachine: 'child', input: JSON.stringify(input) } as Execution;
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MemoryRouter>
        <AppContext value={app}>
          <StartLikeDialog execution={execution} onClose={() => undefined} />
        </AppContext>
      </MemoryRouter>
    </QueryClientProvider>,
  );
  fireEvent.change(screen.getByLabelText('Why?'), { target: { value: 'Once more' } });
}

const confirm = () => screen.getByRole('button', { name: 'Start it' });

describe('StartLikeDialog', () => {
  beforeEach(() => {
    sessionStorage.clear();
    vi.restoreAllMocks();
  });

  it('says that a token is blacked out in the input, and starts nothing until that is mended', () => {
    const start = vi.spyOn(operate, 'start').mockResolvedValue({ stateMachine: 'child', name: 'child-2' } as Awaited<ReturnType<typeof operate.start>>);
    open({ answerTo: '(redacted)', item: 'Desk' });

    expect(screen.getByText('A task token is blacked out in this input')).toBeInTheDocument();
    expect(screen.getByText(/stands where a task token was/)).toBeInTheDocument();
    expect(confirm()).toBeDisabled();
    fireEvent.click(confirm());
    expect(start).not.toHaveBeenCalled();

    fireEvent.change(screen.getByLabelText('Input (JSON)'), { target: { value: '{ "item": "Desk" }' } });

    expect(screen.queryByText(/stands where a task token was/)).not.toBeInTheDocument();
    fireEvent.click(confirm());
    expect(start).toHaveBeenCalledWith(expect.objectContaining({ stateMachine: 'child', input: { item: 'Desk' }, reason: 'Once more' }));
  });

  it('warns of nothing where the input is whole', () => {
    open({ item: 'Desk' });

    expect(screen.queryByText('A task token is blacked out in this input')).not.toBeInTheDocument();
    expect(confirm()).toBeEnabled();
  });
});
