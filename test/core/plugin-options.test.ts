import { inject } from 'tsyringe';
import { IsBoolean, IsInt, IsString, Max } from 'class-validator';
import { Describe, Optional, optionVariable, Plugin, PLUGIN_API, Tool, TextList, type ReadTool } from '../../src/core';
import { startTestServer } from '../../src/testing';

class WidgetOptions {
  @Describe('How many.') @IsInt() @Max(9) maxPeers = 3;
  @Describe('Whether.') @IsBoolean() verbose = false;
  @Describe('Which.') @TextList() tags: string[] = [];
  @Describe('To get in.') @Optional() @IsString() accessToken?: string;
}

class Nothing {}

class Told {
  @IsString() told!: string;
  @IsString() widget_word!: string;
}

@Tool({ name: 'opn_tell_options', title: 'Tell', description: 'Tells its options.', effect: 'read', input: Nothing, output: Told, uses: [] })
class TellTool implements ReadTool<Nothing, Told> {
  constructor(@inject(WidgetOptions) private readonly options: WidgetOptions) {}

  async run(): Promise<Told> {
    return { told: JSON.stringify(this.options), widget_word: 'is hidden' };
  }
}

@Plugin({ id: 'widget', title: 'Widget', summary: 'Widgets.', api: PLUGIN_API, tools: [TellTool], options: WidgetOptions, secrets: ['widget_word'] })
class WidgetPlugin {}

async function told(options: Readonly<Record<string, unknown>>): Promise<unknown> {
  const kit = await startTestServer({ plugins: [WidgetPlugin], options });
  try {
    return (await kit.call('opn_tell_options')).structuredContent;
  } finally {
    await kit.close();
  }
}

describe('options of a plugin', () => {
  it('have their defaults, and are injected by their class', async () => {
    expect(await told({})).toEqual({ told: '{"maxPeers":3,"verbose":false,"tags":[]}', widget_word: '[REDACTED]' });
  });

  it('are read from texts and from values, and secret ones never leave', async () => {
    const { told: text } = (await told({ maxPeers: '7', verbose: 'TRUE', tags: 'a, b,', accessToken: 'tskey-canary-4711' })) as { readonly told: string };
    expect(text).toContain('"maxPeers":7,"verbose":true,"tags":["a","b"]');
    expect(text).not.toContain('canary');
    expect(await told({ maxPeers: 8, tags: ['c'] })).toMatchObject({ told: '{"maxPeers":8,"verbose":false,"tags":["c"]}' });
  });

  it.each([[{ maxPeers: 'many' }, /maxPeers must be an integer/], [{ maxPeers: '10' }, /maxPeers must not be greater than 9.*OPNSENSE_PLUGIN_WIDGET_MAX_PEERS/], [{ verbose: 'maybe' }, /verbose must be/]])(
    'keep the plugin out where they are wrong: %j',
    async (options, says) => {
      await expect(startTestServer({ plugins: [WidgetPlugin], options })).rejects.toThrow(says);
    },
  );

  it('are named in the environment by plugin and field', () => {
    expect(optionVariable('my-widget', 'maxPeers2')).toBe('OPNSENSE_PLUGIN_MY_WIDGET_MAX_PEERS2');
  });
});
