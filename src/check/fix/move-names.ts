/** Lets names come from another module: the statement that asks for them is changed, nothing else. */
import { applySpans } from './apply-spans.ts';
import type { Span } from './apply-spans.ts';
import {
  countSyntaxErrors,
  parseSource,
  readInnerRequests,
  readStatements,
} from './read-statements.ts';
import type { InnerRequest, Statement } from './read-statements.ts';
import {
  commentAbove,
  elementText,
  endOfLine,
  hasComments,
  insertNames,
  lineStyle,
  removeStatement,
  statementText,
  takeOut,
} from './statement-text.ts';
import type { Taken } from './statement-text.ts';

export interface MoveRequest {
  /** As written today. */
  readonly specifiers: ReadonlySet<string>;
  /** Name that is asked for today → what the other module calls it. */
  readonly names: ReadonlyMap<string, string>;
  readonly form: 'statement' | InnerRequest['kind'];
  /** How the file would name the other module, given how it names things today; null when it cannot. */
  readonly rename: (specifier: string, others: readonly string[]) => string | null;
  /** Whether a specifier of the file leads there already. */
  readonly leadsThere: (specifier: string) => boolean;
}

/** @returns false when it cannot be done without touching more than imports */
export function moveNames(path: string, text: string, request: MoveRequest): string | false {
  const source = parseSource(path, text);
  if (countSyntaxErrors(source) > 0) return false;
  const moved =
    request.form === 'statement'
      ? moveInStatements(path, text, request)
      : moveInner(text, readInnerRequests(source), readStatements(source), request);
  if (moved === false || countSyntaxErrors(parseSource(path, moved)) > 0) return false;
  return moved;
}

/** One statement after the other: what the first one became, the next may join. */
function moveInStatements(path: string, text: string, request: MoveRequest): string | false {
  let current = text;
  for (let round = 0; ; round += 1) {
    const statements = readStatements(parseSource(path, current));
    const statement = statements.find((one) => takenFrom(one, request).length > 0);
    if (statement === undefined) return round > 0 && current;
    const spans = moveStatement(current, statement, statements, request);
    if (spans === null || round > statements.length) return false;
    current = applySpans(current, spans);
  }
}

function takenFrom(
  { kind, specifier, bindings }: Statement,
  request: MoveRequest,
): readonly Taken[] {
  if (kind === 'equals' || !request.specifiers.has(specifier)) return [];
  return bindings.flatMap((binding): Taken[] => {
    const name = request.names.get(binding.imported);
    return name === undefined ? [] : [{ binding, name }];
  });
}

function moveStatement(
  text: string,
  statement: Statement,
  all: readonly Statement[],
  request: MoveRequest,
): readonly Span[] | null {
  const taken = takenFrom(statement, request);
  if (taken.some(({ binding }) => !binding.isPlain)) return null;
  if (/@ts-(?:ignore|expect-error)/.test(commentAbove(text, statement))) return null;
  const { kind, isType } = statement;
  const there = all.filter((one) => one !== statement && request.leadsThere(one.specifier));
  const specifier =
    there[0]?.specifier ??
    request.rename(
      statement.specifier,
      all.filter((one) => one !== statement).map((one) => one.specifier),
    );
  if (specifier === null) return null;
  const isOnlyTypes = taken.every(({ binding }) => isType || binding.isType);
  const lists = there.filter((one) => one.kind === kind && one.list !== null);
  const host =
    lists.find((one) => one.isType === isType) ?? lists.find((one) => one.isType && isOnlyTypes);
  const gone = new Set(taken.map(({ binding }) => binding));
  const isWhole = taken.length === statement.bindings.length;
  const list = host?.list;
  if (list && !(isWhole && hasComments(text, statement))) {
    const names = taken.map((one) => elementText(one, host?.isType !== true));
    const rest = isWhole ? [removeStatement(text, statement)] : takeOut(text, statement, gone);
    return [...rest, insertNames(text, list, names)];
  }
  if (isWhole) return redirect(statement, taken, specifier);
  const { newline, indent } = lineStyle(text, statement);
  const added = statementText(text, statement, taken, { specifier, isType: isOnlyTypes });
  const at = endOfLine(text, statement);
  return [
    ...takeOut(text, statement, gone),
    { start: at, end: at, text: `${newline}${indent}${added}` },
  ];
}

/** The whole statement leads elsewhere. */
function redirect(
  statement: Statement,
  taken: readonly Taken[],
  specifier: string,
): readonly Span[] | null {
  const { isType, specifierStart, specifierEnd, list } = statement;
  const there = { start: specifierStart, end: specifierEnd, text: specifier };
  const loose = taken.filter(({ binding }) => binding.form !== 'named');
  const [first] = loose;
  const named = taken.filter(({ binding }) => binding.form === 'named');
  const renamed = named.flatMap((one) => renameElement(one, statement));
  if (first === undefined || first.name === first.binding.imported) {
    return loose.length > 1 ? null : [...renamed, there];
  }
  // `D, * as ns` cannot both become names of one list.
  if (loose.length > 1) return null;
  const { start, end } = first.binding;
  const element = elementText(first, !isType);
  if (list === null) return [{ start, end, text: `{ ${element} }` }, there];
  const [second] = named;
  if (second === undefined) return null;
  return [
    { start, end: list.start, text: '' },
    { start: second.binding.start, end: second.binding.start, text: `${element}, ` },
    ...renamed,
    there,
  ];
}

function renameElement(
  { binding, name }: Taken,
  { kind, isType, bindings, list }: Statement,
): readonly Span[] {
  if (name === binding.imported) return [];
  const isAlone = name === 'default' && bindings.length === 1 && (isType || !binding.isType);
  if (isAlone && list && kind === 'import')
    return [{ start: list.start, end: list.end, text: binding.local }];
  const text = name === binding.local ? name : `${name} as ${binding.local}`;
  return [{ start: binding.nameStart, end: binding.end, text }];
}

/** The specifier within an expression or a type: only when all that is asked of it is found there too. */
function moveInner(
  text: string,
  inner: readonly InnerRequest[],
  statements: readonly Statement[],
  { specifiers, names, form, rename, leadsThere }: MoveRequest,
): string | false {
  const others = statements.map((one) => one.specifier);
  const spans: Span[] = [];
  for (const one of inner) {
    const { kind, specifier, specifierStart, specifierEnd, name } = one;
    if (kind !== form || !specifiers.has(specifier)) continue;
    const wanted = name === null ? undefined : names.get(name.text);
    if (kind === 'type' && wanted === undefined) continue;
    if (kind !== 'type' && [...names].some(([here, there]) => here !== there)) return false;
    const to = others.find(leadsThere) ?? rename(specifier, others);
    if (to === null) return false;
    spans.push({ start: specifierStart, end: specifierEnd, text: to });
    if (name && wanted !== undefined && wanted !== name.text)
      spans.push({ start: name.start, end: name.end, text: wanted });
  }
  return spans.length > 0 && applySpans(text, spans);
}
