import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { lchownSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { programPath } from './find-binaries.ts';
import { buildIdentityCommand } from './identity-command.ts';
import type { PostgresRuntime } from './prepare-runtime.ts';

/** Lies in the data directory, so that both appear in one rename. */
export const passwordFile = 'saasctl-password';

/**
 * Creates a cluster with a random superuser password inside `draft`, a folder that belongs to the
 * server's identity, and returns its data directory. Throws a UserError with what initdb said.
 */
export async function createCluster(
  runtime: PostgresRuntime,
  draft: string,
  durable: boolean,
): Promise<string> {
  const data = join(draft, 'data');
  const secret = join(draft, 'password');
  writeFileSync(secret, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600 });
  const { owner } = runtime.identity;
  if (owner !== undefined) lchownSync(secret, owner.uid, owner.gid);
  const failure = await runInitdb(runtime, draft, [
    `--pgdata=${data}`,
    '--username=postgres',
    `--pwfile=${secret}`,
    '--auth-host=scram-sha-256',
    // The socket lies in a folder that only the server's account may enter.
    process.platform === 'win32' ? '--auth-local=scram-sha-256' : '--auth-local=trust',
    '--encoding=UTF8',
    ...localeFlags(runtime.major),
    // 1 MB instead of 16 MB write-ahead segments: 31 MB on disk instead of 160 MB.
    '--wal-segsize=1',
    ...(durable ? [] : ['--no-sync']),
  ]);
  if (failure !== undefined) throw initFailed(failure);
  renameSync(secret, join(data, passwordFile));
  return data;
}

/** Sorting must not depend on the machine's locales; the builtin ones came with version 17. */
function localeFlags(major: number): readonly string[] {
  if (major < 17) return ['--locale=C'];
  return ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
}

function runInitdb(
  runtime: PostgresRuntime,
  folder: string,
  args: readonly string[],
): Promise<string | undefined> {
  const { identity, native } = runtime;
  const program = [programPath(native, 'initdb'), ...args];
  const wrapper = identity.wrapper.length > 0 ? identity.wrapper : identity.initWrapper;
  const command = buildIdentityCommand(identity, wrapper, program, folder);
  return new Promise((settle) => {
    const child = spawn(command.file, command.args, {
      ...command.options,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    child.on('error', (error) => settle(error.message));
    child.on('close', (code) => settle(code === 0 ? undefined : said.trim() || `exit ${code}`));
  });
}

function initFailed(said: string): UserError {
  const message = `initdb could not create a database cluster: ${said}`;
  if (/could not look up effective user ID|unshare/.test(said)) {
    return new UserError(
      'postgres-account',
      message,
      'The account has no name on this system (no line in /etc/passwd): run as a user ' +
        'that has one, or set DATABASE_URL to a PostgreSQL server that runs already.',
    );
  }
  return new UserError(
    /Permission denied/.test(said) ? 'postgres-permission' : 'postgres-init-failed',
    message,
    'Check that the folder can be written and the disk has space (40 MB), ' +
      'or set DATABASE_URL to a PostgreSQL server that runs already.',
  );
}
