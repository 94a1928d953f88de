import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { packageOf } from '../src/adapters/catalogue';
import { ToolPages } from '../src/adapters/mcp';
import { type JsonSchema, type RegisteredTool } from '../src/core';
import { changes } from '../src/ports';
import { builtInTools } from './built-in';
import contract from './fixtures/contract.json';
import { disagreements } from './differential';

interface Promised {
  readonly domain: string;
  readonly writes: boolean;
  readonly params: Readonly<Record<string, { readonly type: string; readonly required: boolean; readonly default?: unknown }>>;
}

/** The tools that operators of the server before this one rely on. */
const promised = contract as unknown as Readonly<Record<string, Promised>>;
const root = join(__dirname, '..');

let tools: readonly RegisteredTool[];
beforeAll(async () => {
  tools = await Promise.all((await builtInTools()).tools().map(tool => tool.load()));
});

/** Collects what is wrong with each tool, so that one run names everything. */
function problems(of: (tool: RegisteredTool) => readonly string[]): string[] {
  return tools.flatMap(tool => of(tool).map(problem => `${tool.facts.name}: ${problem}`));
}

describe('every tool', () => {
  it('keeps the names, parameters and effects that are promised', () => {
    expect(
      problems(({ facts, domain, inputSchema }) => {
        const tool = promised[facts.name];
        if (tool === undefined) return [];
        const wrong = Object.entries(tool.params).flatMap(([name, { type, required }]) => {
          const own = inputSchema.properties[name];
          if (own === undefined) return [`has no parameter '${name}'`];
          const loose = type.replace('string', '');
          if (own.type !== type && loose === type) return [`'${name}' is ${String(own.type)}, not ${type}`];
          if (!required && inputSchema.required?.includes(name) === true) return [`'${name}' became required`];
          return [];
        });
        if (domain !== tool.domain) wrong.push(`is in ${domain}, not ${tool.domain}`);
        if ((changes(facts.effect) || facts.effect === 'settle') !== tool.writes) wrong.push(`its effect is ${facts.effect}`);
        return wrong;
      }),
    ).toEqual([]);
  });

  it('asks for nothing more than is promised', () => {
    expect(
      problems(({ facts, inputSchema }) => {
        const tool = promised[facts.name];
        if (tool === undefined) return [];
        return (inputSchema.required ?? []).filter(name => tool.params[name]?.required !== true).map(name => `'${name}' is required`);
      }),
    ).toEqual([]);
  });

  it('stands in a file of its name, with a test and a snapshot', () => {
    expect(
      problems(({ facts, domain }) => {
        const name = facts.name.replace(/^opn_/, '').replaceAll('_', '-');
        const files = [`src/plugins/${domain}/tools/${name}.tool.ts`, `test/plugins/${domain}/${name}.test.ts`, `test/__toolsnaps__/${facts.name}.json`, `test/__toolsnaps__/wire/${facts.name}.json`];
        return files.filter(file => !existsSync(join(root, file))).map(file => `${file} is missing`);
      }),
    ).toEqual([]);
  });

  it('has no snapshot or wire log left over', () => {
    const names = readdirSync(join(__dirname, '__toolsnaps__')).map(file => file.replace('.json', ''));
    const logs = readdirSync(join(__dirname, '__toolsnaps__', 'wire')).map(file => file.replace('.json', ''));
    expect([...names, ...logs].filter(name => name !== 'wire' && !tools.some(tool => tool.facts.name === name))).toEqual([]);
  });

  it('describes every parameter, nested ones too, and closes every object', () => {
    const look = (schema: JsonSchema, path: string): string[] => [
      // HAProxy's objects have hundreds of fields, which the tool checks against those of the firewall.
      ...(schema.type === 'object' && schema.additionalProperties !== false && path !== 'input.config' ? [`${path} is open`] : []),
      ...Object.entries(schema.properties ?? {}).flatMap(([name, field]) => [
        ...(field.description === undefined ? [`${path}.${name} has no description`] : []),
        ...look(field, `${path}.${name}`),
      ]),
      ...(schema.items === undefined ? [] : look(schema.items, `${path}[]`)),
      ...(schema.type === 'array' && schema.maxItems === undefined ? [`${path} may be endless`] : []),
      ...((schema.type === 'integer' || schema.type === 'number') && (schema.minimum === undefined || schema.maximum === undefined) ? [`${path} has no range`] : []),
    ];
    expect(problems(({ inputSchema }) => look(inputSchema, 'input'))).toEqual([]);
  });

  it('is judged alike by its schema and by its validation', () => {
    expect(problems(({ facts, inputSchema }) => disagreements(facts.name, facts.input, inputSchema))).toEqual([]);
  });

  it('is listed by default when operators rely on it, or when it settles changes; else it is opt-in', () => {
    const protection = ['opn_change_history', 'opn_pending_changes', 'opn_rollback_changes', 'opn_undo_change'];
    const shown = tools.filter(({ facts }) => facts.optIn !== true).map(({ facts }) => facts.name);
    expect(shown).toEqual([...Object.keys(promised).filter(name => tools.some(({ facts }) => facts.name === name)), ...protection].sort());
  });

  it('says in a first sentence when to use it', () => {
    expect(problems(({ facts }) => (/^[A-Z][^.]{15,200}\.(\s|$)/.test(facts.description) ? [] : [`'${facts.description.slice(0, 60)}' has no short first sentence`]))).toEqual([]);
  });

  it('fits its budget of tokens', () => {
    const cost = ({ facts, inputSchema }: RegisteredTool): number => encode(JSON.stringify({ name: facts.name, description: facts.description, inputSchema })).length;
    const sum = (some: readonly RegisteredTool[]): number => some.reduce((all, tool) => all + cost(tool), 0);
    const contracted = tools.filter(tool => promised[tool.facts.name] !== undefined);
    const reading = contracted.filter(({ facts }) => !promised[facts.name]?.writes);
    expect(problems(tool => (cost(tool) <= 450 ? [] : [`costs ${cost(tool)} tokens`]))).toEqual([]);
    expect(sum(contracted)).toBeLessThanOrEqual(12_000);
    expect(sum(reading)).toBeLessThanOrEqual(6_000);
  });

  it('fits its budget of bytes on the wire', () => {
    const { tools: listed } = new ToolPages(tools, 500).page(undefined) as { tools: readonly object[] };
    expect(JSON.stringify(listed).length / listed.length).toBeLessThanOrEqual(2000);
  });
});

describe('every endpoint that a tool uses', () => {
  it('names the plugin package that brings it', () => {
    expect(
      problems(({ facts }) =>
        facts.uses.flatMap(endpoint => (packageOf(endpoint.path) === endpoint.package ? [] : [`${endpoint.path} comes with ${packageOf(endpoint.path) ?? 'the core'}`])),
      ),
    ).toEqual([]);
  });

  it('is declared in an endpoints file', () => {
    const files = readdirSync(join(root, 'src/plugins'), { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts') && !file.endsWith('.endpoints.ts'));
    const leaks = files.filter(file => /\b(reads|writes)(<[^(]*>)?\(|new Collection/.test(readFileSync(join(root, 'src/plugins', file), 'utf8')));
    expect(leaks).toEqual([]);
  });
});
