import type { Box, Drawing } from './layout';
import type { Point } from './routing';

/** For tests: what is wrong with a drawing, whatever it is of; empty where nothing is. */
export function faultsOf(drawing: Drawing): string[] {
  const ids = drawing.boxes.map((box) => box.id);
  return [
    ...overlaps(drawing).map((pair) => `${pair} overlap`),
    ...outOfTheirContainer(drawing).map((id) => `${id} stands outside of its Parallel or Map`),
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${id} is drawn twice`),
    ...drawing.lines.filter((line) => !endsAtBorder(drawing, line.from, line.points[0])).map((line) => `${line.id} does not leave its box`),
    ...drawing.lines.filter((line) => !endsAtBorder(drawing, line.to, line.points.at(-1))).map((line) => `${line.id} does not reach its box`),
    ...drawing.lines
      .filter((line) => !line.points.every((point, index) => index === 0 || point.x === line.points[index - 1]?.x || point.y === line.points[index - 1]?.y))
      .map((line) => `${line.id} is slanted`),
  ];
}

export function boxOf(drawing: Drawing, id: string): Box {
  const found = drawing.boxes.find((box) => box.id === id);
  if (!found) {
    throw new Error(`${id} is not drawn`);
  }

  return found;
}

function contains(outer: Box, inner: Box) {
  return inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.width <= outer.x + outer.width && inner.y + inner.height <= outer.y + outer.height;
}

function overlaps({ boxes }: Drawing): string[] {
  return boxes.flatMap((one, index) =>
    boxes
      .slice(index + 1)
      .filter((other) => one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height)
      .filter((other) => !(one.depth < other.depth && contains(one, other)) && !(other.depth < one.depth && contains(other, one)))
      .map((other) => `${one.id} and ${other.id}`),
  );
}

function outOfTheirContainer(drawing: Drawing): string[] {
  return drawing.boxes.filter((box) => box.depth > 0 && !drawing.boxes.some((outer) => outer.depth === box.depth - 1 && contains(outer, box))).map((box) => box.id);
}

function endsAtBorder(drawing: Drawing, id: string, point: Point | undefined) {
  const box = boxOf(drawing, id);
  const near = (one: number, other: number) => Math.abs(one - other) < 0.01;
  return (
    point !== undefined &&
    point.x >= box.x - 0.01 && point.x <= box.x + box.width + 0.01 && point.y >= box.y - 0.01 && point.y <= box.y + box.height + 0.01 &&
    (near(point.x, box.x) || near(point.x, box.x + box.width) || near(point.y, box.y) || near(point.y, box.y + box.height))
  );
}

