/** Two texts → a unified diff that `git apply` and `patch -p1` understand. */

const CONTEXT = 3;

/** One line of the old text, the new one, or both (-1: not in it). */
interface Step {
  readonly old: number;
  readonly next: number;
}

/** @param path as it stands behind `a/` and `b/`; empty when nothing differs */
export function renderDiff(path: string, before: string, after: string): string {
  if (before === after) return '';
  const [old, next] = [linesOf(before), linesOf(after)];
  const hunks = hunksOf(compare(old, next));
  const head = `--- ${nameOf('a', path)}\n+++ ${nameOf('b', path)}\n`;
  return head + hunks.map((hunk) => renderHunk(hunk, old, next)).join('');
}

/** As git writes it: what is no plain text stands in quotes. */
function nameOf(side: string, path: string): string {
  const name = `${side}/${path}`;
  if (/["\\\t\n\r]/.test(name)) return JSON.stringify(name);
  return name.includes(' ') ? `${name}\t` : name;
}

/** With their line ends, so that nothing is lost. */
const linesOf = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

function compare(old: readonly string[], next: readonly string[]): readonly Step[] {
  let start = 0;
  while (start < old.length && start < next.length && old[start] === next[start]) start += 1;
  let end = 0;
  const most = Math.min(old.length, next.length) - start;
  while (end < most && old.at(-1 - end) === next.at(-1 - end)) end += 1;
  const same = (count: number, a: number, b: number): readonly Step[] =>
    Array.from({ length: count }, (_, index) => ({ old: a + index, next: b + index }));
  const middle = shortestEdit(
    old.slice(start, old.length - end),
    next.slice(start, next.length - end),
  );
  return [
    ...same(start, 0, 0),
    ...middle.map((step) => ({
      old: step.old < 0 ? -1 : step.old + start,
      next: step.next < 0 ? -1 : step.next + start,
    })),
    ...same(end, old.length - end, next.length - end),
  ];
}

/** Myers, 1986: the edit with the fewest lines. */
function shortestEdit(old: readonly string[], next: readonly string[]): readonly Step[] {
  const trace: Map<number, number>[] = [];
  let reach = new Map<number, number>([[1, 0]]);
  for (let edits = 0; edits <= old.length + next.length; edits += 1) {
    trace.push(reach);
    const further = new Map(reach);
    for (let line = -edits; line <= edits; line += 2) {
      let x = isDown(reach, line, edits) ? at(reach, line + 1) : at(reach, line - 1) + 1;
      while (x < old.length && x - line < next.length && old[x] === next[x - line]) x += 1;
      further.set(line, x);
      if (x >= old.length && x - line >= next.length) return wayBack(trace, old, next);
    }
    reach = further;
  }
  return [];
}

const at = (reach: ReadonlyMap<number, number>, line: number): number => reach.get(line) ?? -1;

const isDown = (reach: ReadonlyMap<number, number>, line: number, edits: number): boolean =>
  line === -edits || (line !== edits && at(reach, line - 1) < at(reach, line + 1));

function wayBack(
  trace: readonly ReadonlyMap<number, number>[],
  old: readonly string[],
  next: readonly string[],
): readonly Step[] {
  const steps: Step[] = [];
  let [x, y] = [old.length, next.length];
  for (let edits = trace.length - 1; edits >= 0; edits -= 1) {
    const reach = trace[edits] ?? new Map<number, number>();
    const line = x - y;
    const down = isDown(reach, line, edits);
    const fromX = edits === 0 ? 0 : at(reach, down ? line + 1 : line - 1);
    const fromY = edits === 0 ? 0 : fromX - (down ? line + 1 : line - 1);
    while (x > fromX && y > fromY) steps.push({ old: (x -= 1), next: (y -= 1) });
    if (edits === 0) break;
    if (down) steps.push({ old: -1, next: (y -= 1) });
    else steps.push({ old: (x -= 1), next: -1 });
  }
  return steps.reverse();
}

const isChange = ({ old, next }: Step): boolean => old < 0 || next < 0;

/** Changes with the lines around them; what lies close together is one. */
function hunksOf(steps: readonly Step[]): readonly (readonly Step[])[] {
  const hunks: { start: number; end: number }[] = [];
  steps.forEach((step, index) => {
    if (!isChange(step)) return;
    const last = hunks.at(-1);
    const start = Math.max(0, index - CONTEXT);
    const end = Math.min(steps.length, index + CONTEXT + 1);
    if (last && start <= last.end) last.end = end;
    else hunks.push({ start, end });
  });
  return hunks.map(({ start, end }) => steps.slice(start, end));
}

function renderHunk(
  hunk: readonly Step[],
  old: readonly string[],
  next: readonly string[],
): string {
  const lines = hunk.map((step) => {
    const mark = step.next < 0 ? '-' : step.old < 0 ? '+' : ' ';
    const text = (step.old < 0 ? next[step.next] : old[step.old]) ?? '';
    return text.endsWith('\n') ? mark + text : `${mark}${text}\n\\ No newline at end of file\n`;
  });
  const range = (side: 'old' | 'next'): string => {
    const own = hunk.flatMap((step) => (step[side] < 0 ? [] : step[side]));
    return `${own.length === 0 ? 0 : (own[0] ?? 0) + 1},${own.length}`;
  };
  return `@@ -${range('old')} +${range('next')} @@\n${lines.join('')}`;
}
