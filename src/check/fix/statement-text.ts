/** How statements are cut, joined and written, in the manner of the file they stand in. */
import type { Span } from './apply-spans.ts';
import type { Binding, NameList, Statement } from './read-statements.ts';

/** A name of a statement, and what it is called in the module it comes from now. */
export interface Taken {
  readonly binding: Binding;
  readonly name: string;
}

/** As it stands between braces. */
export function elementText({ binding, name }: Taken, marks: boolean): string {
  const mark = marks && binding.isType ? 'type ' : '';
  return `${mark}${name === binding.local ? name : `${name} as ${binding.local}`}`;
}

/** A statement of its own for some names of another one. */
export function statementText(
  text: string,
  model: Statement,
  taken: readonly Taken[],
  { specifier, isType }: { readonly specifier: string; readonly isType: boolean },
): string {
  const quote = text.slice(model.specifierEnd, model.specifierEnd + 1);
  const end = text.slice(model.start, model.end).endsWith(';') ? ';' : '';
  const keyword = `${model.kind}${isType ? ' type' : ''}`;
  return `${keyword} ${clauseText(model, taken, isType)} from ${quote}${specifier}${quote}${end}`;
}

function clauseText(model: Statement, taken: readonly Taken[], isType: boolean): string {
  const [first] = taken;
  if (taken.length === 1 && first && model.kind === 'import') {
    const { binding, name } = first;
    if (name === 'default' && (isType || !binding.isType)) return binding.local;
  }
  if (taken.length === 1 && first?.name === '*') return `* as ${first.binding.local}`;
  return `{ ${taken.map((one) => elementText(one, !isType)).join(', ')} }`;
}

/** Line break of the file, and what stands before the statement on its line. */
export function lineStyle(
  text: string,
  { start }: Statement,
): { readonly newline: string; readonly indent: string } {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const before = text.slice(lineStart, start).replace(/^\uFEFF/, '');
  const newline = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
  return { newline, indent: /^[ \t]*$/.test(before) ? before : '' };
}

/** Behind the statement and the comment that may follow it on its line. */
export function endOfLine(text: string, { end }: Statement): number {
  const rest = /^[ \t]*(?:\/\*[^\r\n]*?\*\/[ \t]*)*(?:\/\/[^\r\n]*)?(?=\r|\n|$)/.exec(
    text.slice(end),
  );
  return end + (rest?.[0].length ?? 0);
}

/** What goes behind the last name of a list. */
export function insertNames(text: string, list: NameList, names: readonly string[]): Span {
  const { start, lastEnd, commaEnd } = list;
  const inside = text.slice(start, lastEnd);
  if (lastEnd === start + 1) {
    return { start: lastEnd, end: list.end - 1, text: ` ${names.join(', ')} ` };
  }
  const isTall = /[\r\n]/.test(text.slice(start, start + inside.search(/[\w$"'}]/)));
  const lineStart = text.lastIndexOf('\n', lastEnd - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? '';
  const newline = text.slice(0, lineStart).endsWith('\r\n') ? '\r\n' : '\n';
  const gap = isTall ? `${newline}${indent}` : ' ';
  const at = commaEnd ?? lastEnd;
  const [lead, tail] = commaEnd === null ? [',', ''] : ['', ','];
  return { start: at, end: at, text: `${lead}${names.map((one) => gap + one).join(',')}${tail}` };
}

/** The statement without some of its names, of which it has others. */
export function takeOut(
  text: string,
  { bindings, list }: Statement,
  gone: ReadonlySet<Binding>,
): readonly Span[] {
  const named = bindings.filter((one) => one.form === 'named');
  const [first, whole] = bindings.filter((one) => one.form !== 'named');
  const spans: Span[] = [];
  if (first && gone.has(first)) {
    const next = whole?.start ?? list?.start ?? first.end;
    spans.push({ start: first.start, end: next, text: '' });
  } else if (first && whole && gone.has(whole)) {
    spans.push({ start: first.end, end: whole.end, text: '' });
  }
  const isEmptied = list !== null && first !== undefined && named.every((one) => gone.has(one));
  if (isEmptied && !gone.has(first)) return [{ start: first.end, end: list.end, text: '' }];
  return [...spans, ...removeNames(text, named, gone)];
}

/** Takes names out of a list of which others remain. */
function removeNames(
  text: string,
  named: readonly Binding[],
  gone: ReadonlySet<Binding>,
): readonly Span[] {
  const lastKept = named.findLastIndex((one) => !gone.has(one));
  return named.flatMap((one, index): Span[] => {
    if (!gone.has(one)) return [];
    if (index > lastKept) {
      const before = named[index - 1];
      return before ? [cut(text, before.end, one.end, one)] : [];
    }
    const next = named[index + 1];
    return next ? [cut(text, one.start, next.start, one)] : [];
  });
}

/** The name with the comma and the space beside it; comments beside it stay. */
function cut(text: string, start: number, end: number, { start: own, end: ownEnd }: Binding): Span {
  const around = text.slice(start, own) + text.slice(ownEnd, end);
  if (/^[\s,]*$/.test(around)) return { start, end, text: '' };
  const isLast = start < own;
  const comma = isLast ? -1 : text.slice(ownEnd, end).search(/\S/);
  const hasComma = comma >= 0 && text[ownEnd + comma] === ',';
  return { start: own, end: hasComma ? ownEnd + comma + 1 : ownEnd, text: '' };
}

/** Whether a comment belongs to the statement: inside it, on its line, or right above it. */
export function hasComments(text: string, statement: Statement): boolean {
  const { start, end } = statement;
  const inside = text.slice(start, end).replaceAll(/'[^']*'|"[^"]*"/g, '');
  if (/\/[/*]/.test(inside)) return true;
  return (
    endOfLine(text, statement) > end + spaceAfter(text, end) || commentAbove(text, statement) !== ''
  );
}

const spaceAfter = (text: string, end: number): number =>
  /^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0;

/** Comments that touch the statement from above; those before an empty line are about something else. */
export function commentAbove(text: string, { fullStart, start }: Statement): string {
  const leading = text.slice(fullStart, start);
  // What follows on the line of the statement before belongs to that one.
  const above = fullStart === 0 ? leading : leading.replace(/^[^\r\n]*/, '');
  const touching = above.split(/\r?\n[ \t]*\r?\n/).at(-1) ?? '';
  return touching.trim();
}

/** The statement with its line, when it has one for itself. */
export function removeStatement(text: string, statement: Statement): Span {
  const { start, end } = statement;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const isAlone = /^\uFEFF?[ \t]*$/.test(text.slice(lineStart, start));
  const after = /^[ \t]*(?:\r\n|\n|\r|$)/.exec(text.slice(end))?.[0];
  if (!isAlone || after === undefined) return { start, end, text: '' };
  const bom = text.startsWith('\uFEFF') && lineStart === 0 ? 1 : 0;
  return { start: lineStart + bom, end: end + after.length, text: '' };
}
