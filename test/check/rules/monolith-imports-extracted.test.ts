import { describe, expect, it } from 'vitest';

import { checkProject, checkRule, tell } from '../check-project.ts';
import type { Sources } from '../check-project.ts';
import { shopConfig } from './shop-config.ts';
import type { ShopChanges } from './shop-config.ts';

const EXTRACTED: ShopChanges = { billing: { files: [], public: [], service: 'services/billing' } };
const SOURCES: Sources = {
  'src/orders/o.ts': 'export const o = 1;\nexport interface Order { id: string }\n',
  'src/clock.ts': 'export const now = 1;\nexport default now;\n',
  'src/other.ts': 'export default 1;\n',
  'services/billing/src/main.ts':
    'export const main = 1;\nexport interface Invoice { id: string }\n',
};

const find = (sources: Sources, changes: ShopChanges = EXTRACTED): readonly string[] =>
  checkRule('monolith-imports-extracted', { ...SOURCES, ...sources }, shopConfig(changes));

describe('what passes', () => {
  it('is what stays on one side of the cut', () => {
    expect(
      find({
        'services/billing/src/a.ts': "import { main } from './main';\nexport const a = main;",
        'src/orders/a.ts': "import { now } from '../clock';\nexport const a = now;",
      }),
    ).toEqual([]);
  });

  it('is a workspace package that both use', () => {
    const sources = {
      'package.json': { json: { workspaces: ['packages/*', 'services/*'] } },
      'services/billing/package.json': { json: { name: 'billing' } },
      'packages/shared/package.json': { json: { name: 'shared', main: 'index.ts' } },
      'packages/shared/index.ts': 'export const s = 1;',
      'services/billing/src/a.ts': "import { s } from 'shared';\nexport const a = s;",
      'src/orders/a.ts': "import { s } from 'shared';\nexport const a = s;",
    };
    expect(find(sources)).toEqual([]);
  });

  it('is a test, on either side', () => {
    expect(
      find({
        'src/orders/o.test.ts':
          "import { main } from '../../services/billing/src/main';\nvoid main;",
        'services/billing/src/main.test.ts': "import { o } from '../../../src/orders/o';\nvoid o;",
      }),
    ).toEqual([]);
  });

  it('is a folder whose name only begins like that of the service', () => {
    expect(
      find({
        'services/billing-ui/a.ts': 'export const a = 1;',
        'src/orders/a.ts': "import { a } from '../../services/billing-ui/a';\nexport const b = a;",
      }),
    ).toEqual([]);
  });
});

describe('what fails', () => {
  it('is code of the monolith that imports the service', () => {
    expect(
      find({
        'src/orders/a.ts':
          "import { main } from '../../services/billing/src/main';\nexport const a = main;",
      }),
    ).toEqual(['orders → billing main @ src/orders/a.ts:1:1']);
  });

  it('is the service that imports a boundary, or what no boundary holds', () => {
    const code =
      "import { o } from '../../../src/orders/o';\nimport { now } from '../../../src/clock';\nexport const a = [o, now];";
    expect(find({ 'services/billing/src/a.ts': code })).toEqual([
      'billing → orders o @ services/billing/src/a.ts:1:1',
      'billing → monolith now @ services/billing/src/a.ts:2:1',
    ]);
  });

  it('is a type as well: its file is on the other side', () => {
    expect(
      find({
        'src/orders/a.ts':
          "import type { Invoice } from '../../services/billing/src/main';\nexport type A = Invoice;",
      }),
    ).toEqual(['orders → billing Invoice @ src/orders/a.ts:1:1']);
  });

  it('is one service that imports another', () => {
    const others = { mail: { files: [], service: 'services/mail' } };
    const sources = {
      'services/mail/a.ts': "import { main } from '../billing/src/main';\nexport const a = main;",
    };
    expect(find(sources, { ...EXTRACTED, others })).toEqual([
      'mail → billing main @ services/mail/a.ts:1:1',
    ]);
  });

  it('is a monolith that is a workspace package itself', () => {
    const sources = {
      'package.json': { json: { workspaces: ['apps/*', 'services/*'] } },
      'apps/api/package.json': { json: { name: 'api' } },
      'services/billing/package.json': { json: { name: 'billing' } },
      'services/billing/src/main.ts':
        "import { o } from '../../../apps/api/src/orders/o';\nexport const main = o;",
      'apps/api/src/orders/o.ts': 'export const o = 1;',
    };
    const config = shopConfig({ ...EXTRACTED, orders: { files: ['apps/api/src/orders/**'] } });
    expect(checkRule('monolith-imports-extracted', sources, config)).toEqual([
      'billing → orders o @ services/billing/src/main.ts:1:1',
    ]);
  });

  it('is each name on its own; what has none is called after its file', () => {
    const code =
      "import now from '../../../src/clock';\nimport other from '../../../src/other';\nimport * as orders from '../../../src/orders/o';\nimport '../../../src/orders/o';\nexport const a = [now, other, orders];";
    expect(find({ 'services/billing/src/a.ts': code })).toEqual([
      'billing → monolith default of clock.ts @ services/billing/src/a.ts:1:1',
      'billing → monolith default of other.ts @ services/billing/src/a.ts:2:1',
      'billing → orders * of o.ts @ services/billing/src/a.ts:3:1',
    ]);
  });

  it('is told by this rule alone', () => {
    const sources = {
      ...SOURCES,
      'src/orders/a.ts':
        "import { main } from '../../services/billing/src/main';\nexport const a = main;",
      'services/billing/src/a.ts':
        "import { o } from '../../../src/orders/o';\nexport const a = o;",
    };
    const config = shopConfig({ ...EXTRACTED, orders: { public: [], dependsOn: [] } });
    expect(checkProject(sources, config).found.map(tell)).toEqual([
      'monolith-imports-extracted billing → orders o @ services/billing/src/a.ts:1:1',
      'monolith-imports-extracted orders → billing main @ src/orders/a.ts:1:1',
    ]);
  });

  it('says what to do on which side', () => {
    const sources = {
      ...SOURCES,
      'src/orders/a.ts':
        "import { main } from '../../services/billing/src/main';\nexport const a = main;",
      'services/billing/src/a.ts':
        "import { o } from '../../../src/orders/o';\nexport const a = o;",
    };
    expect(checkProject(sources, shopConfig(EXTRACTED)).found.map((one) => one.fix)).toEqual([
      'copy what is shared into the service, or ask orders through its API',
      'call billing through its adapter in the monolith, never its code',
    ]);
  });
});
