/** `saasctl explain` of rules and violations, over a small project. */
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { applyBaseline } from '../../src/check/baseline/apply-baseline.ts';
import { allow } from '../../src/check/baseline/allow.ts';
import { entriesOf } from '../../src/check/baseline/create-baseline.ts';
import { renderBaseline } from '../../src/check/baseline/render-baseline.ts';
import type { BaselineEntry } from '../../src/check/baseline-entry.ts';
import type { FoundViolation } from '../../src/check/violation.ts';
import { runExplain } from '../../src/commands/explain.ts';
import type { CommandContext } from '../../src/commands/context.ts';
import { UserError } from '../../src/errors.ts';
import { readRulePage } from '../../src/read-rule-page.ts';
import { renderRule } from '../../src/report/render-rule.ts';
import { writeProject } from '../discover/write-project.ts';
import { checkProject } from './check-project.ts';

const CONFIG = {
  root: 'api',
  boundaries: {
    orders: { files: ['src/orders/**'] },
    billing: { files: ['src/billing/**'], public: ['src/billing/index.ts'] },
  },
};
const SOURCES = {
  'src/billing/index.ts': "export { tax } from './money';\n",
  'src/billing/money.ts': 'export const tax = 1;\nexport const cents = (n: number) => n * 100;\n',
  'src/orders/a.ts': "\nimport { cents } from '../billing/money';\nexport const a = () => cents(1);\n",
  'src/orders/b.ts': "import { cents } from '../billing/money';\nexport const b = () => cents(2);\n",
};

const FOUND = ((): FoundViolation => {
  const { root: _root, ...config } = CONFIG;
  let found: FoundViolation | undefined;
  it('is one violation', () => {
    const all = checkProject(SOURCES, config).found;
    expect(all).toHaveLength(1);
    [found] = all;
  });
  return new Proxy({} as FoundViolation, { get: (_target, key) => found?.[key as keyof FoundViolation] });
})();

function project(entries: readonly BaselineEntry[] = []): string {
  const files = Object.fromEntries(
    Object.entries(SOURCES).map(([path, text]) => [join('api', path), text]),
  );
  const root = writeProject({ ...files, 'saasctl.json': { json: CONFIG } });
  applyBaseline(root, renderBaseline(entries));
  return root;
}

async function explain(subject: string, cwd: string): Promise<string> {
  const printed: string[] = [];
  const silent = (): undefined => undefined;
  const context = {
    cwd,
    build: 'test',
    processId: 1,
    today: '2026-06-01',
    color: false,
    ui: { progress: silent, note: silent, warn: silent, finish: silent } as never,
    print: (text: string): unknown => printed.push(text),
  } as Partial<CommandContext> as CommandContext;
  await runExplain(subject, '.', context);
  return printed.join('');
}
