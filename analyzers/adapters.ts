/** Every library saasctl understands. Order decides only who answers first about a shared package. */
import type { Adapter } from './adapter.ts';
import { expressAdapter } from './frameworks/express/express-adapter.ts';
import { fastifyAdapter } from './frameworks/fastify/fastify-adapter.ts';
import { loadersAdapter } from './frameworks/loaders/loaders-adapter.ts';
import { koaAdapter } from './frameworks/koa/koa-adapter.ts';
import { typeormAdapter } from './orms/typeorm/typeorm-adapter.ts';
import { prismaAdapter } from './orms/prisma/prisma-adapter.ts';
import { drizzleAdapter } from './orms/drizzle/drizzle-adapter.ts';
import { sequelizeAdapter } from './orms/sequelize/sequelize-adapter.ts';
import { nestjsAdapter } from './frameworks/nestjs/nestjs-adapter.ts';
import { mikroOrmAdapter } from './orms/mikro-orm/mikro-orm-adapter.ts';
import { mongooseAdapter } from './orms/mongoose/mongoose-adapter.ts';
import { knexAdapter } from './orms/knex/knex-adapter.ts';
import { kyselyAdapter } from './orms/kysely/kysely-adapter.ts';
import { migrationsAdapter } from './orms/sql/migrations-adapter.ts';
import { plainSqlAdapter } from './orms/plain-sql/plain-sql-adapter.ts';
import { nodeEventsAdapter } from './events/node-events/node-events-adapter.ts';
import { nestEventEmitterAdapter } from './events/nest-event-emitter/nest-event-emitter-adapter.ts';
import { nestCqrsAdapter } from './events/nest-cqrs/nest-cqrs-adapter.ts';
import { bullmqAdapter } from './events/bullmq/bullmq-adapter.ts';
import { brokersAdapter } from './events/brokers/brokers-adapter.ts';
import { ownBusAdapter } from './events/own-bus/own-bus-adapter.ts';
import { jobsAdapter } from './events/jobs/jobs-adapter.ts';
import { httpClientsAdapter } from './events/http-clients/http-clients-adapter.ts';
import { configKeysAdapter } from './events/config-keys/config-keys-adapter.ts';
import { objectionAdapter } from './orms/objection/objection-adapter.ts';

export const ADAPTERS: readonly Adapter[] = [
  nestjsAdapter,
  expressAdapter,
  fastifyAdapter,
  koaAdapter,
  loadersAdapter,
  typeormAdapter,
  mikroOrmAdapter,
  mongooseAdapter,
  prismaAdapter,
  drizzleAdapter,
  sequelizeAdapter,
  objectionAdapter,
  knexAdapter,
  kyselyAdapter,
  plainSqlAdapter,
  migrationsAdapter,
  nodeEventsAdapter,
  nestEventEmitterAdapter,
  nestCqrsAdapter,
  bullmqAdapter,
  brokersAdapter,
  ownBusAdapter,
  jobsAdapter,
  httpClientsAdapter,
  configKeysAdapter,
];
