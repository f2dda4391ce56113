/** English plurals the way Sequelize forms table names and association names (rules of `inflection`). */

const UNCOUNTABLE = new Set(
  (
    'accommodation adulthood advertising advice aggression aid air aircraft alcohol anger applause arithmetic assistance ' +
    'athletics bacon baggage beef biology blood botany bread butter carbon cardboard cash chalk chaos chess crossroads ' +
    'countryside dancing deer dignity dirt dust economics education electricity engineering enjoyment envy equipment ethics ' +
    'evidence evolution fame fiction flour flu food fuel fun furniture gallows garbage garlic genetics gold golf gossip ' +
    'gratitude grief guilt gymnastics happiness hardware harm hate hatred health heat help homework honesty honey hospitality ' +
    'housework humour hunger hydrogen ice importance inflation information innocence iron irony jam jewelry judo karate ' +
    'knowledge lack laughter lava leather leisure lightning linguine linguini linguistics literature litter livestock logic ' +
    'loneliness luck luggage macaroni machinery magic management mankind marble mathematics mayonnaise measles methane milk ' +
    'minus money mud music mumps nature news nitrogen nonsense nurture nutrition obedience obesity oxygen pasta patience ' +
    'physics poetry pollution poverty pride psychology publicity punctuation quartz racism relaxation reliability research ' +
    'respect revenge rice rubbish rum safety scenery seafood seaside series shame sheep shopping sleep smoke smoking snow soap ' +
    'software soil spaghetti species steam stuff stupidity sunshine symmetry tennis thirst thunder timber traffic ' +
    'transportation trust underwear unemployment unity validity veal vegetation vegetarianism vengeance violence vitality ' +
    'warmth wealth weather welfare wheat wildlife wisdom yoga zinc zoology'
  ).split(' '),
);

/** Forms that are plurals already. */
const PLURALS = [
  /^(?:m|wom)en$/i,
  /people$/i,
  /children$/i,
  /[ti]a$/i,
  /(?:analy|ba|diagno|parenthe|progno|synop|the)ses$/i,
  /databases$/i,
  /drives$/i,
  /(?:hi|ti)ves$/i,
  /curves$/i,
  /[lr]ves$/i,
  /[^fo]ves$/i,
  /movies$/i,
  /(?:[^aeiouy]|qu)ies$/i,
  /series$/i,
  /(?:x|ch|ss|sh)es$/i,
  /[ml]ice$/i,
  /buses$/i,
  /oes$/i,
  /shoes$/i,
  /(?:cris|ax|test)es$/i,
  /(?:octop|vir)uses$/i,
  /(?:alias|canvas|status|campus)es$/i,
  /^(?:summons|bonus)es$/i,
  /^oxen/i,
  /matrices$/i,
  /^(?:feet|teeth|geese)$/i,
  /quizzes$/i,
  /^whereases$/i,
  /^criteria$/i,
  /^genera$/i,
];

const TO_PLURAL: readonly (readonly [RegExp, string])[] = [
  [/^(m|wom)an$/i, '$1en'],
  [/(pe)rson$/i, '$1ople'],
  [/(child)$/i, '$1ren'],
  [/(drive)$/i, '$1s'],
  [/^(ox)$/i, '$1en'],
  [/(ax|test)is$/i, '$1es'],
  [/(octop|vir)us$/i, '$1uses'],
  [/(alias|status|canvas|campus)$/i, '$1es'],
  [/^(summons|bonus)$/i, '$1es'],
  [/(bu)s$/i, '$1ses'],
  [/(buffal|tomat|potat)o$/i, '$1oes'],
  [/([ti])um$/i, '$1a'],
  [/sis$/i, 'ses'],
  [/(?:([^f])fe|([lr])f)$/i, '$1$2ves'],
  [/(hi|ti)ve$/i, '$1ves'],
  [/([^aeiouy]|qu)y$/i, '$1ies'],
  [/(matr)ix$/i, '$1ices'],
  [/(vert|ind)ex$/i, '$1ices'],
  [/(x|ch|ss|sh)$/i, '$1es'],
  [/([ml])ouse$/i, '$1ice'],
  [/^foot$/i, 'feet'],
  [/^tooth$/i, 'teeth'],
  [/^goose$/i, 'geese'],
  [/(quiz)$/i, '$1zes'],
  [/^(whereas)$/i, '$1es'],
  [/^(criteri)on$/i, '$1a'],
  [/^genus$/i, 'genera'],
  [/s$/i, 's'],
  [/$/i, 's'],
];

const TO_SINGULAR: readonly (readonly [RegExp, string])[] = [
  [/^(m|wom)en$/i, '$1an'],
  [/(pe)ople$/i, '$1rson'],
  [/(child)ren$/i, '$1'],
  [/(database|drive|curve|shoe)s$/i, '$1'],
  [/^(criteri)a$/i, '$1on'],
  [/^(ox)en$/i, '$1'],
  [/^genera$/i, 'genus'],
  [/([ti])a$/i, '$1um'],
  [/(analy|ba|diagno|parenthe|progno|synop|the)ses$/i, '$1sis'],
  [/(hi|ti)ves$/i, '$1ve'],
  [/([lr])ves$/i, '$1f'],
  [/aves$/i, 'ave'],
  [/([^fo])ves$/i, '$1fe'],
  [/(m)ovies$/i, '$1ovie'],
  [/([^aeiouy]|qu)ies$/i, '$1y'],
  [/(s)eries$/i, '$1eries'],
  [/(x|ch|ss|sh)es$/i, '$1'],
  [/([ml])ice$/i, '$1ouse'],
  [/(bus)es$/i, '$1'],
  [/(o)es$/i, '$1'],
  [/(cris|ax|test)es$/i, '$1is'],
  [/(octop|vir)uses$/i, '$1us'],
  [/(alias|canvas|status|campus|summons|bonus|quiz|whereas)z?es$/i, '$1'],
  [/(matr)ices$/i, '$1ix'],
  [/(vert|ind)ices$/i, '$1ex'],
  [/^feet$/i, 'foot'],
  [/^teeth$/i, 'tooth'],
  [/^geese$/i, 'goose'],
  [/ss$/i, 'ss'],
  [/s$/i, ''],
];

/** Singulars that end like plurals. */
const SINGULAR =
  /(?:status|bus|alias|canvas|campus|octopus|virus|axis|testis|sis|summons|bonus|whereas|genus)$/i;

export function pluralize(word: string): string {
  if (UNCOUNTABLE.has(word.toLowerCase()) || PLURALS.some((form) => form.test(word))) return word;
  return replaced(word, TO_PLURAL);
}

export function singularize(word: string): string {
  return UNCOUNTABLE.has(word.toLowerCase()) || SINGULAR.test(word)
    ? word
    : replaced(word, TO_SINGULAR);
}

function replaced(word: string, rules: readonly (readonly [RegExp, string])[]): string {
  for (const [form, other] of rules) if (form.test(word)) return word.replace(form, other);
  return word;
}

/** `orderItems` → `order_items` (Sequelize's `underscored`). */
export const underscored = (name: string): string =>
  name
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/-/g, '_')
    .toLowerCase();
