import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import { useState } from 'react';
import { Link, useLocation } from 'react-router';
import { saveViews, useSavedViews } from './savedViews';

export interface View {
  name: string;
  /** The query part of the address, without `?`; empty for everything. */
  query: string;
  count?: number | undefined;
}

/** Ready-made and own views: each is an address. */
export function Views({ views }: { views: View[] }) {
  const { pathname, search } = useLocation();
  const saved = useSavedViews().filter((view) => view.to.split('?')[0] === pathname);
  const [isNaming, setNaming] = useState(false);
  const here = normal(search);
  const all = [...views, ...saved.map((view): View => ({ name: view.name, query: view.to.split('?')[1] ?? '' }))];
  const isKnown = all.some((view) => normal(view.query) === here);
  return (
    <>
      <ul className="views" aria-label="Views">
        {all.map((view) => (
          <li key={view.name}>
            <Link to={view.query === '' ? pathname : `${pathname}?${view.query}`} aria-current={normal(view.query) === here}>
              {view.name}
              {view.count !== undefined && <span className="n">{view.count.toLocaleString('en-GB')}</span>}
            </Link>
          </li>
        ))}
        {!isKnown && (
          <li>
            <Button variant="inline-link" iconName="add-plus" onClick={() => { setNaming(true); }}>
              Save this view
            </Button>
          </li>
        )}
      </ul>
      {isNaming && <NameView to={pathname + search} onClose={() => { setNaming(false); }} />}
    </>
  );
}

function NameView({ to, onClose }: { to: string; onClose: () => void }) {
  const saved = useSavedViews();
  const [name, setName] = useState('');
  const isTaken = saved.some((view) => view.name === name.trim());
  const save = () => {
    if (name.trim() !== '' && !isTaken) {
      saveViews([...saved, { name: name.trim(), to }]);
      onClose();
    }
  };
  return (
    <Modal
      visible
      header="Save this view"
      onDismiss={onClose}
      footer={
        <div className="actions dialog-actions">
          <Button variant="link" onClick={onClose}>
            Not now
          </Button>
          <Button variant="primary" disabled={name.trim() === '' || isTaken} onClick={save}>
            Save
          </Button>
        </div>
      }
    >
      <FormField label="Name" description="Kept in this browser. Settings lists your views." errorText={isTaken ? 'You have a view of that name.' : undefined}>
        <Input value={name} onChange={({ detail }) => { setName(detail.value); }} onKeyDown={({ detail }) => { if (detail.key === 'Enter') { save(); } }} />
      </FormField>
    </Modal>
  );
}

function normal(query: string): string {
  const parameters = new URLSearchParams(query);
  parameters.sort();
  return parameters.toString();
}
