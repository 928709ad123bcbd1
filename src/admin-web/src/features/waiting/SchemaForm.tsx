import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import Textarea from '@cloudscape-design/components/textarea';
import type { AnswerField } from './schemaForm';

interface SchemaFormProps {
  fields: AnswerField[];
  typed: Record<string, string>;
  errors: Record<string, string>;
  onChange: (typed: Record<string, string>) => void;
}

/** The answer's fields, as the schema that the task hands on names them. */
export function SchemaForm({ fields, typed, errors, onChange }: SchemaFormProps) {
  return (
    <div className="stack">
      {fields.map((field) => {
        const value = typed[field.name] ?? field.initial;
        const set = (text: string) => { onChange({ ...typed, [field.name]: text }); };
        if (field.kind === 'yesNo') {
          return (
            <Checkbox key={field.name} checked={value === 'true'} description={field.description} onChange={({ detail }) => { set(detail.checked ? 'true' : ''); }}>
              {field.label}
            </Checkbox>
          );
        }

        return (
          <FormField
            key={field.name}
            label={field.isRequired ? field.label : `${field.label} (may be left empty)`}
            description={field.description ?? (field.kind === 'json' ? 'As JSON.' : undefined)}
            errorText={field.name in typed ? errors[field.name] : undefined}
          >
            {field.kind === 'choice' ? (
              <Select
                selectedOption={field.options.find((option) => option.value === value) ?? null}
                options={field.isRequired ? field.options : [{ value: '', label: '–' }, ...field.options]}
                onChange={({ detail }) => { set(detail.selectedOption.value ?? ''); }}
              />
            ) : field.kind === 'longText' || field.kind === 'json' ? (
              <Textarea rows={field.kind === 'json' ? 4 : 2} value={value} onChange={({ detail }) => { set(detail.value); }} />
            ) : (
              <Input value={value} inputMode={field.kind === 'text' ? 'text' : 'decimal'} onChange={({ detail }) => { set(detail.value); }} />
            )}
          </FormField>
        );
      })}
    </div>
  );
}
