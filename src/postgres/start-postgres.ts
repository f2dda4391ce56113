import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { UserError } from '../errors.ts';
import { connectDatabase, describeUrl } from './connect-database.ts';
import { awaitDataLock } from './data-lock.ts';
import { findBinaries } from './find-binaries.ts';
import { launchServer } from './launch-server.ts';
import { openCluster } from './open-cluster.ts';
import type { PostgresOptions, PostgresServer } from './postgres-options.ts';
import { prepareRuntime } from './prepare-runtime.ts';
import { createOwnedFolder, findTempRoot, removeFolder, removeStaleFolders } from './run-folder.ts';

const runPrefix = 'saasctl-pg-';

/**
 * Starts a PostgreSQL server of its own and resolves when it answers; or, with `databaseUrl`, only
 * checks that the given one answers. The server ends with `stop`, and also when this process ends,
 * in whatever way. Throws UserErrors whose codes begin with `postgres-`.
 */
export async function startPostgres(options: PostgresOptions = {}): Promise<PostgresServer> {
  if (options.databaseUrl) return useGivenServer(options.databaseUrl);
  const native = options.nativeFolder ?? findBinaries();
  const wantedRoot = resolve(options.tempRoot ?? tmpdir());
  const dataFolder = prepareDataFolder(options.dataFolder);
  const runtime = prepareRuntime({
    native: resolve(native),
    runAs: options.runAs,
    folders: [dataFolder, options.tempRoot].filter((folder) => folder !== undefined),
    tempRoot: wantedRoot,
    cacheFolder: options.cacheFolder,
  });
  const tempRoot = findTempRoot(wantedRoot, runtime.identity);
  removeStaleFolders(tempRoot, runPrefix);
  const runFolder = createOwnedFolder(tempRoot, runPrefix, runtime.identity);
  try {
    const durable = options.durable ?? dataFolder !== undefined;
    const cluster = await openCluster(runtime, dataFolder ?? runFolder, durable);
    await awaitDataLock(cluster.data);
    const temporary = dataFolder === undefined;
    return await launchServer({ runtime, cluster, runFolder, temporary, durable, options });
  } catch (error) {
    removeFolder(runFolder);
    throw error;
  }
}

async function useGivenServer(url: string): Promise<PostgresServer> {
  try {
    await connectDatabase(url, (client) => client.query('SELECT 1'));
  } catch (error) {
    throw new UserError(
      'postgres-url-unreachable',
      `The given PostgreSQL server ${describeUrl(url)} does not answer: ${String(error)}`,
      'Correct DATABASE_URL, or unset it to let saasctl start a server of its own.',
    );
  }
  return { url, origin: 'given', pid: undefined, stop: async () => undefined };
}

function prepareDataFolder(wanted: string | undefined): string | undefined {
  if (wanted === undefined) return undefined;
  const folder = resolve(wanted);
  if (existsSync(join(folder, 'PG_VERSION'))) {
    throw new UserError(
      'postgres-data-foreign',
      `${folder} is the data directory of another PostgreSQL server.`,
      'Give this server a folder of its own, or start the other one and set DATABASE_URL.',
    );
  }
  if (existsSync(folder)) return folder;
  try {
    mkdirSync(folder, { recursive: true });
    // The server's account must be able to pass through, even under a strict umask.
    chmodSync(folder, 0o711);
  } catch (error) {
    throw new UserError(
      'postgres-permission',
      `The data folder ${folder} could not be made: ${String(error)}`,
      'Choose a folder that you may write to.',
    );
  }
  return folder;
}
