/** Whether the system should be divided at all; it says no where an architect would. */
import type { SplitVerdict } from '../../contract.ts';
import type { BoundaryEvidence } from '../evidence.ts';
import type { BoundaryJudgement, NoService } from './judge-boundary.ts';
import type { BoundaryMeasure } from './measure-boundaries.ts';
import type { Sharing } from './measure-sharing.ts';
import type { Structure } from './measure-structure.ts';
import type { Writing } from './measure-writing.ts';
import { count, group, list, percent } from './phrase.ts';
import {
  FEW_TABLES,
  FEWEST_CANDIDATES,
  FEWEST_DEPENDENCIES,
  GOD_WRITER,
  MANY_TABLES,
  ONE_AGGREGATE,
  RANDOM_STRUCTURE,
  SHARED_WRITES,
  SHORT_MODEST_SYSTEM,
  SHORT_SYSTEM,
  SMALL_SYSTEM,
  UNIVERSAL_TABLE,
  UNIVERSAL_WRITERS,
  UNREAD_DATA,
} from './thresholds.ts';

export interface Whole {
  readonly evidence: BoundaryEvidence;
  readonly structure: Structure;
  readonly writing: Writing;
  readonly sharing: Sharing;
  readonly measures: readonly BoundaryMeasure[];
  readonly judgements: readonly BoundaryJudgement[];
  /** Data accesses whose table is not known. */
  readonly unresolved: number;
  /** Most files are in no boundary: somebody began with the first ones. */
  readonly partial: boolean;
}

export interface WholeVerdict {
  readonly split: SplitVerdict;
  readonly why: readonly string[];
}

export function judgeMonolith(whole: Whole): WholeVerdict {
  const blind = mostlyUnread(whole);
  if (blind !== null) return { split: 'modularise-first', why: [blind] };
  const never = given([
    tooSmall(whole),
    noData(whole),
    oneAggregate(whole),
    noStructure(whole),
    noCandidates(whole),
  ]);
  const data = [unreadData(whole), everybodyWrites(whole), universalTable(whole), godWriter(whole)];
  // How the data is shared says more about the system than its size: it stands beside a "no" as well.
  if (never.length > 0) return { split: 'no', why: [...never, ...given(data)] };
  const first = given([...data, tooShort(whole), noneReady(whole)]);
  if (first.length > 0) return { split: 'modularise-first', why: first };
  return { split: 'yes', why: whyYes(whole) };
}

/** Of a large system whose data we mostly cannot see, neither yes nor no would be more than a guess. */
function mostlyUnread(whole: Whole): string | null {
  const known = whole.evidence.accesses.length;
  const { unresolved } = whole;
  if (unresolved <= (known + unresolved) * UNREAD_DATA || serverLines(whole) < SMALL_SYSTEM)
    return null;
  return `${group(unresolved)} of ${count(known + unresolved, 'data access', 'data accesses')} go to tables that could not be read (see the findings dynamic-table and dynamic-sql): who writes what has to be known before anything is cut.`;
}

const given = (reasons: readonly (string | null)[]): readonly string[] =>
  reasons.filter((one) => one !== null);

const isCandidate = (one: BoundaryJudgement): boolean => one.verdict !== 'do-not-split';

/** Lines of boundaries that hold data or serve somebody: a user interface does not make a server larger. */
function serverLines({ measures, partial, evidence }: Whole): number {
  if (partial) return evidence.files.reduce((sum, one) => sum + one.lines, 0);
  return measures
    .filter((one) => one.written.length + one.routes.length + one.consumers + one.jobs > 0)
    .reduce((sum, one) => sum + one.lines, 0);
}

function tooSmall(whole: Whole): string | null {
  const tables = whole.writing.written.length;
  const lines = serverLines(whole);
  if (tables >= FEW_TABLES || lines >= SMALL_SYSTEM) return null;
  return `${count(tables, 'table is', 'tables are')} written and ${count(lines, 'line')} serve them: one team knows all of it, and a second deployable would cost more than it frees.`;
}

function noData({ writing, evidence }: Whole): string | null {
  if (writing.written.length > 0 || evidence.routes.length > 0) return null;
  return 'No table is written and no route is served: there is no data to own and nothing to call.';
}

function oneAggregate({ writing, evidence }: Whole): string | null {
  const { together, written } = writing;
  if (together.length < written.length * ONE_AGGREGATE || together.length === 0) return null;
  const names = together.map((table) => evidence.tables[table]?.name ?? '').sort();
  return `${group(together.length)} of ${count(written.length, 'written table')} (${list(names)}) are written together: they are one aggregate, and a cut through it loses atomicity in every use case.`;
}

