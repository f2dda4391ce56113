/** How each library writes, reads, joins and relates tables. */
import { mikroIdioms, mongooseIdioms, typeormIdioms } from './entity-idioms.ts';
import type { Idiom, Scene } from './idiom.ts';
import {
  drizzleIdioms,
  knexIdioms,
  pgIdioms,
  prismaIdioms,
  sequelizeIdioms,
} from './query-idioms.ts';

export const IDIOMS: Readonly<Record<string, (scene: Scene) => readonly Idiom[]>> = {
  typeorm: typeormIdioms,
  'mikro-orm': mikroIdioms,
  prisma: prismaIdioms,
  knex: knexIdioms,
  drizzle: drizzleIdioms,
  mongoose: mongooseIdioms,
  sequelize: sequelizeIdioms,
  sql: pgIdioms,
};
