import { existsSync, lchownSync, lstatSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { UserError } from '../errors.ts';
import type { Account } from './postgres-options.ts';

/** Who the server runs as, and how a process gets to be that. PostgreSQL refuses to run as root. */
export interface ServerIdentity {
  /** The account to switch to when spawning; undefined: stay who we are. */
  readonly account: Account | undefined;
  /** Who owns the server's files, seen from outside; undefined where it cannot differ. */
  readonly owner: Account | undefined;
  /** Command line put before every command. */
  readonly wrapper: readonly string[];
  /** Command line put before initdb, which wants an account that has a name. */
  readonly initWrapper: readonly string[];
}

/** An identity of the present user, for whom nothing has to change. */
export const sameIdentity: ServerIdentity = {
  account: undefined,
  owner: undefined,
  wrapper: [],
  initWrapper: [],
};

/**
 * The identities to try, best first. For root: an unprivileged account that exists already, then
 * the same account in a user namespace, which also works without the right to switch accounts and
 * below folders that only root may enter.
 */
export function listIdentities(runAs: Account | undefined): readonly ServerIdentity[] {
  const uid = process.getuid?.();
  if (uid === undefined) return [sameIdentity];
  if (uid !== 0) return [hasName() ? sameIdentity : namelessIdentity(runAs)];
  const account = runAs ?? findAccount();
  const namespace = namespaceWrapper(account);
  return [
    { account, owner: account, wrapper: [], initWrapper: [] },
    { account: undefined, owner: ownAccount(), wrapper: namespace, initWrapper: namespace },
  ];
}

/** Whether the identity may enter every folder above `path`, and `path` itself if it is one. */
export function canReach(path: string, identity: ServerIdentity): boolean {
  if (identity.account === undefined) return true;
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    if (existsSync(folder) && !mayEnter(folder, identity.account)) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** Gives a folder and all below it to the identity, where it belongs to someone else. */
export function giveFolder(path: string, identity: ServerIdentity): void {
  const owner = identity.owner;
  if (owner === undefined || lstatSync(path).uid === owner.uid) return;
  for (const entry of readdirSync(path, { recursive: true, encoding: 'utf8' })) {
    lchownSync(join(path, entry), owner.uid, owner.gid);
  }
  // The folder itself goes last: an interrupted run then starts over.
  lchownSync(path, owner.uid, owner.gid);
}

function mayEnter(folder: string, account: Account): boolean {
  const { mode, uid, gid } = statSync(folder);
  if (uid === account.uid) return (mode & 0o100) !== 0;
  if (gid === account.gid) return (mode & 0o010) !== 0;
  return (mode & 0o001) !== 0;
}

function namelessIdentity(runAs: Account | undefined): ServerIdentity {
  return { ...sameIdentity, initWrapper: namespaceWrapper(runAs ?? findAccount()) };
}

function namespaceWrapper(account: Account): readonly string[] {
  return ['unshare', '--user', `--map-user=${account.uid}`, '--'];
}

function ownAccount(): Account {
  return { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
}

function hasName(): boolean {
  try {
    userInfo();
    return true;
  } catch {
    return false;
  }
}

function findAccount(): Account {
  const known = readAccounts();
  for (const name of ['nobody', 'daemon', 'bin', 'games']) {
    const account = known.get(name);
    if (account !== undefined) return account;
  }
  throw new UserError(
    'postgres-account',
    'PostgreSQL may not run as root, and this system has no unprivileged account to run it as.',
    'Run as an ordinary user, or set DATABASE_URL to a PostgreSQL server that runs already.',
  );
}

function readAccounts(): ReadonlyMap<string, Account> {
  const accounts = new Map<string, Account>();
  if (!existsSync('/etc/passwd')) return accounts;
  for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const [name, , uid, gid] = line.split(':');
    // macOS writes nobody as -2, which not every call accepts.
    if (name && Number(uid) > 0 && Number(gid) > 0) {
      accounts.set(name, { uid: Number(uid), gid: Number(gid) });
    }
  }
  return accounts;
}
