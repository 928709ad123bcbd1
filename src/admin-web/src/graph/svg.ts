import type { Progress, StepStatus } from '../history/steps';
import { Glyphs, outlineOf } from '../ui/glyphs';
import { Steps } from '../ui/Status';
import { factsOf } from './facts';
import type { Box, Drawing } from './layout';
import { roundedPath, tip } from './paths';
import type { Line } from './routing';
import { takenLines } from './taken';

/** The colours of the page, by the names that its style sheet has for them. */
const Names = ['page', 'panel', 'ink', 'quiet', 'line', 'good', 'good-wash', 'wait', 'wait-wash', 'warn', 'warn-wash', 'bad', 'bad-wash'] as const;

export type Palette = Record<(typeof Names)[number], string>;

const Margin = 24;
const Font = "'Open Sans', 'Helvetica Neue', Roboto, Arial, sans-serif";
/** Mean widths of a character: of names, 12.5 px and bold, and of what stands under them, 11 px. */
const NameWidth = 7.2;
const FactWidth = 5.7;

/** The colours as an element of the page has them now: dark where the page is dark. */
export function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element);
  return Object.fromEntries(Names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()])) as Palette;
}

/** A drawing as a file of its own: SVG that needs no style sheet and no font of ours. */
export function svgOf(drawing: Drawing, progress: Progress | null, palette: Palette, title: string): string {
  const taken = takenLines(drawing, progress);
  const lines = drawing.lines.toSorted((one, other) => Number(taken.has(one.id)) - Number(taken.has(other.id)));
  const width = Math.ceil(drawing.width + 2 * Margin);
  const height = Math.ceil(drawing.height + 2 * Margin);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${-Margin} ${-Margin} ${width} ${height}" font-family="${escape(Font)}">`,
    `<title>${escape(title)}</title>`,
    `<rect x="${-Margin}" y="${-Margin}" width="${width}" height="${height}" fill="${palette.panel}"/>`,
    ...drawing.boxes.map((box) => (box.state ? stateOf(box, progress, palette) : pillOf(box, palette))),
    ...lines.map((line) => wayOf(line, taken.has(line.id), palette)),
    '</svg>',
    '',
  ].join('\n');
}

function stateOf(box: Box, progress: Progress | null, palette: Palette): string {
  const { state } = box;
  if (!state) {
    return '';
  }

  const summary = progress?.states.get(state.name) ?? null;
  const status = summary?.status ?? 'open';
  const { tone, glyph } = Steps[status];
  const colour = palette[tone];
  const strokes = Glyphs[glyph];
  const room = box.width - 42;
  return [
    `<g><title>${escape(`${state.name}: ${factsOf(state, summary)}`)}</title>`,
    `<rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" rx="8" fill="${tone === 'quiet' ? palette.page : palette[`${tone}-wash`]}" ${borderOf(status, colour)}/>`,
    `<g transform="translate(${box.x + 9} ${box.y + 8})" fill="none" stroke="${colour}" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"><path d="${outlineOf(glyph)}"/>`,
    strokes.path === null ? '' : `<path d="${strokes.path}" stroke-width="${strokes.width}"/>`,
    '</g>',
    textOf(box.x + 32, box.y + 20, 12.5, palette.ink, state.name, room / NameWidth, 'font-weight="700"'),
    textOf(box.x + 32, box.y + 36, 11, palette.quiet, factsOf(state, summary), room / FactWidth),
    '</g>',
  ].join('');
}

/** As on the page: dashed where nothing has happened yet or something is awaited, heavy where it failed. */
function borderOf(status: StepStatus | 'open', colour: string): string {
  switch (status) {
    case 'open':
      return `stroke="${colour}" stroke-width="1" stroke-dasharray="4 3"`;
    case 'waiting':
      return `stroke="${colour}" stroke-width="2" stroke-dasharray="6 4"`;
    case 'failed':
      return `stroke="${colour}" stroke-width="2"`;
    default:
      return `stroke="${colour}" stroke-width="1.5"`;
  }
}

function pillOf(box: Box, palette: Palette): string {
  const middle = box.x + box.width / 2;
  return (
    `<rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" rx="${box.height / 2}" fill="${palette.page}" stroke="${palette.quiet}"/>` +
    `<text x="${middle}" y="${box.y + box.height / 2 + 4}" font-size="11.5" text-anchor="middle" fill="${palette.quiet}">${box.kind === 'start' ? 'Start' : 'End'}</text>`
  );
}

function wayOf(line: Line, isTaken: boolean, palette: Palette): string {
  const colour = isTaken ? (line.kind === 'catch' ? palette.warn : palette.ink) : palette.quiet;
  const dashes = line.kind === 'catch' ? ' stroke-dasharray="4 3"' : '';
  const last = line.points.at(-1);
  const before = line.points.at(-2);
  return [
    `<path d="${roundedPath(line.points)}" fill="none" stroke="${colour}" stroke-width="${isTaken ? 2.2 : 1}"${dashes}/>`,
    last && before ? `<path d="${tip(before, last)}" fill="${colour}"/>` : '',
    line.label !== null && line.labelAt
      ? `<text x="${line.labelAt.x}" y="${line.labelAt.y}" font-size="10.5" font-style="italic" fill="${palette.quiet}" stroke="${palette.panel}" stroke-width="3" paint-order="stroke">${escape(line.label)}</text>`
      : '',
  ].join('');
}

function textOf(x: number, y: number, size: number, colour: string, text: string, room: number, more = ''): string {
  const shown = text.length <= room ? text : `${text.slice(0, Math.max(1, Math.floor(room) - 1))}…`;
  return `<text x="${x}" y="${y}" font-size="${size}" fill="${colour}" ${more}>${escape(shown)}</text>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
