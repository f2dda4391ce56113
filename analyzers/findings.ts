import { createHash } from 'node:crypto';

import type { Finding, Location, Severity } from './contract.ts';

/** What a finding code means to the reader, and what to do about it. */
export interface FindingText {
  readonly title: string;
  readonly meaning: string;
  readonly remedy: string;
}

/** Every code a finding may carry, sorted; `saasctl explain` prints these texts. */
export const FINDING_CODES = {
  'config-cycle': {
    title: 'Circular configuration',
    meaning: 'A tsconfig.json extends itself, directly or through others.',
    remedy: 'Break the chain of "extends"; the options read so far are used until then.',
  },
  'config-missing': {
    title: 'Configuration not found',
    meaning: 'A tsconfig.json extends or references a file that is not there.',
    remedy: 'Install the dependencies if it comes from a package, or correct the path.',
  },
  'config-syntax': {
    title: 'Configuration not readable',
    meaning: 'A configuration file is not valid JSON (comments and trailing commas are fine).',
    remedy: 'Correct the file at the place given; its settings are ignored until then.',
  },
  'crossing-join': {
    title: 'Queries join tables of two modules',
    meaning:
      'A query reads tables that different modules own. After a split the database cannot join them.',
    remedy:
      'Replicate the read-mostly side, compose in code through an API, or keep the two modules together.',
  },
  'crossing-relation': {
    title: 'Relations tie two modules together',
    meaning:
      'Entities or foreign keys of one module point to tables of another. After a split the key is a plain column and deletes no longer cascade.',
    remedy: 'Reference by id and make the delete rule explicit, or keep the two modules together.',
  },
  'crossing-transaction': {
    title: 'A transaction spans several modules',
    meaning:
      'One transaction touches tables that different modules own. Two services cannot share it: cutting here loses atomicity.',
    remedy:
      'Keep the tables in one service, move the work into the owner, or accept a saga with an outbox and compensation.',
  },
  'cycle-load': {
    title: 'Files need each other while they load',
    meaning:
      'An import cycle whose names are used while the modules are evaluated. It works only as long as nobody changes the order of imports.',
    remedy:
      'Cut at the place given: defer the use into a function, import the type only, or move what both need into a third file.',
  },
  'cycle-module': {
    title: 'Modules depend on each other',
    meaning:
      'These modules import each other at run time, directly or in a circle: as services they would call each other in a circle.',
    remedy:
      'Cut the edges given: move a symbol, turn the call into an event, or merge the modules.',
  },
  'dynamic-config': {
    title: 'Configuration key is not known',
    meaning: 'A configuration value is read under a key that is computed at run time.',
    remedy:
      'Name the key by a literal or constant, or keep in mind that it is missing from the list.',
  },
  'dynamic-event': {
    title: 'Event name is not known',
    meaning: 'An event is sent or handled under a name that is computed at run time.',
    remedy:
      'Name the event by a literal or constant, or keep in mind that it is missing from the list.',
  },
  'dynamic-import-unknown': {
    title: 'Import target is computed',
    meaning: 'An import() or require() does not name its target as a literal.',
    remedy: 'Name the target as a literal where possible; the edge is missing from the graph.',
  },
  'dynamic-queue': {
    title: 'Queue name is not known',
    meaning: 'A queue is used under a name that is computed at run time.',
    remedy:
      'Name the queue by a literal or constant, or keep in mind that it is missing from the list.',
  },
  'dynamic-route': {
    title: 'Route path or method is not known',
    meaning: 'A route is registered with a path or method that is computed at run time.',
    remedy:
      'Write the path as a literal or constant, or keep in mind that the route is missing from the list.',
  },
  'dynamic-schedule': {
    title: 'Schedule is not known',
    meaning: 'A job is scheduled at a time that is computed at run time.',
    remedy:
      'Write the schedule as a literal or constant, or look up where the job runs: it moves with its module.',
  },
  'dynamic-sql': {
    title: 'SQL text is not known',
    meaning: 'SQL is assembled at run time, so its tables are not known.',
    remedy: 'Name the tables in literal text, or keep in mind that this access is missing.',
  },
  'dynamic-table': {
    title: 'Table is not known',
    meaning: 'A query library is called with a table that is computed at run time.',
    remedy:
      'Name the table by a literal, constant or entity class, or keep in mind that this access is missing.',
  },
  'edge-disagreement': {
    title: 'Two tools differ about an import',
    meaning:
      'Our scan and dependency-cruiser do not see the same edge here; the message says which one TypeScript confirms.',
    remedy:
      'Nothing when TypeScript confirms ours. Otherwise report it: `extract` refuses to cut where the graph is uncertain.',
  },
  'file-unreadable': {
    title: 'File or folder not readable',
    meaning: 'A file or folder of the project could not be read and is left out.',
    remedy: 'Correct its permissions, or exclude it through .gitignore.',
  },
  'file-not-utf8': {
    title: 'File is not UTF-8',
    meaning: 'A source file is not valid UTF-8 and is left out.',
    remedy: 'Convert the file to UTF-8.',
  },
  'file-syntax': {
    title: 'Syntax error',
    meaning: 'A source file has a syntax error; only what could be read of it is analyzed.',
    remedy: 'Correct the syntax at the place given.',
  },
  'front-end-files': {
    title: 'Front-end code',
    meaning:
      'These folders draw a user interface, hold no routes, tables or data access, and nothing of the server loads them. They belong to no module and take no part in knots; their imports are listed.',
    remedy: 'Nothing. To look at a front end by itself, run `analyze` in its folder.',
  },
  'god-file': {
    title: 'God file',
    meaning:
      'A long file with many parts that many modules use: it would have to move with each of them.',
    remedy: 'Split it by the module that uses each part; what all use belongs to the kernel.',
  },
  'import-excluded': {
    title: 'Import of a file that is left out',
    meaning: 'Analyzed code imports a file that is ignored, generated or build output.',
    remedy: 'Nothing if it is generated; otherwise remove it from .gitignore.',
  },
  'import-guessed': {
    title: 'Import matched by guess',
    meaning: 'No configuration explains the import, but a file lies where it seems to point.',
    remedy: 'Declare the alias in tsconfig "paths" or package.json "imports".',
  },
  'nest-injection-unknown': {
    title: 'Injected value is not known',
    meaning:
      'NestJS injects something under a token that is computed or not named here, so this dependency is missing from the graph of injections.',
    remedy:
      'Type the parameter with a class or give @Inject() a constant token, or keep in mind that this dependency is missing.',
  },
  'nest-module-entry-unknown': {
    title: 'Module entry is not known',
    meaning:
      'A list of a NestJS module (imports, providers, controllers, exports) has an entry that is computed at run time.',
    remedy:
      'Name the class in the list, or keep in mind that what the entry adds to the module is missing.',
  },
  'packages-not-installed': {
    title: 'Dependencies are not installed',
    meaning: 'No node_modules: imports of packages are known by name only.',
    remedy: 'Nothing for `analyze` and `check`; install the dependencies before `extract`.',
  },
  'second-opinion-failed': {
    title: 'No second opinion',
    meaning:
      'dependency-cruiser could not be run over the project, so its edges could not be compared with ours.',
    remedy: 'Run again with --verbose; `--no-second-opinion` leaves the comparison out.',
  },
  'shared-table': {
    title: 'A table with several writers',
    meaning: 'More than one module writes this table. Two services must never own the same rows.',
    remedy:
      'Let one module own the table and send the other writes through it (a call, a command or an event).',
  },
  'symlink-loop': {
    title: 'Symbolic link leads back',
    meaning: 'A symbolic link points to a folder that contains it; it is not followed.',
    remedy: 'Remove the link if it is not meant.',
  },
  'unresolved-import': {
    title: 'Import leads nowhere',
    meaning: 'The file or package a module asks for could not be found.',
    remedy: 'Correct the path or the alias, generate the missing file, or declare the package.',
  },
  'unsupported-library': {
    title: 'Library recognised but not understood',
    meaning: 'The project depends on a library that this version cannot read facts from.',
    remedy: 'Expect what goes through this library to be missing from the analysis.',
  },
  'workspace-unknown': {
    title: 'Workspace list not understood',
    meaning: 'The workspaces of this monorepo are declared in a way that is not recognised.',
    remedy: 'Declare them in package.json "workspaces" or pnpm-workspace.yaml "packages".',
  },
} as const satisfies Readonly<Record<string, FindingText>>;

/** A code of the table above. */
export type FindingCode = keyof typeof FINDING_CODES;

export interface FindingInput {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly path: string;
  readonly line?: number;
  readonly column?: number;
  /** What the finding is about, independent of its line: a specifier, a table, a symbol. */
  readonly subject: string;
  readonly message: string;
  readonly related?: readonly Location[];
}

/** Builds a finding; its id depends on code, path and subject alone, so it survives line shifts. */
export function createFinding(input: FindingInput): Finding {
  const { code, severity, path, line = 1, column = 1, subject, message, related = [] } = input;
  const id = findingId(code, path, subject);
  return { path, line, column, code, severity, message, id, related };
}

/** Tells from what it is about whether a finding is the one in question. */
export const findingId = (code: FindingCode, path: string, subject: string): string =>
  createHash('sha1').update(`${code}\0${path}\0${subject}`).digest('hex').slice(0, 12);

/** Order of findings everywhere: by place, then code and id. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    compareText(a.path, b.path) ||
    a.line - b.line ||
    a.column - b.column ||
    compareText(a.code, b.code) ||
    compareText(a.id, b.id)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
