/** A project of two features and a shared file, as evidence, small enough to read. */
import type {
  BoundaryEvidence,
  EvidenceFile,
  EvidencePlace,
  EvidenceUse,
} from '../../../analyzers/boundaries/evidence.ts';

export const PATHS = [
  'src/app.ts',
  'src/billing/billing.module.ts',
  'src/billing/index.ts',
  'src/billing/invoice.controller.ts',
  'src/billing/invoice.entity.ts',
  'src/billing/invoice.service.ts',
  'src/lib/clock.ts',
  'src/stock/item.controller.ts',
  'src/stock/item.entity.ts',
  'src/stock/item.service.ts',
  'src/stock/tiny/note.ts',
] as const;

const NAMES: Readonly<Record<string, readonly string[]>> = {
  'src/app.ts': ['bootstrap'],
  'src/billing/billing.module.ts': ['BillingModule'],
  'src/billing/invoice.controller.ts': ['InvoiceController'],
  'src/billing/invoice.entity.ts': ['Invoice'],
  'src/billing/invoice.service.ts': ['InvoiceService'],
  'src/lib/clock.ts': ['now'],
  'src/stock/item.controller.ts': ['ItemController'],
  'src/stock/item.entity.ts': ['Item'],
  'src/stock/item.service.ts': ['ItemService'],
  'src/stock/tiny/note.ts': ['Note'],
};

const at = (path: (typeof PATHS)[number]): number => PATHS.indexOf(path);

function file(path: string): EvidenceFile {
  const names = NAMES[path] ?? [];
  return {
    path,
    lines: 10,
    names,
    exported: names.length,
    members: names.map((name) => `of${name}`),
    vocabulary: names,
    module: 'src/billing',
    wiring: path.endsWith('billing.module.ts'),
    commits: 1,
  };
}

function use(from: (typeof PATHS)[number], to: (typeof PATHS)[number]): EvidenceUse {
  const symbols = NAMES[to] ?? [];
  return {
    from: at(from),
    to: at(to),
    symbols,
    types: [],
    tokens: [],
    typeOnly: to.endsWith('.entity.ts'),
    injected: false,
    line: 1,
    column: 1,
  };
}

function place(path: (typeof PATHS)[number]): EvidencePlace {
  return { file: at(path), line: 3, column: 1, evidence: `written in ${path}`, certain: true };
}

export const EVIDENCE: BoundaryEvidence = {
  files: PATHS.map(file),
  uses: [
    use('src/app.ts', 'src/billing/billing.module.ts'),
    use('src/billing/billing.module.ts', 'src/billing/invoice.controller.ts'),
    use('src/billing/billing.module.ts', 'src/billing/invoice.service.ts'),
    use('src/billing/invoice.controller.ts', 'src/billing/invoice.service.ts'),
    use('src/billing/invoice.service.ts', 'src/billing/invoice.entity.ts'),
    use('src/billing/invoice.service.ts', 'src/lib/clock.ts'),
    use('src/billing/invoice.service.ts', 'src/stock/item.service.ts'),
    use('src/stock/item.controller.ts', 'src/stock/item.service.ts'),
    use('src/stock/item.service.ts', 'src/stock/item.entity.ts'),
    use('src/stock/item.service.ts', 'src/lib/clock.ts'),
  ],
  tables: [
    { name: 'Invoice', entity: 'Invoice', file: at('src/billing/invoice.entity.ts') },
    { name: 'Item', entity: 'Item', file: at('src/stock/item.entity.ts') },
    { name: 'untouched', entity: null, file: -1 },
  ],
  accesses: [
    {
      ...place('src/billing/invoice.service.ts'),
      table: 0,
      write: true,
      symbol: 'InvoiceService.ofInvoiceService',
    },
    { ...place('src/stock/item.service.ts'), table: 1, write: false, symbol: 'ItemService.find' },
  ],
  relations: [
    {
      ...place('src/billing/invoice.entity.ts'),
      path: 'src/billing/invoice.entity.ts',
      from: 0,
      to: 1,
      kind: 'many-to-one',
      onDelete: null,
    },
  ],
  joins: [{ ...place('src/billing/invoice.service.ts'), tables: [0, 1] }],
  transactions: [],
  routes: [
    {
      file: at('src/billing/invoice.controller.ts'),
      method: 'GET',
      path: '/invoices/:id',
      line: 4,
    },
  ],
  events: [
    {
      name: 'invoice.paid',
      kind: 'event',
      emitters: [place('src/billing/invoice.service.ts')],
      consumers: [place('src/stock/item.service.ts')],
    },
  ],
  outbound: [place('src/app.ts')],
  parts: [
    {
      file: at('src/billing/invoice.service.ts'),
      name: 'InvoiceService.pay',
      kind: 'member',
      line: 5,
      end: 9,
      silent: true,
      refuses: false,
      uses: [1, 2],
    },
    {
      file: at('src/lib/clock.ts'),
      name: 'now',
      kind: 'function',
      line: 1,
      end: 3,
      silent: false,
      refuses: false,
      uses: [],
    },
    {
      file: at('src/app.ts'),
      name: '',
      kind: 'module',
      line: 1,
      end: 9,
      silent: true,
      refuses: false,
      uses: [0],
    },
  ],
  calls: [
    { from: 0, to: 1, line: 6, column: 3, times: 1, certain: true },
    { from: 2, to: 0, line: 6, column: 3, times: 1, certain: true },
  ],
  coChanges: [
    { a: at('src/app.ts'), b: at('src/lib/clock.ts'), strength: 0.5 },
    {
      a: at('src/billing/invoice.controller.ts'),
      b: at('src/billing/invoice.service.ts'),
      strength: 0.4,
    },
  ],
};
