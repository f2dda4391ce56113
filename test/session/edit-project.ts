/** Edits of a checked-out project as people make them, and as they should not. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface Edit {
  readonly kind: EditKind;
  /** Which file, line or name of those that there are. */
  readonly file: number;
  readonly at: number;
}

const KINDS = {
  'a line above': (text) => `// moved down\n${text}`,
  'a call twice': (text, at) =>
    onLine(text, at, /\bawait |\)\.\w+\(/, (line) => `${line}\n${line}`),
  'a call less': (text, at) => onLine(text, at, /^\s*(?:await |this\.).*\);$/, () => ''),
  'another method': (text, at) => onMatch(text, at, /\.(\w+)\(/g, (name) => `.${name}2(`, 1),
  'another text': (text, at) => onMatch(text, at, /'([a-z_]+)'/g, (name) => `'${name}_new'`, 1),
  'a class renamed': (text, at) =>
    onMatch(text, at, /\bclass (\w+)/g, (name) => `class ${name}Renamed`, 1),
  'another base': (text, at) =>
    onMatch(text, at, / extends \w+(?:<[^{]*>)?(?= \{| implements)/g, () => ''),
  'an export less': (text, at) => onLine(text, at, /^export \*|^export \{/, () => ''),
  'no decorator': (text, at) => onLine(text, at, /^\s*@\w+\(.*\)$/, () => ''),
  'a type less': (text, at) => onMatch(text, at, /: [A-Z]\w+(?=[,)])/g, () => ''),
  'half a file': (text) => text.slice(0, Math.floor(text.length / 2)),
  'nothing but a table': () =>
    "import { Entity } from 'typeorm';\n@Entity('made')\nexport class Made {}\n",
  'as it was': (text) => text,
  deleted: () => null,
  added: (text) => text,
} satisfies Record<string, (text: string, at: number) => string | null>;

export type EditKind = keyof typeof KINDS;
export const EDIT_KINDS = Object.keys(KINDS) as EditKind[];

function onLine(text: string, at: number, test: RegExp, change: (line: string) => string): string {
  const lines = text.split('\n');
  const fitting = lines.flatMap((line, index) => (test.test(line) ? [index] : []));
  const chosen = fitting[at % Math.max(1, fitting.length)];
  if (chosen !== undefined) lines[chosen] = change(lines[chosen] ?? '');
  return lines.join('\n');
}

function onMatch(
  text: string,
  at: number,
  pattern: RegExp,
  change: (found: string) => string,
  group = 0,
): string {
  const found = [...text.matchAll(pattern)];
  const chosen = found[at % Math.max(1, found.length)];
  if (!chosen) return text;
  return (
    text.slice(0, chosen.index) +
    change(chosen[group] ?? '') +
    text.slice(chosen.index + chosen[0].length)
  );
}

/** Source files below a folder, as they were at the beginning. */
export function readOriginals(root: string): ReadonlyMap<string, string> {
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter(
      (path) => /^(?:src|apps|libs|packages)\/.*\.ts$/.test(path) && !path.includes('node_modules'),
    )
    .sort();
  return new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

/** @returns the path that was changed */
export function editProject(
  root: string,
  originals: ReadonlyMap<string, string>,
  { kind, file, at }: Edit,
): string {
  const [path, original] = [...originals][file % originals.size] ?? ['', ''];
  const target = kind === 'added' ? path.replace(/\.ts$/, `-copy${at % 3}.ts`) : path;
  const full = join(root, target);
  const now = kind === 'as it was' || !existsSync(full) ? original : readFileSync(full, 'utf8');
  const text = KINDS[kind](now, at);
  mkdirSync(dirname(full), { recursive: true });
  if (text === null) rmSync(full, { force: true });
  else writeFileSync(full, text);
  return target;
}
