/** The projects on which the verdict is tried: rules, commits and reasons, no code. */
import { readFileSync } from 'node:fs';

import type { SplitVerdict } from '../../../analyzers/contract.ts';
import { GENERATORS } from './generate/generators.ts';

/**
 * `no`: a person would not split it now ("no" and "modularise-first" are both right); `yes`: a
 * modular monolith from which services can be taken; `open`: people would disagree, not counted.
 */
export type Expectation = 'no' | 'yes' | 'open';

export interface VerdictCase {
  readonly name: string;
  readonly expected: Expectation;
  readonly group: string;
  /** One of three: a public repository, a generator, or a fixture of this repository. */
  readonly repository?: string;
  readonly made?: string;
  readonly fixture?: string;
  /** Commit it was judged at, of a public repository. */
  readonly commit?: string;
  /** Name of the checkout's folder when it is not the repository's. */
  readonly checkout?: string;
  /** Folder of the monolith in it. */
  readonly root?: string;
  /** In one line, why a person says so. */
  readonly why: string;
}

/** @throws Error when a case cannot be found or says nothing */
export function readProjectList(file: string): readonly VerdictCase[] {
  const { projects } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly projects: readonly VerdictCase[];
  };
  const names = new Set<string>();
  for (const one of projects) {
    const sources = [one.repository, one.made, one.fixture].filter(
      (source) => source !== undefined,
    );
    if (sources.length !== 1)
      throw new Error(`${one.name}: repository, made or fixture, one of them`);
    if (one.repository !== undefined && one.commit === undefined)
      throw new Error(`${one.name}: a repository needs its commit`);
    if (one.made !== undefined && GENERATORS[one.made] === undefined)
      throw new Error(`${one.name}: nothing makes "${one.made}"`);
    if (!['no', 'yes', 'open'].includes(one.expected) || one.why === '')
      throw new Error(`${one.name}: "expected" is no, yes or open, and "why" says why`);
    if (names.has(one.name)) throw new Error(`${one.name} is there twice`);
    names.add(one.name);
  }
  return projects;
}

export interface Judged extends VerdictCase {
  readonly verdict: SplitVerdict;
  readonly reasons: readonly string[];
  readonly files: number;
  readonly lines: number;
  readonly tables: number;
  readonly boundaries: number;
}

export interface VerdictRates {
  readonly negatives: number;
  /** Negatives called "no" or "modularise-first". */
  readonly held: number;
  readonly positives: number;
  /** Positives called "no" or "modularise-first". */
  readonly withheld: number;
  /** Positives called "no". */
  readonly refused: number;
}

export function rateVerdicts(judged: readonly Judged[]): VerdictRates {
  const of = (expected: Expectation): readonly Judged[] =>
    judged.filter((one) => one.expected === expected);
  const heldBack = (list: readonly Judged[]): number =>
    list.filter((one) => one.verdict !== 'yes').length;
  const [negatives, positives] = [of('no'), of('yes')];
  return {
    negatives: negatives.length,
    held: heldBack(negatives),
    positives: positives.length,
    withheld: heldBack(positives),
    refused: positives.filter((one) => one.verdict === 'no').length,
  };
}
