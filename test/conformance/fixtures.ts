import { IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, Plugin, PLUGIN_API, Prompt, type PromptPart, type PromptText, Resource, ResourceTemplate, type ReadableResource, type ReadableTemplate, type ReadTool, Tool } from '../../src/core';
import { Call, type Document, Documents, Log, OpnError, People, type Question } from '../../src/ports';

class Nothing {}

class Said {
  @IsString() said!: string;
}

/** A picture of one red point, and a sound of no length. */
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==', 'base64');
const WAV = Buffer.from('UklGRiQAAABXQVZFZm10IBAAAAABAAEARKwAAIhYAQACABAAZGF0YQAAAAA=', 'base64');
const PICTURE: Document = { name: 'dot.png', title: 'A point', mediaType: 'image/png', data: PNG };
const NOTE: Document = { name: 'note.txt', title: 'A note', mediaType: 'text/plain', text: 'This is an embedded resource content.' };

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

/** Shows documents in its result. */
class Showing implements ReadTool<Nothing, Said> {
  constructor(
    private readonly documents: Documents,
    private readonly shown: readonly Document[],
  ) {}

  async run(): Promise<Said> {
    for (const document of this.shown) this.documents.show(document);
    return { said: 'Shown.' };
  }
}

@Tool({ ...facts, name: 'opn_test_image_content', title: 'Picture', description: 'Shows a picture.' })
class ImageContent extends Showing {
  constructor(@inject(Documents) documents: Documents) {
    super(documents, [PICTURE]);
  }
}

@Tool({ ...facts, name: 'opn_test_audio_content', title: 'Sound', description: 'Plays a sound.' })
class AudioContent extends Showing {
  constructor(@inject(Documents) documents: Documents) {
    super(documents, [{ name: 'none.wav', title: 'A sound', mediaType: 'audio/wav', data: WAV }]);
  }
}

@Tool({ ...facts, name: 'opn_test_embedded_resource', title: 'Resource', description: 'Embeds a resource.' })
class EmbeddedResource extends Showing {
  constructor(@inject(Documents) documents: Documents) {
    super(documents, [NOTE]);
  }
}

@Tool({ ...facts, name: 'opn_test_multiple_content_types', title: 'Several', description: 'Shows several things.' })
class SeveralContents extends Showing {
  constructor(@inject(Documents) documents: Documents) {
    super(documents, [PICTURE, { name: 'data.json', title: 'Data', mediaType: 'application/json', text: '{"test":"data","value":123}' }]);
  }
}

class Message {
  @Describe('What to ask.') @IsString() message!: string;
}

/** Asks the person before the host. */
class Asking {
  constructor(private readonly people: People) {}

  protected async ask(question: Question): Promise<Said> {
    return { said: JSON.stringify(await this.people.ask(question)) };
  }
}

@Tool({ ...facts, input: Message, name: 'opn_test_elicitation', title: 'Ask', description: 'Asks who somebody is.' })
class Elicitation extends Asking implements ReadTool<Message, Said> {
  constructor(@inject(People) people: People) {
    super(people);
  }

  run({ message }: Message): Promise<Said> {
    return this.ask({ message, fields: { username: { type: 'string', description: 'Your answer' }, email: { type: 'string', format: 'email', description: 'Your address' } }, required: ['username', 'email'] });
  }
}

@Tool({ ...facts, name: 'opn_test_elicitation_sep1034_defaults', title: 'Defaults', description: 'Asks with defaults.' })
class ElicitationDefaults extends Asking implements ReadTool<Nothing, Said> {
  constructor(@inject(People) people: People) {
    super(people);
  }

  run(): Promise<Said> {
    return this.ask({
      message: 'Please look through these.',
      fields: {
        name: { type: 'string', default: 'John Doe' }, age: { type: 'integer', default: 30 }, score: { type: 'number', default: 95.5 },
        status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' }, verified: { type: 'boolean', default: true },
      },
    });
  }
}

const OPTIONS = ['option1', 'option2', 'option3'];
const TITLED = ['First', 'Second', 'Third'].map((title, index) => ({ const: `value${String(index + 1)}`, title }));

@Tool({ ...facts, name: 'opn_test_elicitation_sep1330_enums', title: 'Choices', description: 'Asks with choices.' })
class ElicitationChoices extends Asking implements ReadTool<Nothing, Said> {
  constructor(@inject(People) people: People) {
    super(people);
  }

  run(): Promise<Said> {
    return this.ask({
      message: 'Please choose.',
      fields: {
        untitledSingle: { type: 'string', enum: OPTIONS }, titledSingle: { type: 'string', oneOf: TITLED },
        legacyEnum: { type: 'string', enum: ['opt1', 'opt2', 'opt3'], enumNames: ['Option One', 'Option Two', 'Option Three'] },
        untitledMulti: { type: 'array', items: { type: 'string', enum: OPTIONS } }, titledMulti: { type: 'array', items: { anyOf: TITLED } },
      },
    });
  }
}

@Resource({ name: 'static-binary', title: 'Bytes', description: 'A picture.', mediaType: 'image/png', uses: [], uri: 'opnsense://conformance/static-binary' })
class StaticBinary implements ReadableResource {
  async read(): Promise<Uint8Array> {
    return PNG;
  }
}

/** What is watched, and what a prompt embeds: a text each. */
class AnyText implements ReadableResource {
  async read(): Promise<string> {
    return 'Embedded resource content for testing.';
  }
}

@Resource({ name: 'watched', title: 'Watched', description: 'Is watched.', mediaType: 'text/plain', uses: [], uri: 'opnsense://conformance/watched-resource' })
class WatchedResource extends AnyText {}

@Resource({ name: 'example', title: 'Example', description: 'Is embedded.', mediaType: 'text/plain', uses: [], uri: 'opnsense://conformance/example-resource' })
class ExampleResource extends AnyText {}

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

class Embedded {
  @Describe('Its URI.') @IsString() resourceUri!: string;
}

@Prompt({ name: 'test_prompt_with_embedded_resource', title: 'Resource', description: 'Embeds a resource.', arguments: Embedded })
class PromptWithResource implements PromptText<Embedded> {
  text({ resourceUri: embeds }: Embedded): readonly PromptPart[] {
    return [{ embeds }, 'Please process the embedded resource above.'];
  }
}

@Prompt({ name: 'test_prompt_with_image', title: 'Picture', description: 'Shows a picture.', arguments: Nothing })
class PromptWithImage implements PromptText<Nothing> {
  text(): readonly PromptPart[] {
    return [{ mediaType: 'image/png', data: PNG }, 'Please analyze the image above.'];
  }
}

/** What the conformance suite asks for by name, as far as a plugin can offer it. */
@Plugin({
  id: 'conformance',
  title: 'Conformance',
  summary: 'Fixtures of the conformance suite.',
  api: PLUGIN_API,
  tools: [SimpleText, ErrorHandling, WithLogging, WithProgress, ImageContent, AudioContent, EmbeddedResource, SeveralContents, Elicitation, ElicitationDefaults, ElicitationChoices],
  resources: [StaticText, StaticBinary, TemplateData, WatchedResource, ExampleResource],
  prompts: [SimplePrompt, PromptWithArguments, PromptWithResource, PromptWithImage],
})
export class ConformancePlugin {}
