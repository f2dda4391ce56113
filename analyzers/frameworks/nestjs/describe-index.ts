/**
 * What can be seen of the modules and providers of a program. A module names many classes, but the
 * index says only which: a change inside of one of them changes nothing here.
 */
import type { ProjectClass } from '../../program/program.ts';
import type { Description } from '../../program/sharing.ts';
import type { Env } from '../../program/values.ts';
import type { NestModule } from './module-model.ts';
import type { NestIndex } from './nest-index.ts';
import type { NestProvider } from './read-provider.ts';

/** @returns null when something in it does not come from the text of files alone */
export function describeIndex({ modules, listed }: NestIndex): Description | null {
  const files = new Set<string>();
  const lines: string[] = [...listed].map(classText);
  for (const module of modules) {
    files.add(module.cls.file.path);
    for (const { file } of module.unknown) files.add(file.path);
    lines.push(moduleText(module));
    const imported = module.importedProviders.map((one) => one.provider);
    for (const provider of [...module.providers, ...imported]) {
      files.add(provider.file.path);
      if (!addFiles(provider.target.env, files, 0)) return null;
      lines.push(providerText(provider));
    }
  }
  return { text: lines.join('\n'), cells: [...files].sort().map((path) => `file ${path}`) };
}

const classText = (cls: ProjectClass | null): string =>
  cls ? `${cls.file.path}#${cls.index} ${cls.name}` : '';

function moduleText(module: NestModule): string {
  const { cls, imports, controllers, exports, global, dynamic } = module;
  const entries = [...imports, ...controllers].map(
    (one) => `${one.name} ${classText(one.cls)} ${one.forwardRef}`,
  );
  return [classText(cls), ...entries, ...exports, global, dynamic].join('\n');
}

const providerText = ({ token, kind, provides, at }: NestProvider): string =>
  [token.key, token.name, classText(token.cls), token.file?.path, kind, provides, at].join(' ');

const MAX_DEPTH = 8;

/** The files an environment's code and what is bound in it are written in. */
function addFiles(env: Env, files: Set<string>, depth: number): boolean {
  const { self, owner } = env;
  const isOwn = !self || (self.cls === owner && !(self.v === 'instance' && self.ctor));
  if (depth > MAX_DEPTH || env.types.size > 0 || !isOwn) return false;
  files.add(env.file.path);
  return [...env.names.values()].every((binding) =>
    'expr' in binding ? addFiles(binding.env, files, depth + 1) : binding.value.v === 'unknown',
  );
}
