import type { Command } from 'commander';

import type { AnalyzeFlags } from '../commands/analyze.ts';
import { REPORT_FORMATS } from '../report/report-formats.ts';
import type { RunCommand } from './run-command.ts';

export function addAnalyze(program: Command, run: RunCommand): void {
  program
    .command('analyze')
    .summary('read a monolith: modules, data, routes, events, transactions, cycles')
    .description(
      'Reads a TypeScript monolith and says what is there, with path:line:column for every fact.',
    )
    .argument('[folder]', 'folder of the project', '.')
    .option('--json', 'every fact as JSON (schema/analysis.v1.json)')
    .option('--format <format>', `${REPORT_FORMATS.join(', ')} (default: text)`)
    .option('-o, --output <file>', 'write the report to a file')
    .option('--html <file>', 'write a page with maps to a file as well')
    .option('--config <file>', 'another configuration than saasctl.json of the folder')
    .option('--no-config', 'suggest boundaries even if there is a saasctl.json')
    .option('--no-cache', 'read every file again')
    .option('--no-history', 'leave git history out')
    .option('--no-second-opinion', 'leave dependency-cruiser out')
    .addHelpText('after', ANALYZE_HELP)
    .action(async (folder: string, flags: AnalyzeFlags) => {
      const { runAnalyze } = await import('../commands/analyze.ts');
      await run((context) => runAnalyze(folder, flags, context));
    });
}

const ANALYZE_HELP = `
Examples:
  saasctl analyze                                     this folder, one screen
  saasctl analyze apps/api --format markdown -o a.md  a document for the team
  saasctl analyze --format mermaid                    the modules as a picture
  saasctl analyze --html report.html                  a page for the meeting where it is decided
  saasctl analyze --no-config                         the suggestion, whatever saasctl.json says
  saasctl analyze --json | jq '.tables[] | select(.writers | length > 1)'

Exit status: 0 done, 2 wrong usage or no such folder, 3 the analysis is incomplete.`;
