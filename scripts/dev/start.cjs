// Starts the server from its sources, each file by itself: what has changed is transpiled anew, the rest is as it was compiled the last time. What
// is imported of dependencies is one file, made anew with the list of tools when any source has changed.
//   npm run dev -- --fake
'use strict';
const { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { homedir } = require('node:os');
const { dirname, join, sep } = require('node:path');
const { cachedDataVersionTag, deserialize, serialize } = require('node:v8');
const { Script } = require('node:vm');

const root = join(__dirname, '../..');
const sources = join(root, 'src');
const folder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'opnsense-mcp', `sources${root.replaceAll(sep, '-')}`);
const prepared = join(folder, 'plugins.json');
const bundled = join(folder, 'dependencies.js');
const builtIn = join(sources, 'adapters/plugin-sources/built-in.ts');
const modulePaths = Module._nodeModulePaths(root);
const stampOf = path => {
  const { mtimeMs, size } = statSync(path);
  return `${mtimeMs} ${size}`;
};

const memoryOf = room => join(folder, `${room.replaceAll(sep, '-')}-${process.arch}-${cachedDataVersionTag().toString(16)}`);

function remembered(room, nothing) {
  try {
    return deserialize(readFileSync(memoryOf(room)));
  } catch {
    return nothing;
  }
}

function remember(room, what) {
  const unfinished = `${memoryOf(room)}.${process.pid}`;
  writeFileSync(unfinished, serialize(what));
  renameSync(unfinished, memoryOf(room));
}

/** Where each import leads, and what the list of tools and the file of dependencies were made of. */
const learnt = remembered('places', { places: new Map(), made: [] });
let isMore = false;

/** The code of the files of each folder of a room. */
const rooms = new Map();
const roomOf = path => path === bundled ? 'dependencies' : dirname(path).slice(root.length + 1).split(sep).slice(0, 3).join(sep);
const knownOf = room => rooms.get(room) ?? rooms.set(room, remembered(room, new Map())).get(room);
const fresh = new Map();

function keep() {
  for (const [path, { script, ...rest }] of fresh) knownOf(roomOf(path)).set(path, { ...rest, compiled: script.createCachedData() });
  for (const room of new Set([...fresh.keys()].map(roomOf))) remember(room, knownOf(room));
  if (isMore) remember('places', learnt);
}

function run(module, path, stamp, code) {
  const known = knownOf(roomOf(path)).get(path);
  const own = known?.stamp === stamp ? known : { stamp, code: code() };
  const script = new Script(Module.wrap(own.code), { filename: path, ...(own.compiled === undefined ? {} : { cachedData: own.compiled }) });
  if (script.cachedDataRejected !== false) fresh.set(path, { stamp, code: own.code, script });
  const from = request => module.require(request);
  script.runInThisContext().call(module.exports, module.exports, Object.assign(from, { resolve: request => Module._resolveFilename(request, module) }), module, path, dirname(path));
}

function transpiled(path) {
  const { code } = require('esbuild').transformSync(readFileSync(path, 'utf8'), {
    loader: 'ts', format: 'cjs', platform: 'node', target: 'node20', sourcefile: path, tsconfigRaw: readFileSync(join(root, 'tsconfig.json'), 'utf8'), supported: { 'dynamic-import': false },
  });
  return code;
}

Module._extensions['.ts'] = (module, path) => {
  if (path === builtIn && isUnchanged) module.exports = { builtIn: listedDomains() };
  else run(module, path, stampOf(path), () => transpiled(path));
};

/** As the bundle has them: known by what was written down, loaded with their first call. */
function listedDomains() {
  const { preparedPlugins } = require(join(sources, 'adapters/plugin-sources/prepared-plugins.ts'));
  const names = readdirSync(join(sources, 'plugins'));
  return preparedPlugins(prepared, Object.fromEntries(names.map(name => [name, async () => require(join(sources, `plugins/${name}/${name}.plugin.ts`))])));
}

/** Everything that is written, folders too: they tell of files that came or went. */
const written = () => [sources, join(root, 'package-lock.json'), ...readdirSync(sources, { recursive: true }).map(name => join(sources, name))].map(path => [path, statSync(path).mtimeMs]);
const isUnchanged = learnt.made.length > 0 && learnt.made.every(([path, stamp]) => statSync(path, { throwIfNoEntry: false })?.mtimeMs === stamp);

async function listAnew(made) {
  const { prepareAll } = require(join(sources, 'adapters/plugin-sources/prepared-plugins.ts'));
  writeFileSync(prepared, JSON.stringify(await prepareAll(require(builtIn).builtIn)));
  learnt.made = made;
  isMore = true;
}

let dependencies;
/** A dependency out of the one file; undefined for one that is not in it. */
function dependency(name) {
  if (dependencies === undefined) {
    const module = new Module(bundled);
    module.paths = modulePaths;
    run(module, bundled, stampOf(bundled), () => readFileSync(bundled, 'utf8'));
    dependencies = module.exports.modules;
  }
  return dependencies[name];
}

const load = Module._load;
Module._load = function (request, parent, isMain) {
  if (parent?.filename?.startsWith(sources + sep) !== true || request.startsWith('node:')) return load.call(this, request, parent, isMain);
  if (!request.startsWith('.')) return dependency(request) ?? load.call(this, request, parent, isMain);
  const key = `${dirname(parent.filename)} ${request}`;
  let place = learnt.places.get(key);
  if (place === undefined || Module._cache[place] === undefined && statSync(place, { throwIfNoEntry: false }) === undefined) {
    // tsc would write .js there; data stands beside sources of the same name.
    const at = join(dirname(parent.filename), request.replace(/\.js$/, ''));
    place = [`${at}.ts`, join(at, 'index.ts')].find(each => existsSync(each)) ?? Module._resolveFilename(request, parent, false);
    learnt.places.set(key, place);
    isMore = true;
  }
  return Module._cache[place]?.exports ?? (place.endsWith('.ts') ? loaded(place) : load.call(this, place, parent, isMain));
};

/** As Node does, which would look for the file once more. */
function loaded(path) {
  const module = new Module(path);
  module.filename = path;
  module.paths = modulePaths;
  Module._cache[path] = module;
  try {
    Module._extensions['.ts'](module, path);
  } catch (problem) {
    delete Module._cache[path];
    throw problem;
  }
  module.loaded = true;
  return module.exports;
}

process.on('exit', keep);
const made = isUnchanged ? undefined : written();
if (made !== undefined) {
  // What lies there runs as this user; nobody else may write to it.
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  require('node:child_process').execFileSync(process.execPath, [join(__dirname, 'dependencies.mjs'), bundled], { stdio: ['ignore', 'ignore', 'inherit'] });
}
require(join(sources, 'main.ts')).run();
if (made !== undefined) void listAnew(made);
