import { createInspector } from './inspector.js';
import { followSections } from './navigation.js';
import { preparePrint } from './print.js';
import { readReport } from './read-report.js';
import { createSearchBox } from './search-box.js';
import { renderCyclesSection } from './section-cycles.js';
import { renderFindingsSection } from './section-findings.js';
import { renderMapSection } from './section-map.js';
import { renderRoadmapSection } from './section-roadmap.js';
import { renderSplitsSection } from './section-splits.js';
import { renderTablesSection } from './section-tables.js';
import { createTools } from './tools.js';

/** @import { Subject } from './context.d.ts' */

const report = readReport();
/** @type {(subject: Subject | null) => void} */
let onSubject = () => undefined;
const inspector = createInspector(report, (subject) => onSubject(subject));
const context = { report, show: inspector.show };

createTools(context);
const searchBox = createSearchBox(context);
const map = renderMapSection(context);
onSubject = map.select;

// The first screen is there; the rest follows piece by piece, so that nothing freezes.
const waiting = [
  renderRoadmapSection,
  renderTablesSection,
  renderCyclesSection,
  renderSplitsSection,
  renderFindingsSection,
];
const renderNext = () => {
  waiting.shift()?.(context);
  if (waiting.length > 0) setTimeout(renderNext);
  else settle();
};
setTimeout(renderNext);

function settle() {
  if (document.documentElement.dataset['ready'] === 'yes') return;
  document.documentElement.dataset['ready'] = 'yes';
  performance.mark('report-ready');
  followSections();
  // A link into the report was followed before its sections had their height.
  if (location.hash !== '') document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

preparePrint(() => {
  while (waiting.length > 0) waiting.shift()?.(context);
  settle();
});

addEventListener('keydown', (event) => {
  const typing = event.target instanceof Element && event.target.closest('input, select, textarea');
  if (event.key === 'Escape') inspector.close();
  else if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  else if (event.key === '/') searchBox.focus();
  else if (event.key === '?') inspector.show({ kind: 'keys' });
  else return;
  event.preventDefault();
});
