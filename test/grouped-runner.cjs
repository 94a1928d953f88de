// @ts-check
const { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } = require('node:fs');
const { dirname, join, relative, sep } = require('node:path');
const { default: TestRunner } = require('jest-runner');
const { formatResultsErrors } = require('jest-message-util');

/** How many suites are loaded into one: enough to spare most of the loading, few enough to keep all workers busy until the end. */
const MOST = 12;
/** How a suite begins that takes long for its size: it is begun before others, so that no worker waits for it in the end. */
const TAKES_LONG = '// Takes long.\n';

/**
 * Jest's own runner over suites that lie in one folder, loaded into one: each would else load the whole server and run it cold. Results are told file by
 * file, as ever. A file named alone is run alone.
 */
module.exports = class GroupedRunner extends TestRunner {
  /** @type {Map<string, { tests: import('jest-runner').Test[], names: string[] }>} */
  #groups = new Map();

  /** @override */
  async runTests(tests, watcher, options) {
    try {
      await super.runTests(this.#grouped(tests), watcher, options);
    } finally {
      for (const path of this.#groups.keys()) rmSync(dirname(path), { recursive: true, force: true });
    }
  }

  /** @override */
  on(event, listener) {
    const each = (test, tell) => Promise.all((this.#groups.get(test.path)?.tests ?? [test]).map(tell));
    if (event === 'test-file-start') return super.on(event, ([test]) => each(test, one => listener([one])));
    if (event === 'test-file-failure') return super.on(event, ([test, error]) => each(test, one => listener([one, error])));
    if (event === 'test-file-success') return super.on(event, ([test, result]) => each(test, one => listener([one, this.#resultOf(one, test, result)])));
    return super.on(event, listener);
  }

  #grouped(tests) {
    const byFolder = new Map();
    for (const test of tests) {
      const folder = dirname(relative(test.context.config.rootDir, test.path)).split(sep).slice(0, 3).join('/');
      byFolder.set(folder, [...(byFolder.get(folder) ?? []), test]);
    }
    const groups = [...byFolder].flatMap(([folder, found]) => inParts(found).map((part, index) => this.#group(`${folder.replaceAll('/', '-')}-${index + 1}`, part)));
    return groups.sort((a, b) => (a.size === b.size ? 0 : b.size - a.size)).map(({ test }) => test);
  }

  #group(name, tests) {
    const size = tests.reduce((sum, { path }) => sum + (readFileSync(path, 'utf8').startsWith(TAKES_LONG) ? Infinity : statSync(path).size), 0);
    const [first] = tests;
    if (tests.length === 1) return { test: first, size };
    const { rootDir } = first.context.config;
    const names = tests.map(({ path }) => relative(rootDir, path));
    const path = join(rootDir, 'node_modules/.cache/jest-groups', String(process.pid), `${name}.js`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, tests.map((test, index) => suiteSource(names[index], test.path)).join(''));
    this.#groups.set(path, { tests, names });
    return { test: { ...first, path }, size };
  }

  /** What one file has of the result of its group. */
  #resultOf(one, test, result) {
    const group = this.#groups.get(test.path);
    if (!group) return result;
    const name = group.names[group.tests.indexOf(one)];
    const testResults = result.testResults
      .filter(({ ancestorTitles }) => ancestorTitles[0] === name)
      .map(each => ({ ...each, ancestorTitles: each.ancestorTitles.slice(1), fullName: each.fullName.slice(name.length + 1) }));
    const count = status => testResults.filter(each => each.status === status).length;
    const runtime = testResults.reduce((sum, { duration }) => sum + (duration ?? 0), 0);
    const { config } = test.context;
    return {
      ...result,
      testFilePath: one.path,
      testResults,
      numFailingTests: count('failed'),
      numPassingTests: count('passed'),
      numPendingTests: count('pending'),
      numTodoTests: count('todo'),
      failureMessage: result.testExecError ? result.failureMessage : formatResultsErrors(testResults, config, this._globalConfig, one.path),
      perfStats: { ...result.perfStats, runtime, slow: runtime / 1000 > config.slowTestThreshold },
    };
  }
};

/** Parts of about the same number. */
function inParts(tests) {
  const parts = Math.ceil(tests.length / MOST);
  return Array.from({ length: parts }, (_, part) => tests.filter((_, index) => index % parts === part));
}

/** A file that cannot be loaded is a failure of its own, not of the whole group. */
function suiteSource(name, path) {
  return `describe(${JSON.stringify(name)}, () => { try { require(${JSON.stringify(path)}); } catch (error) { test('is loaded', () => { throw error; }); } });\n`;
}
