import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { copyBinaries, repairLinks } from './copy-binaries.ts';
import { programPath } from './find-binaries.ts';
import { buildIdentityCommand } from './identity-command.ts';
import { canReach, listIdentities, type ServerIdentity } from './server-identity.ts';
import type { Account } from './postgres-options.ts';

/** Programs that work, and the identity they work for. */
export interface PostgresRuntime {
  readonly native: string;
  readonly identity: ServerIdentity;
  /** Major version of the server, such as 18. */
  readonly major: number;
}

/** What a runtime is prepared from. */
export interface RuntimeRequest {
  readonly native: string;
  readonly runAs: Account | undefined;
  /** Folders the server will write to; they must be reachable for the identity. */
  readonly folders: readonly string[];
  readonly tempRoot: string;
  readonly cacheFolder: string | undefined;
}

type Probe =
  | { readonly kind: 'works'; readonly major: number }
  | { readonly kind: 'identity-refused' | 'binaries-refused'; readonly why: string };

/**
 * Finds out, by running the server program, as whom and from which folder it works; copies the
 * programs when they lie where that identity may not read them.
 */
export function prepareRuntime(request: RuntimeRequest): PostgresRuntime {
  if (!existsSync(programPath(request.native, 'postgres'))) {
    throw new UserError(
      'postgres-binaries-missing',
      `There is no PostgreSQL server in ${request.native}.`,
      'Install the optional dependencies again, or set DATABASE_URL to a running server.',
    );
  }
  const failures: string[] = [];
  for (const identity of listIdentities(request.runAs)) {
    const closed = request.folders.find((folder) => !canReach(folder, identity));
    if (closed !== undefined) {
      failures.push(`account ${identity.account?.uid} may not enter ${closed}`);
      continue;
    }
    const runtime = tryIdentity(request, identity, failures);
    if (runtime !== undefined) return runtime;
  }
  throw unusable(failures);
}

function tryIdentity(
  request: RuntimeRequest,
  identity: ServerIdentity,
  failures: string[],
): PostgresRuntime | undefined {
  const linked = repairLinks(request.native);
  const inPlace = probe(request.native, identity);
  if (linked && inPlace.kind === 'works') {
    return { native: request.native, identity, major: inPlace.major };
  }
  if (inPlace.kind === 'identity-refused') {
    failures.push(inPlace.why);
    return undefined;
  }
  const copy = copyBinaries(request.native, cacheFolders(request), identity);
  const copied = probe(copy, identity);
  if (copied.kind === 'works') return { native: copy, identity, major: copied.major };
  failures.push(copied.why);
  return undefined;
}

function cacheFolders(request: RuntimeRequest): readonly string[] {
  if (request.cacheFolder !== undefined) return [request.cacheFolder];
  const uid = process.getuid?.() ?? 0;
  const own = join(request.tempRoot, `saasctl-postgres-cache-${uid}`);
  return uid === 0 && process.platform !== 'win32' ? ['/var/cache/saasctl', own] : [own];
}

function probe(native: string, identity: ServerIdentity): Probe {
  const program = [programPath(native, 'postgres'), '--version'];
  const command = buildIdentityCommand(identity, identity.wrapper, program, '/');
  const result = spawnSync(command.file, command.args, { ...command.options, encoding: 'utf8' });
  const major = /^postgres \(PostgreSQL\) (\d+)/.exec(result.stdout ?? '')?.[1];
  if (result.status === 0 && major !== undefined) return { kind: 'works', major: Number(major) };
  const code = errorCode(result.error);
  const said = (result.stderr ?? '').trim();
  if (code === 'EPERM' || code === 'EINVAL' || said.startsWith('unshare:')) {
    return { kind: 'identity-refused', why: said || `switching the account failed with ${code}` };
  }
  if (code === 'ENOENT') {
    return { kind: 'binaries-refused', why: explainNotFound(command.file) };
  }
  return { kind: 'binaries-refused', why: said || `running ${command.file} failed with ${code}` };
}

function explainNotFound(file: string): string {
  return existsSync(file)
    ? `${file} needs the GNU C library, which this system (Alpine?) does not have`
    : `${file} was not found`;
}

function errorCode(error: Error | undefined): string {
  return error !== undefined && 'code' in error ? String(error.code) : 'no output';
}

function unusable(failures: readonly string[]): UserError {
  const why = failures.join('; ');
  if (/may not enter|Permission denied|EACCES|EPERM|EINVAL|unshare/.test(why)) {
    return new UserError(
      'postgres-permission',
      `PostgreSQL could not be run as an unprivileged account: ${why}.`,
      'Run as an ordinary user, use folders that every account may enter, ' +
        'or set DATABASE_URL to a PostgreSQL server that runs already.',
    );
  }
  return new UserError(
    'postgres-binaries-broken',
    `The PostgreSQL programs do not run on this system: ${why}.`,
    'Install the dependencies again on this machine, pass the folder of a PostgreSQL installed ' +
      'by the system, or set DATABASE_URL to a server that runs already.',
  );
}
