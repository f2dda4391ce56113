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
  'src/orders/a.ts':
    "\nimport { cents } from '../billing/money';\nexport const a = () => cents(1);\n",
  'src/orders/b.ts':
    "import { cents } from '../billing/money';\nexport const b = () => cents(2);\n",
};

/** The one violation of it. */
function findOne(): FoundViolation {
  const { root: _root, ...config } = CONFIG;
  const [found, ...more] = checkProject(SOURCES, config).found;
  if (found === undefined || more.length > 0) throw new Error('there should be one violation');
  return found;
}

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

describe('a rule', () => {
  it('is its page', async () => {
    expect(await explain('private-api', project())).toBe(
      renderRule(readRulePage('private-api'), false),
    );
    expect(await explain('rule:private-api', project())).toContain('Import of what a boundary');
  });

  it('needs no project', async () => {
    expect(await explain('boundary-cycle', '/nowhere')).toContain(
      'Boundaries that need each other',
    );
  });

  it.each(['crossing-join', 'crossing-transaction', 'crossing-relation', 'unresolved-import'])(
    '%s is a finding first, then the way to its page',
    async (name) => {
      const text = await explain(name, project());
      expect(text).toContain('This project has none.');
      expect(text).toContain(`saasctl explain rule:${name}     the page of the rule`);
      expect(await explain(`rule:${name}`, project())).toContain('What is looked at');
    },
  );

  it('is suggested when it is mistyped', async () => {
    const error: unknown = await explain('privat-api', project()).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).hint).toContain('Did you mean "private-api"?');
  });
});

describe('a violation', () => {
  it('is told with both sides, every place and its line, the way out and the command to allow it', async () => {
    const { id } = findOne();
    expect(await explain(id, project())).toBe(
      [
        `Import of what a boundary keeps to itself  private-api · error · ${id}`,
        '',
        'What   imports cents from src/billing/money.ts, which billing has not made public, in 2 files',
        'Sides  orders → billing: cents (src/billing/money.ts)',
        'Why    What others use cannot be changed freely, and has to be served over the network once the',
        '       boundary is a service.',
        'Do     use what billing makes public (src/billing/index.ts), or add "src/billing/money.ts#cents" to',
        '       boundaries.billing.public in saasctl.json if others may rely on it',
        'State  new: it is not in the baseline',
        '',
        'Where (2 places)',
        '  src/orders/a.ts:2:1',
        "    › 2 │ import { cents } from '../billing/money';",
        '  src/orders/b.ts:1:1  imports cents',
        "    › 1 │ import { cents } from '../billing/money';",
        '',
        'Next',
        '  npx saasctl explain private-api     the rule: what it looks at, examples, options',
        `  npx saasctl baseline allow ${id} --reason "<why>" --owner "<who>"`,
        '',
      ].join('\n'),
    );
  });

  it('is found by the beginning of its id', async () => {
    const { id } = findOne();
    expect(await explain(id.slice(0, 6), project())).toContain(id);
  });

  it('is known when the baseline has it', async () => {
    const found = findOne();
    expect(await explain(found.id, project(entriesOf([found])))).toContain(
      'State  known: accepted in 2 places in .saasctl/baseline/orders.jsonl',
    );
  });

  it('is new when it has grown', async () => {
    const found = findOne();
    const entries = entriesOf([found]).map((one) => ({ ...one, places: 1 }));
    expect(await explain(found.id, project(entries))).toContain(
      'State  new: it was accepted in 1 place in .saasctl/baseline/orders.jsonl',
    );
  });

  it('says why it is allowed, who answers for it, and until when', async () => {
    const found = findOne();
    const allowance = { reason: 'moves in July', owner: 'kim', until: '2026-07-31' };
    expect(await explain(found.id, project(allow([], found, allowance)))).toContain(
      'State  allowed until 2026-07-31: moves in July (kim)',
    );
    const ended = allow([], found, { ...allowance, until: '2026-05-31' });
    expect(await explain(found.id, project(ended))).toContain(
      'State  new: it was allowed until 2026-05-31 (kim)',
    );
  });

  it('is not looked for without a configuration', async () => {
    const { id } = findOne();
    const root = writeProject(SOURCES);
    const error: unknown = await explain(id, root).catch((thrown: unknown) => thrown);
    expect((error as UserError).code).toBe('finding-unknown');
  });
});
