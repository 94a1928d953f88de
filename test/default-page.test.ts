import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { builtIn } from '../src/adapters/plugin-sources/built-in';
import { startTestServer, type TestServer } from '../src/adapters/testkit';
import { type Class, pluginFacts } from '../src/core';

/** Tokens (o200k) that an answer may cost which nobody asked to be long. */
const BUDGET = 2000;
/** Tools whose answer is a document by purpose. */
const DOCUMENTS = ['opn_download_config', 'opn_security_audit'];

describe.each(['24.7', '26.7'] as const)('on the sample network of %s', release => {
  let kit: TestServer;
  beforeAll(async () => {
    const modules = await Promise.all((await builtIn.candidates()).map(candidate => candidate.load()));
    const plugins = modules.flatMap(module => Object.values(module as Record<string, unknown>)).filter((each): each is Class => typeof each === 'function' && pluginFacts(each as Class) !== undefined);
    kit = await startTestServer({ plugins, release });
  });
  afterAll(() => kit.close());

  it('no tool that reads costs more than its budget when asked for nothing in particular', async () => {
    const { tools } = await kit.client.listTools();
    const asked = tools.filter(({ name, annotations, inputSchema }) => annotations?.readOnlyHint === true && (inputSchema.required ?? []).length === 0 && !DOCUMENTS.includes(name));
    expect(asked.length).toBeGreaterThan(30);
    const costs: string[] = [];
    let answered = 0;
    for (const { name } of asked) {
      const { content, isError } = await kit.call(name);
      const [first] = content;
      const cost = encode(first?.type === 'text' ? first.text : '').length;
      if (isError !== true) answered += 1;
      if (cost > BUDGET) costs.push(`${name} costs ${cost} tokens`);
    }
    expect(costs).toEqual([]);
    expect(answered).toBeGreaterThan(25);
  });
});
