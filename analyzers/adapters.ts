/** Every library saasctl understands. Order decides only who answers first about a shared package. */
import type { Adapter } from './adapter.ts';
import { expressAdapter } from './frameworks/express/express-adapter.ts';
import { fastifyAdapter } from './frameworks/fastify/fastify-adapter.ts';
import { koaAdapter } from './frameworks/koa/koa-adapter.ts';
import { typeormAdapter } from './orms/typeorm/typeorm-adapter.ts';
import { prismaAdapter } from './orms/prisma/prisma-adapter.ts';
import { drizzleAdapter } from './orms/drizzle/drizzle-adapter.ts';
import { sequelizeAdapter } from './orms/sequelize/sequelize-adapter.ts';

export const ADAPTERS: readonly Adapter[] = [expressAdapter, fastifyAdapter, koaAdapter, typeormAdapter, prismaAdapter, drizzleAdapter, sequelizeAdapter];
