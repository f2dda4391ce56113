const { analyzeProject } = await import(process.argv[2] + '/analyzers/analyze-project.ts');
const a = await analyzeProject({ root: process.argv[3], version: 'b', history: false, secondOpinion: false });
for (const x of a.accesses) console.log('A', x.path, x.line, x.mode, x.table, x.evidence);
for (const x of a.routes) console.log('R', x.file, x.line, x.method, x.path, (x.guards ?? []).join());
for (const x of a.transactions) console.log('T', x.path, x.line, x.tables.join());
for (const e of a.events) { for (const x of e.emitters) console.log('E', x.path, x.line, e.name); for (const x of e.consumers) console.log('C', x.path, x.line, e.name); }
for (const x of a.injections) console.log('I', x.path, x.line, x.token);
for (const x of a.outbound) console.log('O', x.path, x.line, x.method, x.url);