function noStructure({ structure }: Whole): string | null {
  const { pairs, gain, modularity, random } = structure;
  if (pairs < FEWEST_DEPENDENCIES || gain >= RANDOM_STRUCTURE) return null;
  return `The files have no parts: the best grouping of their ${count(pairs, 'dependency', 'dependencies')} reaches a modularity of ${modularity.toFixed(2)}, a random graph of the same degrees ${random.toFixed(2)}.`;
}

function noCandidates({ judgements, partial }: Whole): string | null {
  const candidates = judgements.filter(isCandidate).length;
  if (candidates >= (partial ? 1 : FEWEST_CANDIDATES)) return null;
  const reasons = new Map<NoService, number>();
  for (const { noService } of judgements)
    if (noService !== null) reasons.set(noService, (reasons.get(noService) ?? 0) + 1);
  const counted = [...reasons]
    .sort(([, a], [, b]) => b - a)
    .map(([name, times]) => `${times} ${name}`);
  const found = count(judgements.length, 'boundary', 'boundaries');
  const rest = counted.length === 0 ? '' : ` (${list(counted)})`;
  return `Of ${found} found ${candidates === 0 ? 'none' : 'only one'} would be a service of its own${rest}.`;
}

function unreadData({ writing, evidence }: Whole): string | null {
  if (writing.written.length > 0) return null;
  const known = evidence.tables.length;
  const what = known > 0 ? `${count(known, 'table is', 'tables are')} known` : 'Routes are served';
  return `${what}, but no write was found: the data layer could not be read, and a cut without knowing who writes what is a guess. A schema outside of the folder analyzed is read when the repository's root is.`;
}

function everybodyWrites({ sharing, writing }: Whole): string | null {
  if (sharing.share < SHARED_WRITES) return null;
  return `${percent(sharing.share)} of ${count(writing.places, 'write place')} write a table that another boundary owns: the database is shared by all. Give each table one writer first.`;
}

function universalTable({ sharing, evidence }: Whole): string | null {
  const { writers, writing, table } = sharing;
  if (writers < UNIVERSAL_WRITERS || writers < writing * UNIVERSAL_TABLE) return null;
  return `${group(writers)} of the ${count(writing, 'boundary', 'boundaries')} that write anything write ${evidence.tables[table]?.name ?? ''}: each of them would wait for its owner in every request. Send these writes through one module first.`;
}

function godWriter({ writing, evidence }: Whole): string | null {
  const { busiest, busiestShare, busiestTables } = writing;
  if (busiestShare < GOD_WRITER || busiestTables < FEW_TABLES / 2) return null;
  const { path = '', lines = 0 } = evidence.files[busiest] ?? {};
  return `${path}:1:1 (${count(lines, 'line')}) holds ${percent(busiestShare)} of all writes, to ${count(busiestTables, 'table')}: what stands around it is its façade. Divide it by table first.`;
}

function tooShort(whole: Whole): string | null {
  const lines = serverLines(whole);
  const tables = whole.writing.written.length;
  if (lines >= (tables < MANY_TABLES ? SHORT_MODEST_SYSTEM : SHORT_SYSTEM)) return null;
  return `${count(lines, 'line')} serve ${count(tables, 'table')}: modules with guarded borders in one deployable give the same independence without a network in between.`;
}

function noneReady({ judgements }: Whole): string | null {
  if (judgements.some((one) => one.verdict === 'extract')) return null;
  const candidates = judgements.filter(isCandidate).length;
  return `None of ${count(candidates, 'boundary', 'boundaries')} can be taken out as it is; the roadmap says what stands in the way of each.`;
}

function whyYes(whole: Whole): readonly string[] {
  const { judgements, measures, writing, sharing, structure } = whole;
  const ready = judgements.filter((one) => one.verdict === 'extract').length;
  const inside = measures.reduce((sum, one) => sum + one.inside, 0);
  const all = inside + measures.reduce((sum, one) => sum + one.outside, 0);
  const own = all === 0 ? '' : `, and ${percent(inside / all)} of dependencies stay inside`;
  return [
    `${group(ready)} of ${count(judgements.length, 'boundary', 'boundaries')} can be taken out as ${ready === 1 ? 'it is' : 'they are'}, ${group(judgements.filter(isCandidate).length - ready)} after some untangling.`,
    `${percent(1 - sharing.share)} of ${count(writing.places, 'write place')} write a table of their own boundary${own}.`,
    `The code has parts: modularity ${structure.modularity.toFixed(2)} against ${structure.random.toFixed(2)} in a random graph of the same degrees.`,
  ];
}
