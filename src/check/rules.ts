/** The rules of `saasctl check`, in the order in which they are told; each has its page in docs/rules/. */

export interface RuleText {
  readonly title: string;
  /** One sentence: what it forbids. */
  readonly summary: string;
  /** One sentence: why that matters. */
  readonly why: string;
}

export const RULES = {
  'private-api': {
    title: 'Import of what a boundary keeps to itself',
    summary: 'Code imports a file or a name that its boundary has not made public.',
    why: 'What others use cannot be changed freely, and has to be served over the network once the boundary is a service.',
  },
  'undeclared-dependency': {
    title: 'Dependency that nobody declared',
    summary: 'A boundary uses another one that is not in its "dependsOn".',
    why: 'Every dependency between services is a call that can fail; it should be decided, not drifted into.',
  },
  'boundary-cycle': {
    title: 'Boundaries that need each other in a circle',
    summary: 'Boundaries depend on each other in a circle at run time.',
    why: 'As services they would wait for each other: none can be deployed, tested or extracted alone.',
  },
  'module-cycle': {
    title: 'Modules that need each other in a circle',
    summary: 'Modules of one boundary, or of the monolith, depend on each other in a circle.',
    why: 'A module in a circle cannot be moved, tested or given to a boundary without the others.',
  },
  'foreign-table-write': {
    title: 'Write to a table of another boundary',
    summary: 'Code writes a table that another boundary owns.',
    why: 'A table with two writers cannot move to a database of its own: one writer per table.',
  },
  'foreign-table-read': {
    title: 'Read of a table of another boundary',
    summary: 'Code reads a table that another boundary owns.',
    why: 'After the split the table is in another database: the reader needs an API or a replica.',
  },
  'crossing-join': {
    title: 'Query that joins tables of several boundaries',
    summary: 'One query joins tables that different boundaries own.',
    why: 'Two databases cannot be joined: the query has to be composed or served by a replica.',
  },
  'crossing-transaction': {
    title: 'Transaction over several boundaries',
    summary: 'One transaction touches tables that different boundaries own.',
    why: 'Two services cannot share a transaction: cutting here loses atomicity.',
  },
  'crossing-relation': {
    title: 'Relation between tables of two boundaries',
    summary: 'An entity relation or foreign key ties tables of two boundaries.',
    why: 'After the split the key is a plain column: nothing checks it and nothing cascades.',
  },
  'foreign-injection': {
    title: 'Injection of what another boundary keeps to itself',
    summary:
      'A class is injected with a provider, repository or model that its boundary has not made public.',
    why: 'Injection reaches past the public API as an import does, and ties the two at start-up.',
  },
  'kernel-depends-on-boundary': {
    title: 'Shared kernel that needs a boundary',
    summary: 'Code of the kernel imports a boundary.',
    why: 'The kernel is copied into every service: what it imports comes along.',
  },
  'monolith-imports-extracted': {
    title: 'Import across the cut of an extraction',
    summary:
      'Code imports files of a service that has been extracted, or the service those of the monolith.',
    why: 'They run in different processes: an import brings back what the extraction took out.',
  },
  'generated-drift': {
    title: 'Generated code that was edited by hand',
    summary: 'A file that saasctl generated no longer is what it generated.',
    why: 'The next generation would overwrite the edit, or keep an old contract alive.',
  },
  'unresolved-import': {
    title: 'Import that leads nowhere',
    summary: 'A relative import or path alias points to no file.',
    why: 'What it would lead to is not checked: the result is not the whole truth.',
  },
} as const satisfies Readonly<Record<string, RuleText>>;

export type RuleId = keyof typeof RULES;

export const RULE_IDS = Object.keys(RULES) as readonly RuleId[];
