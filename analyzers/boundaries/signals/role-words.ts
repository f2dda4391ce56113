/**
 * Words of the trade, not of any domain: what a file does in its framework (`Controller`), what
 * happens (`create`), with which technology (`TypeOrm`). What remains of a name without them is its subject.
 */
const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Kinds of files that stand at the centre of a subject: one exists for each thing that is managed. */
export const ANCHOR_WORDS = words(
  'service controller resolver repository entity store schema model router gateway manager processor subscriber consumer usecase dao facade api',
);

/** Last words of names that tell the role of a declaration. */
export const ROLE_WORDS = words(
  'service controller resolver repository entity store schema model router gateway manager processor subscriber consumer usecase dao facade api module dto input output arg args type interface enum guard strategy handler command query mapper factory helper util utils config configuration constant decorator pipe interceptor middleware filter exception error provider token seed seeder migration mock fake impl base abstract response request payload prop param option data list document class route plugin job worker view read write result sql typeorm mikro orm mikroorm prisma relational event listener dtos vo interfaces fixture spec validator serializer transformer presenter adapter client port record row table column body form',
);

/** First words of names that tell what is done. */
export const VERB_WORDS = words(
  'create update delete remove get find add set list upsert bulk fetch load save build make is has to from with by new on all register start stop schedule handle send process init setup use check validate parse render convert map calculate compute count sync publish emit notify run execute',
);

/** First words of names that tell how it is done. */
export const TECHNOLOGY_WORDS = words(
  'typeorm mikroorm mikro orm prisma knex sql pg postgres postgresql mysql mongo mongoose mongodb redis memory fake mock stub default base abstract http rest graphql gql ws grpc db database relational document in dummy null noop generic custom',
);

/** The words of a name between verb, technology and role; never nothing as long as the name has a word. */
export function stripRoles(name: readonly string[]): readonly string[] {
  let start = 0;
  let end = name.length;
  while (end - start > 1 && ROLE_WORDS.has(name[end - 1] ?? '')) end -= 1;
  while (end - start > 1 && VERB_WORDS.has(name[start] ?? '')) start += 1;
  while (end - start > 1 && isTechnology(name, start)) start += 1;
  return name.slice(start, end);
}

/** `type orm` is a technology, `type` alone may be a domain's word. */
function isTechnology(name: readonly string[], at: number): boolean {
  const word = name[at] ?? '';
  return TECHNOLOGY_WORDS.has(word) || (word === 'type' && name[at + 1] === 'orm');
}

/** A name of role words alone says nothing about a domain. */
export function hasSubject(name: readonly string[]): boolean {
  return name.some((word) => !VERB_WORDS.has(word) && !ROLE_WORDS.has(word));
}
