import { expect, it } from 'vitest';
import { plainSqlAdapter } from '/work/main/analyzers/orms/plain-sql/plain-sql-adapter.ts';
import { analyzeSnippets } from '/work/main/test/adapters/analyze-snippet.ts';
it('x', () => {
  const facts = analyzeSnippets({
  'src/q.ts': `import { sql, createPool } from 'slonik'; import { Orders } from './gen'; const pool = createPool('');
  const ids = (t) => ({ table: sql.identifier([t.table]) }); const { table } = ids(Orders);  const items = ids({ table: 'items' });
export const list = (id) => pool.any(sql\`
  select * from \${table}
  join roles on 1 = 1
  join \${items.table} on true\`);
export const gone = (name) => pool.query(sql\`
  delete from \${sql.identifier([name])}
  where id in (select id from users)\`);
`,
  'src/use.ts': `import { list, gone } from './q'; export const a = () => list(1); export const b = () => list(2);
  export const c = () => gone('logs');`,
  }, { adapters: [plainSqlAdapter], dependencies: ['koa'] });
  console.log(facts.accesses.map(a=>`${a.path}:${a.line} ${a.mode} ${a.table}`), facts.joins.map(a=>`${a.path}:${a.line} ${a.tables}`), facts.findings.map(f=>f.message));
});
