/** One field of an answer. */
export interface AnswerField {
  name: string;
  label: string;
  description: string | null;
  kind: 'text' | 'longText' | 'number' | 'whole' | 'yesNo' | 'choice' | 'json';
  isRequired: boolean;
  /** For a choice: each value as JSON text, with its label. */
  options: { value: string; label: string }[];
  /** As it is typed: JSON text for a choice and for JSON, `true` or empty for yes or no. */
  initial: string;
  least: number | null;
  most: number | null;
}

type Json = Record<string, unknown>;

/** Where services have what a task hands on to whoever answers. */
const Places = ['Payload', 'MessageBody', 'Message', 'Input', 'Detail'];

/**
 * The JSON Schema of the answer that a callback wants, where its task says one: a member `outputSchema` of its parameters, or of the payload in them.
 *
 * @returns Null where it says none, or none that a form can be made of.
 */
export function findSchema(parameters: unknown): Json | null {
  const whole = asObject(parameters);
  for (const place of [whole, ...Places.map((name) => asObject(whole?.[name]))]) {
    const schema = asObject(place?.outputSchema);
    if (schema?.type === 'object' && asObject(schema.properties) !== null) {
      return schema;
    }
  }

  return null;
}

/** The fields of a schema of an object; what a form has no field for is written as JSON. */
export function fieldsOf(schema: Json): AnswerField[] {
  const required = Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(asObject(schema.properties) ?? {}).map(([name, value]) => {
    const property = asObject(value) ?? {};
    const options = (Array.isArray(property.enum) ? property.enum : []).map((one: unknown) => ({ value: JSON.stringify(one), label: typeof one === 'string' ? one : JSON.stringify(one) }));
    const kind = kindOf(property, options.length > 0);
    return {
      name,
      label: typeof property.title === 'string' ? property.title : name,
      description: typeof property.description === 'string' ? property.description : null,
      kind,
      isRequired: required.includes(name),
      options,
      initial: initialOf(property.default, kind),
      least: typeof property.minimum === 'number' ? property.minimum : null,
      most: typeof property.maximum === 'number' ? property.maximum : null,
    };
  });
}

function kindOf(property: Json, hasOptions: boolean): AnswerField['kind'] {
  if (hasOptions) {
    return 'choice';
  }

  switch (property.type) {
    case 'string':
      return typeof property.maxLength === 'number' && property.maxLength <= 200 ? 'text' : property.format === undefined ? 'longText' : 'text';
    case 'number':
      return 'number';
    case 'integer':
      return 'whole';
    case 'boolean':
      return 'yesNo';
    default:
      return 'json';
  }
}

function initialOf(value: unknown, kind: AnswerField['kind']): string {
  if (value === undefined) {
    return '';
  }

  return kind === 'choice' || kind === 'json' ? JSON.stringify(value) : kind === 'yesNo' ? (value === true ? 'true' : '') : String(value);
}

export interface Answer {
  output: Json;
  /** What is wrong, by field. */
  errors: Record<string, string>;
}

/** What was typed as the output that is sent. Fields that are left empty are left out; yes or no always says one of them. */
export function answerOf(fields: readonly AnswerField[], typed: Record<string, string>): Answer {
  const answer: Answer = { output: {}, errors: {} };
  for (const field of fields) {
    const text = typed[field.name] ?? field.initial;
    if (field.kind === 'yesNo') {
      answer.output[field.name] = text === 'true';
    } else if (text.trim() === '') {
      if (field.isRequired) {
        answer.errors[field.name] = 'It is asked for.';
      }
    } else {
      const [value, problem] = valueOf(field, text);
      if (problem === null) {
        answer.output[field.name] = value;
      } else {
        answer.errors[field.name] = problem;
      }
    }
  }

  return answer;
}

function valueOf(field: AnswerField, text: string): [unknown, string | null] {
  if (field.kind === 'number' || field.kind === 'whole') {
    const number = Number(text.trim());
    if (!Number.isFinite(number) || (field.kind === 'whole' && !Number.isInteger(number))) {
      return [null, field.kind === 'whole' ? 'A whole number.' : 'A number.'];
    }

    if ((field.least !== null && number < field.least) || (field.most !== null && number > field.most)) {
      return [null, field.most === null ? `${field.least ?? ''} or more.` : field.least === null ? `${field.most} or less.` : `From ${field.least} to ${field.most}.`];
    }

    return [number, null];
  }

  if (field.kind === 'choice' || field.kind === 'json') {
    try {
      return [JSON.parse(text) as unknown, null];
    } catch (error) {
      return [null, `This is not JSON: ${error instanceof Error ? error.message : String(error)}`];
    }
  }

  return [text, null];
}

function asObject(value: unknown): Json | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null;
}
