/**
 * What belongs to no boundary: infrastructure that everybody uses and that holds no business data
 * (the kernel), and what only starts and wires the others (stays in the monolith).
 */
import type { BoundaryEvidence } from './evidence.ts';
import type { Subjects } from './signals/find-subjects.ts';
import { KERNEL, STAYS } from './suggestion.ts';

/** Infrastructure is used from at least so many boundaries … */
const KERNEL_USERS = 4;
/** … and from at least this share of them. */
const KERNEL_SPREAD = 0.15;
/** A file whose users are mostly at home is at home, however many others use it. */
const AT_HOME = 0.35;
/** What so large a share of all boundaries uses, and never fewer than so many, is everybody's. */
const PERVASIVE_SPREAD = 0.5;
const PERVASIVE_USERS = 12;
/** Infrastructure knows hardly any boundary; what knows more only ties them together. */
const KERNEL_USES = 2;
/** What starts the application knows at least so many boundaries, and this share of all. */
const ROOT_USES = 4;
const ROOT_SPREAD = 0.3;
/** What lists all services for others to pick from knows more than this share of the boundaries. */
const REGISTRY_SPREAD = 0.6;

/**
 * The labels with `KERNEL` and `STAYS` put in.
 * @param labels community per file
 */
export function findKernel(
  evidence: BoundaryEvidence,
  { wholly }: Subjects,
  labels: ArrayLike<number>,
): readonly number[] {
  const count = new Set(Array.from(labels)).size;
  const contacts = gatherContacts(evidence, labels);
  const business = findBusiness(evidence);
  const keepers = findKeepers(evidence);
  const topics = new Set([...business].map((file) => wholly[file] ?? null));
  topics.delete(null);
  const holdsBusiness = (file: number): boolean =>
    business.has(file) || topics.has(wholly[file] ?? null);
  const placed = evidence.files.map((_, file) => {
    const label = labels[file] ?? 0;
    if (!holdsBusiness(file) && isRoot(contacts[file], count)) return STAYS;
    if (!keepers.has(file) && isPervasive(contacts[file], count)) return KERNEL;
    if (!holdsBusiness(file) && isInfrastructure(contacts[file], label, count)) return KERNEL;
    return isApart(contacts[file]) && !business.has(file) ? STAYS : label;
  });
  return followKernel(evidence, placed, holdsBusiness);
}

interface Contacts {
  /** Community → files of it that use the file. */
  readonly users: Map<number, number>;
  /** Communities it uses. */
  readonly used: Set<number>;
}

function gatherContacts(
  { files, uses }: BoundaryEvidence,
  labels: ArrayLike<number>,
): readonly Contacts[] {
  const contacts = files.map((): Contacts => ({ users: new Map(), used: new Set() }));
  for (const { from, to } of uses) {
    const user = labels[from] ?? 0;
    const users = contacts[to]?.users;
    users?.set(user, (users.get(user) ?? 0) + 1);
    contacts[from]?.used.add(labels[to] ?? 0);
  }
  return contacts;
}

/** Files that are an endpoint or hold a table: whoever uses them, they have a home. */
function findKeepers({ tables, accesses, routes }: BoundaryEvidence): ReadonlySet<number> {
  return new Set([
    ...tables.map((one) => one.file),
    ...accesses.filter((one) => one.write).map((one) => one.file),
    ...routes.map((one) => one.file),
  ]);
}

/** Guards, the database client, the request's context: a service each would take along. */
function isPervasive(contacts: Contacts | undefined, communities: number): boolean {
  const users = contacts?.users.size ?? 0;
  return users >= Math.max(PERVASIVE_USERS, communities * PERVASIVE_SPREAD);
}

/** Files that hold what the business is about: data, endpoints, messages. */
export function findBusiness({
  tables,
  accesses,
  routes,
  events,
}: BoundaryEvidence): ReadonlySet<number> {
  return new Set([
    ...tables.map((one) => one.file),
    ...accesses.map((one) => one.file),
    ...routes.map((one) => one.file),
    ...events.flatMap((one) => [...one.emitters, ...one.consumers].map((end) => end.file)),
  ]);
}

function isRoot(contacts: Contacts | undefined, communities: number): boolean {
  if (contacts === undefined) return false;
  const spread = contacts.users.size === 0 ? ROOT_SPREAD : REGISTRY_SPREAD;
  return contacts.used.size >= Math.max(ROOT_USES, communities * spread);
}

function isInfrastructure(
  contacts: Contacts | undefined,
  home: number,
  communities: number,
): boolean {
  if (contacts === undefined) return false;
  const { users, used } = contacts;
  if ([...used].filter((one) => one !== home).length > KERNEL_USES) return false;
  if (users.size < Math.max(KERNEL_USERS, communities * KERNEL_SPREAD)) return false;
  const all = [...users.values()].reduce((sum, one) => sum + one, 0);
  return (users.get(home) ?? 0) <= all * AT_HOME;
}

function isApart(contacts: Contacts | undefined): boolean {
  return contacts === undefined || (contacts.users.size === 0 && contacts.used.size === 0);
}

/** What only the kernel uses, and what uses nothing but the kernel, is kernel too, unless it is business. */
function followKernel(
  { files, uses }: BoundaryEvidence,
  placed: readonly number[],
  holdsBusiness: (file: number) => boolean,
): readonly number[] {
  const users: number[][] = files.map(() => []);
  const used: number[][] = files.map(() => []);
  for (const { from, to } of uses) {
    users[to]?.push(from);
    used[from]?.push(to);
  }
  const result = [...placed];
  for (let changed = true; changed;) {
    changed = false;
    for (let file = 0; file < result.length; file += 1) {
      if (result[file] === KERNEL || result[file] === STAYS || holdsBusiness(file)) continue;
      const own = users[file] ?? [];
      if (own.length === 0 || own.some((user) => result[user] !== KERNEL)) continue;
      if ((used[file] ?? []).some((other) => result[other] !== KERNEL)) continue;
      result[file] = KERNEL;
      changed = true;
    }
  }
  return result;
}
