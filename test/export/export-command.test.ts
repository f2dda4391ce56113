/** `saasctl export`: its flags, and what it refuses. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { temporaryFolder } from '../cli/run-cli.ts';
import { exportOf } from './run-export.ts';

let folder = '';
beforeEach(() => {
  folder = temporaryFolder();
  write('src/a/a.ts', 'export const a = 1;\n');
  write('src/b/b.ts', "import { a } from '../a/a';\nexport const b = a;\n");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const CONFIG = {
  boundaries: { a: { files: ['src/a/**'], public: [] }, b: { files: ['src/b/**'] } },
};
const configure = (config: unknown): void => write('saasctl.json', JSON.stringify(config));

describe('saasctl export', () => {
  it('prints the same bytes every time', async () => {
    configure(CONFIG);
    const first = await exportOf(folder, { format: 'dependency-cruiser' });
    const second = await exportOf(folder, { format: 'dependency-cruiser' });
    expect(first.text).toBe(second.text);
    expect(first.text).toContain('module.exports = {');
    expect(first.notes).toEqual([]);
  });

  it('writes a file of the kind of module that its name says', async () => {
    configure(CONFIG);
    const output = join(folder, 'cruise.mjs');
    const { text, notes } = await exportOf(folder, { format: 'dependency-cruiser', output });
    expect(text).toBe('');
    expect(notes).toEqual([`saasctl: wrote ${output}`]);
    const loaded = (await import(output)) as {
      readonly default: { readonly forbidden: readonly { readonly name: string }[] };
    };
    expect(loaded.default.forbidden.map((one) => one.name)).toEqual([
      'private-api:a',
      'boundary-cycle:a',
      'boundary-cycle:b',
    ]);
  });

  it('speaks of paths below the root that the configuration names', async () => {
    configure({ root: 'src', boundaries: { a: { files: ['a/**'], public: ['a/a.ts'] } } });
    const { text } = await exportOf(folder, { format: 'dependency-cruiser' });
    expect(text).toContain("a: ['^a(?:/|$)']");
    expect(text).toContain(String.raw`a: ['^a/a\\.ts$']`);
  });

  it.each([
    [{}, 'format-unknown'],
    [{ format: 'madge' }, 'format-unknown'],
    [{ format: 'nx', output: 'nx.cjs' }, 'export-module-kind'],
    [{ format: 'dependency-cruiser', output: 'rules.json' }, 'export-module-kind'],
    [{ format: 'nx', config: 'missing.json' }, 'config-unreadable'],
  ])('refuses %j: %s', async (flags, code) => {
    configure(CONFIG);
    await expect(exportOf(folder, flags)).rejects.toMatchObject({ code });
  });

  it('refuses a folder without saasctl.json, and one without boundaries', async () => {
    const refused = { code: 'export-no-boundaries' };
    await expect(exportOf(folder, { format: 'nx' })).rejects.toMatchObject(refused);
    configure({ kernel: { files: ['src/a/**'] } });
    await expect(exportOf(folder, { format: 'nx' })).rejects.toMatchObject(refused);
  });

  it('refuses globs that match nothing, as every command does', async () => {
    configure({ boundaries: { c: { files: ['src/c/**'] } } });
    await expect(exportOf(folder, { format: 'nx' })).rejects.toMatchObject({
      code: 'config-invalid',
    });
  });

  it('keeps texts that would end the comment or a text early from doing so', async () => {
    write("src/it's */ $1/x.ts", 'export {};\n');
    configure({ boundaries: { odd: { files: ["src/it's */ $1/+(x).ts"], public: [] } } });
    const output = join(folder, 'odd.cjs');
    await exportOf(folder, { format: 'dependency-cruiser', output });
    const loaded = (await import(output)) as {
      readonly default: {
        readonly forbidden: readonly { readonly to: { readonly path: string[] } }[];
      };
    };
    const [rule] = loaded.default.forbidden;
    expect(new RegExp(rule?.to.path[0] ?? '').test("src/it's */ $1/x.ts")).toBe(true);
  });
});
