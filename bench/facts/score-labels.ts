/**
 * Precision and recall of the facts against hand labels, within the labelled files.
 * node --import tsx bench/facts/score-labels.ts <labels.json> <checkout> [--misses [kind]]
 *
 * A fact matches a label of the same kind and subject at most LINES lines away, one to one, the
 * nearest first. Accesses and routes that a class inherits (reported at its declaration) are left
 * out: the labels place an inherited access at the call and a route where its handler is written.
 * A transaction matches by place; its tables are scored on their own.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { analyzeProject } from '../../analyzers/analyze-project.ts';
import type { Analysis } from '../../analyzers/contract.ts';
import {
  accessSubject,
  eventSubject,
  injectionSubject,
  KINDS,
  routeSubject,
  tableSubject,
} from './label-format.ts';
import type { EncodedLabel, EncodedLabels, Kind } from './label-format.ts';

const LINES = 3;

interface Found {
  readonly kind: Kind;
  readonly path: string;
  readonly line: number;
  readonly subject: string;
  readonly tables: readonly string[];
  readonly text: string;
  readonly certain: boolean;
}

const [file = '', checkout = '.', ...flags] = process.argv.slice(2);
const labels = JSON.parse(readFileSync(file, 'utf8')) as EncodedLabels;
const root = resolve(join(checkout, labels.root));
const analysis = await analyzeProject({
  root,
  version: 'bench',
  history: false,
  secondOpinion: false,
});
const shown = flags.includes('--misses') ? (flags[flags.indexOf('--misses') + 1] ?? 'all') : 'none';

const found = findFacts(analysis).filter((fact) => fact.path in labels.files);
console.log(`${labels.repo} ${labels.root}: ${Object.keys(labels.files).length} files`);
for (const kind of KINDS) scoreKind(kind);

function scoreKind(kind: Kind): void {
  const wanted = Object.entries(labels.files).flatMap(([path, list]) =>
    list.filter((label) => label[0] === kind).map((label) => ({ path, label })),
  );
  const candidates = found.filter((fact) => fact.kind === kind);
  if (wanted.length === 0) return;
  const { matched, missed, extra, exact } = match(wanted, candidates);
  const precision = candidates.length === 0 ? 1 : matched.length / candidates.length;
  const recall = matched.length / wanted.length;
  console.log(
    `  ${kind.padEnd(11)} labels ${String(wanted.length).padStart(4)}  found ${String(candidates.length).padStart(4)}  ` +
      `precision ${precision.toFixed(3)}  recall ${recall.toFixed(3)}  exact line ${exact}/${matched.length}` +
      inferredNote(matched, candidates),
  );
  if (kind === 'transaction') scoreTables(matched);
  if (shown === 'all' || shown === kind) {
    for (const { path, label } of missed) console.log(`    missed ${path}:${label[1]} ${kind}`);
    for (const fact of extra) console.log(`    extra  ${fact.path}:${fact.line} ${fact.text}`);
  }
}

/** How the facts that call themselves certain do, when some do not. */
function inferredNote(matched: Matches['matched'], candidates: readonly Found[]): string {
  const certain = candidates.filter((fact) => fact.certain).length;
  if (certain === candidates.length) return '';
  const right = matched.filter(({ fact }) => fact.certain).length;
  return `  (certain ones: ${right}/${certain} right)`;
}

interface Wanted {
  readonly path: string;
  readonly label: EncodedLabel;
}

interface Matches {
  readonly matched: readonly { readonly wanted: Wanted; readonly fact: Found }[];
  readonly missed: readonly Wanted[];
  readonly extra: readonly Found[];
  readonly exact: number;
}

function match(wanted: readonly Wanted[], candidates: readonly Found[]): Matches {
  const pairs = wanted.flatMap((want) =>
    candidates
      .filter(
        (fact) =>
          fact.path === want.path &&
          (fact.kind === 'transaction' || fact.subject === want.label[2]),
      )
      .map((fact) => ({ wanted: want, fact, distance: Math.abs(fact.line - want.label[1]) }))
      .filter((pair) => pair.distance <= LINES),
  );
  pairs.sort((a, b) => a.distance - b.distance);
  const usedLabels = new Set<Wanted>();
  const usedFacts = new Set<Found>();
  const matched = pairs.filter(({ wanted: want, fact }) => {
    if (usedLabels.has(want) || usedFacts.has(fact)) return false;
    usedLabels.add(want);
    usedFacts.add(fact);
    return true;
  });
  return {
    matched,
    missed: wanted.filter((want) => !usedLabels.has(want)),
    extra: candidates.filter((fact) => !usedFacts.has(fact)),
    exact: matched.filter((pair) => pair.distance === 0).length,
  };
}

function scoreTables(matched: Matches['matched']): void {
  const whole = matched.filter(({ wanted }) => wanted.label[2] === '');
  let [right, wantedCount, foundCount, equal] = [0, 0, 0, 0];
  for (const { wanted, fact } of whole) {
    const want = new Set(wanted.label.slice(3));
    const hits = fact.tables.filter((table) => want.has(table)).length;
    right += hits;
    wantedCount += want.size;
    foundCount += fact.tables.length;
    if (hits === want.size && fact.tables.length === want.size) equal += 1;
    else if (shown === 'all' || shown === 'transaction')
      console.log(
        `    tables differ ${fact.path}:${fact.line}: ${hits} of ${want.size} labelled, ${fact.tables.length} found: ${fact.text}`,
      );
  }
  console.log(
    `    its tables: precision ${(right / Math.max(1, foundCount)).toFixed(3)} recall ${(right / Math.max(1, wantedCount)).toFixed(3)}, ${equal} of ${whole.length} sets equal`,
  );
}

function findFacts(known: Analysis): readonly Found[] {
  return [
    ...known.accesses
      .filter((one) => !one.evidence.includes('(inherited from '))
      .map((one): Found => ({
        kind: 'access',
        path: one.path,
        line: one.line,
        subject: accessSubject(one.mode, one.table),
        tables: [],
        certain: one.certainty === 'certain',
        text: `${one.mode} ${one.table} [${one.via}] ${one.evidence}`,
      })),
    ...known.routes
      .filter((one) => one.method !== 'GRAPHQL' && !one.evidence.startsWith('inherited from '))
      .map((one): Found => ({
        kind: 'route',
        path: one.file,
        line: one.line,
        subject: routeSubject(one.method, one.path),
        tables: [],
        certain: one.certainty === 'certain',
        text: `${one.method} ${one.path}`,
      })),
    ...known.transactions.map((one): Found => ({
      kind: 'transaction',
      path: one.path,
      line: one.line,
      subject: '',
      tables: one.tables.map(tableSubject),
      certain: one.certainty === 'certain',
      text: one.tables.join(),
    })),
    ...known.injections.map((one): Found => ({
      kind: 'injection',
      path: one.path,
      line: one.line,
      subject: injectionSubject(one.token),
      tables: [],
      certain: one.certainty === 'certain',
      text: one.token,
    })),
    ...known.events.flatMap((event) => [
      ...event.emitters.map((one): Found => ({
        kind: 'event',
        path: one.path,
        line: one.line,
        subject: eventSubject('emit', event.name),
        tables: [],
        certain: one.certainty === 'certain',
        text: `emit ${event.name}`,
      })),
      ...event.consumers.map((one): Found => ({
        kind: 'event',
        path: one.path,
        line: one.line,
        subject: eventSubject('consume', event.name),
        tables: [],
        certain: one.certainty === 'certain',
        text: `consume ${event.name}`,
      })),
    ]),
  ];
}
