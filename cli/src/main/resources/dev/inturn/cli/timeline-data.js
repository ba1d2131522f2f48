// The recording, what follows from it, and how it is said. Times are in nanoseconds since the run began; null is what
// has not happened.

const data = JSON.parse(document.getElementById('data').textContent);
const count = data.started.length;
const orEnd = (time) => (time === null ? data.end : time);

// A result was held back if the one before it came out after it was finished.
const wasHeld = (i) =>
  data.finished[i] !== null && (data.headSince[i] === null || data.headSince[i] > data.finished[i]);

/**
 * How much each item held back others, from 0 to 1. Some results overtake the one before them wherever there are several
 * workers: that is no more than a shade.
 */
const weight = (() => {
  const most = data.held.reduce((a, b) => Math.max(a, b), 5 * data.parallelism);
  return data.held.map((held) => (held === 0 ? 0 : 0.1 + 0.9 * Math.sqrt(held / most)));
})();

/** For each lane its items by the time at which they were started. */
const lanes = Array.from({ length: data.lanes }, () => []);
for (let i = 0; i < count; i++) if (data.started[i] !== null) lanes[data.worker[i]].push(i);
for (const lane of lanes) lane.sort((a, b) => data.started[a] - data.started[b]);

/** How many items are in each state, after each change. */
const steps = (() => {
  const changes = [];
  const change = (time, waiting, working, held) => time !== null && changes.push([time, waiting, working, held]);
  for (let i = 0; i < count; i++) {
    change(data.accepted[i], 1, 0, 0);
    change(data.started[i], -1, 1, 0);
    change(data.finished[i], 0, -1, 1);
    change(data.delivered[i], 0, 0, -1);
  }
  changes.sort((a, b) => a[0] - b[0]);
  const result = { time: [], held: [], working: [], all: [], most: 1 };
  let [waiting, working, held] = [0, 0, 0];
  for (const [time, a, b, c] of changes) {
    waiting += a;
    working += b;
    held += c;
    result.time.push(time);
    result.held.push(held);
    result.working.push(held + working);
    result.all.push(held + working + waiting);
    result.most = Math.max(result.most, held + working + waiting);
  }
  return result;
})();

/** The index of the first of some times, in order, that is after a time. */
function after(times, time, of = (value) => value) {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (of(times[middle]) > time) high = middle;
    else low = middle + 1;
  }
  return low;
}

const groups = new Intl.NumberFormat('en-US');
const number = (value) => groups.format(value);
function duration(nanos) {
  const [unit, size] = nanos >= 1e9 ? ['s', 1e9] : nanos >= 1e6 ? ['ms', 1e6] : ['µs', 1e3];
  const value = nanos / size;
  return `${value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 2)} ${unit}`;
}
const at = (nanos) => `${(nanos / 1e9).toFixed(6)} s`;
const place = (i) =>
  data.files.length > 0 && data.file[i] !== null ? `${data.files[data.file[i]]}:${data.line[i]}` : '';

function describe(i) {
  const words = [`Item ${number(data.first + i)}${place(i) ? `, ${place(i)}` : ''}`];
  words.push(`submitted at ${at(data.submitting[i])}`);
  if (data.started[i] === null) return [...words, 'no worker has begun with it'];
  words.push(`waited ${duration(Math.max(0, data.started[i] - data.accepted[i]))} for a worker`);
  const busy = duration(orEnd(data.finished[i]) - data.started[i]);
  const worker = `worker ${data.worker[i] + 1}`;
  if (data.finished[i] === null) words.push(`${busy} on ${worker} so far, and not finished`);
  else {
    words.push(`${busy} on ${worker}${data.failed[i] ? ', and failed' : ''}`);
    words.push(`finished at ${at(data.finished[i])}`);
    if (wasHeld(i)) words.push(`held back for ${duration(orEnd(data.delivering[i]) - data.finished[i])}`);
  }
  if (data.delivered[i] !== null) words.push(`came out at ${at(data.delivered[i])}`);
  else words.push('did not come out');
  if (data.blockedFrom[i] !== null) {
    const time = duration(orEnd(data.finished[i]) - data.blockedFrom[i]);
    words.push(`as the head it held back ${number(data.held[i])} finished for ${time}`);
  }
  return words;
}

function describeWindow(time) {
  const step = after(steps.time, time) - 1;
  if (step < 0) return [];
  const [held, working, all] = [steps.held[step], steps.working[step], steps.all[step]];
  return [
    `At ${at(time)}: ${number(all)} of ${number(data.capacity)} in the window`,
    `${number(all - working)} wait for a worker, ${number(working - held)} are processed, ${number(held)} are finished`,
  ];
}
