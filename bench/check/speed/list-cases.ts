/** What is measured on a checkout: the peers first, then `saasctl check`. */
import { appendFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { SAASCTL } from '../../speed/measure-checkout.ts';
import { chooseEdits } from './choose-edits.ts';
import type { Peers } from './peers.ts';
import type { GuardedCheckout } from './prepare-guarded.ts';

export type CaseId =
  | 'cruise'
  | 'cruise-all'
  | 'eslint'
  | 'knip'
  | 'knip-cycles'
  | 'madge'
  | 'skott'
  | 'cold'
  | 'warm'
  | 'service'
  | 'entity'
  | 'barrel';

export interface Case {
  readonly id: CaseId;
  readonly title: string;
  /** Of `node`. */
  readonly args: readonly string[];
  /** Done before each run, not measured. */
  readonly before?: (round: number) => void;
  /** Modules by what the tool wrote; null where it does not say. */
  readonly count: (output: string) => number | null;
}

const ANY_STATUS = ['--require', fileURLToPath(new URL('./any-status.cjs', import.meta.url))];
const EXTENSIONS = ['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs'];

export function listCases(checkout: GuardedCheckout, peers: Peers): readonly Case[] {
  return [...cruiserCases(checkout, peers), ...otherPeers(checkout, peers), ...ownCases(checkout)];
}

function cruiserCases(checkout: GuardedCheckout, peers: Peers): readonly Case[] {
  const cruise = (config: string, files: readonly string[]): Pick<Case, 'args' | 'count'> => ({
    args: [peers.cruiser, '--config', config, '--output-type', 'json', ...files],
    count: (output) => {
      const read = new Set(files);
      const { modules } = JSON.parse(output) as {
        readonly modules: readonly { readonly source: string }[];
      };
      return modules.filter((one) => read.has(one.source)).length;
    },
  });
  return [
    {
      id: 'cruise',
      title: 'dependency-cruiser, exported rules',
      ...cruise(checkout.cruiseJudged, checkout.judged),
    },
    {
      id: 'cruise-all',
      title: 'dependency-cruiser, exported rules, all files that saasctl reads',
      ...cruise(checkout.cruiseAll, checkout.files),
    },
  ];
}

function otherPeers(checkout: GuardedCheckout, peers: Peers): readonly Case[] {
  return [
    eslintCase(checkout, peers),
    ...knipCases(checkout, peers),
    madgeCase(checkout, peers),
    skottCase(checkout, peers),
  ];
}

function eslintCase({ eslint, judged }: GuardedCheckout, peers: Peers): Case {
  const flags = words('--no-inline-config --no-warn-ignored --format json');
  return {
    id: 'eslint',
    title: 'eslint-plugin-boundaries, exported rules',
    args: [...ANY_STATUS, peers.eslint, '--config', eslint, ...flags, ...judged],
    count: (output) => (JSON.parse(output) as readonly unknown[]).length,
  };
}

function knipCases({ knip }: GuardedCheckout, peers: Peers): readonly Case[] {
  const flags = words('--no-progress --no-exit-code --no-config-hints --reporter json');
  const args = [peers.knip, '--config', knip, ...flags];
  const count = (): null => null;
  return [
    {
      id: 'knip',
      title: 'knip, its usual report',
      args: [...args, '--include-entry-exports'],
      count,
    },
    { id: 'knip-cycles', title: 'knip --cycles', args: [...args, '--cycles'], count },
  ];
}

function madgeCase({ root, judged }: GuardedCheckout, peers: Peers): Case {
  const flags = words(`--circular --no-spinner --extensions ${EXTENSIONS.join(',')}`);
  const tsconfig = existsSync(join(root, 'tsconfig.json')) ? ['--ts-config', 'tsconfig.json'] : [];
  return {
    id: 'madge',
    title: 'madge --circular',
    args: [...ANY_STATUS, peers.madge, ...flags, ...tsconfig, ...judged],
    count: (output) => numberIn(output, /Processed (\d+) files?/),
  };
}

function skottCase({ unread }: GuardedCheckout, peers: Peers): Case {
  const extensions = EXTENSIONS.map((one) => `.${one}`).join(',');
  const ignored = `{${['.saasctl', ...unread].join(',')}}/**`;
  const flags = words(
    `--displayMode raw --fileExtensions ${extensions} --ignorePattern ${ignored}`,
  );
  return {
    id: 'skott',
    title: 'skott, without its search for circles',
    args: [...ANY_STATUS, peers.skott, ...flags],
    count: (output) => numberIn(output, /Processed (\d+) files?/),
  };
}

const words = (text: string): readonly string[] => text.split(' ');

function ownCases({ root, judged }: GuardedCheckout): readonly Case[] {
  const count = (output: string): number | null =>
    numberIn(output, /([\d,]+) files?, [\d,]+ boundar/);
  const check = [SAASCTL, 'check', '--quiet'];
  return [
    { id: 'cold', title: 'saasctl check, cold', args: [...check, '--no-cache'], count },
    { id: 'warm', title: 'saasctl check, warm, unchanged', args: check, count },
    ...chooseEdits(judged).map(({ kind, path }): Case => ({
      id: kind,
      title: `saasctl check, warm, one ${kind} changed`,
      args: check,
      before: (round) =>
        appendFileSync(join(root, path), `\nexport const changedInRound${round} = ${round};\n`),
      count,
    })),
  ];
}

function numberIn(output: string, form: RegExp): number | null {
  const found = form.exec(output)?.[1];
  return found === undefined ? null : Number(found.replaceAll(',', ''));
}
