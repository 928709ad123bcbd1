import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import Textarea from '@cloudscape-design/components/textarea';
import type { Channel, CustomerBody } from '../../api/types';
import { Channels, FieldNames, type CustomerErrors } from './customer';

interface CustomerFieldsProps {
  value: CustomerBody;
  errors: CustomerErrors;
  onChange: (value: CustomerBody) => void;
}

/** Who they are, how they are told, and where parcels go. */
export function CustomerFields({ value, errors, onChange }: CustomerFieldsProps) {
  const field = (name: 'name' | 'email' | 'phone') => ({
    value: value[name] ?? '',
    onChange: ({ detail }: { detail: { value: string } }) => { onChange({ ...value, [name]: detail.value }); },
  });
  return (
    <div className="stack">
      <div className="two">
        <FormField label={FieldNames.name} errorText={errors.name}>
          <Input {...field('name')} />
        </FormField>
        <FormField label={FieldNames.phone} errorText={errors.phone}>
          <Input {...field('phone')} type="text" inputMode="tel" />
        </FormField>
        <FormField label={FieldNames.email} errorText={errors.email}>
          <Input {...field('email')} inputMode="email" />
        </FormField>
        <FormField label={FieldNames.channel} errorText={errors.channel}>
          <Select
            selectedOption={Channels.find((channel) => channel.value === value.channel) ?? null}
            options={Channels}
            onChange={({ detail }) => { onChange({ ...value, channel: detail.selectedOption.value as Channel }); }}
          />
        </FormField>
      </div>
      <FormField label={FieldNames.address} errorText={errors.address}>
        <Textarea rows={3} value={value.address} onChange={({ detail }) => { onChange({ ...value, address: detail.value }); }} />
      </FormField>
    </div>
  );
}
