import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { Socket } from 'node:net';
import { programPath } from './find-binaries.ts';
import { buildIdentityCommand } from './identity-command.ts';
import type { PostgresRuntime } from './prepare-runtime.ts';

/** How to run one server. */
export interface ServerCommand {
  readonly runtime: PostgresRuntime;
  readonly data: string;
  readonly args: readonly string[];
  readonly log: string;
  /** Private folder of this server. */
  readonly runFolder: string;
  /** Temporary data is not worth a clean shutdown. */
  readonly temporary: boolean;
}

/** A running supervisor and, below it, the server. */
export interface Supervisor {
  /** Resolves when the supervisor is gone; never rejects. */
  readonly exited: Promise<string>;
  /** Whether it is gone. */
  hasExited(): boolean;
  /** Ends the server, as the death of this process would. */
  release(): void;
}

// The supervisor holds the reading end of a pipe whose writing end only this process has. However
// this process ends (return, signal, crash, SIGKILL), the kernel closes the pipe, and the
// supervisor ends the server and removes the run folder. It is a shell, not Node, so that it
// outlives a `killall node`, and leads a session of its own, so that Ctrl-C does not reach the
// server before the application. `stop` uses the same way, which is therefore always tested.
// A server that ends by itself leaves its log for this process to read.
const shellSupervisor = `
exec 3<&0 </dev/null
folder=$1; signals=$2; shift 2
"$@" 3<&- &
server=$!
(
  read -r line <&3
  : >"$folder/ending"
  for signal in $signals; do
    kill -s "$signal" "$server" 2>/dev/null || exit 0
    sleep 5 & nap=$!
    trap 'kill "$nap" 2>/dev/null; exit 0' TERM
    wait "$nap"
  done
) &
watcher=$!
exec 3<&-
wait "$server"
code=$?
kill "$watcher" 2>/dev/null
wait "$watcher" 2>/dev/null
[ -e "$folder/ending" ] && rm -rf "$folder"
exit "$code"
`;

const nodeSupervisor = `
const { spawn, spawnSync } = require('node:child_process');
const [folder, mode, control, data, program, ...args] = process.argv.slice(1);
const server = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'], windowsHide: true });
let ending = false;
process.stdin.on('close', () => {
  ending = true;
  const flags = ['stop', '-D', data, '-m', mode, '-t', '10'];
  const ended = spawnSync(control, flags, { windowsHide: true, stdio: 'ignore' });
  if (ended.status !== 0) server.kill('SIGKILL');
}).resume();
server.on('error', () => process.exit(127));
server.on('close', (code) => {
  if (ending) require('node:fs').rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  process.exit(code ?? 1);
});
`;

/** Starts the server below a supervisor that ends it when this process is gone. */
export function superviseServer(
  server: ServerCommand,
  kind: 'shell' | 'node' = process.platform === 'win32' ? 'node' : 'shell',
): Supervisor {
  const { identity } = server.runtime;
  const line = kind === 'shell' ? shellCommand(server) : nodeCommand(server);
  const command = buildIdentityCommand(identity, identity.wrapper, line, server.runFolder);
  // A file, not a pipe: a full pipe would stall the server while this process is busy.
  const log = openSync(server.log, 'a', 0o600);
  const child = spawn(command.file, command.args, {
    ...command.options,
    detached: true,
    stdio: ['pipe', log, log],
  });
  closeSync(log);
  let gone = false;
  const exited = new Promise<string>((settle) => {
    const end = (how: string): void => {
      gone = true;
      settle(how);
    };
    child.on('error', (error) => end(error.message));
    child.on('exit', (code, signal) => end(signal ?? `exit status ${code}`));
  });
  const { stdin } = child;
  stdin?.on('error', () => undefined);
  // A forgotten stop() must not keep the process from ending; its end stops the server.
  child.unref();
  if (stdin instanceof Socket) stdin.unref();
  return { exited, hasExited: () => gone, release: () => void stdin?.end() };
}

function shellCommand(server: ServerCommand): readonly string[] {
  // Twice, because a server that is only just starting may still be deaf to the first.
  const signals = server.temporary ? 'QUIT QUIT KILL' : 'INT INT QUIT KILL';
  return ['/bin/sh', '-c', shellSupervisor, 'saasctl-postgres', server.runFolder, signals].concat(
    postgresCommand(server),
  );
}

function nodeCommand(server: ServerCommand): readonly string[] {
  const mode = server.temporary ? 'immediate' : 'fast';
  const control = programPath(server.runtime.native, 'pg_ctl');
  const settings = [server.runFolder, mode, control, server.data];
  return [process.execPath, '-e', nodeSupervisor, '--', ...settings, ...postgresCommand(server)];
}

function postgresCommand(server: ServerCommand): readonly string[] {
  return [programPath(server.runtime.native, 'postgres'), '-D', server.data, ...server.args];
}
