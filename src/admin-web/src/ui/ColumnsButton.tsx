import Button from '@cloudscape-design/components/button';
import { lazy, Suspense, useState } from 'react';
import type { ColumnChoice, KnownColumn } from './columns';

const ColumnsDialog = lazy(() => import('./ColumnsDialog'));

interface ColumnsButtonProps {
  known: readonly KnownColumn[];
  choice: ColumnChoice[];
  onChange: (choice: ColumnChoice[] | null) => void;
}

export function ColumnsButton({ known, choice, onChange }: ColumnsButtonProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button iconName="settings" onClick={() => { setOpen(true); }}>
        Columns
      </Button>
      {isOpen && (
        <Suspense fallback={null}>
          <ColumnsDialog known={known} choice={choice} onChange={onChange} onClose={() => { setOpen(false); }} />
        </Suspense>
      )}
    </>
  );
}
