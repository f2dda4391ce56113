/** A saasctl.json for each fixture, with debts that a person can find by reading it. */
import type { Config } from '../../src/config/config-schema.ts';

/** NestJS, aliases, decorators with metadata. `carts` and `orders` may depend on each other. */
const shop = {
  boundaries: {
    catalog: {
      files: ['src/catalog/**'],
      public: ['src/catalog/{products,stock}.service.ts', 'src/catalog/dto/*'],
      dependsOn: [],
    },
    carts: {
      files: ['src/carts/**'],
      public: ['src/carts/carts.service.ts'],
      dependsOn: ['catalog', 'orders'],
    },
    orders: {
      files: ['./src/orders/**'],
      public: ['src/orders/orders.service.ts#OrdersService', 'src/**/events/*.event.ts'],
      dependsOn: ['carts', 'catalog'],
    },
    billing: {
      files: ['src/@(payments|invoices)/**', 'src/+(reports)/**'],
      public: [],
      dependsOn: ['orders'],
    },
    accounts: { files: ['src/{users,auth,tenants}/**/*.ts'], dependsOn: ['notifications'] },
    notifications: { files: ['src/notifications/**'], public: ['src/notifications/*.service.ts'] },
  },
  kernel: { files: ['src/common/**'] },
} satisfies Config;

/** Express, layers and barrels: boundaries by single files; types only warn. */
const helpdesk = {
  boundaries: {
    billing: {
      files: [
        'src/services/billing.service.ts',
        'src/services/billing.errors.ts',
        'src/services/payment.gateway.ts',
        'src/**/*billing.*.ts',
        'src/repositories/{invoice,subscription,usage}.repository.ts',
        'src/jobs/invoice.job.ts',
        'src/types/billing.ts',
      ],
      public: ['src/services/billing.service.ts'],
      dependsOn: ['identity'],
    },
    identity: {
      files: [
        'src/*/{auth,customer}.*.ts',
        'src/repositories/{user,token,customer}.repository.ts',
        'src/types/{auth,customer}.ts',
      ],
      public: ['src/services/*.service.ts'],
      dependsOn: [],
    },
    tickets: {
      files: [
        'src/*/{ticket,tag,sla}.*.ts',
        'src/services/message.service.ts',
        'src/repositories/message.repository.ts',
        'src/types/{ticket,sla}.ts',
      ],
      public: ['src/services/ticket.service.ts'],
      dependsOn: ['identity'],
    },
  },
  kernel: { files: ['src/lib/**', 'src/config/**', 'src/db/connection.ts', 'src/types/index.ts'] },
  rules: { 'private-api': { types: 'warn' }, 'undeclared-dependency': { types: 'error' } },
} as Config;

/** Fastify, package imports under a condition of its own. */
const fleet = {
  boundaries: Object.fromEntries(
    ['trips', 'fuel', 'billing', 'drivers', 'maintenance', 'alerts', 'telematics'].map((id) => [
      id,
      {
        files: [`src/features/${id}/**`],
        public: [`src/features/${id}/${id}.service.ts`],
        dependsOn: id === 'trips' ? ['drivers'] : id === 'alerts' ? ['trips', 'fuel'] : [],
      },
    ]),
  ),
  kernel: { files: ['src/lib/**', 'src/events/**', 'src/db/**'] },
  rules: { 'kernel-depends-on-boundary': 'error' },
} satisfies Config;

export const HANDMADE: Readonly<Record<string, Config>> = { shop, helpdesk, fleet };
