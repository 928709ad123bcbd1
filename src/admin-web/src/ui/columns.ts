import { useState } from 'react';

/** A column of a list that people may hide and move. */
export interface KnownColumn {
  id: string;
  /** For the dialog; a table's header may be more than words. */
  name: string;
  /** Hidden until somebody asks for it. */
  isExtra?: boolean;
  /** Names the row, and so always stays. */
  isFixed?: boolean;
}

export interface ColumnChoice {
  id: string;
  visible: boolean;
}

/** What was stored, fitted to the columns that there are by now: new ones come last, gone ones go. */
export function arrange(stored: unknown, known: readonly KnownColumn[]): ColumnChoice[] {
  const chosen = (Array.isArray(stored) ? stored : []).filter(isChoice);
  const kept = chosen.flatMap(({ id, visible }) => {
    const column = known.find((one) => one.id === id);
    return column ? [{ id, visible: visible || column.isFixed === true }] : [];
  });
  const fresh = known.filter((column) => !kept.some((one) => one.id === column.id)).map((column) => ({ id: column.id, visible: column.isExtra !== true }));
  return unique([...kept, ...fresh]);
}

/** The same columns with one of them a place nearer to the start (-1) or the end (1). */
export function moved(choice: readonly ColumnChoice[], id: string, step: 1 | -1): ColumnChoice[] {
  const at = choice.findIndex((one) => one.id === id);
  const to = at + step;
  const [one, other] = [choice[at], choice[to]];
  if (one === undefined || other === undefined) {
    return [...choice];
  }

  const next = [...choice];
  next[at] = other;
  next[to] = one;
  return next;
}

const nameOf = (table: string) => `ordering.columns.${table}`;

/** The columns of a list as this browser's person wants them. */
export function useColumns(table: string, known: readonly KnownColumn[]): [ColumnChoice[], (choice: ColumnChoice[] | null) => void] {
  const [choice, setChoice] = useState(() => arrange(read(table), known));
  return [
    choice,
    (next) => {
      if (next === null) {
        localStorage.removeItem(nameOf(table));
      } else {
        localStorage.setItem(nameOf(table), JSON.stringify(next));
      }

      setChoice(arrange(next, known));
    },
  ];
}

function read(table: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(nameOf(table)) ?? 'null');
  } catch {
    return null; // written by something else: the columns as at first are as good
  }
}

function isChoice(value: unknown): value is ColumnChoice {
  return typeof value === 'object' && value !== null && typeof (value as ColumnChoice).id === 'string' && typeof (value as ColumnChoice).visible === 'boolean';
}

function unique(choice: ColumnChoice[]): ColumnChoice[] {
  return choice.filter((one, index) => choice.findIndex((other) => other.id === one.id) === index);
}
