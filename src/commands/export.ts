import { dirname, join, relative, resolve } from 'node:path';

import { createDiskStore } from '../cache/disk-store.ts';
import { CONFIG_FILE, readConfig } from '../config/read-config.ts';
import type { ConfigChoice } from '../config/read-config.ts';
import { UserError } from '../errors.ts';
import type { Outcome } from '../exit-code.ts';
import { EXPORT_FORMATS } from '../export/export-formats.ts';
import type { ExportFormat } from '../export/export-formats.ts';
import type { ExportPlaces, ModuleKind } from '../export/render-export.ts';
import { writeReport } from '../write-report.ts';
import type { CommandContext } from './context.ts';

export interface ExportFlags {
  readonly format?: string;
  readonly output?: string;
  readonly config?: string;
  readonly cache: boolean;
}

type ExportContext = Pick<CommandContext, 'cwd' | 'build' | 'processId' | 'ui' | 'print'>;

/** Writes the import boundaries of a saasctl.json as the configuration of another tool. */
export async function runExport(
  folder: string,
  flags: ExportFlags,
  context: ExportContext,
): Promise<Outcome> {
  const { cwd, build, processId, ui, print } = context;
  const format = readFormat(flags.format);
  const moduleKind = chooseModuleKind(format, flags.output);
  const root = resolve(cwd, folder === '' ? '.' : folder);
  const parsed = await readConfig(root, chooseConfig(flags, cwd));
  if (parsed === null || Object.keys(parsed.config.boundaries ?? {}).length === 0)
    throw new UserError(
      'export-no-boundaries',
      parsed === null
        ? `There is no ${CONFIG_FILE} in ${folder}`
        : `${parsed.source.name} has no boundaries`,
      'Write it with "saasctl init" first.',
    );
  const sources = join(root, parsed.config.root ?? '.');
  const cache = flags.cache
    ? createDiskStore(join(sources, '.saasctl', 'cache'), `saasctl ${build}`, processId)
    : null;
  const { readProject } = await import('../export/read-project.ts');
  const { rules, ...project } = readProject({
    root,
    parsed,
    build,
    cache,
    onProgress: ui.progress,
  });
  ui.finish();
  const home = flags.output === undefined ? sources : dirname(resolve(cwd, flags.output));
  const places: ExportPlaces = {
    moduleKind,
    rootFromFile: relative(home, sources).replaceAll('\\', '/') || '.',
    ...project,
  };
  const { renderExport } = await import('../export/render-export.ts');
  const { text, limits } = renderExport(rules, format, places);
  if (flags.output === undefined) print(text);
  else {
    writeReport(resolve(cwd, flags.output), text);
    ui.note(`saasctl: wrote ${flags.output}`);
  }
  for (const limit of limits) ui.warn(`saasctl: not in ${format}: ${limit}`);
  return 'clean';
}

function chooseConfig({ config }: ExportFlags, cwd: string): ConfigChoice {
  return config === undefined
    ? { kind: 'folder' }
    : { kind: 'file', path: resolve(cwd, config), name: config };
}

function readFormat(format: string | undefined): ExportFormat {
  const found = EXPORT_FORMATS.find((one) => one === format);
  if (found) return found;
  throw new UserError(
    'format-unknown',
    format === undefined ? 'An export needs a format' : `There is no export format "${format}"`,
    `Choose one of ${EXPORT_FORMATS.join(', ')} with --format.`,
  );
}

/** By the name of the file; configurations of ESLint are written as ES modules alone. */
function chooseModuleKind(format: ExportFormat, output: string | undefined): ModuleKind {
  const isScript = format === 'dependency-cruiser';
  if (!isScript && output !== undefined && !output.endsWith('.mjs'))
    throw new UserError(
      'export-module-kind',
      `A configuration for ${format} is an ES module, and ${output} does not say so`,
      'Give the file a name that ends in .mjs.',
    );
  if (isScript && output !== undefined && !/\.[cm]js$/.test(output))
    throw new UserError(
      'export-module-kind',
      `${output} does not say which kind of module it is`,
      'Give the file a name that ends in .cjs or .mjs.',
    );
  return isScript && !output?.endsWith('.mjs') ? 'cjs' : 'mjs';
}
