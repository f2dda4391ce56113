import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { writeFixes } from '../../../src/check/fix/write-fixes.ts';
import { planFixes } from '../../../src/pipeline.ts';
import { writeProject } from '../../discover/write-project.ts';
import { EVERYTHING, planFor, requestFor, tellRefused } from './run-fix.ts';

const ORDER = "import { cents } from '../billing/money';\nexport const due = cents(1);\n";

const project = (folder: string, more: object = {}) => ({
  'saasctl.json': {
    json: {
      ...more,
      boundaries: {
        orders: { files: ['src/orders/**'] },
        billing: { files: ['src/billing/**'], public: ['src/billing/index.ts'] },
      },
    },
  },
  [`${folder}src/billing/index.ts`]: "export { cents } from './money';\n",
  [`${folder}src/billing/money.ts`]: 'export const cents = (n: number) => n;\n',
  [`${folder}src/orders/order.ts`]: ORDER,
});

it('leaves a file that changed while the check was reading', async () => {
  const root = writeProject(project(''));
  const path = join(root, 'src/orders/order.ts');
  const { plan } = await planFixes({
    ...requestFor(root),
    scope: EVERYTHING,
    onProgress: ({ stage }) => {
      if (stage === 'facts') writeFileSync(path, `${ORDER}// mine\n`);
    },
  });
  expect(plan.files).toEqual([]);
  expect(tellRefused(plan)).toBe(
    'src/orders/order.ts:1 private-api cents: the file has changed since the check read it',
  );
});

it('works below the root that the configuration names', async () => {
  const root = writeProject(project('apps/api/', { root: 'apps/api' }));
  const { plan } = await planFor(root);
  writeFixes(plan, 1);
  expect(readFileSync(join(root, 'apps/api/src/orders/order.ts'), 'utf8')).toBe(
    ORDER.replace('/money', ''),
  );
});

it('plans the same whenever it is asked', async () => {
  const root = writeProject(project(''));
  const [one, two] = [await planFor(root), await planFor(root)];
  expect(one.plan).toEqual(two.plan);
});
