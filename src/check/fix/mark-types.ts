/** Marks imports of which nothing is needed at run time: `import type`, or `type` at a name where others are needed. */
import { applySpans } from './apply-spans.ts';
import type { Span } from './apply-spans.ts';
import { countSyntaxErrors, parseSource, readStatements } from './read-statements.ts';
import type { Binding, Statement } from './read-statements.ts';
import { commentAbove, endOfLine, lineStyle, statementText, takeOut } from './statement-text.ts';

export interface MarkRequest {
  readonly specifiers: ReadonlySet<string>;
  /** Names asked for, as the other module calls them. */
  readonly names: ReadonlySet<string>;
  /** Whether nothing but a type is made of the name: local for imports, the other module's for re-exports. */
  readonly isTypeUse: (kind: Statement['kind'], name: string) => boolean;
}

/** @returns false when a name is used at run time, or the statement cannot be marked */
export function markTypes(path: string, text: string, request: MarkRequest): string | false {
  const source = parseSource(path, text);
  if (!/\.[mc]?tsx?$/.test(path) || countSyntaxErrors(source) > 0) return false;
  const statements = readStatements(source);
  const asked = statements.filter((one) => wantedOf(one, request).length > 0);
  if (asked.length === 0) return false;
  const spans = asked.map((one) => markStatement(text, one, request));
  if (spans.includes(null)) return false;
  const marked = applySpans(
    text,
    spans.flatMap((one) => one ?? []),
  );
  return countSyntaxErrors(parseSource(path, marked)) === 0 && marked;
}

function wantedOf(
  { isType, specifier, bindings }: Statement,
  request: MarkRequest,
): readonly Binding[] {
  if (isType || !request.specifiers.has(specifier)) return [];
  return bindings.filter((one) => request.names.has(one.imported));
}

function markStatement(
  text: string,
  statement: Statement,
  request: MarkRequest,
): readonly Span[] | null {
  const { kind, bindings, start } = statement;
  const isTypeUse = (one: Binding): boolean =>
    one.isType || request.isTypeUse(kind, kind === 'export' ? one.imported : one.local);
  const wanted = wantedOf(statement, request);
  if (!wanted.every((one) => isTypeUse(one) && one.isPlain)) return null;
  if (!bindings.every(isTypeUse)) return split(text, statement, wanted);
  const loose = bindings.filter((one) => one.form !== 'named');
  if (loose.length > 0 && bindings.length > 1) return twoStatements(text, statement);
  const at = start + (kind === 'export' ? 'export' : 'import').length;
  return [{ start: at, end: at, text: ' type' }, ...withoutMarks(bindings)];
}

/** `import type` has no room for `type` at a name. */
const withoutMarks = (bindings: readonly Binding[]): readonly Span[] =>
  bindings.flatMap(({ isType, start, nameStart }) =>
    isType ? [{ start, end: nameStart, text: '' }] : [],
  );

/** A default and other names may not share an `import type` (TS1363). */
function twoStatements(text: string, statement: Statement): readonly Span[] | null {
  const { bindings, list, start, end, specifier } = statement;
  const [first, whole] = bindings.filter((one) => one.form !== 'named');
  const rest = list ?? whole;
  if (!first || !rest || commentAbove(text, statement).includes('@ts-')) return null;
  const { newline, indent } = lineStyle(text, statement);
  const own = statementText(text, statement, [{ binding: first, name: first.imported }], {
    specifier,
    isType: true,
  });
  const head = `${own}${newline}${indent}import type `;
  if (rest.end > end) return null;
  return [{ start, end: rest.start, text: head }, ...withoutMarks(bindings)];
}

/** Something of the statement is needed at run time: names are marked one by one, a default or `* as` leaves. */
function split(
  text: string,
  statement: Statement,
  wanted: readonly Binding[],
): readonly Span[] | null {
  const { specifier } = statement;
  const marks = wanted.flatMap((one): Span[] =>
    one.form === 'named' && !one.isType
      ? [{ start: one.nameStart, end: one.nameStart, text: 'type ' }]
      : [],
  );
  const loose = wanted.filter((one) => one.form !== 'named');
  if (loose.length === 0) return marks;
  if (commentAbove(text, statement).includes('@ts-')) return null;
  const { newline, indent } = lineStyle(text, statement);
  const added = loose.map((binding) => {
    const own = [{ binding, name: binding.imported }];
    return newline + indent + statementText(text, statement, own, { specifier, isType: true });
  });
  const at = endOfLine(text, statement);
  const out = takeOut(text, statement, new Set(loose));
  return [...marks, ...out, { start: at, end: at, text: added.join('') }];
}
