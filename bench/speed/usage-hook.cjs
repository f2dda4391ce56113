// Loaded into every Node process of a measured run (NODE_OPTIONS=--require): each adds a line with
// what it used to the file SPEED_USAGE names, so that child processes count as well.
const { appendFileSync, readFileSync } = require('node:fs');

const target = process.env.SPEED_USAGE;

function peakKilobytes() {
  try {
    // getrusage counts the parent's memory from before exec; the high water mark does not.
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]);
  } catch {
    return process.resourceUsage().maxRSS;
  }
}

process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  appendFileSync(target, `${(user + system) / 1000} ${peakKilobytes()}\n`);
});
