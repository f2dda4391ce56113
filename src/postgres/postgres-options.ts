/** An account of the operating system, by number. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** How to start a server; every field may be left out. */
export interface PostgresOptions {
  /** A server that runs already. It wins over everything else: nothing is started or stopped. */
  readonly databaseUrl?: string | undefined;
  /** Folder that holds `bin/postgres` and `bin/initdb`; by default the one npm installed. */
  readonly nativeFolder?: string | undefined;
  /** Keeps the data here between runs. Without it the data is temporary and goes with `stop`. */
  readonly dataFolder?: string | undefined;
  /** Where temporary folders are made; by default the system's. */
  readonly tempRoot?: string | undefined;
  /** Where binaries are copied to when the server may not use them where they lie. */
  readonly cacheFolder?: string | undefined;
  /** `tcp` on 127.0.0.1 with a password (default), or `socket` in a private folder. */
  readonly listen?: 'tcp' | 'socket' | undefined;
  /** A fixed TCP port; by default a free one is chosen. */
  readonly port?: number | undefined;
  /** Survive a crash of the machine (fsync). Default: only when `dataFolder` is given. */
  readonly durable?: boolean | undefined;
  /** Further server settings, such as `{ wal_level: 'logical' }`. */
  readonly settings?: Readonly<Record<string, string>> | undefined;
  /** The account the server gets when started by root; by default `nobody` or its like. */
  readonly runAs?: Account | undefined;
  /** Milliseconds to wait until the server answers; default 60 000. */
  readonly readyTimeout?: number | undefined;
}

/** A server that answers. */
export interface PostgresServer {
  /** Connection string of the superuser (or the given `databaseUrl`, unchanged). */
  readonly url: string;
  /** `given` when `databaseUrl` was used. */
  readonly origin: 'given' | 'started';
  /** Process id of the server; undefined when given. */
  readonly pid: number | undefined;
  /** Stops the server and removes temporary data. May be called again; does nothing if given. */
  stop(): Promise<void>;
}
