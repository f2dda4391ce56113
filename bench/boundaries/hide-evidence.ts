/**
 * Takes away from the evidence whatever is the answer: paths, declared modules, wiring; in tier S the
 * identifiers too. What is left is in a seeded random order under opaque names.
 */
import type { BoundaryEvidence, EvidenceFile } from '../../analyzers/boundaries/evidence.ts';
import { seededRandom, shuffle } from './baselines/seeded-random.ts';
import { compileGlobs } from './label-rules.ts';
import type { FileLabel } from './label-rules.ts';
import { opaqueName } from './opaque-name.ts';
import { scrambleIdentifiers } from './scramble-identifiers.ts';
import { selectFiles, tablesOfFiles } from './select-files.ts';

/** N: structure, data, history and identifiers. S: identifiers scrambled. B: N and file base names. */
export type Tier = 'N' | 'S' | 'B';

/** What the suggester gets, and what it should have said. */
export interface HiddenCase {
  readonly evidence: BoundaryEvidence;
  /** Author module per file, null for files outside of all. */
  readonly labels: readonly (string | null)[];
  readonly shared: readonly boolean[];
}

export interface HideOptions {
  readonly tier: Tier;
  /** Globs of entry files beside what the evidence itself calls wiring. */
  readonly entries: readonly string[];
  readonly seed?: number;
}

const NEST_MODULE = /\.module\.[cm]?[jt]sx?$/;

export function hideEvidence(
  evidence: BoundaryEvidence,
  labels: readonly FileLabel[],
  { tier, entries, seed = 1 }: HideOptions,
): HiddenCase {
  const isEntry = compileGlobs(entries);
  const silent = findSilentFiles(evidence);
  const kept = evidence.files.flatMap(({ wiring, path }, index) =>
    wiring || NEST_MODULE.test(path) || isEntry(path) || silent.has(index) ? [] : [index],
  );
  const random = seededRandom(seed);
  const files = shuffle(kept, random);
  const tables = shuffle(tablesOfFiles(evidence, new Set(kept)), random);
  const selected = selectFiles(evidence, { files, tables });
  const names = files.map((index) => `${opaqueName(evidence.files[index]?.path ?? '')}.ts`).sort();
  const hidden: BoundaryEvidence = {
    ...withoutQuotes(selected),
    files: selected.files.map((file, index) => hideFile(file, names[index] as string, tier)),
  };
  return {
    evidence: tier === 'S' ? scrambleIdentifiers(hidden) : hidden,
    labels: files.map((index) => labels[index]?.module ?? null),
    shared: files.map((index) => labels[index]?.shared ?? false),
  };
}

/**
 * Barrels and empty files: they declare nothing and nobody is seen to use them, because uses lead
 * through a barrel to the declaring file. Without its path such a file cannot be told from any other.
 */
function findSilentFiles(evidence: BoundaryEvidence): ReadonlySet<number> {
  const speaking = new Set<number>();
  for (const { from, to } of evidence.uses) speaking.add(from).add(to);
  const { accesses, routes, transactions, joins, tables, outbound } = evidence;
  for (const list of [accesses, routes, transactions, joins, tables, outbound])
    for (const { file } of list) speaking.add(file);
  for (const { emitters, consumers } of evidence.events)
    for (const { file } of [...emitters, ...consumers]) speaking.add(file);
  return new Set(
    evidence.files.flatMap(({ names, members }, index) =>
      speaking.has(index) || names.length > 0 || members.length > 0 ? [] : [index],
    ),
  );
}

function hideFile(file: EvidenceFile, path: string, tier: Tier): EvidenceFile {
  const base = file.path.slice(file.path.lastIndexOf('/') + 1).replace(/\.[cm]?[jt]sx?$/, '');
  return {
    ...file,
    path,
    names: tier === 'B' ? [...file.names, base] : file.names,
    module: null,
    wiring: false,
  };
}

/** Quotes of the code and names of schema files may hold paths. */
function withoutQuotes(evidence: BoundaryEvidence): BoundaryEvidence {
  const blank = <T extends { readonly evidence: string }>(list: readonly T[]): readonly T[] =>
    list.map((one) => ({ ...one, evidence: '' }));
  return {
    ...evidence,
    accesses: blank(evidence.accesses),
    relations: blank(evidence.relations).map((one) => ({ ...one, path: '' })),
    joins: blank(evidence.joins),
    transactions: blank(evidence.transactions),
    events: evidence.events.map((event) => ({
      ...event,
      emitters: blank(event.emitters),
      consumers: blank(event.consumers),
    })),
    outbound: blank(evidence.outbound),
  };
}
