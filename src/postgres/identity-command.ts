import type { ServerIdentity } from './server-identity.ts';

/** What `spawn` needs to run a command as the server's identity. */
export interface IdentityCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly options: {
    readonly uid?: number;
    readonly gid?: number;
    readonly cwd: string;
    readonly env: Readonly<Record<string, string>>;
    readonly windowsHide: true;
  };
}

// A fixed environment: the caller's PGDATA, PGPORT, LC_ALL or LD_LIBRARY_PATH must not leak in.
const environment = {
  LC_ALL: 'C',
  PATH: '/usr/bin:/bin:/usr/sbin:/sbin:/run/current-system/sw/bin',
  TZ: 'UTC',
} as const;

/** Builds the call that runs `command` as the identity, in a folder it may enter. */
export function buildIdentityCommand(
  identity: ServerIdentity,
  wrapper: readonly string[],
  command: readonly string[],
  folder: string,
): IdentityCommand {
  const [file = '', ...args] = [...wrapper, ...command];
  return {
    file,
    args,
    options: {
      ...identity.account,
      cwd: folder,
      env: process.platform === 'win32' ? { TZ: 'UTC' } : environment,
      windowsHide: true,
    },
  };
}
