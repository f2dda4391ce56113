/** The saasctl.json of most cases: `orders` uses `billing`. */
import type { Config } from '../../../src/config/config-schema.ts';

type Boundaries = NonNullable<Config['boundaries']>;
type Boundary = Boundaries[string];

export interface ShopChanges {
  readonly orders?: Partial<Boundary>;
  readonly billing?: Partial<Boundary>;
  readonly others?: Boundaries;
  readonly kernel?: Config['kernel'];
  readonly rules?: Config['rules'];
}

/** Everything is public. */
export function openConfig({ orders, billing, others, kernel, rules }: ShopChanges = {}): Config {
  return {
    boundaries: {
      orders: { files: ['src/orders/**'], ...orders },
      billing: { files: ['src/billing/**'], ...billing },
      ...others,
    },
    ...(kernel && { kernel }),
    ...(rules && { rules }),
  };
}

/** Of `billing` others may use the index. */
export const shopConfig = ({ billing, ...changes }: ShopChanges = {}): Config =>
  openConfig({ ...changes, billing: { public: ['src/billing/index.ts'], ...billing } });
