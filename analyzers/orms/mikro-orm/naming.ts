/** Names of MikroORM's UnderscoreNamingStrategy, its default for SQL. */

/** `OrderItem` → `order_item` */
export const underscore = (name: string): string =>
  name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();

export function pivotTableName(
  owner: { readonly table: string },
  relation: { readonly property: string },
): string {
  return `${owner.table}_${underscore(relation.property)}`;
}
