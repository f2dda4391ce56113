/** Servers with one flaw each that a person sees at once. */
import { seededRandom } from '../../baselines/seeded-random.ts';
import { PLAIN } from './made-project.ts';
import type { MadeFile, MadeProject } from './made-project.ts';

/** Things a made-up company keeps. */
const RESOURCES = [
  'contract',
  'delivery',
  'machine',
  'lesson',
  'payment',
  'meeting',
  'parcel',
  'survey',
  'booking',
  'campaign',
  'licence',
  'complaint',
] as const;

/** One resource in five layers. */
export function makeStarter(): MadeProject {
  return {
    tables: [{ name: 'notes', parents: [] }],
    files: [
      { ...PLAIN, path: 'routes/note-routes', uses: [1, 4], resource: 'notes' },
      { ...PLAIN, path: 'controllers/note-controller', uses: [2] },
      { ...PLAIN, path: 'services/note-service', uses: [3] },
      { ...PLAIN, path: 'stores/note-store', reads: ['notes'], writes: ['notes'] },
      { ...PLAIN, path: 'middleware/check-note' },
    ],
  };
}

/** Forty use cases of an order; each changes the order and its parts in one transaction. */
export function makeSingleAggregate(): MadeProject {
  const random = seededRandom(7);
  const parts = [
    'order_lines',
    'order_addresses',
    'order_discounts',
    'order_notes',
    'order_states',
  ];
  const cases = ['place', 'change', 'cancel', 'ship', 'return', 'price', 'split', 'check'].flatMap(
    (verb) => ['line', 'address', 'discount', 'note', 'state'].map((part) => `${verb}-${part}`),
  );
  const rules = ['order-totals', 'order-limits', 'order-numbers', 'order-states'];
  const useCases = cases.map((name, index): MadeFile => ({
    ...PLAIN,
    path: `orders/${name}`,
    uses: [cases.length + Math.floor(random() * rules.length)],
    reads: ['orders'],
    together: [
      'orders',
      parts[index % parts.length] ?? '',
      parts[Math.floor(random() * parts.length)] ?? '',
    ].filter((table, at, all) => all.indexOf(table) === at),
  }));
  const routes = ['order', 'basket', 'desk', 'stock'].map((name, area): MadeFile => ({
    ...PLAIN,
    path: `routes/${name}-routes`,
    uses: cases.map((_, index) => index).filter((index) => index % 4 === area),
    resource: name,
  }));
  return {
    tables: [
      { name: 'orders', parents: [] },
      ...parts.map((name) => ({ name, parents: ['orders'] })),
    ],
    files: [
      ...useCases,
      ...rules.map((name): MadeFile => ({ ...PLAIN, path: `orders/${name}`, reads: ['orders'] })),
      ...routes,
    ],
  };
}

/** Modules that never import each other, and every one writes every table. */
export function makeSharedEverything(): MadeProject {
  const tables = RESOURCES.map((name) => `${name}s`);
  const files = RESOURCES.flatMap((name, module): readonly MadeFile[] => {
    const first = module * 5;
    return [
      { ...PLAIN, path: `${name}/${name}-routes`, uses: [first + 1], resource: `${name}s` },
      { ...PLAIN, path: `${name}/${name}-service`, uses: [first + 2, first + 3, first + 4] },
      { ...PLAIN, path: `${name}/${name}-store`, reads: tables, writes: tables },
      { ...PLAIN, path: `${name}/${name}-rules` },
      { ...PLAIN, path: `${name}/${name}-history`, writes: tables },
    ];
  });
  return { files, tables: tables.map((name) => ({ name, parents: [] })) };
}

/** Every use case changes the row of the user in the transaction of its own table. */
export function makeLayeredUsers(): MadeProject {
  const files = RESOURCES.flatMap((name, module): readonly MadeFile[] => {
    const first = module * 4;
    const own = `${name}s`;
    return [
      { ...PLAIN, path: `routes/${name}-routes`, uses: [first + 1], resource: own },
      { ...PLAIN, path: `services/${name}-service`, uses: [first + 2], together: [own, 'users'] },
      { ...PLAIN, path: `stores/${name}-store`, reads: [own, 'users'], writes: [own, 'users'] },
      { ...PLAIN, path: `reports/${name}-report`, uses: [first + 2], reads: ['users'] },
    ];
  });
  return {
    files,
    tables: [
      { name: 'users', parents: [] },
      ...RESOURCES.map((name) => ({ name: `${name}s`, parents: ['users'] })),
    ],
  };
}

/** Neat folders in front of one file that does all the work. */
export function makeGodService(): MadeProject {
  const tables = RESOURCES.flatMap((name) => [`${name}s`, `${name}_details`]);
  const god: MadeFile = {
    ...PLAIN,
    path: 'core/company-service',
    reads: tables,
    writes: tables,
    together: tables.slice(0, 8),
  };
  const around = RESOURCES.flatMap((name, module): readonly MadeFile[] => {
    const first = 1 + module * 3;
    return [
      { ...PLAIN, path: `${name}/${name}-routes`, uses: [first + 1], resource: `${name}s` },
      { ...PLAIN, path: `${name}/${name}-controller`, uses: [0, first + 2] },
      { ...PLAIN, path: `${name}/${name}-input` },
    ];
  });
  return { files: [god, ...around], tables: tables.map((name) => ({ name, parents: [] })) };
}
