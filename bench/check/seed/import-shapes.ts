/** Ways of importing one name of one file, as people write them. */
import type { Edit } from './plant.ts';
import { readMarks } from './plant.ts';

export interface Shape {
  readonly shape: string;
  /** Whether it leaves nothing at run time. */
  readonly isType: boolean;
  /** Whether it only hands the name on. */
  readonly isBarrel: boolean;
  /** Text with the mark `«i»` on the line of the import. */
  readonly text: (name: string, specifier: string) => string;
}

const value = (shape: string, text: Shape['text']): Shape => ({
  shape,
  isType: false,
  isBarrel: /export/.test(shape),
  text,
});
const type = (shape: string, text: Shape['text']): Shape => ({
  shape,
  isType: true,
  isBarrel: false,
  text,
});

export const SHAPES: readonly Shape[] = [
  value(
    'named import',
    (name, from) =>
      `«i»import { ${name} as seeded } from '${from}';\n\nexport const probe = [seeded];\n`,
  ),
  value(
    'after a comment and another import',
    (name, from) =>
      `/* A comment\n * of two lines. */\nimport { join } from 'node:path';\n\n«i»import { ${name} } from "${from}"\nexport const probe = () => [join('a', 'b'), ${name}]\n`,
  ),
  value(
    'over several lines',
    (name, from) =>
      `«i»import {\n  ${name},\n} from '${from}';\n\nexport function probe(): unknown {\n  return ${name};\n}\n`,
  ),
  value(
    'namespace import',
    (name, from) =>
      `«i»import * as seeded from '${from}';\n\nexport const probe = () => seeded.${name};\n`,
  ),
  value('side effects only', (_, from) => `«i»import '${from}';\n\nexport const probe = 1;\n`),
  value(
    'dynamic import',
    (name, from) =>
      `export async function probe(): Promise<unknown> {\n«i»  const { ${name} } = await import('${from}');\n  return ${name};\n}\n`,
  ),
  value(
    'dynamic import with then',
    (name, from) =>
      `export const probe = (): Promise<unknown> =>\n«i»  import('${from}').then((all) => all.${name});\n`,
  ),
  value(
    'require',
    (name, from) =>
      `«i»const { ${name} } = require('${from}');\n\nexport const probe = () => ${name};\n`,
  ),
  value(
    'import = require',
    (name, from) =>
      `«i»import seeded = require('${from}');\n\nexport const probe = () => seeded.${name};\n`,
  ),
  value('re-export', (name, from) => `«i»export { ${name} as seeded } from '${from}';\n`),
  value('export star', (_, from) => `«i»export * from '${from}';\n`),
  value(
    'import, then export',
    (name, from) => `«i»import { ${name} } from '${from}';\nexport { ${name} };\n`,
  ),
  type(
    'import type',
    (name, from) =>
      `«i»import type { ${name} } from '${from}';\n\nexport type Probe = typeof ${name};\n`,
  ),
  type(
    'type specifier',
    (name, from) =>
      `«i»import { type ${name} } from '${from}';\n\nexport type Probe = typeof ${name};\n`,
  ),
  type(
    'used as a type only',
    (name, from) =>
      `«i»import { ${name} } from '${from}';\n\nexport let probe: typeof ${name} | undefined;\n`,
  ),
  type(
    'type query',
    (name, from) => `export type Probe =\n«i»  typeof import('${from}').${name};\n`,
  ),
];

/** The shape as a file of its own. */
export function plantFile(
  path: string,
  shape: Shape,
  name: string,
  specifier: string,
): { readonly edits: readonly Edit[]; readonly lines: readonly number[] } {
  const { text, lineOf } = readMarks(shape.text(name, specifier));
  return { edits: [{ path, text }], lines: lineOf('i') };
}

/** One more import at the top of a file that is there, used at its end. */
export function plantLine(
  path: string,
  before: string,
  name: string,
  specifier: string,
): { readonly edits: readonly Edit[]; readonly lines: readonly number[] } {
  const text = `import { ${name} as seeded } from '${specifier}';\n${before}\nexport const seedProbe = [seeded];\n`;
  return { edits: [{ path, text }], lines: [1] };
}
