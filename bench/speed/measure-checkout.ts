/** dependency-cruiser and saasctl on one checkout, side by side: every round runs every case once. */
import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { measureProcess, medianUsage } from './measure-process.ts';
import type { MeasuredCommand, Usage } from './measure-process.ts';
import type { Checkout } from './prepare-checkout.ts';

export interface CaseResult {
  readonly id: CaseId;
  readonly title: string;
  readonly usage: Usage;
}

export interface CheckoutResult {
  readonly name: string;
  readonly files: number;
  /** How many of them dependency-cruiser's own result holds. */
  readonly cruised: number;
  readonly cases: readonly CaseResult[];
}

export type CaseId = 'cruise' | 'cold' | 'warm' | 'changed' | 'full' | 'node' | 'help';

interface Case {
  readonly id: CaseId;
  readonly title: string;
  readonly command: MeasuredCommand;
  /** Done before each run, not measured. */
  readonly before?: (round: number) => void;
}

export const SAASCTL = fileURLToPath(new URL('../../bin/saasctl.js', import.meta.url));
const CODE_ONLY = ['analyze', '--quiet', '--json', '--no-history', '--no-second-opinion'];

/** @param note told what is running */
export async function measureCheckout(
  checkout: Checkout,
  rounds: number,
  scratch: string,
  note: (text: string) => void,
): Promise<CheckoutResult> {
  const cases = listCases(checkout);
  const cruised = await countCruised(checkout, scratch);
  rmSync(join(checkout.root, '.saasctl'), { recursive: true, force: true });
  await measureProcess({ args: [SAASCTL, ...CODE_ONLY], cwd: checkout.root }, scratch);
  const runs = new Map<CaseId, Usage[]>(cases.map(({ id }) => [id, []]));
  for (let round = 1; round <= rounds; round += 1) {
    for (const { id, title, command, before } of cases) {
      note(`${checkout.name} ${round}/${rounds}: ${title}`);
      before?.(round);
      runs.get(id)?.push(await measureProcess(command, scratch));
    }
  }
  return {
    name: checkout.name,
    files: checkout.files.length,
    cruised,
    cases: cases.map(({ id, title }) => ({ id, title, usage: medianUsage(runs.get(id) ?? []) })),
  };
}

function listCases({ root: cwd, cruise, changing }: Checkout): readonly Case[] {
  const saasctl = (...args: readonly string[]): MeasuredCommand => ({
    args: [SAASCTL, ...args],
    cwd,
  });
  return [
    { id: 'cruise', title: 'dependency-cruiser', command: { args: cruise, cwd } },
    {
      id: 'cold',
      title: 'graph and all facts, cold',
      command: saasctl(...CODE_ONLY, '--no-cache'),
    },
    { id: 'warm', title: 'graph and all facts, warm, unchanged', command: saasctl(...CODE_ONLY) },
    {
      id: 'changed',
      title: 'graph and all facts, warm, one file changed',
      command: saasctl(...CODE_ONLY),
      before: (round) => appendFileSync(join(cwd, changing), `\n// round ${round}\n`),
    },
    {
      id: 'full',
      title: 'everything, with git history and second opinion, cold',
      command: saasctl('analyze', '--quiet', '--json', '--no-cache'),
    },
    { id: 'node', title: 'node -e 0', command: { args: ['-e', '0'], cwd } },
    { id: 'help', title: 'saasctl --help', command: saasctl('--help') },
  ];
}

/** The comparison is worth nothing when the other tool reads fewer files. */
async function countCruised(
  { root: cwd, cruise, files }: Checkout,
  scratch: string,
): Promise<number> {
  const output = `${scratch}.json`;
  await measureProcess({ args: cruise, cwd, output }, scratch);
  const result: unknown = JSON.parse(readFileSync(output, 'utf8'));
  rmSync(output);
  const { modules } = result as { readonly modules: readonly { readonly source: string }[] };
  const seen = new Set(modules.map((module) => module.source));
  return files.filter((path) => seen.has(path)).length;
}
