/** What a definition in Amazon States Language says that can be drawn. Pure; no judgement of whether the definition is right. */
export interface Chart {
  startAt: string | null;
  states: ChartState[];
}

export type StateType = 'Task' | 'Pass' | 'Choice' | 'Wait' | 'Succeed' | 'Fail' | 'Parallel' | 'Map';

export interface ChartState {
  /** Unique in the whole drawing, also where a definition uses a name twice. */
  id: string;
  name: string;
  type: StateType;
  /** A Task that waits for its token. */
  callback: boolean;
  comment: string | null;
  exits: Exit[];
  /** The execution, or the branch, ends here. */
  end: boolean;
  /** Of a Parallel: its branches; of a Map: its processor. */
  inside: Chart[];
  /** As written. */
  source: Record<string, unknown>;
}

export interface Exit {
  to: string;
  kind: 'next' | 'default' | 'choice' | 'catch';
  label: string | null;
}

type Json = Record<string, unknown>;

/** In characters; the whole rule stands in the definition. */
const LongestLabel = 22;

const Types = new Set<string>(['Task', 'Pass', 'Choice', 'Wait', 'Succeed', 'Fail', 'Parallel', 'Map']);

/** @throws Error where it is no definition at all, with a sentence that says so. */
export function readChart(definition: unknown): Chart {
  const root = typeof definition === 'string' ? (JSON.parse(definition) as unknown) : definition;
  if (!isObject(root) || !isObject(root.States)) {
    throw new Error('This is no state machine definition: it has no States.');
  }

  return chartOf(root, new Set());
}

function chartOf(machine: Json, taken: Set<string>): Chart {
  const states = isObject(machine.States) ? machine.States : {};
  const ids = new Map<string, string>();
  for (const name of Object.keys(states)) {
    let id = name;
    for (let number = 2; taken.has(id); number += 1) {
      id = `${name}~${number}`;
    }

    taken.add(id);
    ids.set(name, id);
  }

  const idOf = (name: unknown): string | null => (typeof name === 'string' ? (ids.get(name) ?? null) : null);
  return {
    startAt: idOf(machine.StartAt),
    states: Object.entries(states).flatMap(([name, state]) =>
      isObject(state) && typeof state.Type === 'string' && Types.has(state.Type) ? [stateOf(name, state, idOf, taken)] : [],
    ),
  };
}

function stateOf(name: string, state: Json, idOf: (name: unknown) => string | null, taken: Set<string>): ChartState {
  const exits: Exit[] = [];
  const add = (to: unknown, kind: Exit['kind'], label: string | null) => {
    const id = idOf(to);
    if (id !== null) {
      merge(exits, { to: id, kind, label });
    }
  };

  const type = state.Type as StateType;
  add(state.Next, 'next', null);
  for (const rule of list(state.Choices)) {
    add(rule.Next, 'choice', ruleWords(rule));
  }

  add(state.Default, 'default', 'otherwise');
  for (const catcher of list(state.Catch)) {
    add(catcher.Next, 'catch', errorWords(catcher.ErrorEquals));
  }

  const processor = isObject(state.ItemProcessor) ? state.ItemProcessor : state.Iterator;
  const inside = type === 'Parallel' ? list(state.Branches) : type === 'Map' && isObject(processor) ? [processor] : [];
  return {
    id: idOf(name) ?? name,
    name,
    type,
    callback: type === 'Task' && typeof state.Resource === 'string' && state.Resource.includes('.waitForTaskToken'),
    comment: typeof state.Comment === 'string' ? state.Comment : null,
    exits,
    end: state.End === true || type === 'Succeed' || type === 'Fail',
    inside: inside.map((branch) => chartOf(branch, taken)),
    source: state,
  };
}

/** Several rules or catchers that lead to one state are one line in the drawing. */
function merge(exits: Exit[], exit: Exit) {
  const known = exits.find((other) => other.to === exit.to && (other.kind === 'catch') === (exit.kind === 'catch'));
  if (!known) {
    exits.push(exit);
  } else if (known.label !== null && exit.label !== null) {
    known.label = shorten(`${known.label} or ${exit.label}`);
    known.kind = exit.kind === 'default' ? 'default' : known.kind;
  }
}

function errorWords(errors: unknown): string {
  const names = Array.isArray(errors) ? errors.filter((error): error is string => typeof error === 'string') : [];
  const [first = 'error', ...others] = names.map((error) => (error === 'States.ALL' ? 'any error' : error.replace(/^States\./, '').replace(/(Exception|Error)$/, '')));
  return others.length > 0 ? `${first.slice(0, LongestLabel - 3)} +${others.length}` : shorten(first);
}

const Comparators: [pattern: RegExp, words: string][] = [
  [/^IsPresent$/, 'is present'],
  [/^Is(.+)$/, 'is $1'],
  [/LessThanEquals/, '≤'],
  [/GreaterThanEquals/, '≥'],
  [/LessThan/, '<'],
  [/GreaterThan/, '>'],
  [/Equals/, '='],
  [/Matches/, '~'],
];

/** A choice rule in few characters; the whole rule stands in the definition. */
export function ruleWords(rule: Json): string {
  if (typeof rule.Comment === 'string' && rule.Comment.length <= LongestLabel) {
    return rule.Comment;
  }

  if (typeof rule.Condition === 'string') {
    return shorten(rule.Condition.replace(/^\{%\s*|\s*%\}$/g, ''));
  }

  for (const [word, join] of [['And', ' and '], ['Or', ' or ']] as const) {
    const parts = list(rule[word]);
    if (parts.length > 1 && word === 'And' && parts.every((part) => typeof part.StringEquals === 'string')) {
      return shorten(parts.map((part) => String(part.StringEquals)).join(', '));
    }

    if (parts.length > 0) {
      return shorten(parts.map(ruleWords).join(join));
    }
  }

  if (isObject(rule.Not)) {
    return shorten(`not ${ruleWords(rule.Not)}`);
  }

  const operator = Object.keys(rule).find((key) => !['Variable', 'Next', 'Comment', 'Assign', 'Output'].includes(key));
  const variable = typeof rule.Variable === 'string' ? (rule.Variable.split('.').at(-1) ?? rule.Variable) : 'rule';
  if (operator === undefined) {
    return variable;
  }

  const value = rule[operator];
  const words = Comparators.find(([pattern]) => pattern.test(operator));
  if (typeof value === 'boolean' && operator.startsWith('Is')) {
    return shorten(`${variable} ${value ? 'is' : 'is not'} ${operator === 'IsPresent' ? 'there' : operator.slice(2).toLowerCase()}`);
  }

  return shorten(`${variable} ${words?.[1] ?? operator} ${typeof value === 'string' ? value : JSON.stringify(value)}`);
}

function shorten(text: string): string {
  return text.length <= LongestLabel ? text : `${text.slice(0, LongestLabel - 1)}…`;
}

function list(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
