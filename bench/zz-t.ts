const base = process.argv[2]; const root = process.argv[3];
const { analyzeProject } = await import(base + '/analyzers/analyze-project.ts');
let s = process.cpuUsage(); let last = 'start'; const t: Record<string, number> = {};
const a = await analyzeProject({ root, version: 'b', history: false, secondOpinion: false, onProgress: (p: any) => { if (p.stage !== last) { const n = process.cpuUsage(s); t[last] = (n.user + n.system) / 1000 | 0; last = p.stage; s = process.cpuUsage(); } } });
const n = process.cpuUsage(s); t[last] = (n.user + n.system) / 1000 | 0;
console.log(base, root, JSON.stringify(t), a.accesses.length, a.routes.length, a.transactions.length, a.events.length, a.findings.length);
