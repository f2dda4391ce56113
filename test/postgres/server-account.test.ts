import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPostgres } from '../../src/postgres/start-postgres.ts';
import {
  copyBinaryPackage,
  hasNamespaces,
  isRoot,
  makeLauncherProject,
  startInChild,
  type LauncherProject,
} from './launcher-project.ts';

const ordinary = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--'];
const nameless = ['setpriv', '--reuid=54321', '--regid=54321', '--clear-groups', '--'];
const noSwitching = ['unshare', '--user', '--map-root-user', '--'];

let project: LauncherProject;
let scratch = '';

beforeAll(() => {
  project = makeLauncherProject();
  scratch = mkdtempSync(join(tmpdir(), 'saasctl-account-test-'));
  chmodSync(scratch, 0o755);
});

afterAll(() => {
  project.remove();
  rmSync(scratch, { recursive: true, force: true });
});

function uidOf(pid: number | undefined): number {
  return statSync(`/proc/${pid}`).uid;
}

function countLinks(native: string): number {
  const entries = readdirSync(join(native, 'lib'), { withFileTypes: true });
  return entries.filter((entry) => entry.isSymbolicLink()).length;
}

describe('binaries installed with --ignore-scripts', () => {
  test('get their missing links', async () => {
    const nativeFolder = copyBinaryPackage(join(scratch, 'no-links'));
    expect(countLinks(nativeFolder)).toBe(0);
    const server = await startPostgres({ nativeFolder });
    await server.stop();
    expect(countLinks(nativeFolder)).toBeGreaterThan(0);
  });

  test.runIf(isRoot)('in a folder of somebody else are copied and linked there', async () => {
    const nativeFolder = copyBinaryPackage(join(scratch, 'not-mine'));
    const options = { nativeFolder, tempRoot: makeShared('temp'), end: 'stop' };
    expect((await startInChild(project, options, ordinary)).uid).toBe(65534);
    expect(countLinks(nativeFolder)).toBe(0);
    const cache = ['saasctl-postgres-cache-65534'];
    await expect.poll(() => readdirSync(options.tempRoot), { timeout: 5_000 }).toEqual(cache);
  });
});

describe.runIf(isRoot)('started by root', () => {
  test('the server runs as an unprivileged account', async () => {
    const server = await startPostgres();
    expect(uidOf(server.pid)).not.toBe(0);
    await server.stop();
  });

  test('programs below a private folder are copied once, readable for all', async () => {
    const home = join(scratch, 'home');
    mkdirSync(home, { mode: 0o700 });
    const nativeFolder = copyBinaryPackage(join(home, 'project'));
    const cacheFolder = join(scratch, 'cache');
    const copies: string[][] = [];
    const umask = process.umask(0o077);
    for (let run = 0; run < 2; run += 1) {
      const server = await startPostgres({ nativeFolder, cacheFolder });
      expect(uidOf(server.pid)).not.toBe(0);
      await server.stop();
      copies.push(readdirSync(cacheFolder));
    }
    process.umask(umask);
    expect(copies[0]).toHaveLength(1);
    expect(copies[1]).toEqual(copies[0]);
    expect(statSync(home).mode & 0o777).toBe(0o700);
  });

  test('a cache folder that others may write is not trusted', async () => {
    const home = join(scratch, 'home');
    const cacheFolder = makeShared('open-cache');
    const nativeFolder = join(home, 'project', 'native');
    await expect(startPostgres({ nativeFolder, cacheFolder })).rejects.toMatchObject({
      code: 'postgres-permission',
    });
  });

  test.runIf(hasNamespaces)('temporary data below a private folder stays there', async () => {
    const server = await startPostgres({ tempRoot: join(scratch, 'home') });
    expect(readdirSync(join(scratch, 'home')).join()).toContain(`-${process.pid}-`);
    await server.stop();
    expect(readdirSync(join(scratch, 'home')).join()).not.toContain(`-${process.pid}-`);
  });

  test.runIf(hasNamespaces)('data below a private folder works in a namespace', async () => {
    const dataFolder = join(scratch, 'home', 'deep', 'data');
    for (let run = 0; run < 2; run += 1) {
      const server = await startPostgres({ dataFolder });
      await server.stop();
    }
    expect(existsSync(join(dataFolder, 'data', 'PG_VERSION'))).toBe(true);
  });
});

describe.runIf(isRoot)('started by others', () => {
  test('an ordinary user', async () => {
    expect((await startIn('ordinary', ordinary)).uid).toBe(65534);
  });

  test.runIf(hasNamespaces)('a user id without a name, as some containers have', async () => {
    expect((await startIn('nameless', nameless)).uid).toBe(54321);
  });

  test.runIf(hasNamespaces)('a root that may not switch accounts', async () => {
    expect((await startIn('rootless', noSwitching)).uid).toBe(0);
  });
});

function startIn(name: string, wrapper: readonly string[]) {
  const nativeFolder = join(scratch, 'no-links', 'native');
  return startInChild(project, { nativeFolder, tempRoot: makeShared(name), end: 'stop' }, wrapper);
}

function makeShared(name: string): string {
  const folder = join(scratch, name);
  mkdirSync(folder);
  chmodSync(folder, 0o777);
  return folder;
}
