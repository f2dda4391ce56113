import type { Adapter } from '../../adapter.ts';
import { declareSqlFiles, isMigrationFile } from './migrations.ts';
import { declareMigrations } from './read-migrations.ts';

/**
 * What migrations leave behind, in code or in .sql files, whatever library runs them: tables that no
 * entity declares, columns, indexes and foreign keys. Comes last, so that entities lead.
 */
export const migrationsAdapter: Adapter = {
  id: 'migrations',
  title: 'migrations',
  kind: 'library',
  packages: [],
  always: true,
  leavesOut: isMigrationFile,
  prepare: (context) => {
    declareSqlFiles(context);
    declareMigrations(context, 'migration');
  },
};
