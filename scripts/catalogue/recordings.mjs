// Turns the cases of the wire recordings, by which the fake firewall is judged, into test data of our own.
//
//   node scripts/catalogue/recordings.mjs WIRE_DIR        writes test/fixtures/wire/cases/*.json and shared.json
//
// WIRE_DIR holds recordings.json and unstable.json. A case is { name, steps }, a step { id, method, path, …, answers, loose? },
// an answer { in, status, json | text | type }: `in` has one digit per release (0 is 24.7 … 4 is 26.7).
// Left out on purpose: sentences. A message is "<text>", and so is any text of five words or more that the case did not send.
// Numbers of a running system are "<count>", digests "<md5>"; "<uuid-1>", "<time>" … stand for what differs on every run.
// A map of choices is { "$choices": position in shared.json, "$chosen": keys }, a value that occurs more than once { "$value": position }.
// The recorder cut lists after 25 rows and maps after 60 entries: they end with "…".
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const RELEASES = ['24.7', '25.1', '25.7', '26.1', '26.7'];

/** Short texts that OPNsense always says the same way and that clients tell errors apart by. */
const FIXED_TEXTS = ['Unexpected error, check log for details', 'Endpoint not found', 'Invalid JSON syntax', 'Authentication Failed', 'Forbidden'];
const MESSAGE_FIELDS = ['errorMessage', 'errorTitle', 'message', 'status_msg'];
const COUNTERS = /^(current_items|eval_(no)?match|(in|out)_(block|pass)_[bp])$/;

const wireDir = process.argv[2];
if (wireDir === undefined) {
  process.stderr.write('usage: node scripts/catalogue/recordings.mjs WIRE_DIR\n');
  process.exit(2);
}
const read = name => JSON.parse(readFileSync(path.join(wireDir, name), 'utf8'));
const recordings = read('recordings.json');
const unstable = read('unstable.json').answers;
const target = new URL('../../test/fixtures/wire/', import.meta.url);
const choiceLists = [];
const choiceIndex = new Map();

rmSync(new URL('cases/', target), { recursive: true, force: true });
mkdirSync(new URL('cases/', target), { recursive: true });
let size = 0;
const cases = recordings.cases.map(convertCase);
const occurrences = new Map();
const sharedValues = [];
const sharedIndex = new Map();
for (const { steps } of cases) for (const { answers } of steps) for (const { json } of answers) count(json);
for (const each of cases) {
  for (const step of each.steps) step.answers = step.answers.map(answer => (answer.json === undefined ? answer : { ...answer, json: share(answer.json) }));
  write(`cases/${slug(each.name)}.json`, layout(each));
}
const lines = list => list.map(each => JSON.stringify(each)).join(',\n');
write('shared.json', `{"choices":[\n${lines(choiceLists)}\n],"values":[\n${lines(sharedValues)}\n]}\n`);
process.stdout.write(`${cases.length} cases, ${Math.round(size / 1024)} KB\n`);

function count(value) {
  if (value === null || typeof value !== 'object') return;
  const text = JSON.stringify(value);
  if (text.length < 120) return;
  occurrences.set(text, (occurrences.get(text) ?? 0) + 1);
  if (occurrences.get(text) === 1) Object.values(value).forEach(count);
}

function share(value) {
  if (value === null || typeof value !== 'object') return value;
  const text = JSON.stringify(value);
  if (sharedIndex.has(text)) return { $value: sharedIndex.get(text) };
  const shared = Array.isArray(value) ? value.map(share) : Object.fromEntries(Object.entries(value).map(([key, each]) => [key, share(each)]));
  if ((occurrences.get(text) ?? 0) < 2) return shared;
  sharedIndex.set(text, sharedValues.push(shared) - 1);
  return { $value: sharedIndex.get(text) };
}

function write(name, text) {
  size += text.length;
  writeFileSync(new URL(name, target), text);
}

function convertCase({ name, steps }) {
  const sent = JSON.stringify(steps.map(({ body, raw, path: requestPath }) => [body, raw, requestPath]));
  return { name, steps: steps.map(step => convertStep(name, step, sent)) };
}

