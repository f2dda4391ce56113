import { describe, expect, it } from 'vitest';
import { looksLikeSql, parseSql } from '../../analyzers/orms/sql/parse-sql.ts';

/** `w orders, r items` in the order of the text; `?` marks holes in table positions. */
function tables(text: string): string {
  const statements = parseSql(text);
  const found = statements.flatMap((one) => [
    ...one.tables.map((table) => ({
      at: table.offset,
      text: `${table.mode[0]} ${table.schema ? `${table.schema}.` : ''}${table.name}`,
    })),
    ...one.unknown.map((at) => ({ at, text: '?' })),
  ]);
  return found
    .sort((a, b) => a.at - b.at)
    .map((one) => one.text)
    .join(', ');
}

const together = (text: string): readonly string[] =>
  parseSql(text).flatMap((one) => one.together.map((table) => table.name));

describe('tables of statements', () => {
  it.each([
    ['SELECT * FROM orders', 'r orders'],
    ['select o.* from orders as o where o.id = $1', 'r orders'],
    ['SELECT 1', ''],
    ['SELECT * FROM "Order" o, public.items i', 'r Order, r public.items'],
    ['SELECT * FROM `shop`.`orders` WHERE id = ?', 'r shop.orders'],
    [
      'SELECT * FROM [dbo].[Orders] o WITH (NOLOCK) JOIN [Items] i ON i.id = o.id',
      'r dbo.Orders, r Items',
    ],
    ['SELECT * FROM a JOIN b ON a.id = b.id LEFT OUTER JOIN c USING (id), d', 'r a, r b, r c, r d'],
    ['SELECT * FROM (a CROSS JOIN b) NATURAL JOIN c', 'r a, r b, r c'],
    ['SELECT * FROM ONLY orders FOR UPDATE SKIP LOCKED', 'r orders'],
    ['SELECT * FROM orders o FOR UPDATE OF o', 'r orders'],
    ['SELECT (SELECT count(*) FROM items WHERE items.o = o.id) FROM orders o', 'r items, r orders'],
    [
      'SELECT * FROM orders WHERE id IN (SELECT order_id FROM items) AND EXISTS(SELECT 1 FROM refunds)',
      'r orders, r items, r refunds',
    ],
    ['SELECT * FROM a UNION ALL SELECT * FROM b EXCEPT (SELECT * FROM c)', 'r a, r b, r c'],
    [
      'SELECT * FROM (SELECT * FROM a) x JOIN LATERAL (SELECT * FROM b WHERE b.id = x.id) y ON true',
      'r a, r b',
    ],
    [
      'SELECT * FROM generate_series(1, 10) AS g(n), unnest($1::int[]) WITH ORDINALITY AS t(a, b)',
      '',
    ],
    ['SELECT * FROM orders, jsonb_array_elements(orders.lines) line', 'r orders'],
    [
      'SELECT array(SELECT name FROM tags WHERE id = ANY(o.tags)) FROM orders o',
      'r tags, r orders',
    ],
    [
      'SELECT extract(epoch FROM created_at), substring(name from 2 for 3), trim(both from x) FROM orders',
      'r orders',
    ],
    ['SELECT * FROM a WHERE a.x IS DISTINCT FROM a.y AND a.z IS NOT DISTINCT FROM $1', 'r a'],
    [
      "SELECT * FROM orders -- from nothing\n WHERE note = 'from items' /* join refunds */",
      'r orders',
    ],
    ["SELECT 'it''s from x', E'it\\'s from y', 'a\\' FROM orders", 'r orders'],
    ['SELECT $$ from x $$, $q$ from $$y$$ $q$ FROM orders', 'r orders'],
    ['SELECT a.from, b."join" FROM t a', 'r t'],
    ['SELECT * FROM orders TABLESAMPLE system (1) ORDER BY a, b LIMIT 1, 2', 'r orders'],
    ['SELECT * FROM orders USE INDEX (a, b) WHERE x', 'r orders'],
    ['SELECT a INTO @x FROM t', 'r t'],
    ['EXPLAIN (ANALYZE, BUFFERS) SELECT * FROM orders', 'r orders'],
    ['SELECT * FROM pg_catalog.pg_class JOIN information_schema.tables t ON true', ''],
    [
      'SELECT row_number() OVER (PARTITION BY a ORDER BY b), count(*) FILTER (WHERE x) FROM orders',
      'r orders',
    ],
    ['INSERT INTO orders (id, "from") VALUES ($1, $2) RETURNING *', 'w orders'],
    ['INSERT INTO archive SELECT * FROM orders', 'w archive, r orders'],
    ['insert into archive (id) (select id from orders)', 'w archive, r orders'],
    ['INSERT INTO t (a) WITH x AS (SELECT * FROM s) SELECT * FROM x', 'w t, r s'],
    ['INSERT IGNORE INTO t SET a = 1 ON DUPLICATE KEY UPDATE a = 2', 'w t'],
    [
      'INSERT INTO t AS x (a) VALUES (1) ON CONFLICT (a) DO UPDATE SET a = EXCLUDED.a WHERE x.b IS NULL',
      'w t',
    ],
    ['INSERT OR REPLACE INTO t VALUES (?)', 'w t'],
    ['REPLACE INTO t VALUES (?)', 'w t'],
    ['INSERT INTO t VALUES (1), (2), (3)', 'w t'],
    ['UPDATE orders SET a = 1, b = 2 WHERE id = 1', 'w orders'],
    [
      'UPDATE orders o SET total = s.sum FROM (SELECT sum(x) FROM items) s, customers c WHERE o.id = s.id',
      'w orders, r items, r customers',
    ],
    ['UPDATE a JOIN b ON a.id = b.id SET a.x = b.x', 'w a, r b'],
    ['UPDATE a x, b y SET y.n = x.n WHERE x.id = y.id', 'r a, w b'],
    ['UPDATE o SET o.x = 1 FROM orders o JOIN items i ON i.o = o.id', 'w orders, r items'],
    ['DELETE FROM orders WHERE id = 1', 'w orders'],
    ['DELETE FROM orders o USING customers c WHERE c.id = o.c', 'w orders, r customers'],
    ['DELETE o FROM orders o JOIN items i ON i.o = o.id', 'w orders, r items'],
    ['DELETE orders, items FROM orders JOIN items ON true', 'w orders, w items'],
    ['DELETE FROM a WHERE id NOT IN (SELECT a_id FROM b)', 'w a, r b'],
    [
      'MERGE INTO t USING s ON t.id = s.id WHEN MATCHED THEN UPDATE SET a = s.a WHEN NOT MATCHED THEN INSERT (a) VALUES (s.a)',
      'w t, r s',
    ],
    ['MERGE INTO t USING (SELECT * FROM s) q ON t.id = q.id WHEN MATCHED THEN DELETE', 'w t, r s'],
    ['TRUNCATE TABLE a, only public.b RESTART IDENTITY CASCADE', 'w a, w public.b'],
    ['COPY t (a, b) FROM STDIN', 'w t'],
    ['COPY t TO STDOUT', 'r t'],
    ['COPY (SELECT * FROM t) TO STDOUT', 'r t'],
    ['CREATE TABLE x AS SELECT * FROM y; DROP TABLE z', ''],
    ['BEGIN; UPDATE a SET x = 1; COMMIT;', 'w a'],
    ['SET search_path TO app', ''],
    ['SELECT * FROM {}', '?'],
    ['SELECT * FROM {}.orders JOIN "{}" x ON true', 'r orders, ?'],
    ['SELECT * FROM events_{} WHERE a = {}', '?'],
    ['SELECT ?? FROM ?? WHERE ?? = ?', '?'],
    ['SELECT * FROM :table: WHERE id = :id AND x = y::text', '?'],
    ['SELECT * FROM $1:name WHERE id = ${id} AND b = $<b>', '?'],
    ['SELECT * FROM ({}) x WHERE a = 1', ''],
    ['SELECT {} FROM orders {} WHERE {}', 'r orders'],
    ['{} SELECT * FROM orders', 'r orders'],
    ['INSERT INTO orders ({}) VALUES ({})', 'w orders'],
    ["# all\nSELECT a #>> '{b}' FROM orders", 'r orders'],
    ['TABLE', ''],
    ['SELECT', ''],
    ['SELECT * FROM', ''],
    ['SELECT * FROM (((', ''],
  ])('%s', (text, expected) => {
    expect(tables(text)).toBe(expected);
  });

  it('scopes common table expressions', () => {
    expect(
      tables(
        'WITH x AS (SELECT * FROM a), y AS (SELECT * FROM x, b) SELECT * FROM x JOIN y ON true JOIN c ON true',
      ),
    ).toBe('r a, r b, r c');
    expect(tables('WITH orders AS (SELECT * FROM orders) SELECT * FROM orders')).toBe('r orders');
    expect(
      tables(
        'WITH RECURSIVE t(n) AS (SELECT id FROM nodes UNION ALL SELECT n.id FROM nodes n JOIN t ON true) SELECT * FROM T',
      ),
    ).toBe('r nodes, r nodes');
    expect(
      tables('WITH d AS MATERIALIZED (DELETE FROM a RETURNING *) INSERT INTO b SELECT * FROM d'),
    ).toBe('w a, w b');
    expect(tables('SELECT * FROM (WITH q AS (SELECT 1) SELECT * FROM q) z, q')).toBe('r q');
    expect(tables('WITH u AS (SELECT id FROM s) UPDATE t SET a = 1 FROM u WHERE u.id = t.id')).toBe(
      'r s, w t',
    );
  });

  it('reads fragments', () => {
    expect(tables('WHERE id IN (SELECT order_id FROM items)')).toBe('r items');
    expect(tables('LEFT JOIN items i ON i.o = o.id')).toBe('r items');
    expect(tables('AND EXISTS (SELECT 1 FROM refunds r WHERE r.o = orders.id)')).toBe('r refunds');
    expect(tables('lower(name) = ?')).toBe('');
    expect(tables('id = (select max(id) from orders)')).toBe('r orders');
    expect(tables('a letter from Anna to Bob')).toBe('');
    expect(tables('FROM orders o, items i')).toBe('r orders, r items');
  });

  it('knows which tables are read together', () => {
    expect(together('SELECT * FROM a JOIN b ON true JOIN a x ON true')).toEqual(['a', 'b']);
    expect(together('INSERT INTO t SELECT * FROM a')).toEqual(['a']);
    expect(together('UPDATE t SET x = a.x FROM a')).toEqual(['t', 'a']);
  });

  it('keeps the offset of names', () => {
    const text = 'SELECT *\nFROM public.orders o\nJOIN "items" i ON true';
    expect(parseSql(text)[0]?.tables.map((one) => text.slice(one.offset, one.offset + 6))).toEqual([
      'orders',
      '"items',
    ]);
  });

  it('names the kind', () => {
    const kinds = (text: string): readonly string[] => parseSql(text).map((one) => one.kind);
    expect(kinds('BEGIN; START TRANSACTION; COMMIT; ROLLBACK; END')).toEqual([
      'begin',
      'begin',
      'commit',
      'rollback',
      'commit',
    ]);
    expect(kinds('WITH x AS (SELECT 1) DELETE FROM a; CREATE INDEX i ON t (a); VACUUM')).toEqual([
      'delete',
      'ddl',
      'ddl',
    ]);
  });
});

describe('looksLikeSql', () => {
  it.each([
    'SELECT id FROM orders',
    '  select * from orders',
    'INSERT INTO t (a) VALUES (1)',
    'UPDATE t SET a = 1',
    'delete from t where id = ?',
    'WITH x AS (SELECT 1) SELECT * FROM x',
    '-- c\nSELECT now()',
    'TRUNCATE a, b',
  ])('takes %s', (text) => expect(looksLikeSql(text)).toBe(true));
  it.each([
    'Select one item from the list',
    'select one item from list',
    'Update the settings',
    'Delete from here',
    'with love',
    'Insert into the slot',
    'Create table',
    'Truncate text',
    'update order set to paid',
    'merge into main',
  ])('leaves %s', (text) => expect(looksLikeSql(text)).toBe(false));
});
