/** Every made-up server by name. */
import {
  makeGodService,
  makeLayeredUsers,
  makeSharedEverything,
  makeSingleAggregate,
  makeStarter,
} from './make-cases.ts';
import { makeGraph } from './make-graph.ts';
import type { GraphOptions } from './make-graph.ts';
import type { MadeProject } from './made-project.ts';

const RANDOM: Omit<GraphOptions, 'seed'> = {
  foreignUses: 1,
  foreignData: 1,
  hubs: false,
  layout: 'flat',
  tables: true,
};
/** What people build on purpose: one call in ten and one access in twenty leave the module. */
const PLANTED = { ...RANDOM, foreignUses: 0.1, foreignData: 0.05 };

export const GENERATORS: Readonly<Record<string, () => MadeProject>> = {
  'crud-starter': makeStarter,
  'single-aggregate': makeSingleAggregate,
  'shared-everything': makeSharedEverything,
  'layered-users': makeLayeredUsers,
  'god-service': makeGodService,
  'random-graph-1': () => makeGraph({ ...RANDOM, seed: 1 }),
  'random-graph-2': () => makeGraph({ ...RANDOM, seed: 2 }),
  'random-hubs': () => makeGraph({ ...RANDOM, seed: 3, hubs: true }),
  'random-layers': () => makeGraph({ ...RANDOM, seed: 4, layout: 'layers' }),
  'random-folders': () => makeGraph({ ...RANDOM, seed: 5, layout: 'modules' }),
  toolbox: () => makeGraph({ ...RANDOM, seed: 6, foreignUses: 0.3, tables: false }),
  'planted-folders': () => makeGraph({ ...PLANTED, seed: 1, layout: 'modules' }),
  'planted-layers': () => makeGraph({ ...PLANTED, seed: 2, layout: 'layers' }),
  'planted-flat': () => makeGraph({ ...PLANTED, seed: 3 }),
  'planted-hubs': () => makeGraph({ ...PLANTED, seed: 4, hubs: true, layout: 'modules' }),
  chatty: () => makeGraph({ ...PLANTED, seed: 5, foreignUses: 0.5, layout: 'modules' }),
};
