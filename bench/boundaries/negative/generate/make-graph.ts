/**
 * Servers of one size whose files use each other and their tables at random, with as much structure
 * as asked for: the planted partition model (Condon and Karp, 2001) with tables.
 */
import { seededRandom } from '../../baselines/seeded-random.ts';
import { PLAIN } from './made-project.ts';
import type { MadeFile, MadeProject } from './made-project.ts';

export interface GraphOptions {
  readonly seed: number;
  /** Share of calls that lead to any file whatever its module, 0 to 1; 1 is a random graph. */
  readonly foreignUses: number;
  /** Share of accesses that go to any table, whoever it belongs to. */
  readonly foreignData: number;
  /** Calls prefer files that are called already (Barabási and Albert, 1999). */
  readonly hubs: boolean;
  /** A folder per module, a folder per layer, or one folder and names without meaning. */
  readonly layout: 'modules' | 'layers' | 'flat';
  readonly tables: boolean;
}

const NOUNS = [
  'claim',
  'shipment',
  'invoice',
  'vehicle',
  'course',
  'ticket',
  'recipe',
  'sensor',
  'ballot',
  'grant',
] as const;
const FILES_PER_MODULE = 20;
const TABLES_PER_MODULE = 3;
const LAYERS = ['routes', 'services', 'stores', 'rules'] as const;
const PARTS = ['entry', 'search', 'review', 'export', 'archive'] as const;
const TABLE_PARTS = ['s', '_items', '_events'] as const;

/** 200 files and, unless without, 30 tables. */
export function makeGraph(options: GraphOptions): MadeProject {
  const random = seededRandom(options.seed);
  const pick = (limit: number): number => Math.floor(random() * limit);
  const count = NOUNS.length * FILES_PER_MODULE;
  const calls = planCalls(count, options, random);
  const named = options.layout !== 'flat';
  const tables = options.tables ? nameTables(named) : [];
  const files = Array.from({ length: count }, (_, index): MadeFile => {
    const module = Math.floor(index / FILES_PER_MODULE);
    const tableOf = (): string => {
      const own = module * TABLES_PER_MODULE + pick(TABLES_PER_MODULE);
      return tables[random() < options.foreignData ? pick(tables.length) : own] ?? '';
    };
    const layer = LAYERS[index % LAYERS.length] ?? 'rules';
    const several = (amount: number): readonly string[] =>
      tables.length === 0 ? [] : [...new Set(Array.from({ length: amount }, tableOf))].sort();
    const writes = layer === 'stores' ? several(1) : [];
    return {
      ...PLAIN,
      path: pathOf(index, options.layout),
      uses: calls[index] ?? [],
      writes,
      reads: layer === 'stores' || layer === 'services' ? several(1 + pick(2)) : [],
      together: layer === 'services' && pick(3) === 0 ? several(2) : [],
      resource: layer !== 'routes' || tables.length === 0 ? null : fileName(index, named),
    };
  });
  return { files, tables: tables.map((name, index) => ({ name, parents: parentsOf(index) })) };

  function parentsOf(index: number): readonly string[] {
    if (index % TABLES_PER_MODULE === 0) return [];
    const own = index - (index % TABLES_PER_MODULE);
    const parent = tables[random() < options.foreignData ? pick(tables.length) : own] ?? '';
    return parent === tables[index] ? [] : [parent];
  }
}

/** Every file calls two to four others; only later files, so that there is no cycle to blame. */
function planCalls(
  count: number,
  { foreignUses, hubs }: GraphOptions,
  random: () => number,
): readonly (readonly number[])[] {
  const pick = (limit: number): number => Math.floor(random() * limit);
  const called: number[] = [];
  return Array.from({ length: count }, (_, reverse) => count - 1 - reverse)
    .map((index) => {
      const end = (Math.floor(index / FILES_PER_MODULE) + 1) * FILES_PER_MODULE;
      const targets = new Set<number>();
      for (let call = 2 + pick(3); call > 0; call -= 1) {
        const isForeign = random() < foreignUses;
        const later = (isForeign ? count : end) - index - 1;
        if (later <= 0) continue;
        const popular = called[pick(called.length)] ?? count;
        const found = isForeign && hubs && random() < 0.6 ? popular : index + 1 + pick(later);
        // Nobody calls a route.
        const target = found % LAYERS.length === 0 ? found + 1 : found;
        if (target > index && target < count) targets.add(target);
      }
      called.push(...targets);
      return [...targets].sort((a, b) => a - b);
    })
    .reverse();
}

function pathOf(index: number, layout: GraphOptions['layout']): string {
  const folder = {
    modules: NOUNS[Math.floor(index / FILES_PER_MODULE)],
    layers: LAYERS[index % LAYERS.length],
    flat: 'code',
  }[layout];
  return `${folder}/${fileName(index, layout !== 'flat')}`;
}

/** `claim-search-store`: what it is about, which part, which layer. */
function fileName(index: number, named: boolean): string {
  if (!named) return syllables(index);
  const part = PARTS[Math.floor((index % FILES_PER_MODULE) / LAYERS.length)] ?? '';
  const layer = (LAYERS[index % LAYERS.length] ?? '').replace(/s$/, '');
  return `${NOUNS[Math.floor(index / FILES_PER_MODULE)] ?? ''}-${part}-${layer}`;
}

function nameTables(named: boolean): readonly string[] {
  return NOUNS.flatMap((noun, module) =>
    TABLE_PARTS.map((part, index) =>
      named ? `${noun}${part}` : syllables(1000 + module * TABLES_PER_MODULE + index),
    ),
  );
}

const SYLLABLES = ['ba', 'do', 'fi', 'gu', 'ke', 'lo', 'mi', 'nu', 'pa', 're', 'so', 'ti', 'vu'];

/** One word per number that shares nothing but letters with those of other numbers. */
function syllables(number: number): string {
  // 379 and 2197 = 13³ have no common factor: neighbours get words that look unlike each other.
  let rest = (number * 379) % SYLLABLES.length ** 3;
  let word = '';
  for (let at = 0; at < 3; at += 1) {
    word += SYLLABLES[rest % SYLLABLES.length] ?? '';
    rest = Math.floor(rest / SYLLABLES.length);
  }
  return word;
}