function convertStep(caseName, step, sent) {
  const { responses, note: _note, ...request } = step;
  const answers = new Map();
  for (const [version, response] of Object.entries(responses)) {
    const release = RELEASES.findIndex(series => version.startsWith(series));
    const text = JSON.stringify(convertAnswer(resolve(responses, response), sent));
    answers.set(text, `${answers.get(text) ?? ''}${release}`);
  }
  const loose = Object.fromEntries(unstable.filter(([name, id]) => name === caseName && id === step.id).map(([, , version, kind]) => [seriesOf(version), kind]));
  return {
    ...request,
    answers: [...answers].map(([text, releases]) => ({ in: releases, ...JSON.parse(text) })),
    ...(Object.keys(loose).length > 0 ? { loose } : {}),
  };
}

function resolve(responses, response) {
  return response.same === undefined ? response : resolve(responses, responses[response.same]);
}

function convertAnswer({ status, json, text, type, headers, error }, sent) {
  if (error !== undefined) return { error };
  const body = json !== undefined ? { json: convertValue(json, '', sent) } : { text: text.length > 60 ? '<text>' : text };
  return { status, ...body, ...(type === undefined ? {} : { type }), ...(headers === undefined ? {} : { headers }) };
}

function convertValue(value, key, sent) {
  if (Array.isArray(value)) return isChoiceMap(value) ? convertChoices(Object.entries(value), true) : value.map(each => convertValue(each, key, sent));
  if (value !== null && typeof value === 'object') {
    if (isChoiceMap(value)) return convertChoices(Object.entries(value), false);
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [name, name === 'validations' ? hideMessages(each) : convertValue(each, name, sent)]),
    );
  }
  if (COUNTERS.test(key) && value !== '') return '<count>';
  if (typeof value !== 'string' || value === '' || FIXED_TEXTS.includes(value)) return value;
  if (MESSAGE_FIELDS.includes(key)) return '<text>';
  if (/^[0-9a-f]{32}$/.test(value)) return '<md5>';
  const words = value.split(/\s+/).length;
  return words >= 5 && !sent.includes(JSON.stringify(value).slice(1, -1)) ? '<text>' : value;
}

function hideMessages(value) {
  if (typeof value === 'string') return '<text>';
  if (Array.isArray(value)) return value.map(hideMessages);
  return value !== null && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([name, each]) => [name, hideMessages(each)])) : value;
}

function isChoiceMap(value) {
  const entries = Object.entries(value).filter(([key]) => key !== '…').map(([, each]) => each);
  const isChoice = each => each !== null && typeof each === 'object' && typeof each.value === 'string' && (each.selected === 0 || each.selected === 1);
  return entries.length > 1 && entries.every(isChoice);
}

function convertChoices(entries, isList) {
  const list = entries.map(([key, each]) => {
    if (key === '…' || each['…'] !== undefined) return ['…'];
    const { value, selected: _selected, ...more } = each;
    return [key, value, ...(Object.keys(more).length > 0 ? [more] : [])];
  });
  const text = JSON.stringify(list);
  if (!choiceIndex.has(text)) choiceIndex.set(text, choiceLists.push(list) - 1);
  const chosenKeys = entries.filter(([, each]) => each.selected === 1).map(([key]) => key);
  return { $choices: choiceIndex.get(text), $chosen: chosenKeys, ...(isList ? { $list: true } : {}) };
}

function seriesOf(version) {
  return RELEASES.find(series => version.startsWith(series));
}

function slug(name) {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
}

/** One answer a line. */
function layout({ name, steps }) {
  const blocks = steps.map(({ answers, ...step }) => `{${JSON.stringify(step).slice(1, -1)},"answers":[\n${answers.map(answer => JSON.stringify(answer)).join(',\n')}\n]}`);
  return `{"name":${JSON.stringify(name)},"steps":[\n${blocks.join(',\n')}\n]}\n`;
}
