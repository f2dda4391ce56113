import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { createCluster, passwordFile } from './create-cluster.ts';
import type { PostgresRuntime } from './prepare-runtime.ts';
import { createOwnedFolder, removeFolder, removeStaleFolders } from './run-folder.ts';
import { giveFolder } from './server-identity.ts';

const draftPrefix = 'data-draft-';

/** A data directory that a server can be started on, and its superuser's password. */
export interface Cluster {
  readonly data: string;
  readonly password: string;
}

/**
 * Opens the cluster in `folder/data`, making it first if it is not there. `durable` says that it
 * must survive a crash of the machine. Throws a UserError for data that is not ours or too old.
 */
export async function openCluster(
  runtime: PostgresRuntime,
  folder: string,
  durable: boolean,
): Promise<Cluster> {
  const data = join(folder, 'data');
  if (!existsSync(data)) await createWhole(runtime, folder, data, durable);
  giveFolder(data, runtime.identity);
  return readCluster(runtime, data);
}

async function createWhole(
  runtime: PostgresRuntime,
  folder: string,
  data: string,
  durable: boolean,
): Promise<void> {
  removeStaleFolders(folder, draftPrefix);
  // A run killed in the middle must not leave half a cluster under the final name.
  const draft = createOwnedFolder(folder, draftPrefix, runtime.identity);
  try {
    renameSync(await createCluster(runtime, draft, durable), data);
  } catch (error) {
    // Somebody else may have started on the same folder and been faster.
    if (!existsSync(data)) throw error;
  } finally {
    removeFolder(draft);
  }
}

function readCluster(runtime: PostgresRuntime, data: string): Cluster {
  const secret = join(data, passwordFile);
  if (!existsSync(secret)) {
    throw new UserError(
      'postgres-data-foreign',
      `${data} was not made by saasctl.`,
      'Give this server a folder of its own, or start the other one and set DATABASE_URL.',
    );
  }
  const version = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
  if (version !== String(runtime.major)) {
    throw new UserError(
      'postgres-data-version',
      `${data} was made by PostgreSQL ${version}; the installed one is ${runtime.major}.`,
      'Move the folder away to start with an empty database, or install the other version.',
    );
  }
  return { data, password: readFileSync(secret, 'utf8').trim() };
}
