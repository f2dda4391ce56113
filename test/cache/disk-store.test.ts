import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { createDiskStore } from '../../src/cache/disk-store.ts';

const STAMP = 'saasctl 1.0.0-abc';

function storeIn(): {
  readonly folder: string;
  readonly file: string;
  readonly store: ReturnType<typeof createDiskStore>;
} {
  const folder = join(
    realpathSync(mkdtempSync(join(tmpdir(), 'saasctl-store-'))),
    'below',
    'cache',
  );
  return { folder, file: join(folder, 'scans.json'), store: createDiskStore(folder, STAMP, 42) };
}

test('what was written is read again, to the byte', () => {
  const { store } = storeIn();
  for (const text of ['', 'one', '{"a":"line\\nbreak"}\nsecond line\n', 'ünïcode 模块 \u2028']) {
    store.write('scans.json', text);
    expect(store.read('scans.json')).toBe(text);
  }
});

test('what is not there is undefined, not an error', () => {
  const { store, folder } = storeIn();
  expect(store.read('scans.json')).toBeUndefined();
  mkdirSync(join(folder, 'scans.json'), { recursive: true });
  expect(store.read('scans.json')).toBeUndefined();
});

test('a write leaves the texts, a .gitignore and nothing else', () => {
  const { store, folder } = storeIn();
  store.write('a.json', '1');
  store.write('b.json', '2');
  store.write('a.json', '3');
  expect(readdirSync(folder).sort()).toEqual(['.gitignore', 'a.json', 'b.json']);
  expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toBe('*\n');
});

test('the text of another version or build is not believed', () => {
  const { store, folder } = storeIn();
  store.write('scans.json', 'text');
  expect(createDiskStore(folder, 'saasctl 1.0.0-abd', 1).read('scans.json')).toBeUndefined();
  expect(createDiskStore(folder, 'saasctl 1.0.0', 1).read('scans.json')).toBeUndefined();
  expect(createDiskStore(folder, STAMP, 1).read('scans.json')).toBe('text');
});

test('a text that was cut short or changed is not believed', () => {
  const { store, file } = storeIn();
  store.write('scans.json', 'some text that is long enough');
  const whole = readFileSync(file, 'utf8');
  const damaged = [
    whole.slice(0, -1),
    whole.slice(0, 20),
    '',
    `${whole} `,
    whole.replace('long', 'lang'),
    whole.replaceAll('\n', ''),
    '\n',
  ];
  for (const text of damaged) {
    writeFileSync(file, text);
    expect(store.read('scans.json')).toBeUndefined();
  }
  writeFileSync(file, whole);
  expect(store.read('scans.json')).toBe('some text that is long enough');
});

test('a reader never sees half of a text: another process writes while we read', async () => {
  const { store, folder } = storeIn();
  const texts = ['a'.repeat(2_000_000), 'b'.repeat(1_000_000)];
  store.write('scans.json', texts[0] ?? '');
  const other = createDiskStore(folder, STAMP, 43);
  for (let round = 0; round < 10; round += 1) {
    other.write('scans.json', texts[round % 2] ?? '');
    expect(texts).toContain(store.read('scans.json'));
  }
  // What a killed run left behind disturbs nobody.
  writeFileSync(join(folder, 'scans.json.7.tmp'), 'half');
  expect(store.read('scans.json')).toBe(texts[1]);
});

test('a file or folder in the way means no cache, not a failure', () => {
  const { folder } = storeIn();
  const root = join(folder, '..');
  mkdirSync(root, { recursive: true });
  writeFileSync(folder, 'a file where the folder should be');
  const store = createDiskStore(folder, STAMP, 1);
  expect(() => store.write('scans.json', 'text')).not.toThrow();
  const deeper = createDiskStore(join(folder, 'deeper'), STAMP, 1);
  expect(() => deeper.write('scans.json', 'text')).not.toThrow();
  expect(deeper.read('scans.json')).toBeUndefined();
  const taken = createDiskStore(join(root, 'other'), STAMP, 1);
  mkdirSync(join(root, 'other', 'scans.json', 'x'), { recursive: true });
  expect(() => taken.write('scans.json', 'text')).not.toThrow();
  expect(readdirSync(join(root, 'other')).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

test('a folder that may not be written to means no cache, not a failure', () => {
  const { folder, store, file } = storeIn();
  store.write('scans.json', 'before');
  for (const path of [join(folder, '..', '..'), join(folder, '..'), folder, file])
    chmodSync(path, path === file ? 0o444 : 0o555);
  const module = join(import.meta.dirname, '..', '..', 'src', 'cache', 'disk-store.ts');
  const script = `import { createDiskStore } from ${JSON.stringify(module)};
    const store = createDiskStore(${JSON.stringify(folder)}, ${JSON.stringify(STAMP)}, 9);
    store.write('scans.json', 'after'); store.write('new.json', 'after');
    process.stdout.write(String(store.read('scans.json')));`;
  // Root may write everywhere, so as root the writer runs as nobody.
  const identity = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '-e', script],
    {
      cwd: join(import.meta.dirname, '..', '..'),
      encoding: 'utf8',
      env: { ...process.env, TSX_DISABLE_CACHE: '1' },
      ...identity,
    },
  );
  chmodSync(folder, 0o755);
  expect({ status, stdout, stderr }).toMatchObject({ status: 0, stdout: 'before' });
  expect(existsSync(join(folder, 'new.json'))).toBe(false);
});
