/** The saasctl.json of most cases: `orders` uses `billing`, which lets others use its index. */
import type { Config } from '../../../src/config/config-schema.ts';

type Boundary = NonNullable<Config['boundaries']>[string];

export interface ShopChanges {
  readonly orders?: Partial<Boundary>;
  readonly billing?: Partial<Boundary>;
  readonly others?: NonNullable<Config['boundaries']>;
  readonly kernel?: Config['kernel'];
  readonly rules?: Config['rules'];
}

export function shopConfig({ orders, billing, others, kernel, rules }: ShopChanges = {}): Config {
  return {
    boundaries: {
      orders: { files: ['src/orders/**'], ...orders },
      billing: { files: ['src/billing/**'], public: ['src/billing/index.ts'], ...billing },
      ...others,
    },
    ...(kernel && { kernel }),
    ...(rules && { rules }),
  };
}
