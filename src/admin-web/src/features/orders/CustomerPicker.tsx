import Autosuggest from '@cloudscape-design/components/autosuggest';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { Link } from 'react-router';
import { customers } from '../../api/calls';
import { asProblem } from '../../api/problem';
import type { CustomerBody } from '../../api/types';
import { CustomerFields } from '../customers/CustomerFields';
import { emptyCustomer, searchText, type DraftErrors } from './draft';

interface CustomerPickerProps {
  customerId: string | null;
  newCustomer: CustomerBody | null;
  errors: DraftErrors;
  onChoose: (customerId: string | null) => void;
  onNew: (customer: CustomerBody | null) => void;
}

/** Who orders: found by phone number, name or e-mail, or taken down anew. */
export function CustomerPicker({ customerId, newCustomer, errors, onChoose, onNew }: CustomerPickerProps) {
  const [text, setText] = useState('');
  const search = useDeferredValue(searchText(text));
  const found = useQuery({ queryKey: ['customers', search], queryFn: ({ signal }) => customers.search(search, signal), enabled: search.length >= 2 && customerId === null });
  const chosen = useQuery({ queryKey: ['customer', customerId], queryFn: ({ signal }) => customers.get(customerId ?? '', signal), enabled: customerId !== null });

  if (customerId !== null) {
    return (
      <FormField label="Customer" errorText={errors.customerId}>
        <div className="chosen">
          <div>
            <strong>{chosen.data?.name ?? customerId}</strong> <Link to={`/customers/${customerId}`}>Details</Link>
            {chosen.data && (
              <div className="quiet">
                {[chosen.data.phone, chosen.data.email].filter(Boolean).join(' · ')}
                <br />
                Ships to {chosen.data.address}
              </div>
            )}
            {chosen.isError && <div className="quiet">{asProblem(chosen.error).message}</div>}
          </div>
          <Button onClick={() => { onChoose(null); }}>Somebody else</Button>
        </div>
      </FormField>
    );
  }

  if (newCustomer !== null) {
    return (
      <div className="stack">
        <CustomerFields value={newCustomer} errors={errors} onChange={onNew} />
        <div>
          <Button onClick={() => { onNew(null); }}>Find a known customer instead</Button>
        </div>
      </div>
    );
  }

  return (
    <FormField label="Customer" description="Phone number in any writing, name or e-mail." errorText={errors.customerId}>
      <div className="chosen">
        <div className="grow-all">
          <Autosuggest
            value={text}
            placeholder="020 7946 0001"
            hideEnteredTextOption
            filteringType="manual"
            options={(found.data?.items ?? []).map((customer) => ({ value: customer.customerId, label: customer.name, description: [customer.phone, customer.email].filter(Boolean).join(' · '), tags: [customer.address] }))}
            statusType={found.isFetching ? 'loading' : found.isError ? 'error' : 'finished'}
            loadingText="Looking"
            errorText={found.isError ? asProblem(found.error).title : 'Could not look.'}
            empty={search.length < 2 ? 'Two characters or more.' : 'Nobody is known by that.'}
            onChange={({ detail }) => { setText(detail.value); }}
            onSelect={({ detail }) => {
              if (detail.selectedOption) {
                onChoose(detail.value);
              }
            }}
          />
        </div>
        <Button iconName="add-plus" onClick={() => { onNew(emptyCustomer(text)); }}>
          New customer
        </Button>
      </div>
    </FormField>
  );
}
