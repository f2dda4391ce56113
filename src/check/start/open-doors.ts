/** What is imported from outside today is public today: a configuration that says so passes. Pure. */
import type { CodeAnalysis } from '../../../analyzers/model/build-analysis.ts';
import type { BoundaryConfig, Config } from '../../config/config-schema.ts';
import { parseConfig } from '../../config/parse-config.ts';
import { resolveBoundaries } from '../../config/resolve-config.ts';
import { buildGround } from '../ground.ts';
import { findAssembly, findImportCrossings } from '../import-crossings.ts';
import { readSettings } from '../read-settings.ts';

/**
 * @param config says nothing of what is public
 * @param render to the text that will be written: the same globs are matched as later
 */
export function openDoors(
  config: Config,
  code: CodeAnalysis,
  render: (config: Config) => string,
): Config {
  const parsed = parseConfig('saasctl.json', render(config));
  const ground = buildGround(code, resolveBoundaries(parsed, code.files), readSettings({}));
  const crossings = findImportCrossings(ground);
  const assembly = findAssembly(ground, crossings);
  const doors = new Map<string, Set<string>>();
  for (const { to, entry, fact } of crossings) {
    if (assembly.has(fact.from)) continue;
    const known = doors.get(to);
    if (known) known.add(entry);
    else doors.set(to, new Set([entry]));
  }
  return mapBoundaries(config, (id, { files, ...rest }) => ({
    files,
    public: [...(doors.get(id) ?? [])].sort(),
    ...rest,
  }));
}

const mapBoundaries = (
  config: Config,
  change: (id: string, boundary: BoundaryConfig) => BoundaryConfig,
): Config => ({
  ...config,
  boundaries: Object.fromEntries(
    Object.entries(config.boundaries ?? {}).map(([id, boundary]) => [id, change(id, boundary)]),
  ),
});
