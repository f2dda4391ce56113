/** Does what the printed fix says, where a program can, and looks whether the violation is gone. */
import type { Violation } from '../../../src/check/violation.ts';
import type { Config } from '../../../src/config/config-schema.ts';
import type { Accepted, Checkout } from './open-checkout.ts';
import type { Edit, Plant } from './plant.ts';

export interface Followed {
  readonly fix: string;
  readonly how: string;
  readonly isGone: boolean;
}

interface Repair {
  readonly how: string;
  readonly edits?: readonly Edit[];
  readonly config?: Config;
}

/** @returns null when the fix asks for more than a program can do */
export function followFix(
  checkout: Checkout,
  accepted: Accepted,
  plant: Plant,
  told: Violation,
): Followed | null {
  const repair = readRepair(accepted.config, plant, told);
  if (repair === null) return null;
  const { fix } = told;
  try {
    const left = checkout.judge(
      repair.edits ?? plant.edits,
      accepted,
      repair.config ?? accepted.config,
    );
    return { fix, how: repair.how, isGone: !left.some((one) => one.id === told.id) };
  } catch (error) {
    return { fix: `${fix} (${String(error)})`, how: repair.how, isGone: false };
  }
}

function readRepair(
  config: Config,
  plant: Plant,
  { fix, from, symbol, rule }: Violation,
): Repair | null {
  const { boundaries = {} } = config;
  const opened = /add "([^"]+)" to boundaries\.([\w-]+)\.public/.exec(fix);
  if (opened) {
    const [, entry = '', id = ''] = opened;
    const boundary = boundaries[id];
    return boundary
      ? {
          how: 'public',
          config: {
            ...config,
            boundaries: {
              ...boundaries,
              [id]: { ...boundary, public: [...(boundary.public ?? []), entry] },
            },
          },
        }
      : null;
  }
  const declared = /add "([\w-]+)" to boundaries\.([\w-]+)\.dependsOn/.exec(fix);
  if (declared) {
    const [, other = '', id = ''] = declared;
    const boundary = boundaries[id];
    return boundary
      ? {
          how: 'dependsOn',
          config: {
            ...config,
            boundaries: {
              ...boundaries,
              [id]: { ...boundary, dependsOn: [...(boundary.dependsOn ?? []), other] },
            },
          },
        }
      : null;
  }
  if (/list the table under/.test(fix)) return giveTables(config, [symbol], from);
  if (/give the tables to one boundary/.test(fix))
    return plant.symbol === undefined ? null : giveTables(config, [plant.symbol], from);
  if (rule === 'generated-drift')
    return {
      how: 'the first line taken out',
      edits: plant.edits.map((one) => ({ ...one, text: one.text?.replace(/^.*\n/, '') ?? null })),
    };
  if (rule === 'unresolved-import') {
    const made = madeFor(plant);
    return made.length > 0 ? { how: 'the file is made', edits: [...plant.edits, ...made] } : null;
  }
  return null;
}

/** The file that a planted path asks for. */
function madeFor({ path, edits }: Plant): readonly Edit[] {
  const text = edits.find((one) => one.path === path)?.text ?? '';
  const folder = path.slice(0, path.lastIndexOf('/'));
  const parent = folder.includes('/') ? folder.slice(0, folder.lastIndexOf('/')) : '';
  if (text.includes("'../planted-missing/there'") || text.includes('"../planted-missing/there"'))
    return [{ path: `${parent}/planted-missing/there.ts`, text: 'export const missing = 1;\n' }];
  return /['"]\.\/planted-missing(?:\.js)?['"]/.test(text)
    ? [{ path: `${folder}/planted-missing.ts`, text: 'export const missing = 1;\n' }]
    : [];
}

function giveTables(config: Config, tables: readonly string[], to: string): Repair | null {
  const { boundaries = {} } = config;
  const boundary = boundaries[to];
  if (boundary === undefined) return null;
  const others = Object.fromEntries(
    Object.entries(boundaries).map(([id, one]) => [
      id,
      {
        ...one,
        ...(one.tables ? { tables: one.tables.filter((name) => !tables.includes(name)) } : {}),
      },
    ]),
  );
  return {
    how: 'tables',
    config: {
      ...config,
      boundaries: {
        ...others,
        [to]: { ...boundary, tables: [...new Set([...(boundary.tables ?? []), ...tables])] },
      },
    },
  };
}
