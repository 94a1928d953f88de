import { IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, Plugin, PLUGIN_API, Prompt, type PromptText, Resource, ResourceTemplate, type ReadableResource, type ReadableTemplate, type ReadTool, Tool } from '../../src/core';
import { Call, Log, OpnError } from '../../src/ports';

class Nothing {}

class Said {
  @IsString() said!: string;
}

const facts = { effect: 'read', input: Nothing, output: Said, uses: [] } as const;

@Tool({ ...facts, name: 'opn_test_simple_text', title: 'Text', description: 'Answers a text.' })
class SimpleText implements ReadTool<Nothing, Said> {
  async run(): Promise<Said> {
    return { said: 'This is a simple text response for testing.' };
  }
}

@Tool({ ...facts, name: 'opn_test_error_handling', title: 'Error', description: 'Fails.' })
class ErrorHandling implements ReadTool<Nothing, Said> {
  async run(): Promise<Said> {
    throw new OpnError('OPN_NOT_FOUND', 'This tool intentionally returns an error for testing.');
  }
}

@Tool({ ...facts, name: 'opn_test_tool_with_logging', title: 'Log', description: 'Logs what it does.' })
class WithLogging implements ReadTool<Nothing, Said> {
  constructor(@inject(Log) private readonly log: Log) {}

  async run(): Promise<Said> {
    for (const message of ['Tool execution started', 'Tool processing data', 'Tool execution completed']) this.log.write('info', message);
    return { said: 'Logged.' };
  }
}

@Tool({ ...facts, name: 'opn_test_tool_with_progress', title: 'Progress', description: 'Reports how far it is.' })
class WithProgress implements ReadTool<Nothing, Said> {
  constructor(@inject(Call) private readonly call: Call) {}

  async run(): Promise<Said> {
    for (const done of [0, 50, 100]) this.call.progress(done, 100);
    return { said: 'Done.' };
  }
}

@Resource({ name: 'static-text', title: 'Text', description: 'A text.', mediaType: 'text/plain', uses: [], uri: 'opnsense://conformance/static-text' })
class StaticText implements ReadableResource {
  async read(): Promise<string> {
    return 'This is the content of the static text resource.';
  }
}

class DataVariables {
  @Describe('Which data.') @IsString() id!: string;
}

@ResourceTemplate({ name: 'template-data', title: 'Data', description: 'Data by id.', mediaType: 'application/json', uses: [], uriTemplate: 'opnsense://conformance/template/{id}/data', variables: DataVariables })
class TemplateData implements ReadableTemplate<DataVariables> {
  async read({ id }: DataVariables): Promise<object> {
    return { id, templateTest: true, data: `Data for ID: ${id}` };
  }
}

@Prompt({ name: 'test_simple_prompt', title: 'Simple', description: 'Says something.', arguments: Nothing })
class SimplePrompt implements PromptText<Nothing> {
  text(): string {
    return 'This is a simple prompt for testing.';
  }
}

class TwoTexts {
  @Describe('First test argument.') @IsString() arg1!: string;
  @Describe('Second test argument.') @IsString() arg2!: string;
}

@Prompt({ name: 'test_prompt_with_arguments', title: 'Arguments', description: 'Says its arguments.', arguments: TwoTexts })
class PromptWithArguments implements PromptText<TwoTexts> {
  text({ arg1, arg2 }: TwoTexts): string {
    return `Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`;
  }
}

/** What the conformance suite asks for by name, as far as a plugin can offer it. */
@Plugin({
  id: 'conformance',
  title: 'Conformance',
  summary: 'Fixtures of the conformance suite.',
  api: PLUGIN_API,
  tools: [SimpleText, ErrorHandling, WithLogging, WithProgress],
  resources: [StaticText, TemplateData],
  prompts: [SimplePrompt, PromptWithArguments],
})
export class ConformancePlugin {}
